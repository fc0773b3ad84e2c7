//! Asking for key frames (PLI, RFC 4585 §6.3.1), not more often than helps.

use std::time::{Duration, Instant};

use crate::sabotage::Sabotage;

/// A key frame of a large picture takes some 100 ms to arrive; asking again sooner makes it two.
const THROTTLE: Duration = Duration::from_millis(300);
/// A way that has become thin is full of key frames otherwise: each that is lost would be asked for anew.
const THIN_THROTTLE: Duration = Duration::from_secs(2);
/// How often to ask again while a slot waits.
pub(crate) const RETRY: Duration = Duration::from_millis(400);

/// Between the key frames of a program's picture no more than two seconds shall pass: so long after the last one the next is
/// asked for, which leaves time for the way there, the encoder and the way back.
const REFRESH: Duration = Duration::from_millis(1_500);

/// The throttle of one layer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeyframeGate {
    asked_at: Option<Instant>,
    wanted: bool,
    thin: bool,
    arrived_at: Option<Instant>,
}

impl KeyframeGate {
    /// Somebody needs a key frame.
    pub(crate) fn want(&mut self) {
        self.wanted = true;
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
        self.wanted |= rested(self.arrived_at, REFRESH) && rested(self.asked_at, RETRY);
    }

    /// Whether to ask the sender now.
    pub(crate) fn take(&mut self, now: Instant, sabotage: Sabotage) -> bool {
        let due = sabotage.throttle_off
            || self.asked_at.is_none_or(|at| now.saturating_duration_since(at) >= self.throttle());
        if !self.wanted || !due {
            return false;
        }
        self.wanted = false;
        self.asked_at = Some(now);
        true
    }

    /// When [`KeyframeGate::take`] will say yes.
    #[must_use]
    pub(crate) fn due_at(&self) -> Option<Instant> {
        self.asked_at.filter(|_| self.wanted).map(|at| at + self.throttle())
    }

    /// A key frame came; who asked before it has it.
    pub(crate) fn arrived(&mut self, now: Instant) {
        self.wanted = false;
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
            gate.want();
        }
        assert!(gate.take(now, Sabotage::default()));
        gate.want();
        assert!(!gate.take(now + Duration::from_millis(299), Sabotage::default()));
        assert_eq!(gate.due_at(), Some(now + THROTTLE));
        assert!(gate.take(now + THROTTLE, Sabotage::default()));
        gate.want();
        gate.arrived(now);
        assert!(!gate.take(now + THROTTLE * 5, Sabotage::default()));
        gate.thin(true);
        gate.want();
        assert!(!gate.take(now + THIN_THROTTLE, Sabotage::default()));
        assert!(gate.take(now + THROTTLE + THIN_THROTTLE, Sabotage::default()));
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
