//! One receiving place of a peer: what it carries, what it should carry, and the change from one to the other.

use std::time::{Duration, Instant};

use koronailta_signaling::{
    ids,
    media::{LinePurpose, Publication, Source},
};
use str0m::media::{Mid, Pt};

use crate::{
    backlog::{Backlog, Held},
    coding::{Coding, number_for},
    keyframe::RETRY,
    layer_selector::screen_height,
    pleas::Pleas,
    redundancy::Redundancy,
    rtp_munger::{Clock, Munger, Numbers},
};

/// After so long without a key frame of the layer that was chosen, any layer will do for a first picture.
const ANY_LAYER_AFTER: Duration = Duration::from_millis(500);

/// Where a packet comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) publication: Publication,
    pub(crate) layer: usize,
    /// A sender that starts anew has another (RFC 3550 §8.2).
    pub(crate) ssrc: u32,
}

/// What the room wants to see in a slot.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    publication: Publication,
    height: u16,
    since: Instant,
    asked_at: Option<Instant>,
    /// Since when the layer chosen was asked for and has not come.
    missed_since: Option<Instant>,
    /// So long the smaller copy of a page will do.
    content_until: Option<Instant>,
    /// The layer chosen, once one is live.
    layer: Option<usize>,
}

/// What became of a packet that was offered to a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// It is not for this slot.
    Drop,
    /// It goes on with the source that the slot carries.
    Forward(Numbers),
    /// It begins another layer of the same publication.
    ChangeLayer(Numbers),
    /// It begins another publication; the receiver has to know.
    Fill(Numbers),
}

/// How long there must be room on a narrow line for a picture or for a larger layer before it comes: a tile that comes and goes is
/// worse than a late one. What there is no room for goes at once.
const DOUBT: Duration = Duration::from_secs(2);

/// What waits longer than this before a narrow line is out of date when it arrives.
const OUT_OF_DATE: Duration = Duration::from_millis(400);
/// So long a picture goes on before it is made to catch up again: it costs a key frame each time.
const CATCHES_UP: Duration = Duration::from_secs(4);

/// A larger copy of a page that has not come for so long is not waited for, and not wanted for so long.
const IN_VAIN: Duration = Duration::from_millis(2_500);
const CONTENT_FOR: Duration = Duration::from_secs(15);

/// One receiving place.
#[derive(Debug)]
pub(crate) struct Slot {
    pub(crate) name: ids::Mid,
    pub(crate) mid: Mid,
    pub(crate) purpose: LinePurpose,
    /// The receiver's number for the codec, of a slot for sound.
    pub(crate) payload_type: Option<Pt>,
    /// The receiver's numbers for pictures, by how they are coded.
    pub(crate) pictures: Vec<(Coding, Pt)>,
    /// The receiver's number for several packets in one (RFC 2198), of a slot for sound.
    pub(crate) redundant_type: Option<Pt>,
    pub(crate) redundancy: Redundancy,
    /// What waits of a page.
    pub(crate) backlog: Backlog,
    munger: Munger,
    carried: Option<Origin>,
    /// Nothing goes on until the next key frame.
    skips: bool,
    skipped_at: Option<Instant>,
    /// What goes on is of no use without a key frame.
    lacks: bool,
    pleas: Pleas,
    wanted: Option<Wanted>,
    /// The highest layer that the line allows; `None` while there is no room for any.
    cap: Option<usize>,
    /// Since when there is room for more than `cap`.
    more_since: Option<Instant>,
    /// Whose picture the room was told is stopped.
    paused: Option<Publication>,
    /// Whose picture the receiver cannot decode, and what the room was told.
    undecodable: Option<Publication>,
    told_undecodable: Option<Publication>,
}

impl Slot {
    pub(crate) fn new(name: ids::Mid, mid: Mid, purpose: LinePurpose, payload_type: Option<Pt>) -> Self {
        let clock = match purpose {
            LinePurpose::VideoSlot | LinePurpose::StageVideo => Clock::Video,
            _ => Clock::Audio,
        };
        let munger = Munger::new(clock);
        Self {
            name,
            mid,
            purpose,
            payload_type,
            pictures: Vec::new(),
            redundant_type: None,
            redundancy: Redundancy::default(),
            backlog: Backlog::default(),
            munger,
            carried: None,
            skips: false,
            skipped_at: None,
            lacks: false,
            pleas: Pleas::default(),
            wanted: None,
            cap: Some(usize::MAX),
            more_since: None,
            paused: None,
            undecodable: None,
            told_undecodable: None,
        }
    }

    /// The receiver's number for a picture that is coded so; none where it cannot decode it.
    pub(crate) fn picture_type(&self, coding: Coding) -> Option<Pt> {
        number_for(coding, &self.pictures)
    }

    pub(crate) fn is_voice(&self) -> bool {
        self.purpose == LinePurpose::AudioSlot
    }

    pub(crate) fn is_video(&self) -> bool {
        matches!(self.purpose, LinePurpose::VideoSlot | LinePurpose::StageVideo)
    }

    /// The publication whose packets go out here now.
    pub(crate) fn carried(&self) -> Option<Publication> {
        self.carried.map(|origin| origin.publication)
    }

    pub(crate) fn origin(&self) -> Option<Origin> {
        self.carried
    }

    /// The publication that the room wants here.
    pub(crate) fn wanted(&self) -> Option<Publication> {
        self.wanted.map(|wanted| wanted.publication)
    }

    /// How high a picture is asked for.
    pub(crate) fn wanted_height(&self) -> Option<u16> {
        let height = |wanted: Wanted| match wanted.publication.source {
            Source::Screen => screen_height(wanted.height),
            _ => wanted.height,
        };
        self.wanted.map(height)
    }

    pub(crate) fn last_timestamp(&self) -> Option<u32> {
        self.munger.last_timestamp()
    }

    /// The room wants this publication here. Until its first key frame the slot goes on with what it carries.
    pub(crate) fn fill(&mut self, now: Instant, publication: Publication, height: u16) {
        self.undecodable = None;
        match &mut self.wanted {
            Some(wanted) if wanted.publication == publication => wanted.height = height,
            _ => {
                self.wanted = Some(Wanted {
                    publication,
                    height,
                    since: now,
                    asked_at: None,
                    missed_since: None,
                    content_until: None,
                    layer: None,
                });
            }
        }
    }

    /// The room wants nothing here; true if something was carried.
    pub(crate) fn clear(&mut self) -> bool {
        self.wanted = None;
        self.undecodable = None;
        self.stop()
    }

    /// The room wants a publication here that the receiver cannot decode; true if something was carried. Nothing goes out here now.
    pub(crate) fn refuse(&mut self, publication: Publication) -> bool {
        self.wanted = None;
        self.undecodable = Some(publication);
        self.stop()
    }

    /// Whose picture cannot be decoded here, if that has changed since it was last asked.
    pub(crate) fn take_undecodable(&mut self) -> Option<Option<Publication>> {
        let undecodable = self.undecodable;
        (std::mem::replace(&mut self.told_undecodable, undecodable) != undecodable).then_some(undecodable)
    }

    /// Stops carrying at once, and still wants what it wanted; true if something was carried.
    pub(crate) fn stop(&mut self) -> bool {
        self.skips = false;
        self.lacks = false;
        self.backlog.clear();
        self.carried.take().is_some()
    }

    /// The publication may not be shown here any more; true if it was carried.
    pub(crate) fn expel(&mut self, unwelcome: impl Fn(Publication) -> bool) -> bool {
        if self.wanted().is_some_and(&unwelcome) {
            self.wanted = None;
        }
        self.undecodable = self.undecodable.filter(|publication| !unwelcome(*publication));
        self.backlog.forget(&unwelcome);
        self.carried().is_some_and(&unwelcome) && self.stop()
    }

    /// The line's share of now; more of a `narrow` line is taken only after a while. True when a picture has to stop.
    pub(crate) fn set_share(&mut self, now: Instant, share: Option<usize>, narrow: bool) -> bool {
        if narrow && share > self.cap {
            let since = *self.more_since.get_or_insert(now);
            if now.saturating_duration_since(since) < DOUBT {
                return false;
            }
        }
        self.more_since = None;
        self.cap = share;
        share.is_none() && self.stop()
    }

    /// Whose picture is stopped now because there is no room for it, if that has changed since it was last asked.
    pub(crate) fn take_paused(&mut self) -> Option<Option<Publication>> {
        let paused = self.wanted().filter(|_| self.cap.is_none());
        (std::mem::replace(&mut self.paused, paused) != paused).then_some(paused)
    }

    /// The highest copy of a page to show: only the smallest for a while, where a larger one was asked for in vain. On a thin way a
    /// sender has little left for that one.
    pub(crate) fn copy_cap(&mut self, now: Instant) -> Option<usize> {
        let cap = self.cap?;
        let Some(wanted) = &mut self.wanted else { return Some(cap) };
        let missed = wanted.missed_since.is_some_and(|at| now.saturating_duration_since(at) >= IN_VAIN);
        if missed && wanted.layer > Some(0) {
            wanted.content_until = Some(now + CONTENT_FOR);
        }
        let content = wanted.content_until.is_some_and(|until| now < until);
        Some(if content { 0 } else { cap })
    }

    /// The highest layer that the line allows.
    pub(crate) fn cap(&self) -> Option<usize> {
        self.cap
    }

    pub(crate) fn choose_layer(&mut self, layer: Option<usize>) {
        if let Some(wanted) = &mut self.wanted {
            let before = wanted.layer;
            wanted.layer = layer.or(before);
            wanted.missed_since = wanted.missed_since.filter(|_| before == wanted.layer);
        }
    }

    /// On a narrow line a layer that is too large for it does not go on until the smaller one comes, and a picture of which something
    /// `waits` too long before the line leaves out what is up to its next key frame. True when what waits should go.
    pub(crate) fn make_way(&mut self, now: Instant, waits: Option<Duration>) -> bool {
        let Some((carried, wanted)) = self.carried.zip(self.wanted.as_mut()) else { return false };
        let too_large = carried.publication == wanted.publication && wanted.layer.is_some_and(|l| l < carried.layer);
        let before = self.skipped_at.is_none_or(|at| now.saturating_duration_since(at) >= CATCHES_UP);
        let late = before && waits.is_some_and(|time| time >= OUT_OF_DATE);
        if self.skips || !(too_large || late) {
            return false;
        }
        self.skips = true;
        self.skipped_at = Some(now);
        self.backlog.drop_behind();
        true
    }

    /// Lets a packet wait for its turn. Where too much waits, nothing goes on until the next key frame.
    pub(crate) fn hold(&mut self, held: Held) {
        self.skips |= self.backlog.push(held);
    }

    /// The receiver cannot go on without a key frame: it is asked for until it comes.
    pub(crate) fn lack_key_frame(&mut self) {
        self.lacks = self.is_video() && self.carried.is_some();
    }

    /// The receiver says that it needs one: whether to ask for it at once. While one is asked for anyway, nothing is to be done.
    pub(crate) fn plead(&mut self, now: Instant) -> bool {
        if self.lacks || self.backlog.has_key_frame() || !self.pleas.take(now) {
            return false;
        }
        self.lack_key_frame();
        true
    }

    /// Whether to ask the sender (again) for a key frame, and of which layer.
    pub(crate) fn ask(&mut self, now: Instant) -> Option<(Publication, usize)> {
        self.cap?;
        let carried = self.carried;
        let wanted = self.wanted.as_mut()?;
        let layer = wanted.layer.unwrap_or(0);
        let arrived = carried.is_some_and(|origin| origin.publication == wanted.publication && origin.layer == layer)
            && !self.skips
            && !self.lacks;
        let asked = wanted.asked_at.is_some_and(|at| now.saturating_duration_since(at) < RETRY);
        // What was left out of a page would only wait for the rest of it.
        let later = self.skips && !self.backlog.is_empty();
        if arrived {
            wanted.missed_since = None;
        } else if !later {
            wanted.missed_since.get_or_insert(now);
        }
        if arrived || asked || later {
            return None;
        }
        wanted.asked_at = Some(now);
        Some((wanted.publication, layer))
    }

    /// Offers a picture's packet.
    pub(crate) fn offer_picture(
        &mut self,
        now: Instant,
        origin: Origin,
        starts_key_frame: bool,
        packet: Numbers,
    ) -> Step {
        if starts_key_frame && (self.skips || self.carried != Some(origin)) && self.welcomes(now, origin) {
            let same = self.carried() == Some(origin.publication);
            if !same {
                self.backlog.clear();
            }
            self.carried = Some(origin);
            self.skips = false;
            self.lacks = false;
            let first = self.munger.switch(now, packet);
            return if same { Step::ChangeLayer(first) } else { Step::Fill(first) };
        }
        self.lacks &= !(starts_key_frame && self.carried == Some(origin));
        self.go_on(now, origin, packet)
    }

    fn welcomes(&self, now: Instant, origin: Origin) -> bool {
        let Some(wanted) = self.wanted.filter(|wanted| wanted.publication == origin.publication) else {
            return false;
        };
        if self.cap.is_none() {
            return false;
        }
        let chosen = wanted.layer.is_none_or(|layer| layer == origin.layer);
        let first_picture = self.carried() != Some(origin.publication);
        let waited = now.saturating_duration_since(wanted.since) >= ANY_LAYER_AFTER;
        // The same layer from a sender that started anew.
        let renewed = self.carried.is_some_and(|carried| {
            carried.publication == origin.publication && carried.layer == origin.layer && carried.ssrc != origin.ssrc
        });
        chosen || renewed || (first_picture && waited)
    }

    /// Offers a sound packet of what the slot should carry; sounds need no key frame.
    pub(crate) fn offer_sound(&mut self, now: Instant, origin: Origin, packet: Numbers) -> Step {
        let wanted = self.wanted().map_or(self.carried() == Some(origin.publication), |w| w == origin.publication);
        if !wanted {
            return Step::Drop;
        }
        if self.carried != Some(origin) {
            return self.seat(now, origin, packet);
        }
        self.go_on(now, origin, packet)
    }

    /// Gives the slot to this voice, from this packet on.
    pub(crate) fn seat(&mut self, now: Instant, origin: Origin, packet: Numbers) -> Step {
        let same = self.carried() == Some(origin.publication);
        self.carried = Some(origin);
        let first = self.munger.switch(now, packet);
        if same { Step::ChangeLayer(first) } else { Step::Fill(first) }
    }

    fn go_on(&mut self, now: Instant, origin: Origin, packet: Numbers) -> Step {
        if self.skips || self.carried != Some(origin) {
            return Step::Drop;
        }
        self.munger.forward(now, packet).map_or(Step::Drop, Step::Forward)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use koronailta_signaling::{
        ids::{PeerId, Timestamp},
        media::Source,
    };

    use super::*;

    fn origin(number: u8, layer: usize) -> Origin {
        let publication = Publication { peer: PeerId::new(Timestamp(0), [number; 10]), source: Source::Camera };
        Origin { publication, layer, ssrc: u32::from(number) * 10 + u32::try_from(layer).unwrap_or(0) }
    }

    fn packet(sequence: u64) -> Numbers {
        Numbers { sequence, timestamp: 0, picture_id: None, tl0_index: None }
    }

    fn slot() -> Slot {
        Slot::new(ids::Mid("5".into()), "5".into(), LinePurpose::VideoSlot, None)
    }

    #[test]
    fn the_old_picture_stays_until_the_new_key_frame() {
        let now = Instant::now();
        let mut slot = slot();
        slot.fill(now, origin(1, 0).publication, 180);
        assert_eq!(slot.offer_picture(now, origin(1, 0), false, packet(1)), Step::Drop);
        assert!(matches!(slot.offer_picture(now, origin(1, 0), true, packet(2)), Step::Fill(_)));
        slot.fill(now, origin(2, 0).publication, 180);
        assert!(matches!(slot.offer_picture(now, origin(1, 0), false, packet(3)), Step::Forward(_)));
        assert!(matches!(slot.offer_picture(now, origin(2, 0), true, packet(90)), Step::Fill(_)));
        assert_eq!(slot.offer_picture(now, origin(1, 0), true, packet(4)), Step::Drop);
    }

    #[test]
    fn a_cleared_slot_carries_nothing_at_once() {
        let now = Instant::now();
        let mut slot = slot();
        slot.fill(now, origin(1, 0).publication, 180);
        slot.offer_picture(now, origin(1, 0), true, packet(1));
        assert!(slot.clear());
        assert!(!slot.clear());
        assert_eq!(slot.offer_picture(now, origin(1, 0), true, packet(2)), Step::Drop);
    }

    #[test]
    fn who_is_expelled_does_not_stay_until_the_next_one_comes() {
        let now = Instant::now();
        let mut slot = slot();
        slot.fill(now, origin(1, 0).publication, 180);
        slot.offer_picture(now, origin(1, 0), true, packet(1));
        slot.fill(now, origin(2, 0).publication, 180);
        assert!(slot.expel(|publication| publication == origin(1, 0).publication));
        assert_eq!(slot.offer_picture(now, origin(1, 0), true, packet(2)), Step::Drop);
        assert_eq!(slot.wanted(), Some(origin(2, 0).publication));
    }

    #[test]
    fn a_change_of_the_layer_waits_for_its_key_frame_and_needs_no_announcement() {
        let now = Instant::now();
        let mut slot = slot();
        slot.fill(now, origin(1, 0).publication, 720);
        slot.choose_layer(Some(0));
        slot.offer_picture(now, origin(1, 0), true, packet(1));
        slot.choose_layer(Some(2));
        assert_eq!(slot.ask(now), Some((origin(1, 0).publication, 2)));
        assert_eq!(slot.ask(now), None, "not again at once");
        assert_eq!(slot.ask(now + RETRY), Some((origin(1, 0).publication, 2)));
        assert!(matches!(slot.offer_picture(now, origin(1, 0), false, packet(2)), Step::Forward(_)));
        assert!(matches!(slot.offer_picture(now, origin(1, 2), true, packet(7)), Step::ChangeLayer(_)));
        assert_eq!(slot.ask(now + RETRY * 2), None);
        assert_eq!(slot.offer_picture(now, origin(1, 0), true, packet(3)), Step::Drop);
    }

    #[test]
    fn a_larger_copy_of_a_page_is_not_waited_for_in_vain() {
        let now = Instant::now();
        let mut slot = slot();
        slot.fill(now, origin(1, 0).publication, 1_080);
        slot.choose_layer(Some(1));
        slot.ask(now);
        slot.ask(now + RETRY);
        let just = Duration::from_millis(1);
        let later = now + IN_VAIN;
        assert_eq!([slot.copy_cap(later - just), slot.copy_cap(later)], [Some(usize::MAX), Some(0)]);
        slot.choose_layer(Some(0));
        assert_eq!(slot.ask(later + RETRY), Some((origin(1, 0).publication, 0)));
        assert!(matches!(slot.offer_picture(later + RETRY, origin(1, 0), true, packet(1)), Step::Fill(_)));
        assert_eq!(slot.copy_cap(later + CONTENT_FOR - just), Some(0));
        assert_eq!(slot.copy_cap(later + CONTENT_FOR), Some(usize::MAX), "it is tried again");
        slot.choose_layer(Some(1));
        slot.ask(later + CONTENT_FOR);
        assert_eq!(slot.copy_cap(later + CONTENT_FOR + IN_VAIN - just), Some(usize::MAX));
    }

    #[test]
    fn a_receiver_that_lacks_a_key_frame_has_it_asked_for_until_it_comes() {
        let now = Instant::now();
        let mut slot = slot();
        slot.fill(now, origin(1, 0).publication, 180);
        slot.offer_picture(now, origin(1, 0), true, packet(1));
        assert_eq!(slot.ask(now), None);
        slot.lack_key_frame();
        assert_eq!(slot.ask(now), Some((origin(1, 0).publication, 0)));
        assert!(matches!(slot.offer_picture(now, origin(1, 0), false, packet(2)), Step::Forward(_)));
        assert_eq!(slot.ask(now + RETRY), Some((origin(1, 0).publication, 0)));
        assert!(matches!(slot.offer_picture(now, origin(1, 0), true, packet(3)), Step::Forward(_)));
        assert_eq!(slot.ask(now + RETRY * 2), None);
    }

    #[test]
    fn a_picture_goes_at_once_and_does_not_come_for_a_moment_of_the_line() {
        let now = Instant::now();
        let mut slot = slot();
        slot.fill(now, origin(1, 0).publication, 180);
        slot.offer_picture(now, origin(1, 0), true, packet(1));
        assert_eq!(slot.take_paused(), None, "nothing has changed");
        assert!(!slot.set_share(now, Some(0), true));
        assert!(slot.set_share(now, None, true));
        assert_eq!(slot.carried(), None);
        assert_eq!(slot.take_paused(), Some(Some(origin(1, 0).publication)));
        assert_eq!(slot.take_paused(), None, "it was said");
        assert!(!slot.set_share(now, Some(0), true));
        assert!(!slot.set_share(now + DOUBT / 2, None, true), "only a moment");
        assert!(!slot.set_share(now + DOUBT, Some(0), true));
        assert_eq!(slot.cap(), None);
        assert!(!slot.set_share(now + DOUBT * 2, Some(0), true));
        assert_eq!((slot.cap(), slot.take_paused()), (Some(0), Some(None)));
        slot.set_share(now + DOUBT * 2, Some(2), false);
        assert_eq!(slot.cap(), Some(2), "a wide line");
    }

    #[test]
    fn a_first_picture_may_be_of_another_layer_after_a_while() {
        let now = Instant::now();
        let mut slot = slot();
        slot.fill(now, origin(1, 0).publication, 720);
        slot.choose_layer(Some(2));
        assert_eq!(slot.offer_picture(now, origin(1, 0), true, packet(1)), Step::Drop);
        let later = now + ANY_LAYER_AFTER;
        assert!(matches!(slot.offer_picture(later, origin(1, 0), true, packet(2)), Step::Fill(_)));
    }
}
