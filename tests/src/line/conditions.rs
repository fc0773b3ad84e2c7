//! What one direction of a line does to packets: loses, delays, doubles, overtakes, squeezes, or swallows them all. Without a clock or
//! chance of its own, so that a run with the same seed repeats.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// What waits before a thin line unless said otherwise.
const QUEUE_MS: u32 = 300;

/// What a direction does to what is sent over it.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conditions {
    /// Part of the packets that is lost, each by itself; 0 to 1.
    pub loss: f64,
    /// Part of the packets that comes twice.
    pub duplicate: f64,
    /// Part of the packets that is overtaken: held for `delay_ms` and `overtaken_ms`.
    pub reorder: f64,
    /// How much longer an overtaken packet takes.
    pub overtaken_ms: u32,
    /// How long every packet takes.
    pub delay_ms: u32,
    /// What may come on top, evenly spread; the order stays.
    pub jitter_ms: u32,
    /// How much goes through in a second, in kbit/s of UDP payload; no limit without it.
    pub rate_kbps: Option<u32>,
    /// What would wait longer than this before a thin line is dropped.
    pub queue_ms: u32,
    /// Nothing goes through.
    pub dark: bool,
}

impl Default for Conditions {
    fn default() -> Self {
        Self {
            loss: 0.0,
            duplicate: 0.0,
            reorder: 0.0,
            overtaken_ms: 30,
            delay_ms: 0,
            jitter_ms: 0,
            rate_kbps: None,
            queue_ms: QUEUE_MS,
            dark: false,
        }
    }
}

/// What became of the packets of a direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Packets that were sent into it.
    pub offered: u64,
    /// Lost by chance.
    pub lost: u64,
    /// Dropped before a thin line.
    pub crowded_out: u64,
    /// Swallowed in the dark.
    pub swallowed: u64,
    /// Sent a second time.
    pub doubled: u64,
    /// Bytes that came out.
    pub bytes: u64,
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
#[derive(Clone, Debug)]
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Evenly between 0 and 1.
    fn part(&mut self) -> f64 {
        let bits = u32::try_from(self.next() >> 32).unwrap_or(u32::MAX);
        f64::from(bits) / f64::from(u32::MAX)
    }
}

/// One direction.
#[derive(Clone, Debug)]
pub struct Link {
    conditions: Conditions,
    random: Random,
    /// When the thin line has carried what it was given.
    free_at: Instant,
    last_due: Instant,
    /// What became of the packets so far.
    pub counts: Counts,
}

impl Link {
    /// A direction that does nothing to packets yet.
    #[must_use]
    pub fn new(now: Instant, seed: u64) -> Self {
        let conditions = Conditions::default();
        Self { conditions, random: Random::new(seed), free_at: now, last_due: now, counts: Counts::default() }
    }

    /// From now on.
    pub fn set(&mut self, conditions: Conditions) {
        self.conditions = conditions;
    }

    /// When a packet of so many bytes comes out: not at all, once or twice.
    pub fn admit(&mut self, now: Instant, bytes: usize) -> Vec<Instant> {
        // Always as many numbers for a packet, so that other conditions do not change the fate of the following ones.
        let [loss, duplicate, reorder, jitter] = std::array::from_fn(|_| self.random.part());
        let Conditions { rate_kbps, queue_ms, .. } = self.conditions;
        self.counts.offered += 1;
        if self.conditions.dark {
            self.counts.swallowed += 1;
            return Vec::new();
        }
        if loss < self.conditions.loss {
            self.counts.lost += 1;
            return Vec::new();
        }
        let begins = self.free_at.max(now);
        if begins.duration_since(now) > Duration::from_millis(queue_ms.into()) {
            self.counts.crowded_out += 1;
            return Vec::new();
        }
        let ends = begins + rate_kbps.map_or(Duration::ZERO, |rate| time_for(bytes, rate));
        self.free_at = ends;
        let late = f64::from(self.conditions.jitter_ms) * jitter;
        let passes =
            ends + Duration::from_millis(self.conditions.delay_ms.into()) + Duration::from_secs_f64(late / 1e3);
        let due = if reorder < self.conditions.reorder {
            passes + Duration::from_millis(self.conditions.overtaken_ms.into())
        } else {
            self.last_due = self.last_due.max(passes);
            self.last_due
        };
        self.counts.bytes += bytes as u64;
        if duplicate < self.conditions.duplicate {
            self.counts.doubled += 1;
            return vec![due, due];
        }
        vec![due]
    }
}

fn time_for(bytes: usize, rate_kbps: u32) -> Duration {
    let bits = bytes as u64 * 8;
    Duration::from_micros(bits * 1_000 / u64::from(rate_kbps.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(conditions: Conditions) -> (Instant, Link) {
        let now = Instant::now();
        let mut link = Link::new(now, 7);
        link.set(conditions);
        (now, link)
    }

    #[test]
    fn so_many_are_lost_and_a_run_repeats() {
        let lossy = Conditions { loss: 0.1, ..Conditions::default() };
        let fates = || {
            let (now, mut link) = link(lossy);
            (0..10_000).map(|_| link.admit(now, 100).len()).collect::<Vec<_>>()
        };
        let lost = fates().iter().filter(|copies| **copies == 0).count();
        assert!((900..1_100).contains(&lost), "{lost} of 10,000");
        assert_eq!(fates(), fates());
    }

    #[test]
    fn packets_are_late_but_in_order_unless_overtaken() {
        let (now, mut link) = link(Conditions { delay_ms: 30, jitter_ms: 20, ..Conditions::default() });
        let dues: Vec<_> = (0..500).flat_map(|n| link.admit(now + Duration::from_millis(n * 5), 100)).collect();
        assert!(dues.is_sorted());
        let first = dues[0].duration_since(now);
        assert!(first >= Duration::from_millis(30) && first <= Duration::from_millis(50));
        link.set(Conditions { reorder: 0.2, ..Conditions::default() });
        let later = now + Duration::from_secs(5);
        let dues: Vec<_> = (0..500).flat_map(|n| link.admit(later + Duration::from_millis(n * 5), 100)).collect();
        assert!(!dues.is_sorted());
    }

    #[test]
    fn a_thin_line_carries_so_much_and_drops_what_would_wait_too_long() {
        let (now, mut link) =
            link(Conditions { rate_kbps: Some(80), queue_ms: 100, duplicate: 1.0, ..Conditions::default() });
        // 100 bytes take 10 ms.
        let dues: Vec<_> = (0..50).map(|_| link.admit(now, 100)).collect();
        assert_eq!(dues.iter().filter(|copies| copies.len() == 2).count(), 11);
        assert_eq!(link.counts.crowded_out, 39);
        assert_eq!(dues[10], [now + Duration::from_millis(110); 2]);
    }

    #[test]
    fn nothing_comes_out_of_the_dark() {
        let (now, mut link) = link(Conditions { dark: true, ..Conditions::default() });
        assert!(link.admit(now, 100).is_empty());
        assert_eq!(link.counts.swallowed, 1);
        link.set(Conditions::default());
        assert_eq!(link.admit(now, 100).len(), 1);
    }
}
