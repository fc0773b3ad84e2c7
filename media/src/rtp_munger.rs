//! Rewriting packets of changing sources into one unbroken stream per slot.
//!
//! The receiver of a slot sees one SSRC for ever. Over a change of the source, sequence numbers go on by one
//! (else decoding collapses), timestamps grow by the time that passed (else pictures freeze), and VP8 picture
//! ids go on by one (RFC 7741 §4.2; else frames are taken for lost). Who is in the slot is told by the timestamp
//! from which on it holds, so no packet may ever carry a timestamp from before its source's first.

use std::time::{Duration, Instant};

/// The first sequence number in a slot. SRTP receivers start with a rollover counter of zero (RFC 3711 §3.3.1),
/// so it has to be below 65536.
const FIRST_SEQUENCE: u64 = 1;
/// Opus packets of 20 ms at 48 kHz; a step that is no multiple of it makes the decoder conceal.
const AUDIO_STEP: u32 = 960;
/// At least 10 ms between the pictures of two sources.
const VIDEO_STEP: u32 = 900;
/// A source whose timestamps leap further than the clock is set anew.
const LEAP: Duration = Duration::from_secs(10);
/// A source whose sequence numbers leap further is set anew. What a receiver never saw must stay far below 32768, or it guesses
/// another rollover counter (RFC 3711 §3.3.1) and can never again decrypt anything of the slot, whoever comes into it.
const SEQUENCE_LEAP: u64 = 500;
/// Never add more at once; half the range would look like the past (RFC 1982 §3.2).
const MAX_STEP: u32 = 1 << 30;
const PICTURE_ID_MASK: u16 = 0x7fff;

/// What the timestamps count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// 48 kHz, in steps of 20 ms.
    Audio,
    /// 90 kHz.
    Video,
}

impl Clock {
    fn ticks(self, time: Duration) -> u32 {
        let per_milli: u128 = match self {
            Self::Audio => 48,
            Self::Video => 90,
        };
        u32::try_from(time.as_millis().saturating_mul(per_milli)).unwrap_or(MAX_STEP).min(MAX_STEP)
    }

    /// From the last packet of one source to the first of the next.
    fn step(self, time: Duration) -> u32 {
        match self {
            Self::Audio => (self.ticks(time).saturating_add(AUDIO_STEP / 2) / AUDIO_STEP).max(1) * AUDIO_STEP,
            Self::Video => self.ticks(time).max(VIDEO_STEP),
        }
    }
}

/// What has to be rewritten of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbers {
    /// Extended sequence number.
    pub(crate) sequence: u64,
    /// RTP timestamp.
    pub(crate) timestamp: u32,
    /// VP8 picture id.
    pub(crate) picture_id: Option<u16>,
    /// VP8 temporal level zero index.
    pub(crate) tl0_index: Option<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Source {
    /// Earlier packets of the source belong to before it came here.
    first_sequence: u64,
    first_timestamp: u32,
    sequence_offset: u64,
    timestamp_offset: u32,
    picture_offset: u16,
    tl0_offset: u8,
}

#[derive(Clone, Copy, Debug)]
struct Newest {
    sequence: u64,
    timestamp: u32,
    at: Instant,
    picture_id: u16,
    tl0_index: u8,
}

/// The state of one slot's stream.
#[derive(Clone, Debug)]
pub(crate) struct Munger {
    clock: Clock,
    source: Option<Source>,
    newest: Option<Newest>,
}

impl Munger {
    /// A slot that has not carried anything.
    #[must_use]
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, source: None, newest: None }
    }

    /// The first packet of another source.
    pub(crate) fn switch(&mut self, now: Instant, packet: Numbers) -> Numbers {
        let (sequence, timestamp, picture_id, tl0_index) = match self.newest {
            Some(newest) => (
                newest.sequence + 1,
                newest.timestamp.wrapping_add(self.clock.step(now.saturating_duration_since(newest.at))),
                newest.picture_id.wrapping_add(1) & PICTURE_ID_MASK,
                newest.tl0_index.wrapping_add(1),
            ),
            None => (
                FIRST_SEQUENCE,
                packet.timestamp,
                packet.picture_id.unwrap_or_default(),
                packet.tl0_index.unwrap_or_default(),
            ),
        };
        self.source = Some(Source {
            first_sequence: packet.sequence,
            first_timestamp: timestamp,
            sequence_offset: sequence.wrapping_sub(packet.sequence),
            timestamp_offset: timestamp.wrapping_sub(packet.timestamp),
            picture_offset: picture_id.wrapping_sub(packet.picture_id.unwrap_or_default()),
            tl0_offset: tl0_index.wrapping_sub(packet.tl0_index.unwrap_or_default()),
        });
        self.newest = Some(Newest { sequence, timestamp, at: now, picture_id, tl0_index });
        Numbers {
            sequence,
            timestamp,
            picture_id: packet.picture_id.map(|_| picture_id),
            tl0_index: packet.tl0_index.map(|_| tl0_index),
        }
    }

    /// A further packet of the source; `None` for one that must not be sent, being from before its first.
    pub(crate) fn forward(&mut self, now: Instant, packet: Numbers) -> Option<Numbers> {
        let source = self.source.as_mut()?;
        let newest = self.newest.as_mut()?;
        if packet.sequence < source.first_sequence {
            return None;
        }
        let mut sequence = packet.sequence.wrapping_add(source.sequence_offset);
        let mut timestamp = packet.timestamp.wrapping_add(source.timestamp_offset);
        let elapsed = now.saturating_duration_since(newest.at);
        let ahead = timestamp.wrapping_sub(newest.timestamp).cast_signed();
        let leap = self.clock.ticks(LEAP).cast_signed();
        if ahead < -leap || ahead > self.clock.ticks(elapsed + LEAP).cast_signed() {
            timestamp = newest.timestamp.wrapping_add(self.clock.step(elapsed));
            source.timestamp_offset = timestamp.wrapping_sub(packet.timestamp);
        } else if ahead < 0 && timestamp.wrapping_sub(source.first_timestamp).cast_signed() < 0 {
            return None;
        }
        if sequence > newest.sequence + SEQUENCE_LEAP {
            // With one missing, so that the receiver notices that something was lost.
            sequence = newest.sequence + 2;
            source.sequence_offset = sequence.wrapping_sub(packet.sequence);
            source.first_sequence = packet.sequence;
        }
        let picture_id = packet.picture_id.map(|id| id.wrapping_add(source.picture_offset) & PICTURE_ID_MASK);
        let tl0_index = packet.tl0_index.map(|index| index.wrapping_add(source.tl0_offset));
        if sequence > newest.sequence {
            newest.sequence = sequence;
            newest.picture_id = picture_id.unwrap_or(newest.picture_id);
            newest.tl0_index = tl0_index.unwrap_or(newest.tl0_index);
        }
        if timestamp.wrapping_sub(newest.timestamp).cast_signed() > 0 {
            newest.timestamp = timestamp;
            newest.at = now;
        }
        Some(Numbers { sequence, timestamp, picture_id, tl0_index })
    }

    /// The newest timestamp that was sent.
    #[must_use]
    pub(crate) fn last_timestamp(&self) -> Option<u32> {
        self.newest.map(|newest| newest.timestamp)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use proptest::prelude::*;

    use super::*;

    fn packet(sequence: u64, timestamp: u32) -> Numbers {
        Numbers {
            sequence,
            timestamp,
            picture_id: Some(u16::try_from(sequence % 0x8000).unwrap_or(0)),
            tl0_index: Some(7),
        }
    }

    #[test]
    fn a_late_subscriber_starts_below_the_first_rollover() {
        let mut munger = Munger::new(Clock::Video);
        let first = munger.switch(Instant::now(), packet(900_000, 5));
        assert_eq!((first.sequence, first.timestamp), (FIRST_SEQUENCE, 5));
    }

    #[test]
    fn numbers_go_on_over_a_change_of_the_source() {
        let start = Instant::now();
        let mut munger = Munger::new(Clock::Video);
        munger.switch(start, packet(100, 1_000));
        let before = munger.forward(start + Duration::from_millis(33), packet(101, 3_970));
        let after = munger.switch(start + Duration::from_millis(133), packet(7, 4_000_000_000));
        let before = before.unwrap_or(packet(0, 0));
        assert_eq!(after.sequence, before.sequence + 1);
        assert_eq!(after.timestamp, before.timestamp + 9_000);
        assert_eq!(after.picture_id, before.picture_id.map(|id| id + 1));
        assert_eq!(after.tl0_index, Some(8));
        assert_eq!(munger.forward(start, packet(6, 3_999_999_000)), None, "from before it came here");
    }

    #[test]
    fn voices_change_in_whole_packets() {
        let start = Instant::now();
        let mut munger = Munger::new(Clock::Audio);
        munger.switch(start, packet(1, 0));
        for (after, steps) in [(0, 1), (29, 1), (31, 2), (1_003, 50)] {
            let mut munger = munger.clone();
            let first = munger.switch(start + Duration::from_millis(after), packet(9, 77));
            assert_eq!(first.timestamp, steps * AUDIO_STEP);
        }
    }

    #[test]
    fn a_source_cannot_pretend_to_be_its_predecessor() {
        let start = Instant::now();
        let mut munger = Munger::new(Clock::Video);
        munger.switch(start, packet(1, 1_000_000));
        let first = munger.switch(start + Duration::from_secs(1), packet(50, 500_000));
        // A little back is taken for reordering and dropped; far back is set anew.
        assert_eq!(munger.forward(start + Duration::from_secs(1), packet(51, 499_000)), None);
        let leapt = munger.forward(start + Duration::from_secs(1), packet(52, 500_000_u32.wrapping_sub(1 << 30)));
        assert!(leapt.is_some_and(|leapt| leapt.timestamp.wrapping_sub(first.timestamp).cast_signed() > 0));
    }

    #[test]
    fn a_source_cannot_leap_over_what_the_receiver_counts_by() {
        let now = Instant::now();
        let mut munger = Munger::new(Clock::Audio);
        let sent = |munger: &mut Munger, sequence| munger.forward(now, packet(sequence, 960)).map(|sent| sent.sequence);
        munger.switch(now, packet(1, 0));
        assert_eq!(sent(&mut munger, 1 + SEQUENCE_LEAP), Some(1 + SEQUENCE_LEAP), "a long loss stays one");
        assert_eq!(sent(&mut munger, 90_001), Some(3 + SEQUENCE_LEAP));
        assert_eq!(sent(&mut munger, 90_000), None, "from before the leap");
        assert_eq!(sent(&mut munger, 90_003), Some(5 + SEQUENCE_LEAP));
        assert_eq!(munger.switch(now, packet(7, 0)).sequence, 6 + SEQUENCE_LEAP, "the next voice");
    }

    proptest! {
        /// Whatever the sources send and however often they change, nothing of a source carries a timestamp
        /// from before the one it was announced with, and sequence numbers are never used twice.
        #[test]
        fn nothing_of_a_source_comes_before_its_announcement(
            steps in proptest::collection::vec((any::<bool>(), 0_u64..200_000, any::<u32>(), 0_u64..3_000), 1..200),
        ) {
            let mut now = Instant::now();
            let mut munger = Munger::new(Clock::Video);
            let mut announced: Option<u32> = None;
            let mut highest = 0;
            for (switch, sequence, timestamp, wait) in steps {
                now += Duration::from_millis(wait);
                if switch {
                    let first = munger.switch(now, packet(sequence, timestamp));
                    prop_assert!(first.sequence > highest);
                    if let Some(earlier) = announced {
                        prop_assert!(first.timestamp.wrapping_sub(earlier).cast_signed() > 0);
                    }
                    announced = Some(first.timestamp);
                    highest = first.sequence;
                } else if let Some(sent) = munger.forward(now, packet(sequence, timestamp)) {
                    let since = sent.timestamp.wrapping_sub(announced.unwrap_or_default()).cast_signed();
                    prop_assert!(since >= 0);
                    prop_assert!(sent.sequence <= highest + SEQUENCE_LEAP);
                    highest = highest.max(sent.sequence);
                }
            }
        }
    }
}
