//! Who speaks, and who speaks most: from the audio levels in the packets (RFC 6464), after Volfin and Cohen,
//! "Dominant speaker identification for multipoint videoconferencing" (2012): activity is counted in an
//! immediate, a medium and a long window, each count is scored against silence, and the dominant speaker changes
//! only when somebody is ahead in all three.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::{Duration, Instant},
};

use koronailta_signaling::{ids::PeerId, media::Scope};

/// Quieter than this many dB below overload is no speech.
const SPEECH_LEVEL: u8 = 50;
/// The level taken for senders whose packets name none: a normal voice, while there is sound at all.
const ASSUMED_LEVEL: u8 = 30;
/// Opus in silence sends packets of one or two octets (RFC 6716 §3.1); longer ones hold sound.
const SILENT_PAYLOAD: usize = 3;
/// Active packets of the last three that make speech: one click is none.
const ONSET_PACKETS: u32 = 2;
/// A packet so loud may be the first of a word: it is worth the slot of somebody silent, and waiting for the second would cost 20 ms.
const ONSET_LEVEL: u8 = 40;
/// A pause between words is still speech.
const HANGOVER: Duration = Duration::from_millis(800);
/// Without packets for so long somebody sends nothing.
const GONE: Duration = Duration::from_secs(2);
/// How often the dominant speaker may change.
const DECISION_INTERVAL: Duration = Duration::from_millis(300);
/// At most five reports a second.
const REPORT_INTERVAL: Duration = Duration::from_millis(200);

/// Bands of loudness of one packet, from the speech level to overload.
const BANDS: u32 = 13;
/// Packets in a medium window's block, blocks in a long window.
const BLOCK: usize = 5;
const LONG: usize = 10;
/// Bands that make a packet count in its block; packets that make a block count in the long window.
const BAND_THRESHOLD: u32 = 2;
const BLOCK_THRESHOLD: u32 = 3;
/// How far ahead the scores must be: immediate, medium, long.
const AHEAD: [f64; 3] = [3.0, 2.0, 0.0];
/// Rates of the exponential model of silence for the three windows.
const SILENCE: [f64; 3] = [0.78, 24.0, 47.0];

/// One person's voice.
#[derive(Debug)]
struct Voice {
    /// Where the person is; nobody is compared with those elsewhere.
    scope: Scope,
    heard_at: Instant,
    active_at: Option<Instant>,
    speaking: bool,
    /// The newest packet is loud enough to begin a word.
    beginning: bool,
    /// The last three packets, newest in the lowest bit.
    recent: u8,
    /// Bands of the last packets, newest first.
    packets: VecDeque<u32>,
    /// Smoothed loudness in dB above silence.
    loudness: f64,
    scores: [f64; 3],
}

impl Voice {
    fn new(now: Instant, scope: Scope) -> Self {
        Self {
            scope,
            heard_at: now,
            active_at: None,
            speaking: false,
            beginning: false,
            recent: 0,
            packets: VecDeque::with_capacity(BLOCK * LONG),
            loudness: 0.0,
            scores: [0.0; 3],
        }
    }

    fn hear(&mut self, now: Instant, level: u8) {
        self.heard_at = now;
        let active = is_loud(level);
        self.beginning = level < ONSET_LEVEL;
        self.recent = (self.recent << 1 | u8::from(active)) & 0b111;
        if active {
            self.active_at = Some(now);
        }
        if self.recent.count_ones() >= ONSET_PACKETS {
            self.speaking = true;
        }
        let above = u32::from(SPEECH_LEVEL.saturating_sub(level));
        self.packets.truncate(BLOCK * LONG - 1);
        self.packets.push_front(above * BANDS / u32::from(SPEECH_LEVEL));
        let loudness = f64::from(127 - level.min(127));
        // Quick to rise, slow to fall, as ears are.
        let weight = if loudness > self.loudness { 0.5 } else { 0.05 };
        self.loudness += (loudness - self.loudness) * weight;
    }

    fn rest(&mut self, now: Instant) {
        let quiet = self.active_at.is_none_or(|at| now.saturating_duration_since(at) >= HANGOVER);
        if quiet {
            self.speaking = false;
        }
    }

    fn score(&mut self) {
        let immediate = self.packets.front().copied().unwrap_or(0);
        let blocks: Vec<u32> = (0..LONG)
            .map(|block| self.packets.iter().skip(block * BLOCK).take(BLOCK))
            .map(|block| count(block.filter(|bands| **bands > BAND_THRESHOLD)))
            .collect();
        let medium = blocks.first().copied().unwrap_or(0);
        let long = count(blocks.iter().filter(|active| **active >= BLOCK_THRESHOLD));
        let [immediate_rate, medium_rate, long_rate] = SILENCE;
        self.scores = [
            log_likelihood(immediate, BANDS, immediate_rate),
            log_likelihood(medium, u32::try_from(BLOCK).unwrap_or(u32::MAX), medium_rate),
            log_likelihood(long, u32::try_from(LONG).unwrap_or(u32::MAX), long_rate),
        ];
    }
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// The logarithm of how much better a binomial model of speech explains `active` of `all` than the model of
/// silence does; never below a small positive number, so that ratios make sense.
fn log_likelihood(active: u32, all: u32, silence_rate: f64) -> f64 {
    let choose: f64 = (0..active).map(|i| (f64::from(all - i) / f64::from(i + 1)).ln()).sum();
    let speech = choose + f64::from(all) * 0.5_f64.ln();
    let silence = silence_rate.ln() - silence_rate * f64::from(active);
    (speech - silence).max(1e-10)
}

/// All voices of a room.
#[derive(Debug, Default)]
pub(crate) struct Speakers {
    voices: BTreeMap<PeerId, Voice>,
    dominant: BTreeMap<Scope, PeerId>,
    decided_at: Option<Instant>,
    reported: Vec<PeerId>,
    reported_at: Option<Instant>,
}

/// Whether a level is one of speech.
pub(crate) fn is_loud(level: u8) -> bool {
    level < SPEECH_LEVEL
}

/// The level of a packet: from its extension, in dB below overload, or assumed.
pub(crate) fn level_of(extension: Option<i8>, payload: usize) -> u8 {
    match extension {
        Some(level) => level.unsigned_abs().min(127),
        None if payload > SILENT_PAYLOAD => ASSUMED_LEVEL,
        None => 127,
    }
}

impl Speakers {
    /// A packet of the person was heard.
    pub(crate) fn hear(&mut self, now: Instant, peer: PeerId, scope: Scope, level: u8) {
        self.voices.entry(peer).or_insert_with(|| Voice::new(now, scope)).hear(now, level);
    }

    /// The person is gone or may not be heard any more.
    pub(crate) fn forget(&mut self, peer: PeerId) {
        self.voices.remove(&peer);
        self.dominant.retain(|_, dominant| *dominant != peer);
    }

    /// Who speaks most among those who are together, also in a pause.
    pub(crate) fn dominant(&self, scope: Scope) -> Option<PeerId> {
        self.dominant.get(&scope).copied()
    }

    pub(crate) fn is_speaking(&self, peer: PeerId) -> bool {
        self.voices.get(&peer).is_some_and(|voice| voice.speaking)
    }

    /// How much the person deserves to be heard; more is more. Somebody who sends nothing deserves least, then the
    /// silent, by how long ago they last said something.
    pub(crate) fn rank(&self, now: Instant, peer: PeerId) -> Rank {
        let Some(voice) = self.voices.get(&peer) else { return Rank::Absent };
        if now.saturating_duration_since(voice.heard_at) >= GONE {
            return Rank::Absent;
        }
        if voice.speaking {
            let dominant = if self.dominant.get(&voice.scope) == Some(&peer) { 20.0 } else { 0.0 };
            return Rank::Speaking(voice.loudness + dominant);
        }
        if voice.beginning {
            return Rank::Beginning;
        }
        Rank::Silent(voice.active_at)
    }

    /// Lets time pass; returns whom to report as speaking, loudest first, when that has changed.
    pub(crate) fn tick(&mut self, now: Instant) -> Option<Vec<PeerId>> {
        for voice in self.voices.values_mut() {
            voice.rest(now);
        }
        if self.decided_at.is_none_or(|at| now.saturating_duration_since(at) >= DECISION_INTERVAL) {
            self.decided_at = Some(now);
            self.decide();
        }
        if self.reported_at.is_some_and(|at| now.saturating_duration_since(at) < REPORT_INTERVAL) {
            return None;
        }
        let speaking = self.speaking();
        if same_people(&speaking, &self.reported) && speaking.first() == self.reported.first() {
            return None;
        }
        self.reported.clone_from(&speaking);
        self.reported_at = Some(now);
        Some(speaking)
    }

    fn decide(&mut self) {
        for voice in self.voices.values_mut() {
            voice.score();
        }
        let scopes: BTreeSet<Scope> = self.voices.values().map(|voice| voice.scope).collect();
        self.dominant.retain(|scope, _| scopes.contains(scope));
        for scope in scopes {
            match self.decided(scope) {
                Some(peer) => self.dominant.insert(scope, peer),
                None => self.dominant.remove(&scope),
            };
        }
    }

    /// Who is dominant now among those who are together.
    fn decided(&self, scope: Scope) -> Option<PeerId> {
        let speaking = || self.voices.iter().filter(|(_, voice)| voice.scope == scope && voice.speaking);
        let former = self.dominant.get(&scope);
        let current = former.and_then(|former| speaking().find(|(peer, _)| *peer == former));
        let Some((former, current)) = current else {
            let by_score = |a: &Voice, b: &Voice| a.scores[1].total_cmp(&b.scores[1]);
            return speaking()
                .max_by(|(_, a), (_, b)| by_score(a, b).then(a.loudness.total_cmp(&b.loudness)))
                .map(|(peer, _)| *peer);
        };
        let ahead = |voice: &Voice| {
            let pairs = voice.scores.iter().zip(&current.scores).zip(AHEAD);
            pairs.into_iter().all(|((theirs, current), by)| (theirs / current).ln() > by)
        };
        let challenger = speaking()
            .filter(|(peer, voice)| *peer != former && ahead(voice))
            .max_by(|(_, a), (_, b)| a.scores[1].total_cmp(&b.scores[1]));
        Some(challenger.map_or(*former, |(peer, _)| *peer))
    }

    fn speaking(&self) -> Vec<PeerId> {
        let mut speaking: Vec<(&PeerId, &Voice)> = self.voices.iter().filter(|(_, voice)| voice.speaking).collect();
        let dominant = |peer: &PeerId| self.dominant.values().any(|dominant| dominant == peer);
        speaking
            .sort_by(|(a, x), (b, y)| dominant(b).cmp(&dominant(a)).then_with(|| y.loudness.total_cmp(&x.loudness)));
        speaking.into_iter().map(|(peer, _)| *peer).collect()
    }
}

fn same_people(a: &[PeerId], b: &[PeerId]) -> bool {
    a.len() == b.len() && a.iter().all(|peer| b.contains(peer))
}

/// How much somebody deserves an audio slot.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) enum Rank {
    /// Sends nothing.
    Absent,
    /// Sends silence; last said something then.
    Silent(Option<Instant>),
    /// Perhaps begins to speak.
    Beginning,
    /// Speaks, so loud.
    Speaking(f64),
}

impl Rank {
    /// Whether the place of somebody of rank `holder` may be taken: at once from the silent, from a speaker only by
    /// somebody clearly louder.
    pub(crate) fn takes_from(self, holder: Self) -> bool {
        /// In dB.
        const CLEARLY: f64 = 10.0;
        match (self, holder) {
            (Self::Speaking(_), Self::Absent | Self::Silent(_) | Self::Beginning)
            | (Self::Beginning, Self::Absent | Self::Silent(_))
            | (Self::Silent(_), Self::Absent) => true,
            (Self::Speaking(new), Self::Speaking(old)) => new > old + CLEARLY,
            (Self::Absent | Self::Silent(_) | Self::Beginning, _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, clippy::unwrap_used)]

    use koronailta_signaling::ids::Timestamp;

    use super::*;

    const PACKET: Duration = Duration::from_millis(20);

    fn peer(number: u8) -> PeerId {
        PeerId::new(Timestamp(0), [number; 10])
    }

    /// Everybody sends at these levels for a while; all that was reported.
    fn talk(speakers: &mut Speakers, now: &mut Instant, packets: usize, levels: &[(u8, u8)]) -> Vec<Vec<PeerId>> {
        let mut reports = Vec::new();
        for _ in 0..packets {
            *now += PACKET;
            for (number, level) in levels {
                speakers.hear(*now, peer(*number), Scope::Evening, *level);
            }
            reports.extend(speakers.tick(*now));
        }
        reports
    }

    #[test]
    fn a_click_is_no_speech_and_a_pause_no_end_of_it() {
        let mut now = Instant::now();
        let mut speakers = Speakers::default();
        assert!(talk(&mut speakers, &mut now, 50, &[(1, 127)]).is_empty());
        assert!(talk(&mut speakers, &mut now, 1, &[(1, 10)]).is_empty());
        assert!(talk(&mut speakers, &mut now, 50, &[(1, 127)]).is_empty());
        assert_eq!(talk(&mut speakers, &mut now, 20, &[(1, 25)]), [vec![peer(1)]]);
        assert!(talk(&mut speakers, &mut now, 25, &[(1, 100)]).is_empty(), "half a second between words");
        assert_eq!(talk(&mut speakers, &mut now, 50, &[(1, 100)]), [Vec::new()]);
    }

    #[test]
    fn a_short_interjection_does_not_take_the_floor_but_a_new_speaker_does() {
        let mut now = Instant::now();
        let mut speakers = Speakers::default();
        talk(&mut speakers, &mut now, 100, &[(1, 25), (2, 127)]);
        talk(&mut speakers, &mut now, 8, &[(1, 25), (2, 20)]);
        assert_eq!(speakers.dominant.get(&Scope::Evening), Some(&peer(1)));
        talk(&mut speakers, &mut now, 100, &[(1, 25), (2, 127)]);
        talk(&mut speakers, &mut now, 100, &[(1, 127), (2, 20)]);
        assert_eq!(speakers.dominant.get(&Scope::Evening), Some(&peer(2)));
    }

    #[test]
    fn changes_are_reported_at_most_five_times_a_second() {
        let mut now = Instant::now();
        let mut speakers = Speakers::default();
        let mut reports = 0;
        for round in 0_u8..25 {
            reports += talk(&mut speakers, &mut now, 2, &[(round, 20)]).len();
        }
        assert!(reports <= 6, "{reports} reports in a second");
    }

    #[test]
    fn the_silent_give_way_to_speakers_and_speakers_only_to_the_clearly_louder() {
        assert!(Rank::Speaking(80.0).takes_from(Rank::Silent(None)));
        assert!(!Rank::Speaking(85.0).takes_from(Rank::Speaking(80.0)));
        assert!(Rank::Speaking(95.0).takes_from(Rank::Speaking(80.0)));
        assert!(!Rank::Silent(None).takes_from(Rank::Silent(None)));
        assert!(Rank::Silent(None).takes_from(Rank::Absent));
        assert!(Rank::Beginning.takes_from(Rank::Silent(None)) && !Rank::Beginning.takes_from(Rank::Beginning));
        assert!(Rank::Speaking(10.0).takes_from(Rank::Beginning) && !Rank::Beginning.takes_from(Rank::Speaking(10.0)));
    }

    #[test]
    fn senders_without_levels_are_heard_all_the_same() {
        assert_eq!(level_of(None, 60), ASSUMED_LEVEL);
        assert_eq!(level_of(None, 1), 127);
        assert_eq!(level_of(Some(-42), 60), 42);
        assert_eq!(level_of(Some(i8::MIN), 60), 127);
    }
}
