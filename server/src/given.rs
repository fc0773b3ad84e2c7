//! Who has given feedback on which evening. In memory only, and not with what they said: it keeps nobody from saying it again after a
//! restart, but nobody can read later who has spoken.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::Mutex,
};

use koronailta_signaling::ids::{DeviceId, EveningId, LinkId, PersonId};

use crate::links::OpenLink;

/// The oldest are forgotten beyond so many.
const REMEMBERED: usize = 50_000;

/// Who gives feedback, as far as the link tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Giver {
    /// A person of the network, by whichever of their links.
    Person(PersonId),
    /// Whoever holds a link with a name.
    Link(LinkId),
    /// A browser, by a link that many have.
    Device(DeviceId),
}

impl Giver {
    /// Whoever comes by a link, from a browser that calls itself so.
    #[must_use]
    pub fn of(link: &OpenLink, device: DeviceId) -> Self {
        match link.person {
            Some(person) => Self::Person(person),
            None if link.access.personal => Self::Link(link.access.link),
            None => Self::Device(device),
        }
    }
}

type Known = (BTreeSet<(EveningId, Giver)>, VecDeque<(EveningId, Giver)>);

/// Who has given feedback.
#[derive(Debug, Default)]
pub struct Given {
    known: Mutex<Known>,
}

impl Given {
    /// Marks somebody; false if they were marked before.
    pub fn take(&self, evening: EveningId, giver: Giver) -> bool {
        let mut known = self.lock();
        let (marked, order) = &mut *known;
        if !marked.insert((evening, giver)) {
            return false;
        }
        order.push_back((evening, giver));
        if order.len() > REMEMBERED
            && let Some(oldest) = order.pop_front()
        {
            marked.remove(&oldest);
        }
        true
    }

    /// Nothing came of it.
    pub fn give_back(&self, evening: EveningId, giver: Giver) {
        self.lock().0.remove(&(evening, giver));
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
        let device = Giver::Device(DeviceId::new(now, [3; 10]));
        assert!(given.take(evening, device) && given.take(other, device));
        assert!(!given.take(evening, device));
        given.give_back(evening, device);
        assert!(given.take(evening, device));
    }
}
