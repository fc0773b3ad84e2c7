//! Sharing a receiver's line among its slots: voices first, then the stage, then the tiles in their order.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

/// What a voice slot may need, headers included, in bit/s.
const VOICE_BITRATE: u64 = 50_000;
/// The estimate swings in a connection's first seconds; until then a line is taken for ordinary.
const SETTLE: Duration = Duration::from_secs(8);
/// An ordinary line, in bit/s.
const ORDINARY: u64 = 2_500_000;
/// Never believe less, in bit/s: one small picture and a voice must be tried.
const FLOOR: u64 = 150_000;
/// Without feedback nothing can be estimated.
const UNKNOWN: u64 = 8_000_000;
/// How long an estimate must have been higher before a layer is raised.
const PATIENCE: Duration = Duration::from_secs(3);
/// A single dip of the estimate is not believed: the highest of this window has to be lower.
const DIP: Duration = Duration::from_millis(1_000);
/// Estimates kept; they come some ten times a second.
const MAX_RECENT: usize = 64;
/// Signs that a line is really full, and not only the machine at its other end busy: so much of what is sent is
/// lost, or waits so much longer than it has to.
const FULL_LOSS: f32 = 0.03;
const FULL_DELAY: Duration = Duration::from_millis(600);
/// From such a loss on, packets of voices carry one along, or two; and for so long after it was so high.
const CARRY_FROM: f32 = 0.015;
const DEEP_FROM: f32 = 0.08;
const CARRY_FOR: Duration = Duration::from_secs(15);
/// So much of a line is taken for granted for it, in bit/s: where packets are lost by chance, the estimate falls far too low.
const CARRY_ROOM: u64 = 250_000;
/// How much the newest second counts.
const LOSS_WEIGHT: f32 = 0.4;
/// A sign is remembered so long.
const FULL_MEMORY: Duration = Duration::from_secs(5);
/// How soon an estimate that nothing bears out is set anew, and the longest wait after that did not help.
const RESET_FIRST: Duration = Duration::from_secs(3);
const RESET_LAST: Duration = Duration::from_secs(60);
/// Part of the estimate that may be used, in percent; the rest is for repairs and for finding out.
const USABLE_PERCENT: u64 = 90;

/// What is believed of one receiver's line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    connected_at: Instant,
    feedback: bool,
    /// Estimates within the window, and the last one before it.
    recent: VecDeque<(Instant, u64)>,
    /// What is shared out now.
    believed: u64,
    higher_since: Option<Instant>,
    least_delay: Option<Duration>,
    full_at: Option<Instant>,
    /// Part of the packets lost, over some seconds.
    loss: f32,
    /// How many packets are to be carried along, and when the loss last asked for so many.
    depth: (usize, Option<Instant>),
    reset_wait: Duration,
    short_since: Option<Instant>,
    enough_since: Option<Instant>,
}

impl Line {
    /// A line on which nothing was measured; `feedback` tells whether it ever will be.
    #[must_use]
    pub(crate) fn new(now: Instant, feedback: bool) -> Self {
        let believed = if feedback { ORDINARY } else { UNKNOWN };
        Self {
            connected_at: now,
            feedback,
            recent: VecDeque::new(),
            believed,
            higher_since: None,
            least_delay: None,
            full_at: None,
            loss: 0.0,
            depth: (0, None),
            reset_wait: RESET_FIRST,
            short_since: None,
            enough_since: None,
        }
    }

    /// Media begins (again) to flow.
    pub(crate) fn connected(&mut self, now: Instant) {
        self.connected_at = now;
    }

    /// A new estimate, in bit/s.
    pub(crate) fn estimate(&mut self, now: Instant, bitrate: u64) {
        if self.recent.len() >= MAX_RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back((now, bitrate));
    }

    /// What was measured of the line itself: part of the packets lost, and round-trip time.
    pub(crate) fn observe(&mut self, now: Instant, loss: Option<f32>, round_trip: Option<Duration>) {
        if let Some(loss) = loss {
            self.note_loss(now, loss);
        }
        let least = round_trip.map(|time| self.least_delay.map_or(time, |least| least.min(time)));
        self.least_delay = least.or(self.least_delay);
        let delayed = round_trip.zip(self.least_delay).is_some_and(|(time, least)| time >= least + FULL_DELAY);
        if delayed || loss.is_some_and(|loss| loss >= FULL_LOSS) {
            self.full_at = Some(now);
        }
    }

    fn note_loss(&mut self, now: Instant, loss: f32) {
        self.loss += (loss - self.loss) * LOSS_WEIGHT;
        let asked = match self.loss {
            loss if loss >= DEEP_FROM => 2,
            loss if loss >= CARRY_FROM => 1,
            _ => 0,
        };
        let held = self.depth.1.is_some_and(|at| now.saturating_duration_since(at) < CARRY_FOR);
        if asked >= self.depth.0 || !held {
            self.depth = (asked, Some(now));
        }
    }

    /// How many earlier packets each packet of a voice carries along: as the loss asks, and as there is room.
    pub(crate) fn redundancy(&self, budget: u64, voices: usize) -> usize {
        let room = budget.max(CARRY_ROOM).saturating_mul(USABLE_PERCENT)
            / 100
            / VOICE_BITRATE.saturating_mul(voices.max(1) as u64);
        self.depth.0.min(usize::try_from(room).unwrap_or(usize::MAX).saturating_sub(1))
    }

    /// Whether the line itself shows that it is full. Only then are pictures stopped altogether.
    pub(crate) fn is_full(&self, now: Instant) -> bool {
        self.full_at.is_some_and(|at| now.saturating_duration_since(at) < FULL_MEMORY)
    }

    /// Where the estimator should begin anew, in bit/s: it believes in less than is `needed` though nothing shows
    /// that the line is full. It judges by delays, and a busy machine delays too. Where it comes to the same result
    /// again, it is left alone for longer and longer.
    pub(crate) fn reset_to(&mut self, now: Instant, needed: u64) -> Option<u64> {
        let settled = now.saturating_duration_since(self.connected_at) >= SETTLE;
        let estimate = self.recent.back().map(|(_, estimate)| *estimate).filter(|_| self.feedback && settled)?;
        if estimate >= needed {
            self.short_since = None;
            let since = *self.enough_since.get_or_insert(now);
            if now.saturating_duration_since(since) >= RESET_LAST {
                self.reset_wait = RESET_FIRST;
            }
            return None;
        }
        self.enough_since = None;
        let since = *self.short_since.get_or_insert(now);
        if self.is_full(now) || now.saturating_duration_since(since) < self.reset_wait {
            return None;
        }
        self.short_since = Some(now);
        self.reset_wait = (self.reset_wait * 2).min(RESET_LAST);
        let target = needed.min(ORDINARY);
        self.recent.clear();
        self.recent.push_back((now, target));
        Some(target)
    }

    /// What can be shared out now, in bit/s: falls within a second, rises carefully.
    pub(crate) fn budget(&mut self, now: Instant) -> u64 {
        let settled = now.saturating_duration_since(self.connected_at) >= SETTLE;
        let outside =
            |entry: Option<&(Instant, u64)>| entry.is_some_and(|(at, _)| now.saturating_duration_since(*at) >= DIP);
        // The last one before the window still holds at its beginning.
        while outside(self.recent.get(1)) {
            self.recent.pop_front();
        }
        let estimates = || self.recent.iter().map(|(_, estimate)| (*estimate).max(FLOOR));
        let (Some(highest), Some(lowest)) = (estimates().max(), estimates().min()) else { return self.believed };
        if !self.feedback || !settled {
            return self.believed;
        }
        if highest <= self.believed {
            self.believed = highest;
            self.higher_since = None;
        } else if lowest <= self.believed {
            self.higher_since = None;
        } else {
            let since = *self.higher_since.get_or_insert(now);
            if now.saturating_duration_since(since) >= PATIENCE {
                // By a quarter at a time, so that one swing of the estimate does not raise everything.
                self.believed = lowest.min(self.believed + self.believed / 4);
                self.higher_since = Some(now);
            }
        }
        self.believed
    }
}

/// What one slot would like, by layer from the smallest: what each costs in bit/s, up to the one that fills the tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Demand {
    /// Costs, ascending.
    pub(crate) layers: Vec<u64>,
}

/// What a slot gets: the number of the highest layer, or nothing.
pub(crate) type Share = Option<usize>;

/// Shares `budget` among slots in the order of their importance. Everybody gets the smallest layer before anybody
/// gets a larger one; the first slot, which is the stage or the most important face, is raised first, and gets its
/// smallest layer as long as half of it fits.
#[must_use]
pub(crate) fn share(budget: u64, voices: usize, demands: &[Demand]) -> Vec<Share> {
    let voices = VOICE_BITRATE.saturating_mul(voices as u64);
    let mut left = (budget.saturating_mul(USABLE_PERCENT) / 100).saturating_sub(voices);
    let mut shares: Vec<Share> = vec![None; demands.len()];
    for (index, (share, demand)) in shares.iter_mut().zip(demands).enumerate() {
        let Some(cost) = demand.layers.first() else { continue };
        let due = if index == 0 { cost / 2 } else { *cost };
        if due <= left {
            left = left.saturating_sub(*cost);
            *share = Some(0);
        }
    }
    for (share, demand) in shares.iter_mut().zip(demands) {
        let Some(mut layer) = *share else { continue };
        while let (Some(cost), Some(next)) = (demand.layers.get(layer), demand.layers.get(layer + 1)) {
            let more = next.saturating_sub(*cost);
            if more > left {
                break;
            }
            left -= more;
            layer += 1;
        }
        *share = Some(layer);
    }
    shares
}

/// What to tell the estimator that is wanted, in bit/s: near the real need, since it probes up to it.
#[must_use]
pub(crate) fn desired(voices: usize, demands: &[Demand]) -> u64 {
    let pictures: u64 = demands.iter().filter_map(|demand| demand.layers.last()).sum();
    (VOICE_BITRATE * voices as u64 + pictures).saturating_mul(120) / 100
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use super::*;

    fn demand(layers: &[u64]) -> Demand {
        Demand { layers: layers.to_vec() }
    }

    #[test]
    fn voices_then_stage_then_tiles() {
        let stage = demand(&[200_000, 1_500_000]);
        let tile = demand(&[100_000, 300_000]);
        let demands = [stage, tile.clone(), tile];
        assert_eq!(share(10_000_000, 4, &demands), [Some(1), Some(1), Some(1)]);
        assert_eq!(share(2_500_000, 4, &demands), [Some(1), Some(1), Some(0)]);
        assert_eq!(share(500_000, 4, &demands), [Some(0), None, None]);
        assert_eq!(share(350_000, 4, &demands), [Some(0), None, None], "half of it fits");
        assert_eq!(share(100_000, 4, &demands), [None, None, None]);
    }

    #[test]
    fn an_estimate_falls_within_a_second_and_rises_slowly() {
        let start = Instant::now();
        let mut line = Line::new(start, true);
        line.estimate(start, 430_000);
        assert_eq!(line.budget(start + Duration::from_secs(3)), ORDINARY, "the first seconds are not believed");
        let mut now = start + SETTLE;
        assert_eq!(line.budget(now), 430_000);
        line.estimate(now, 10);
        assert_eq!(line.budget(now), 430_000, "a dip");
        line.estimate(now + DIP / 2, 430_000);
        now += DIP;
        assert_eq!(line.budget(now), 430_000);
        line.estimate(now, 10);
        now += DIP * 2;
        assert_eq!(line.budget(now), FLOOR);
        line.estimate(now, 4_000_000);
        assert_eq!(line.budget(now), FLOOR);
        now += DIP;
        assert_eq!(line.budget(now), FLOOR);
        now += PATIENCE;
        assert_eq!(line.budget(now), FLOOR + FLOOR / 4);
        for _ in 0..20 {
            now += PATIENCE;
            line.budget(now);
        }
        assert_eq!(line.budget(now), 4_000_000);
    }

    #[test]
    fn an_estimate_that_nothing_bears_out_is_set_anew_but_seldom() {
        let mut now = Instant::now();
        let mut line = Line::new(now, true);
        now += SETTLE;
        let mut resets = 0;
        for _ in 0..1_000 {
            now += Duration::from_millis(100);
            line.estimate(now, 100_000);
            resets += u32::from(line.reset_to(now, 900_000).is_some());
        }
        assert_eq!(resets, 5, "after 3, 6, 12, 24 and 48 seconds");
        line.observe(now, Some(0.1), None);
        assert!(line.is_full(now) && !line.is_full(now + FULL_MEMORY));
        let mut line = Line::new(now, true);
        for _ in 0..1_000 {
            now += Duration::from_millis(100);
            line.observe(now, None, Some(Duration::from_millis(40)));
            line.observe(now, None, Some(Duration::from_millis(800)));
            line.estimate(now, 100_000);
            assert_eq!(line.reset_to(now, 900_000), None, "a full line is believed");
        }
    }

    #[test]
    fn packets_are_carried_along_while_there_is_loss_and_room() {
        let mut now = Instant::now();
        let mut line = Line::new(now, true);
        assert_eq!(line.redundancy(ORDINARY, 3), 0);
        let mut lose = |line: &mut Line, loss, seconds| {
            for _ in 0..seconds {
                now += Duration::from_secs(1);
                line.observe(now, Some(loss), None);
            }
        };
        lose(&mut line, 0.05, 3);
        assert_eq!(line.redundancy(ORDINARY, 3), 1);
        lose(&mut line, 0.2, 3);
        assert_eq!(line.redundancy(ORDINARY, 3), 2);
        assert_eq!(line.redundancy(300_000, 2), 1, "no room for two");
        assert_eq!(line.redundancy(FLOOR, 1), 2, "one voice is held in any case");
        assert_eq!(line.redundancy(FLOOR, 3), 0);
        lose(&mut line, 0.0, 10);
        assert_eq!(line.redundancy(ORDINARY, 3), 2, "a lull");
        lose(&mut line, 0.0, 20);
        assert_eq!(line.redundancy(ORDINARY, 3), 0);
    }

    #[test]
    fn without_feedback_nothing_is_held_back() {
        let start = Instant::now();
        let mut line = Line::new(start, false);
        line.estimate(start, 1);
        assert_eq!(line.budget(start + SETTLE * 2), UNKNOWN);
    }
}
