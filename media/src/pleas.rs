//! How often one receiver decides that a picture begins anew for all: a key frame weighs three to ten other frames on every line.

use std::time::{Duration, Instant};

/// So many in a [`WINDOW`] are passed on as they come: a burst of losses, a page that comes back, a decoder that stumbles.
const FREE: usize = 3;
const WINDOW: Duration = Duration::from_secs(10);
/// After those, so far apart. Who cannot show a picture says so again until it can.
const APART: Duration = Duration::from_secs(2);

/// What was passed on of one slot's pleas for a key frame (PLI and FIR).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pleas {
    /// From the oldest.
    passed: [Option<Instant>; FREE],
}

impl Pleas {
    /// Whether to pass on one that came now.
    pub(crate) fn take(&mut self, now: Instant) -> bool {
        let past = |at: Option<Instant>, rest| at.is_none_or(|at| now.saturating_duration_since(at) >= rest);
        let [oldest, .., newest] = self.passed;
        if !past(oldest, WINDOW) && !past(newest, APART) {
            return false;
        }
        self.passed.rotate_left(1);
        if let Some(last) = self.passed.last_mut() {
            *last = Some(now);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use super::*;

    #[test]
    fn three_at_once_and_then_one_in_two_seconds() {
        let start = Instant::now();
        let mut pleas = Pleas::default();
        let mut passed = Vec::new();
        for tick in 0..100_u32 {
            if pleas.take(start + Duration::from_millis(100) * tick) {
                passed.push(tick);
            }
        }
        assert_eq!(passed, [0, 1, 2, 22, 42, 62, 82]);
        let rested = start + Duration::from_secs(30);
        assert!(pleas.take(rested) && pleas.take(rested) && pleas.take(rested) && !pleas.take(rested));
    }
}
