//! How much of one source is passed on: far more than anything honest, and so little that one person cannot fill the lines of
//! all others, which each get a copy.

use std::time::{Duration, Instant};

use koronailta_signaling::media::Source;

/// Of sounds, in bit/s: twice what Opus makes at most.
const SOUND: u64 = 1_000_000;
/// Of a picture, all its layers and what is sent again, in bit/s: more than a program sends of a moving screen.
const PICTURE: u64 = 20_000_000;
/// So much time's worth may come at once: what a network held back, and large key frames.
const BURST: Duration = Duration::from_secs(2);
/// What a packet costs beside its payload, in bytes: headers here and on the way, and the work.
const PACKET: u64 = 100;

/// What is left of it now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance {
    bits_per_second: u64,
    /// Bits that have come, less what time has forgiven.
    used: u64,
    at: Option<Instant>,
}

impl Allowance {
    pub(crate) fn of(source: Source) -> Self {
        let bits_per_second = if source.is_picture() { PICTURE } else { SOUND };
        Self { bits_per_second, used: 0, at: None }
    }

    /// Whether a packet with such a payload may pass.
    pub(crate) fn take(&mut self, now: Instant, payload: usize) -> bool {
        let micros = self.at.map_or(0, |at| now.saturating_duration_since(at).as_micros());
        let forgiven = u128::from(self.bits_per_second).saturating_mul(micros) / 1_000_000;
        self.used = self.used.saturating_sub(u64::try_from(forgiven).unwrap_or(u64::MAX));
        self.at = Some(now);
        let used = self.used.saturating_add((payload as u64).saturating_add(PACKET).saturating_mul(8));
        if used > self.bits_per_second.saturating_mul(BURST.as_secs()) {
            return false;
        }
        self.used = used;
        true
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use super::*;

    /// How many of the packets pass in ten seconds, where so many come together every so many milliseconds.
    fn passed(source: Source, (together, payload): (usize, usize), every: u64) -> usize {
        let start = Instant::now();
        let mut allowance = Allowance::of(source);
        let times = (0..10_000).step_by(usize::try_from(every).unwrap_or(1));
        times
            .flat_map(|at| std::iter::repeat_n(at, together))
            .filter(|at| allowance.take(start + Duration::from_millis(*at), payload))
            .count()
    }

    #[test]
    fn what_is_honest_passes() {
        assert_eq!(passed(Source::Microphone, (1, 1_275), 20), 500, "the largest Opus there is");
        assert_eq!(passed(Source::ScreenAudio, (2, 250), 10), 2_000, "short ones, each twice");
        assert_eq!(passed(Source::Screen, (32, 1_200), 33), 304 * 32, "9 Mbit/s of a moving screen");
        assert_eq!(passed(Source::Screen, (1_500, 1_200), 2_000), 7_500, "key frames of 1.8 MB");
    }

    #[test]
    fn what_fills_the_lines_of_others_does_not() {
        assert!(passed(Source::Microphone, (2, 1_400), 1) <= 1_000, "12 seconds' worth");
        assert!(passed(Source::Camera, (10, 1_400), 1) <= 20_000);
    }
}
