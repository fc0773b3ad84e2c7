//! What waits of a page before a receiver's line.
//!
//! A page comes all at once, and is more than a thin line carries in a second. The engine library's pacer lets nothing wait for longer
//! than two seconds, but then sends faster than the line is, and voices drown. So a page waits here, and goes on as fast as its share
//! of the line allows.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use koronailta_signaling::media::Publication;

use crate::{
    peer::{Outgoing, Peer},
    rtp_munger::Numbers,
    slot::Origin,
};

/// So much may wait behind the picture that is going, as time on the line. Of what is more nothing goes on until the next key frame: a
/// page that moves all the time comes picture by picture then.
const PATIENCE: Duration = Duration::from_secs(3);
/// Not more packets wait, nor more bytes, however fast the line is: some full pages.
const MOST_PACKETS: usize = 2_000;
const MOST: usize = 2_000_000;
/// What a packet costs the line beside its contents, in bytes.
const HEADERS: usize = 60;
/// So much may go at once, as time on the line.
const BURST: Duration = Duration::from_millis(20);

/// A packet that waits, with the numbers of its slot.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) origin: Origin,
    /// It begins a key frame.
    pub(crate) starts_key_frame: bool,
    pub(crate) numbers: Numbers,
    pub(crate) outgoing: Outgoing,
}

impl Held {
    fn cost(&self) -> usize {
        self.outgoing.payload.len() + HEADERS
    }
}

/// The packets of one slot that wait: first the rest of the picture that is going, then a key frame, then what could be left out.
#[derive(Debug, Default)]
pub(crate) struct Backlog {
    held: VecDeque<Held>,
    /// How many packets there are of the picture that is going, and then of the key frame.
    of_going: usize,
    of_key_frame: usize,
    /// The timestamps of these two.
    going: Option<u32>,
    key_frame: Option<u32>,
    goes_key_frame: bool,
    /// Bytes of all, and of what could be left out.
    cost: usize,
    loose: usize,
    /// How fast they go, in bit/s; `None` holds nothing up.
    rate: Option<u64>,
    next_at: Option<Instant>,
    sent: Sent,
}

impl Backlog {
    /// How fast packets go on from now, in bit/s; with `None` at once.
    pub(crate) fn set_rate(&mut self, rate: Option<u64>) {
        self.rate = rate;
    }

    /// Whether they go by a rate.
    pub(crate) fn is_paced(&self) -> bool {
        self.rate.is_some()
    }

    /// Whether a packet has to wait its turn.
    pub(crate) fn holds(&self) -> bool {
        self.rate.is_some() || !self.held.is_empty()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// Whether a key frame waits or is not wholly gone.
    pub(crate) fn has_key_frame(&self) -> bool {
        self.of_key_frame > 0 || self.goes_key_frame && self.of_going > 0
    }

    /// Takes a packet in. True when so much waits now that pictures were left out: what follows is of no use before the next key frame.
    pub(crate) fn push(&mut self, held: Held) -> bool {
        let (timestamp, cost) = (Some(held.numbers.timestamp), held.cost());
        if held.starts_key_frame {
            // Nobody needs what is between the picture that is going and this one.
            self.drop_behind();
            self.key_frame = timestamp;
        }
        let before = self.held.len();
        if timestamp == self.going && before == self.of_going {
            self.of_going += 1;
        } else if timestamp == self.key_frame && before == self.of_going + self.of_key_frame {
            self.of_key_frame += 1;
        } else {
            self.loose += cost;
        }
        self.cost += cost;
        self.held.push_back(held);
        if self.cost > MOST || self.held.len() > MOST_PACKETS {
            self.clear();
            return true;
        }
        let too_much = self.time_of(self.loose) > PATIENCE;
        if too_much {
            self.keep(self.of_going + self.of_key_frame);
        }
        too_much
    }

    /// The next packet whose turn it is, as it is to be sent.
    pub(crate) fn pop(&mut self, now: Instant) -> Option<Held> {
        loop {
            if self.rate.is_some() && self.next_at.is_some_and(|at| at > now) {
                return None;
            }
            let mut held = self.held.pop_front()?;
            self.count_out(&held);
            let Some(sequence) = self.sent.number(held.numbers.sequence, held.starts_key_frame) else { continue };
            held.numbers.sequence = sequence;
            let from = now.checked_sub(BURST).unwrap_or(now);
            self.next_at = Some(self.next_at.map_or(from, |at| at.max(from)) + self.time_of(held.cost()));
            return Some(held);
        }
    }

    /// The number under which a packet goes that need not wait; none where later ones have gone instead of it.
    pub(crate) fn pass(&mut self, numbers: Numbers) -> Option<Numbers> {
        Some(Numbers { sequence: self.sent.number(numbers.sequence, false)?, ..numbers })
    }

    fn count_out(&mut self, held: &Held) {
        self.cost -= held.cost();
        if self.of_going > 0 {
            self.of_going -= 1;
            return;
        }
        self.going = Some(held.numbers.timestamp);
        self.goes_key_frame = self.of_key_frame > 0;
        if self.goes_key_frame {
            self.of_going = std::mem::take(&mut self.of_key_frame) - 1;
            self.key_frame = None;
            return;
        }
        let same = self.held.iter().take_while(|packet| Some(packet.numbers.timestamp) == self.going);
        let (count, cost) = same.fold((0, held.cost()), |(count, cost), packet| (count + 1, cost + packet.cost()));
        self.of_going = count;
        self.loose -= cost;
    }

    /// When it is the next packet's turn.
    pub(crate) fn due_at(&self, now: Instant) -> Option<Instant> {
        (!self.held.is_empty()).then(|| self.next_at.filter(|_| self.rate.is_some()).unwrap_or(now))
    }

    /// Lets go all but the picture that is going: nobody can begin in the middle of one.
    pub(crate) fn drop_behind(&mut self) {
        self.keep(self.of_going);
        (self.of_key_frame, self.key_frame) = (0, None);
    }

    /// Lets all go.
    pub(crate) fn clear(&mut self) {
        *self = Self { rate: self.rate, next_at: self.next_at, sent: self.sent, ..Self::default() };
    }

    /// Lets go what is of such a publication.
    pub(crate) fn forget(&mut self, of: impl Fn(Publication) -> bool) {
        if self.held.iter().any(|packet| of(packet.origin.publication)) {
            self.clear();
        }
    }

    /// Only the first packets stay.
    fn keep(&mut self, packets: usize) {
        self.cost -= self.held.drain(packets..).map(|packet| packet.cost()).sum::<usize>();
        self.loose = 0;
    }

    fn time_of(&self, bytes: usize) -> Duration {
        let Some(rate) = self.rate else { return Duration::ZERO };
        let micros = (bytes as u64).saturating_mul(8_000_000) / rate.max(1);
        Duration::from_micros(micros)
    }
}

/// Under which numbers packets have gone. What was left out had numbers already, and a receiver that misses too many guesses another
/// rollover counter (RFC 3711 §3.3.1) and can never again decrypt anything of the slot.
#[derive(Clone, Copy, Debug, Default)]
struct Sent {
    /// How far back the numbers are set, and from which on.
    back: u64,
    first: u64,
    newest: Option<u64>,
}

impl Sent {
    /// Missing packets that a receiver may see.
    const LEAP: u64 = 500;

    fn number(&mut self, sequence: u64, starts_key_frame: bool) -> Option<u64> {
        if sequence < self.first {
            return None;
        }
        if let Some(newest) = self.newest {
            let missing = (sequence - self.back).saturating_sub(newest + 1);
            if missing > Self::LEAP || starts_key_frame && missing > 0 {
                (self.back, self.first) = (self.back + missing, sequence);
            }
        }
        let number = sequence - self.back;
        self.newest = self.newest.max(Some(number));
        Some(number)
    }
}

impl Peer {
    /// Lets what is held of a page in this slot go at this rate, in bit/s, whatever the estimator thinks; with `None` at once.
    pub(crate) fn pace_page(&mut self, index: usize, rate: Option<u64>) {
        let Some(slot) = self.slots.get_mut(index) else { return };
        let was_paced = slot.backlog.is_paced();
        slot.backlog.set_rate(rate);
        if was_paced || rate.is_some() {
            let mid = slot.mid;
            self.set_unpaced(mid, rate.is_some());
        }
    }

    /// Sends what has waited for its turn; says how many packets.
    pub(crate) fn release_held(&mut self, now: Instant) -> u64 {
        let mut released = 0;
        for index in 0..self.slots.len() {
            while let Some(held) = self.slots.get_mut(index).and_then(|slot| slot.backlog.pop(now)) {
                released += u64::from(self.write(now, index, held.origin, held.numbers, &held.outgoing));
            }
        }
        released
    }

    /// When something has waited long enough.
    pub(crate) fn held_due_at(&self, now: Instant) -> Option<Instant> {
        self.slots.iter().filter_map(|slot| slot.backlog.due_at(now)).min()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use std::sync::Arc;

    use koronailta_signaling::{
        ids::{PeerId, Timestamp},
        media::Source,
    };
    use str0m::rtp::ExtensionValues;

    use super::*;

    const RATE: u64 = 80_000;
    /// A tenth of a second at that rate.
    const BYTES: usize = 1_000 - HEADERS;

    fn origin() -> Origin {
        let publication = Publication { peer: PeerId::new(Timestamp(0), [1; 10]), source: Source::Screen };
        Origin { publication, layer: 0, ssrc: 1 }
    }

    /// A packet of a picture.
    fn packet(picture: u32, starts_key_frame: bool) -> Held {
        let payload: Arc<[u8]> = vec![0; BYTES].into();
        let extensions = ExtensionValues::default();
        let outgoing = Outgoing { payload, marker: false, extensions, vp8: None, coding: None };
        let numbers = Numbers { sequence: 0, timestamp: picture, picture_id: None, tl0_index: None };
        Held { origin: origin(), starts_key_frame, numbers, outgoing }
    }

    fn backlog() -> Backlog {
        let mut backlog = Backlog::default();
        backlog.set_rate(Some(RATE));
        backlog
    }

    /// Of which pictures packets come within this time.
    fn drain(backlog: &mut Backlog, now: &mut Instant, time: Duration) -> Vec<u32> {
        let end = *now + time;
        let mut came = Vec::new();
        while *now < end {
            came.extend(std::iter::from_fn(|| backlog.pop(*now)).map(|held| held.numbers.timestamp));
            *now += Duration::from_millis(5);
        }
        came
    }

    #[test]
    fn a_page_goes_as_fast_as_its_share_and_without_one_at_once() {
        let mut now = Instant::now();
        let mut backlog = backlog();
        for index in 0..40 {
            assert!(!backlog.push(packet(1, index == 0)));
        }
        let came = drain(&mut backlog, &mut now, Duration::from_secs(2)).len();
        assert!((20..=21).contains(&came), "{came} in two seconds");
        assert!(backlog.due_at(now).is_some_and(|at| at > now));
        backlog.set_rate(None);
        assert_eq!(backlog.due_at(now), Some(now));
        assert_eq!(std::iter::from_fn(|| backlog.pop(now)).count(), 40 - came);
        assert_eq!((backlog.holds(), backlog.due_at(now)), (false, None));
    }

    #[test]
    fn a_key_frame_comes_whole_however_long_it_takes_and_what_follows_it_waits_for_three_seconds_at_most() {
        let mut now = Instant::now();
        let mut backlog = backlog();
        for index in 0..100 {
            assert!(!backlog.push(packet(1, index == 0)), "ten seconds");
        }
        let mut behind = (2..100).map(|picture| backlog.push(packet(picture, false)));
        assert_eq!(behind.position(|left_out| left_out), Some(30));
        drop(behind);
        backlog.clear();
        for index in 0..100 {
            backlog.push(packet(1, index == 0));
        }
        for picture in 2..=31 {
            assert!(!backlog.push(packet(picture, false)));
        }
        assert!(backlog.push(packet(32, false)));
        let came = drain(&mut backlog, &mut now, Duration::from_secs(20));
        assert_eq!(came, [1; 100]);
    }

    #[test]
    fn the_picture_that_is_going_is_finished_and_a_newer_key_frame_takes_the_place_of_all_behind_it() {
        let mut now = Instant::now();
        let mut backlog = backlog();
        for (picture, key) in [(1, true), (1, false), (1, false), (2, false), (2, false), (3, true), (3, false)] {
            assert!(!backlog.push(packet(picture, key)));
            if picture == 1 && key {
                assert!(backlog.pop(now).is_some());
            }
        }
        assert!(backlog.has_key_frame());
        backlog.push(packet(4, true));
        assert_eq!(drain(&mut backlog, &mut now, Duration::from_secs(2)), [1, 1, 4]);
        backlog.push(packet(5, false));
        assert!(!backlog.is_empty() && !backlog.has_key_frame());
    }

    #[test]
    fn nothing_is_left_of_who_has_gone() {
        let mut backlog = backlog();
        backlog.push(packet(1, true));
        backlog.forget(|publication| publication.source == Source::Camera);
        assert!(!backlog.is_empty());
        backlog.forget(|publication| publication.source == Source::Screen);
        assert!(backlog.is_empty());
    }

    #[test]
    fn there_is_a_most() {
        let mut backlog = Backlog::default();
        backlog.set_rate(Some(u64::MAX));
        let left_out = (0..=MOST / 1_000).filter(|index| backlog.push(packet(1, *index == 0))).count();
        assert_eq!((left_out, backlog.is_empty()), (1, true));
    }

    #[test]
    fn however_much_is_left_out_a_receiver_never_misses_so_many_numbers_that_it_loses_the_slot() {
        let mut now = Instant::now();
        let mut backlog = backlog();
        let mut sequence = 0;
        let mut numbered = |picture, key| {
            sequence += 1;
            let mut held = packet(picture, key);
            held.numbers.sequence = sequence;
            held
        };
        for index in 0..500 {
            backlog.push(numbered(1, index == 0));
        }
        let mut sent: Vec<u64> = backlog.pop(now).iter().map(|held| held.numbers.sequence).collect();
        for key_frame in 2..2_000 {
            backlog.push(numbered(key_frame * 1_000, true));
            // The slot lets nothing more in after too much.
            assert!((0..100).any(|_| backlog.push(numbered(key_frame * 1_000 + 1, false))), "three seconds are enough");
        }
        for _ in 0..60_000 {
            sent.extend(std::iter::from_fn(|| backlog.pop(now)).map(|held| held.numbers.sequence));
            now += Duration::from_millis(5);
        }
        assert!(backlog.is_empty());
        assert_eq!(
            sent,
            (1..=501).collect::<Vec<u64>>(),
            "the picture that was going, and the last key frame right after it"
        );
        // What need not wait goes on from there, and what comes late is late.
        backlog.set_rate(None);
        let next = numbered(1, false).numbers;
        assert!(next.sequence > 60_000);
        assert_eq!(backlog.pass(Numbers { sequence: 400, ..next }), None);
        assert_eq!(backlog.pass(next).map(|numbers| numbers.sequence), Some(501 + 32));
    }
}
