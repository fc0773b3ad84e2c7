//! How many layers of a picture anybody looks at: a sender with a thin line need not send the others.

use std::time::{Duration, Instant};

/// Fewer layers are asked for only after so long: people look here and there, and a layer that begins anew costs a key
/// frame and a moment of the smaller picture.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a sender was told of one of its pictures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LayerDemand {
    /// So many layers from the smallest up; a sender begins with all of them.
    told: usize,
    fewer_since: Option<Instant>,
}

impl LayerDemand {
    pub(crate) fn new(layers: usize) -> Self {
        Self { told: layers, fewer_since: None }
    }

    /// So many are needed now. What to tell the sender, if anything: more at once, fewer when it has been so for a while.
    pub(crate) fn look(&mut self, now: Instant, needed: usize) -> Option<usize> {
        if needed == self.told {
            self.fewer_since = None;
            return None;
        }
        if needed < self.told {
            let since = *self.fewer_since.get_or_insert(now);
            if now.saturating_duration_since(since) < PATIENCE {
                return None;
            }
        }
        self.told = needed;
        self.fewer_since = None;
        Some(needed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use super::*;

    #[test]
    fn more_is_asked_for_at_once_and_fewer_after_a_while() {
        let now = Instant::now();
        let mut demand = LayerDemand::new(3);
        assert_eq!(demand.look(now, 1), None);
        assert_eq!(demand.look(now + PATIENCE / 2, 3), None, "somebody looked again");
        assert_eq!(demand.look(now + PATIENCE, 1), None);
        assert_eq!(demand.look(now + PATIENCE * 3 / 2, 2), None);
        assert_eq!(demand.look(now + PATIENCE * 2, 1), Some(1));
        assert_eq!(demand.look(now + PATIENCE * 2, 1), None);
        assert_eq!(demand.look(now + PATIENCE * 2, 3), Some(3));
        assert_eq!(demand.look(now + PATIENCE * 2, 0), None);
        assert_eq!(demand.look(now + PATIENCE * 3, 0), Some(0));
    }
}
