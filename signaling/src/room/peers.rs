//! Media peers: one offer and one answer each, an ICE restart, and what the engine reports.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Room,
    command::{Answer, DONE, Handled},
    io::{Entropy, Write},
    kept::{Asker, Effect},
    people::Person,
    slots::Slot,
};
use crate::{
    ids::{Mid, ParticipantId, PeerId, Timestamp},
    limits,
    media::{DeviceClass, LinePurpose, OfferError, OfferLine, Order, Publication, Report, Source},
    wire::{Live, Param, RejectCode, Rejection, event::Outcome, participant::LeaveReason, welcome::SlotCounts},
};

/// A peer that the engine has.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) id: PeerId,
    /// What the engine was told to forward.
    pub(super) allowed: BTreeSet<Source>,
    pub(super) slots: Vec<Slot>,
    /// How many layers of its pictures anybody looks at, as far as the engine has said.
    pub(super) needed: BTreeMap<Source, u8>,
}

/// An offer that the engine has not answered yet.
#[derive(Debug)]
pub(super) struct Offer {
    asker: Asker,
    kind: OfferKind,
}

#[derive(Debug)]
enum OfferKind {
    /// A new peer, which replaces the earlier one when it is answered.
    Connect { lines: Vec<OfferLine>, allowed: BTreeSet<Source> },
    /// New ICE credentials for the peer there is.
    Restart,
}

/// How long a client waits that offers again while an offer is not answered yet, in milliseconds.
const OFFER_RETRY_MS: u64 = 300;

impl Room {
    pub(super) fn media_offer(
        &mut self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        asker: Asker,
        offer: String,
        lines: Vec<OfferLine>,
    ) -> Handled {
        let person = self.people.get(asker.who).ok_or(RejectCode::NotJoined)?;
        is_free(person)?;
        check_offer(&offer, &lines, self.slot_counts(person))?;
        let mut fresh = [0; 10];
        entropy.fill(&mut fresh);
        let peer = PeerId::new(now, fresh);
        let (allowed, scope) = (self.allowed(asker.who), self.scope_of(asker.who));
        if let Some(person) = self.people.get_mut(asker.who) {
            person.offering = Some(peer);
        }
        let kind = OfferKind::Connect { lines: lines.clone(), allowed: allowed.clone() };
        self.offers.insert(peer, Offer { asker, kind });
        self.order(Order::Connect { peer, offer, lines, allowed, scope });
        self.order_keys(asker.who);
        Ok(Answer::Later)
    }

    pub(super) fn media_restart(&mut self, asker: Asker, offer: String) -> Handled {
        limits::OFFER_BYTES.check(offer.len())?;
        let person = self.people.get_mut(asker.who).ok_or(RejectCode::NotJoined)?;
        is_free(person)?;
        let peer = person.peer_id().ok_or(RejectCode::NoMedia)?;
        person.offering = Some(peer);
        self.offers.insert(peer, Offer { asker, kind: OfferKind::Restart });
        self.order(Order::RestartIce { peer, offer });
        Ok(Answer::Later)
    }

    pub(super) fn handle_report(&mut self, now: Timestamp, report: Report) {
        match report {
            Report::Answered { peer, answer } => self.answered(peer, answer),
            Report::Refused { peer, error } => {
                if let Some(offer) = self.take_offer(peer) {
                    self.answer(offer.asker, Err(refusal(error)));
                }
            }
            // The client restarts ICE on its own stall detection; others see that there is something to wait for.
            Report::Connected { peer } => self.line_lost(peer, false),
            Report::Lost { peer } => {
                self.line_lost(peer, true);
                self.ingest_lost(now, peer);
            }
            Report::SlotFilled { receiver, mid, publication, rtp_timestamp } => {
                self.slot_filled(receiver, &mid, publication, rtp_timestamp);
            }
            Report::SlotPaused { receiver, mid, publication } => self.slot_paused(receiver, &mid, publication),
            Report::SlotUndecodable { receiver, mid, publication } => {
                self.slot_undecodable(receiver, &mid, publication);
            }
            Report::SlotCleared { receiver, mid } => self.slot_cleared(receiver, &mid),
            Report::Speaking { peers } => self.spoken(now, &peers),
            Report::LayersNeeded { publication, layers } => self.layers_needed(publication, layers),
        }
    }

    /// A program that sends nothing any more does not come back by itself, and a black stage helps nobody.
    fn ingest_lost(&mut self, now: Timestamp, peer: PeerId) {
        let Some(&who) = self.peers.get(&peer) else { return };
        if self.people.insider(who).is_some_and(|person| person.device_class == DeviceClass::Ingest) {
            self.send_away(now, who, None, &RejectCode::NoMedia.reject(), LeaveReason::Lost);
            self.keep(None, vec![Write::EndSession { participant: who }], Effect::Nothing);
        }
    }

    /// Only who sends is told who is looked at, and not by whom.
    fn layers_needed(&mut self, publication: Publication, layers: u8) {
        let Some(&who) = self.peers.get(&publication.peer) else { return };
        let Some(peer) = self.people.get_mut(who).and_then(|person| person.peer.as_mut()) else { return };
        peer.needed.insert(publication.source, layers);
        self.tell_live(who, Live::LayersNeeded { source: publication.source, layers });
    }

    fn take_offer(&mut self, peer: PeerId) -> Option<Offer> {
        let offer = self.offers.remove(&peer)?;
        if let Some(person) = self.people.get_mut(offer.asker.who) {
            person.offering = None;
        }
        Some(offer)
    }

    fn answered(&mut self, peer: PeerId, answer: String) {
        let Some(offer) = self.take_offer(peer) else { return };
        if let OfferKind::Connect { lines, allowed } = offer.kind {
            self.connect(offer.asker.who, peer, lines, allowed);
        }
        self.answer(offer.asker, Ok(Outcome::MediaAnswer { sdp: answer }));
        self.fill_slots(offer.asker.who);
        self.tell_unseen();
    }

    /// The new peer takes the place of the earlier one.
    fn connect(&mut self, who: ParticipantId, id: PeerId, lines: Vec<OfferLine>, allowed: BTreeSet<Source>) {
        self.close_peer(who);
        let Some(person) = self.people.get_mut(who) else { return };
        let slots = lines.into_iter().filter_map(Slot::of).collect();
        person.peer = Some(Peer { id, allowed, slots, needed: BTreeMap::new() });
        self.peers.insert(id, who);
        self.order_allowed(who);
        self.order_hidden(who);
        let hiders: Vec<_> =
            self.people.inside().filter(|person| person.hidden.contains(&who)).map(Person::id).collect();
        for hider in hiders {
            self.order_hidden(hider);
        }
        self.order_floor_if_held();
        self.refresh_slots_of(who);
    }

    /// Ends the media of somebody, with an offer that may be on its way.
    pub(super) fn close_media(&mut self, who: ParticipantId) {
        let offering = self.people.get(who).and_then(|person| person.offering);
        if let Some(peer) = offering {
            let offer = self.take_offer(peer);
            if let Some(Offer { kind: OfferKind::Connect { .. }, .. }) = offer {
                self.forget_peer_keys(peer);
                self.order(Order::Close { peer });
            }
        }
        self.close_peer(who);
    }

    fn close_peer(&mut self, who: ParticipantId) {
        let Some(peer) = self.people.get_mut(who).and_then(|person| person.peer.take()) else { return };
        self.peers.remove(&peer.id);
        self.forget_line(who);
        self.refresh_slots_of(who);
        self.tell_unseen();
        self.forget_peer_keys(peer.id);
        self.order(Order::Close { peer: peer.id });
    }

    pub(super) fn hide(&mut self, who: ParticipantId, whom: ParticipantId, on: bool) -> Handled {
        if who == whom {
            return Err(RejectCode::NotToOneself.into());
        }
        let known = self.people.get(whom).is_some_and(|person| person.session.admitted);
        let person = self.people.get_mut(who).ok_or(RejectCode::NotJoined)?;
        if on {
            if !known {
                return Err(RejectCode::ParticipantUnknown.into());
            }
            person.hidden.insert(whom);
        } else {
            person.hidden.remove(&whom);
        }
        self.order_hidden(who);
        self.fill_slots(who);
        DONE
    }

    fn order_hidden(&mut self, who: ParticipantId) {
        let Some(person) = self.people.insider(who) else { return };
        let Some(receiver) = person.peer_id() else { return };
        let hidden = person.hidden.iter().filter_map(|&whom| self.people.insider(whom)?.peer_id()).collect();
        self.order(Order::Hide { receiver, hidden });
    }

    fn spoken(&mut self, now: Timestamp, peers: &[PeerId]) {
        let audible = |who: &ParticipantId| {
            self.people.insider(*who).is_some_and(|person| person.on.contains(&Source::Microphone))
        };
        let speaking: Vec<_> = peers.iter().filter_map(|peer| self.peers.get(peer)).copied().filter(audible).collect();
        if speaking != self.speaking {
            self.count_speaking(now);
            self.speaking = speaking;
            self.tell_speaking();
            self.time_speaking(now);
        }
    }

    /// Tells everybody for whom it has changed who speaks in their place.
    pub(super) fn tell_speaking(&mut self) {
        let heard: Vec<_> = self.speaking.iter().map(|&speaker| (speaker, self.scope_of(speaker))).collect();
        for who in self.people.inside_ids() {
            let Some(person) = self.people.get_mut(who) else { continue };
            let here = heard.iter().filter(|(_, scope)| *scope == person.scope);
            let participants: Vec<_> = here.map(|(speaker, _)| *speaker).collect();
            if person.speaking_told != participants {
                person.speaking_told.clone_from(&participants);
                self.tell_live(who, Live::Speaking { participants });
            }
        }
    }
}

fn is_free(person: &Person) -> Result<(), Rejection> {
    if person.offering.is_some() {
        return Err(RejectCode::TooManyCommands.reject().param("retry_ms", Param::Number(OFFER_RETRY_MS)));
    }
    Ok(())
}

fn refusal(error: OfferError) -> Rejection {
    match error {
        OfferError::Malformed => RejectCode::OfferMalformed.reject(),
        OfferError::NoAudio => RejectCode::OfferNoAudio.reject(),
        OfferError::TooManyLines => RejectCode::OfferTooManyLines.with_max(limits::OFFER_LINES.max as u64),
        OfferError::Direction => RejectCode::OfferDirection.reject(),
        OfferError::LinesMismatch => RejectCode::OfferLinesMismatch.reject(),
        OfferError::NoCommonCodec => RejectCode::OfferNoCommonCodec.reject(),
    }
}

/// What can be seen of an offer without reading its SDP; the engine checks that the two agree.
fn check_offer(offer: &str, lines: &[OfferLine], slots: SlotCounts) -> Result<(), Rejection> {
    limits::OFFER_BYTES.check(offer.len())?;
    limits::OFFER_LINES.check(lines.len())?;
    let mids: BTreeSet<&Mid> = lines.iter().map(|line| &line.mid).collect();
    if mids.iter().any(|mid| mid.0.is_empty()) {
        return Err(RejectCode::OfferMalformed.into());
    }
    for mid in &mids {
        limits::MID_BYTES.check(mid.0.len())?;
    }
    if mids.len() != lines.len() {
        return Err(RejectCode::OfferLinesMismatch.into());
    }
    let count = |purpose| lines.iter().filter(|line| line.purpose == purpose).count();
    use LinePurpose as P;
    for purpose in [P::Microphone, P::Camera, P::Screen, P::ScreenAudio, P::StageVideo, P::StageAudio] {
        if count(purpose) > 1 {
            return Err(RejectCode::OfferLinesMismatch.into());
        }
    }
    for (purpose, max) in [(P::AudioSlot, slots.audio), (P::VideoSlot, slots.video)] {
        if count(purpose) > usize::from(max) {
            return Err(RejectCode::ListTooLong.with_max(u64::from(max)));
        }
    }
    // Who only shows something need not be heard, nor hear.
    let only_shows = !lines.is_empty() && count(P::Screen) + count(P::ScreenAudio) == lines.len();
    if count(P::AudioSlot) + count(P::Microphone) == 0 && !only_shows {
        return Err(RejectCode::OfferNoAudio.into());
    }
    Ok(())
}
