//! Which browsers have given feedback on which evening. In memory only: it keeps nobody from saying it again after a
//! restart, but nobody can read later who has spoken.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::Mutex,
};

use koronailta_signaling::ids::{DeviceId, EveningId};

/// The oldest are forgotten beyond so many.
const REMEMBERED: usize = 50_000;

type Known = (BTreeSet<(EveningId, DeviceId)>, VecDeque<(EveningId, DeviceId)>);

/// Who has given feedback.
#[derive(Debug, Default)]
pub struct Given {
    known: Mutex<Known>,
}

impl Given {
    /// Marks a browser; false if it was marked before.
    pub fn take(&self, evening: EveningId, device: DeviceId) -> bool {
        let mut known = self.lock();
        let (marked, order) = &mut *known;
        if !marked.insert((evening, device)) {
            return false;
        }
        order.push_back((evening, device));
        if order.len() > REMEMBERED
            && let Some(oldest) = order.pop_front()
        {
            marked.remove(&oldest);
        }
        true
    }

    /// Nothing came of it.
    pub fn give_back(&self, evening: EveningId, device: DeviceId) {
        self.lock().0.remove(&(evening, device));
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use koronailta_signaling::ids::Timestamp;

    use super::*;

    #[test]
    fn a_browser_gives_once_for_each_evening() {
        let given = Given::default();
        let now = Timestamp(1);
        let (evening, other) = (EveningId::new(now, [1; 10]), EveningId::new(now, [2; 10]));
        let device = DeviceId::new(now, [3; 10]);
        assert!(given.take(evening, device) && given.take(other, device));
        assert!(!given.take(evening, device));
        given.give_back(evening, device);
        assert!(given.take(evening, device));
    }
}
