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
/// However fast the line is, not more than this waits, in bytes: some full pages.
const MOST: usize = 2_000_000;
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

/// The packets of one slot that wait.
#[derive(Debug, Default)]
pub(crate) struct Backlog {
    held: VecDeque<Held>,
    bytes: usize,
    /// How fast they go, in bit/s; `None` holds nothing up.
    rate: Option<u64>,
    next_at: Option<Instant>,
    /// The timestamp of the picture that is going, and of the newest key frame that waits.
    going: Option<u32>,
    key_frame: Option<u32>,
    /// Bytes of pictures that could be left out.
    loose: usize,
}

impl Backlog {
    /// How fast packets go on from now, in bit/s; with `None` at once.
    pub(crate) fn set_rate(&mut self, rate: Option<u64>) {
        self.rate = rate;
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
        self.key_frame.is_some() && self.held.iter().any(|packet| Some(packet.numbers.timestamp) == self.key_frame)
    }

    /// Takes a packet in. True when so much waits now that pictures were left out: what follows is of no use before the next key frame.
    pub(crate) fn push(&mut self, held: Held) -> bool {
        if held.starts_key_frame {
            // Nobody needs what is between the picture that is going and this one.
            self.leave_out(|this, packet| this.going != Some(packet.numbers.timestamp));
            self.key_frame = Some(held.numbers.timestamp);
        }
        let length = held.outgoing.payload.len();
        self.bytes += length;
        if self.is_loose(&held) {
            self.loose += length;
        }
        self.held.push_back(held);
        if self.bytes > MOST {
            self.clear();
            return true;
        }
        if self.time_of(self.loose) <= PATIENCE {
            return false;
        }
        self.leave_out(Self::is_loose);
        true
    }

    /// The next packet whose turn it is.
    pub(crate) fn pop(&mut self, now: Instant) -> Option<Held> {
        if self.rate.is_some() && self.next_at.is_some_and(|at| at > now) {
            return None;
        }
        let held = self.held.pop_front()?;
        let length = held.outgoing.payload.len();
        self.bytes -= length;
        let from = now.checked_sub(BURST).unwrap_or(now);
        self.next_at = Some(self.next_at.map_or(from, |at| at.max(from)) + self.time_of(length));
        if self.going.replace(held.numbers.timestamp) != Some(held.numbers.timestamp) {
            self.loose =
                self.held.iter().filter(|packet| self.is_loose(packet)).map(|one| one.outgoing.payload.len()).sum();
        }
        Some(held)
    }

    /// When it is the next packet's turn.
    pub(crate) fn due_at(&self, now: Instant) -> Option<Instant> {
        (!self.held.is_empty()).then(|| self.next_at.filter(|_| self.rate.is_some()).unwrap_or(now))
    }

    /// Lets go all but the picture that is going: nobody can begin in the middle of one.
    pub(crate) fn drop_behind(&mut self) {
        self.leave_out(|this, packet| this.going != Some(packet.numbers.timestamp));
        self.key_frame = self.key_frame.filter(|key_frame| self.going == Some(*key_frame));
    }

    /// Lets all go.
    pub(crate) fn clear(&mut self) {
        *self = Self { rate: self.rate, next_at: self.next_at, ..Self::default() };
    }

    /// Lets go what is of such a publication.
    pub(crate) fn forget(&mut self, of: impl Fn(Publication) -> bool) {
        if self.held.iter().any(|packet| of(packet.origin.publication)) {
            self.clear();
        }
    }

    fn is_loose(&self, packet: &Held) -> bool {
        let timestamp = Some(packet.numbers.timestamp);
        timestamp != self.going && timestamp != self.key_frame
    }

    fn leave_out(&mut self, unwanted: impl Fn(&Self, &Held) -> bool) {
        let held = std::mem::take(&mut self.held);
        self.held = held.into_iter().filter(|packet| !unwanted(self, packet)).collect();
        self.bytes = self.held.iter().map(|packet| packet.outgoing.payload.len()).sum();
        self.loose = 0;
    }

    fn time_of(&self, bytes: usize) -> Duration {
        let Some(rate) = self.rate else { return Duration::ZERO };
        let micros = (bytes as u64).saturating_mul(8_000_000) / rate.max(1);
        Duration::from_micros(micros)
    }
}

impl Peer {
    /// Lets what is held of a page in this slot go at this rate, in bit/s, whatever the estimator thinks; with `None` at once.
    pub(crate) fn pace_page(&mut self, index: usize, rate: Option<u64>) {
        let Some(slot) = self.slots.get_mut(index) else { return };
        let was_paced = slot.backlog.rate.is_some();
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
    const BYTES: usize = 1_000;

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
        let left_out = (0..MOST / BYTES + 1).filter(|index| backlog.push(packet(1, *index == 0))).count();
        assert_eq!((left_out, backlog.is_empty()), (1, true));
    }
}
