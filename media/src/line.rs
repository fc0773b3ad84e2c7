//! What is believed of one receiver's line: how much goes through it, and how much of that is lost.
//!
//! The estimate (transport-wide feedback) judges by delays, and a busy machine at the other end delays too. So as long as nothing
//! else shows that a line is full, an estimate holds back large pictures but stops none. Once loss and delay together have shown it,
//! the line is *narrow*: what came through it then is what is shared out, at once, and more is given only after it was felt out.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use crate::allocator::{USABLE_PERCENT, VOICE_BITRATE};

/// The estimate swings in a connection's first seconds; until then a line is taken for ordinary.
const SETTLE: Duration = Duration::from_secs(8);
/// An ordinary line, in bit/s.
const ORDINARY: u64 = 2_500_000;
/// Never believe less, in bit/s: one small picture and a voice must be tried.
const FLOOR: u64 = 150_000;
/// Without feedback nothing can be estimated.
const UNKNOWN: u64 = 8_000_000;
/// How long an estimate must have been higher before more is shared out.
const PATIENCE: Duration = Duration::from_secs(2);
/// The same where sharing out more has filled the line: doubled each time, up to the last.
const CAUTION_FIRST: Duration = Duration::from_secs(3);
const CAUTION_LAST: Duration = Duration::from_secs(40);
/// A line that is full so soon after more was shared out is full because of that.
const BLAME: Duration = Duration::from_secs(6);
/// A single dip of the estimate is not believed: the highest of this window has to be lower.
const DIP: Duration = Duration::from_millis(1_000);
/// Estimates kept; they come some ten times a second.
const MAX_RECENT: usize = 64;
/// Signs that a line is really full, and not only the machine at its other end busy: so much is lost beyond what is lost by chance
/// (which swings to the double) while what arrives waits longer than it has to; or it waits very much longer.
const FULL_LOSS: f32 = 0.03;
const CHANCE_SWING: f32 = 2.0;
const FULL_DELAY: Duration = Duration::from_millis(120);
const FULL_DELAY_ALONE: Duration = Duration::from_millis(600);
/// Where nothing waits, loss is chance; but some lines drop what is too much at once. So when so much is lost for so long, less is
/// sent; and where as much is still lost after a while of that, it was chance.
const HEAVY_LOSS: f32 = 0.3;
const HEAVY_AFTER: Duration = Duration::from_millis(1_500);
const HEAVY_UNTIL: Duration = Duration::from_secs(6);
/// From such a loss on, packets of voices carry one along, or two; and for so long after it was so high.
const CARRY_FROM: f32 = 0.015;
const DEEP_FROM: f32 = 0.08;
const CARRY_FOR: Duration = Duration::from_secs(15);
/// So much of a line is taken for granted for it, in bit/s: where packets are lost by chance, the estimate falls far too low.
const CARRY_ROOM: u64 = 250_000;
/// How much the newest measurement counts; there are four in a second.
const LOSS_WEIGHT: f32 = 0.12;
/// Loss is measured over so long.
const LOSS_WINDOW: Duration = Duration::from_secs(1);
/// A sign is remembered so long.
const FULL_MEMORY: Duration = Duration::from_secs(5);
/// How soon an estimate that nothing bears out is set anew, and the longest wait after that did not help.
const RESET_FIRST: Duration = Duration::from_secs(3);
const RESET_LAST: Duration = Duration::from_secs(60);
/// How often it is felt out whether a narrow line has become wider.
const FEEL: Duration = Duration::from_secs(5);
const FEEL_SOON: Duration = Duration::from_secs(2);
/// So long what is measured may be the feeling's own doing.
const AFTER_FEELING: Duration = Duration::from_millis(1_500);

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
    raised_at: Option<Instant>,
    caution: Duration,
    least_delay: Option<Duration>,
    /// When it was looked at, and the bytes sent until then, for somewhat more than a second.
    sent: VecDeque<(Instant, u64)>,
    full_at: Option<Instant>,
    narrow: bool,
    /// Since when so much is lost though nothing waits.
    heavy_since: Option<Instant>,
    /// Since when it could be felt out whether there is more, and when that was done last.
    could_feel_since: Option<Instant>,
    felt_at: Option<Instant>,
    /// Part of the packets lost, over some seconds.
    loss: f32,
    /// How many packets are to be carried along, and when the loss last asked for so many.
    depth: (usize, Option<Instant>),
    reset_wait: Duration,
    short_since: Option<Instant>,
    enough_since: Option<Instant>,
}

/// What was measured of the line itself within about a second.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Measured {
    /// Part of the packets lost.
    pub(crate) loss: Option<f32>,
    pub(crate) round_trip: Option<Duration>,
    /// Bytes sent since the beginning.
    pub(crate) sent: u64,
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
            raised_at: None,
            caution: CAUTION_FIRST,
            least_delay: None,
            sent: VecDeque::new(),
            full_at: None,
            narrow: false,
            heavy_since: None,
            could_feel_since: None,
            felt_at: None,
            loss: 0.0,
            depth: (0, None),
            reset_wait: RESET_FIRST,
            short_since: None,
            enough_since: None,
        }
    }

    /// Media begins (again) to flow; nothing is known of the way it takes now.
    pub(crate) fn connected(&mut self, now: Instant) {
        *self = Self::new(now, self.feedback);
    }

    /// A new estimate, in bit/s.
    pub(crate) fn estimate(&mut self, now: Instant, bitrate: u64) {
        if self.recent.len() >= MAX_RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back((now, bitrate));
    }

    /// The newest estimate, in bit/s.
    pub(crate) fn estimated(&self) -> Option<u64> {
        self.recent.back().map(|(_, estimate)| *estimate)
    }

    /// What was measured of the line itself.
    pub(crate) fn observe(&mut self, now: Instant, measured: Measured) {
        let Measured { loss, round_trip, sent } = measured;
        let sent = self.sent_rate(now, sent, round_trip.unwrap_or_default());
        let least = round_trip.map(|time| self.least_delay.map_or(time, |least| least.min(time)));
        self.least_delay = least.or(self.least_delay);
        let waits = |so_long| round_trip.zip(self.least_delay).is_some_and(|(time, least)| time >= least + so_long);
        let crowded = waits(FULL_DELAY) && loss.is_some_and(|loss| loss >= self.loss * CHANCE_SWING + FULL_LOSS);
        let heavy = loss.is_some_and(|loss| loss >= HEAVY_LOSS) && !waits(FULL_DELAY);
        let full = waits(FULL_DELAY_ALONE) || crowded || self.is_heavy(now, heavy);
        // Feeling out whether there is more fills a narrow line for a moment.
        let felt = self.felt_at.is_some_and(|at| now.saturating_duration_since(at) < AFTER_FEELING);
        if full && !(felt && self.narrow) {
            self.is_found_full(now, sent.unwrap_or(0), loss.unwrap_or(0.0));
        }
        // What is crowded out of a full line is not lost by chance; carrying it along would only fill the line more.
        if let Some(loss) = loss.filter(|_| !full && !self.is_full(now)) {
            self.note_loss(now, loss);
        }
    }

    /// Whether so much is lost though nothing waits that less has to be sent.
    fn is_heavy(&mut self, now: Instant, heavy: bool) -> bool {
        if !heavy {
            self.heavy_since = None;
            return false;
        }
        let so_long = now.saturating_duration_since(*self.heavy_since.get_or_insert(now));
        if so_long >= HEAVY_UNTIL {
            // Sending less did not help.
            self.narrow = false;
            self.full_at = None;
        }
        (HEAVY_AFTER..HEAVY_UNTIL).contains(&so_long)
    }

    /// What was sent in the time that the measured loss is about, in bit/s: the last second, so far as its fate is known.
    fn sent_rate(&mut self, now: Instant, sent: u64, round_trip: Duration) -> Option<u64> {
        self.sent.push_back((now, sent));
        let age = |at: Instant| now.saturating_duration_since(at);
        while self.sent.get(1).is_some_and(|(at, _)| age(*at) >= LOSS_WINDOW) {
            self.sent.pop_front();
        }
        let (first_at, first) = *self.sent.front()?;
        let known = self.sent.iter().rev().find(|(at, _)| *at > first_at && age(*at) >= round_trip);
        let (last_at, last) = *known.or_else(|| self.sent.get(1))?;
        let millis = u64::try_from(last_at.saturating_duration_since(first_at).as_millis()).ok()?;
        last.saturating_sub(first).saturating_mul(8_000).checked_div(millis)
    }

    fn is_found_full(&mut self, now: Instant, sent: u64, loss: f32) {
        if let Some(at) = self.raised_at.take() {
            let blamed = now.saturating_duration_since(at) < BLAME;
            self.caution = if blamed { (self.caution * 2).min(CAUTION_LAST) } else { CAUTION_FIRST };
        }
        let first = !self.is_full(now);
        self.full_at = Some(now);
        self.narrow = true;
        self.higher_since = None;
        self.could_feel_since = None;
        self.felt_at = None;
        // At first what comes through is not known yet, since loss is told of the last second; the estimate is faster then. But one that
        // was too low for what came through until now has not fallen because the line is full.
        let trusted = first && self.recent.iter().any(|(_, estimate)| *estimate >= sent);
        let estimate = self.recent.back().map(|(_, estimate)| *estimate).filter(|_| trusted);
        let arrived = 1_000 - (loss.clamp(0.0, 1.0) * 1_000.0) as u64;
        let through = sent / 1_000 * arrived;
        // Where less was sent than the line was believed to carry, and most arrived, that tells little about what it carries.
        let tells = sent >= self.believed || loss >= HEAVY_LOSS;
        let least = if tells { through } else { through.max(self.believed * 17 / 20) };
        let carries = estimate.map_or(least, |estimate| estimate.min(least)).max(FLOOR);
        let proven = first && !trusted && tells;
        self.believed = if proven { carries.min(ORDINARY) } else { self.believed.min(carries) };
        tracing::debug!(believed = self.believed, sent, loss, estimate, "a line is full");
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
        // Where the line is known to be full, nothing is taken for granted.
        let granted = if self.narrow { budget } else { budget.max(CARRY_ROOM) };
        let room = granted.saturating_mul(USABLE_PERCENT) / 100 / VOICE_BITRATE.saturating_mul(voices.max(1) as u64);
        self.depth.0.min(usize::try_from(room).unwrap_or(usize::MAX).saturating_sub(1))
    }

    /// Whether the line itself shows that it is full.
    fn is_full(&self, now: Instant) -> bool {
        self.full_at.is_some_and(|at| now.saturating_duration_since(at) < FULL_MEMORY)
    }

    /// Whether it was full and nothing has shown yet that it is wide enough now. Only then are pictures stopped altogether.
    pub(crate) fn is_narrow(&self) -> bool {
        self.narrow
    }

    /// Whether packets are lost on it though it is not full.
    pub(crate) fn loses_by_chance(&self) -> bool {
        self.depth.0 > 0 && !self.narrow
    }

    /// Where the estimator should begin anew, in bit/s. On a narrow line what is believed of it, often: beginning anew it feels out
    /// whether there is more. Elsewhere what is `needed`, where it believes in less though nothing shows that the line is full; where
    /// it comes to the same result again, it is left alone for longer and longer.
    pub(crate) fn reset_to(&mut self, now: Instant, needed: u64) -> Option<u64> {
        let settled = now.saturating_duration_since(self.connected_at) >= SETTLE;
        let estimate = self.recent.back().map(|(_, estimate)| *estimate).filter(|_| self.feedback && settled)?;
        if self.narrow {
            return self.feel(now, estimate, needed);
        }
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
        if now.saturating_duration_since(since) < self.reset_wait {
            return None;
        }
        self.short_since = Some(now);
        self.reset_wait = (self.reset_wait * 2).min(RESET_LAST);
        let target = needed.min(ORDINARY);
        self.recent.clear();
        self.recent.push_back((now, target));
        Some(target)
    }

    fn feel(&mut self, now: Instant, estimate: u64, needed: u64) -> Option<u64> {
        // Where it has just become wider, it may be wider still.
        let soon = self.raised_at.is_some_and(|at| now.saturating_duration_since(at) < FEEL);
        if self.believed >= needed && !self.is_full(now) {
            self.narrow = false;
            tracing::debug!(believed = self.believed, needed, "a line is wide enough");
            return None;
        }
        let since = *self.could_feel_since.get_or_insert(now);
        let rises = estimate > self.believed + self.believed / 2;
        let wait = if soon { FEEL_SOON } else { FEEL };
        if rises || self.is_full(now) || now.saturating_duration_since(since) < wait {
            return None;
        }
        self.could_feel_since = Some(now);
        self.felt_at = Some(now);
        Some(self.believed)
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
            // What came through a full line is known better than any estimate; and for loss alone an estimate falls far too low.
            if !self.narrow && !self.loses_by_chance() {
                self.believed = highest;
            }
            self.higher_since = None;
        } else if lowest <= self.believed {
            self.higher_since = None;
        } else {
            let since = *self.higher_since.get_or_insert(now);
            let calm = self.full_at.is_none_or(|at| now.saturating_duration_since(at) >= self.caution);
            // So much more is no swing.
            let patience = if lowest > self.believed + self.believed / 2 { PATIENCE / 2 } else { PATIENCE };
            if calm && now.saturating_duration_since(since) >= patience {
                // Doubled at most, so that one swing of the estimate does not raise everything.
                self.believed = lowest.min(self.believed.saturating_mul(2));
                self.higher_since = Some(now);
                self.raised_at = Some(now);
                tracing::debug!(believed = self.believed, lowest, highest, "a line is wider");
            }
        }
        self.believed
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, clippy::unwrap_used)]

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

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
        assert_eq!(line.budget(now), FLOOR * 2);
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
        assert!(!line.is_narrow());
    }

    /// A line that carries 300 kbit/s and is offered 2 Mbit/s for two seconds.
    fn cut() -> (Instant, Line) {
        let mut now = Instant::now();
        let mut line = Line::new(now, true);
        let mut sent = 0;
        for quarter in 0..80 {
            now += SECOND / 4;
            let full = quarter >= 72;
            sent += 62_500;
            let round_trip = Some(Duration::from_millis(if full { 360 } else { 60 }));
            line.observe(now, Measured { loss: Some(if full { 0.85 } else { 0.0 }), round_trip, sent });
            line.estimate(now, if full { 250_000 } else { 3_000_000 });
            line.budget(now);
        }
        (now, line)
    }

    #[test]
    fn what_came_through_a_full_line_is_shared_out_at_once_and_more_is_felt_out() {
        let (mut now, mut line) = cut();
        assert!(line.is_narrow());
        assert_eq!(line.budget(now), 300_000);
        line.estimate(now, 160_000);
        now += DIP * 2;
        assert_eq!(line.budget(now), 300_000, "it carried as much");
        let mut feelings = 0;
        for _ in 0..300 {
            now += SECOND / 10;
            line.estimate(now, 300_000);
            line.budget(now);
            feelings += u32::from(line.reset_to(now, 1_500_000).inspect(|rate| assert_eq!(*rate, 300_000)).is_some());
        }
        assert!((4..=6).contains(&feelings), "{feelings} in half a minute");
        assert!(line.is_narrow(), "it has not become wider");
        let begun = now;
        while line.is_narrow() {
            now += SECOND / 10;
            line.estimate(now, 2_000_000);
            line.budget(now);
            line.reset_to(now, 1_500_000);
        }
        assert!(now.duration_since(begun) < Duration::from_secs(9));
    }

    #[test]
    fn who_filled_the_line_by_raising_waits_longer_each_time() {
        let (mut now, mut line) = cut();
        let mut sent = 250_000 * 20;
        let mut raised = Vec::new();
        for _ in 0..1_800 {
            now += SECOND / 10;
            sent += 5_000;
            line.estimate(now, 900_000);
            if line.budget(now) > 300_000 {
                raised.push(now);
                let round_trip = Some(Duration::from_millis(360));
                line.observe(now, Measured { loss: Some(0.5), round_trip, sent });
                assert!(line.budget(now) < 300_000);
                line.believed = 300_000;
            }
        }
        assert!((5..=9).contains(&raised.len()), "{} in three minutes", raised.len());
    }

    #[test]
    fn what_came_through_is_believed_rather_than_an_estimate_that_was_too_low_for_it() {
        let mut now = Instant::now();
        let mut line = Line::new(now, true);
        let mut sent = 0;
        for quarter in 0..80 {
            now += SECOND / 4;
            let full = quarter == 79;
            sent += if quarter < 72 { 5_000 } else { 37_500 };
            let round_trip = Some(Duration::from_millis(if full { 360 } else { 60 }));
            line.observe(now, Measured { loss: Some(if full { 0.1 } else { 0.0 }), round_trip, sent });
            line.estimate(now, 250_000);
            line.budget(now);
        }
        assert!(line.is_narrow());
        assert_eq!(line.believed, 1_080_000, "nine tenths of 1.2 Mbit/s");
    }

    /// Looks four times a second at a line into which 1 Mbit/s is sent: of each look, what is lost and how many milliseconds it waits.
    fn look(line: &mut Line, now: &mut Instant, looks: u64, mut of: impl FnMut(u64) -> (f32, u64)) {
        let mut sent = 0;
        for index in 0..looks {
            *now += SECOND / 4;
            sent += 31_250;
            let (loss, waits) = of(index);
            let round_trip = Some(Duration::from_millis(70 + waits));
            line.observe(*now, Measured { loss: Some(loss), round_trip, sent });
        }
    }

    #[test]
    fn a_line_that_loses_by_chance_is_not_full() {
        let mut now = Instant::now();
        let mut line = Line::new(now, true);
        look(&mut line, &mut now, 40, |_| (0.2, 0));
        assert_eq!((line.is_narrow(), line.redundancy(ORDINARY, 3)), (false, 2));
        // Chance swings, and the machine at the other end is busy now and then.
        let swings = [(0.2, 0), (0.31, 0), (0.35, 0), (0.15, 200), (0.24, 200), (0.3, 0), (0.1, 0), (0.2, 200)];
        look(&mut line, &mut now, 400, |index| swings[usize::try_from(index % 8).unwrap()]);
        assert_eq!((line.is_narrow(), line.redundancy(ORDINARY, 3)), (false, 2));
        look(&mut line, &mut now, 8, |_| (0.6, 200));
        assert!(line.is_narrow(), "more than chance");
    }

    #[test]
    fn a_line_that_drops_at_once_what_is_too_much_is_full_as_long_as_sending_less_helps() {
        let mut now = Instant::now();
        let mut line = Line::new(now, true);
        look(&mut line, &mut now, 40, |_| (0.0, 0));
        look(&mut line, &mut now, 8, |_| (0.7, 0));
        assert!(line.is_narrow());
        assert_eq!(line.believed, 300_000, "of 1 Mbit/s");
        look(&mut line, &mut now, 40, |_| (0.0, 0));
        assert!(line.is_narrow(), "until it was felt out");
        look(&mut line, &mut now, 40, |_| (0.7, 0));
        assert!(!line.is_narrow(), "as much is lost however little is sent");
        assert_eq!(line.redundancy(FLOOR, 1), 2);
    }

    #[test]
    fn packets_are_carried_along_while_there_is_loss_and_room() {
        let mut now = Instant::now();
        let mut line = Line::new(now, true);
        assert_eq!(line.redundancy(ORDINARY, 3), 0);
        let mut lose = |line: &mut Line, loss, seconds| {
            for _ in 0..4 * seconds {
                now += SECOND / 4;
                line.observe(now, Measured { loss: Some(loss), ..Measured::default() });
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
