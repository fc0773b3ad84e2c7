//! Asking for key frames (PLI, RFC 4585 §6.3.1), not more often than helps.

use std::time::{Duration, Instant};

use crate::sabotage::Sabotage;

/// A key frame of a large picture takes some 100 ms to arrive; asking again sooner makes it two.
const THROTTLE: Duration = Duration::from_millis(300);
/// A way that has become thin is full of key frames otherwise: each that is lost would be asked for anew.
const THIN_THROTTLE: Duration = Duration::from_secs(2);
/// How often to ask again while a slot waits.
pub(crate) const RETRY: Duration = Duration::from_millis(400);

/// Who still waits for one says so again by then; for a wish that was given up each would be sent for nothing.
const WISH: Duration = Duration::from_millis(1_000);

/// Between the key frames of a program's picture no more than two seconds shall pass: so long after the last one the next is
/// asked for, which leaves time for the way there, the encoder and the way back.
const REFRESH: Duration = Duration::from_millis(1_500);

/// The throttle of one layer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeyframeGate {
    asked_at: Option<Instant>,
    wanted_at: Option<Instant>,
    thin: bool,
    arrived_at: Option<Instant>,
}

impl KeyframeGate {
    /// Somebody needs a key frame.
    pub(crate) fn want(&mut self, now: Instant) {
        self.wanted_at = Some(now);
    }

    /// The sender's way has become thin, or is not any more.
    pub(crate) fn thin(&mut self, thin: bool) {
        self.thin = thin;
    }

    fn throttle(&self) -> Duration {
        if self.thin { THIN_THROTTLE } else { THROTTLE }
    }

    /// Wants the next one where the last one is old, again and again until it comes.
    pub(crate) fn refresh(&mut self, now: Instant) {
        let rested = |at: Option<Instant>, rest| at.is_none_or(|at| now.saturating_duration_since(at) >= rest);
        if rested(self.arrived_at, REFRESH) && rested(self.asked_at, RETRY) {
            self.want(now);
        }
    }

    /// Whether to ask the sender now.
    pub(crate) fn take(&mut self, now: Instant, sabotage: Sabotage) -> bool {
        let due = sabotage.throttle_off
            || self.asked_at.is_none_or(|at| now.saturating_duration_since(at) >= self.throttle());
        let wanted = self.wanted_at.is_some_and(|at| now.saturating_duration_since(at) < WISH);
        if !wanted || !due {
            return false;
        }
        self.asked(now);
        true
    }

    /// The sender was asked in another way.
    pub(crate) fn asked(&mut self, now: Instant) {
        self.wanted_at = None;
        self.asked_at = Some(now);
    }

    /// When [`KeyframeGate::take`] will say yes.
    #[must_use]
    pub(crate) fn due_at(&self) -> Option<Instant> {
        let due = self.asked_at? + self.throttle();
        self.wanted_at.filter(|at| due.saturating_duration_since(*at) < WISH).map(|_| due)
    }

    /// A key frame came; who asked before it has it.
    pub(crate) fn arrived(&mut self, now: Instant) {
        self.wanted_at = None;
        self.arrived_at = Some(now);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use super::*;

    #[test]
    fn many_receivers_cause_one_request() {
        let now = Instant::now();
        let mut gate = KeyframeGate::default();
        assert!(!gate.take(now, Sabotage::default()));
        for _ in 0..9 {
            gate.want(now);
        }
        assert!(gate.take(now, Sabotage::default()));
        gate.want(now);
        assert!(!gate.take(now + Duration::from_millis(299), Sabotage::default()));
        assert_eq!(gate.due_at(), Some(now + THROTTLE));
        assert!(gate.take(now + THROTTLE, Sabotage::default()));
        gate.want(now);
        gate.arrived(now);
        assert!(!gate.take(now + THROTTLE * 5, Sabotage::default()));
        gate.thin(true);
        gate.want(now + THIN_THROTTLE);
        assert!(!gate.take(now + THIN_THROTTLE, Sabotage::default()));
        assert!(gate.take(now + THROTTLE + THIN_THROTTLE, Sabotage::default()));
    }

    #[test]
    fn a_wish_that_is_not_repeated_is_given_up() {
        let now = Instant::now();
        let mut gate = KeyframeGate::default();
        gate.thin(true);
        gate.want(now);
        assert!(gate.take(now, Sabotage::default()));
        gate.want(now + RETRY);
        assert_eq!(gate.due_at(), None, "too late");
        assert!(!gate.take(now + THIN_THROTTLE, Sabotage::default()));
        gate.want(now + THIN_THROTTLE);
        assert!(gate.take(now + THIN_THROTTLE, Sabotage::default()));
    }

    #[test]
    fn a_program_is_asked_in_time_and_not_flooded() {
        let start = Instant::now();
        let mut gate = KeyframeGate::default();
        let mut asked = Vec::new();
        for tick in 0..60 {
            let now = start + Duration::from_millis(100) * tick;
            if tick == 20 {
                gate.arrived(now);
            }
            gate.refresh(now);
            if gate.take(now, Sabotage::default()) {
                asked.push(tick);
            }
        }
        assert_eq!(asked, [0, 4, 8, 12, 16, 35, 39, 43, 47, 51, 55, 59]);
    }
}
