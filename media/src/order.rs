//! The packets of a picture in the order in which they were sent, as far as waiting for the missing ones helps.
//!
//! Without what is missing nobody can decode what follows it, so holding that costs nothing. Passed on at once, though, it would make
//! each receiver ask for what we do not have yet; and browsers that see packets overtaken again and again ask later for what
//! was lost on their own line.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// For so long what is missing is waited for: by then it was asked for five times.
const PATIENCE: Duration = Duration::from_millis(500);
/// And so long where nothing is asked for.
const HURRY: Duration = Duration::from_millis(100);
/// Packets held at most: half a second of a shared screen, and a large key frame.
const MAX_HELD: usize = 256;

/// The order of one stream.
#[derive(Debug)]
pub(crate) struct Order<P> {
    /// A sender that starts anew has another.
    ssrc: u32,
    next: Option<u64>,
    patience: Duration,
    held: BTreeMap<u64, (Instant, P)>,
}

/// What can go on now.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ordered<P> {
    pub(crate) packets: Vec<P>,
    /// Something before them will not come any more.
    pub(crate) gave_up: bool,
}

impl<P> Default for Order<P> {
    fn default() -> Self {
        Self { ssrc: 0, next: None, patience: PATIENCE, held: BTreeMap::new() }
    }
}

impl<P> Order<P> {
    /// A packet came.
    pub(crate) fn take(&mut self, now: Instant, (ssrc, sequence): (u32, u64), packet: P) -> Ordered<P> {
        if self.ssrc != ssrc {
            *self = Self { ssrc, patience: self.patience, ..Self::default() };
        }
        let next = *self.next.get_or_insert(sequence);
        if sequence < next {
            // It was given up, or it is from before the first one.
            return Ordered { packets: vec![packet], gave_up: false };
        }
        self.held.insert(sequence, (now, packet));
        self.release(now)
    }

    /// What is missing is not asked for now, or is again.
    pub(crate) fn hurry(&mut self, hurry: bool) {
        self.patience = if hurry { HURRY } else { PATIENCE };
    }

    /// What need not wait any longer.
    pub(crate) fn release(&mut self, now: Instant) -> Ordered<P> {
        let mut ordered = Ordered { packets: Vec::new(), gave_up: false };
        while let Some(first) = self.held.first_entry() {
            let (sequence, since) = (*first.key(), first.get().0);
            if self.next != Some(sequence) {
                let impatient = now.saturating_duration_since(since) >= self.patience || self.held.len() > MAX_HELD;
                if !impatient {
                    break;
                }
                ordered.gave_up = true;
            }
            self.next = Some(sequence + 1);
            ordered.packets.extend(self.held.pop_first().map(|(_, (_, packet))| packet));
        }
        ordered
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use super::*;

    fn go_on(packets: &[u64]) -> Ordered<u64> {
        Ordered { packets: packets.to_vec(), gave_up: false }
    }

    #[test]
    fn what_follows_a_missing_packet_waits_for_it() {
        let now = Instant::now();
        let mut order = Order::default();
        let mut take = |sequence| order.take(now, (1, sequence), sequence);
        assert_eq!(take(7), go_on(&[7]));
        assert_eq!(take(9), go_on(&[]));
        assert_eq!(take(11), go_on(&[]));
        assert_eq!(take(8), go_on(&[8, 9]));
        assert_eq!(take(10), go_on(&[10, 11]));
        assert_eq!(take(12), go_on(&[12]));
    }

    #[test]
    fn what_does_not_come_is_given_up_and_goes_on_where_it_comes_after_all() {
        let now = Instant::now();
        let mut order = Order::default();
        order.take(now, (1, 7), 7);
        order.take(now, (1, 9), 9);
        assert_eq!(order.release(now + PATIENCE / 2), go_on(&[]));
        assert_eq!(order.release(now + PATIENCE), Ordered { packets: vec![9], gave_up: true });
        assert_eq!(order.take(now + PATIENCE, (1, 8), 8), go_on(&[8]));
        assert_eq!(order.take(now + PATIENCE, (1, 10), 10), go_on(&[10]));
        assert_eq!(order.take(now + PATIENCE, (2, 3), 3), go_on(&[3]), "a sender that starts anew");
    }

    #[test]
    fn what_is_held_is_bounded() {
        let now = Instant::now();
        let mut order = Order::default();
        order.take(now, (1, 0), 0);
        for sequence in 2..=MAX_HELD as u64 + 1 {
            assert_eq!(order.take(now, (1, sequence), sequence), go_on(&[]));
        }
        let ordered = order.take(now, (1, 1_000), 1_000);
        assert!(ordered.gave_up);
        assert_eq!(ordered.packets.len(), MAX_HELD);
    }
}
