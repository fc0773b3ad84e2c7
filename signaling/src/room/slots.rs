//! Who is in which slot. The room says who shall be there; the engine says from which packet on they are. Clients are
//! told only what the engine has said, and of that only what they may see.

use super::{
    Room,
    command::{DONE, Handled},
    people::Person,
};
use crate::{
    ids::{Mid, ParticipantId, PeerId},
    limits,
    media::{LinePurpose, OfferLine, Order, Publication, Scope, Source},
    wire::{
        Live, RejectCode,
        live::{PausedPicture, SlotFill},
        permission::Permission,
        view::Want,
    },
};

/// The stage's size as long as a client has not told how large it shows it.
const STAGE_SIZE: (u16, u16) = (1280, 720);

/// A receiving place of a peer.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) mid: Mid,
    pub(super) purpose: LinePurpose,
    /// Who shall be there. Audio slots are filled by the engine.
    pub(super) assigned: Option<Assigned>,
    /// What the engine has said.
    pub(super) reported: Option<Reported>,
    /// What the client was told.
    pub(super) told: Option<SlotFill>,
    /// Whose picture the engine has stopped here, for want of room on the line.
    paused: Option<(Publication, ParticipantId)>,
    told_paused: Option<PausedPicture>,
    /// Whose picture the receiver cannot decode, as the engine has said.
    undecodable: Option<(Publication, ParticipantId)>,
    told_undecodable: Option<PausedPicture>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Assigned {
    pub(super) publication: Publication,
    pub(super) whose: ParticipantId,
    size: (u16, u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reported {
    publication: Publication,
    whose: ParticipantId,
    rtp_timestamp: u32,
}

impl Slot {
    /// A line of an offer, if it is a slot.
    pub(super) fn of(line: OfferLine) -> Option<Self> {
        match line.purpose {
            LinePurpose::Microphone | LinePurpose::Camera | LinePurpose::Screen | LinePurpose::ScreenAudio => None,
            LinePurpose::AudioSlot | LinePurpose::VideoSlot | LinePurpose::StageVideo | LinePurpose::StageAudio => {
                let OfferLine { mid, purpose } = line;
                let (assigned, reported, told) = (None, None, None);
                let (paused, told_paused, undecodable, told_undecodable) = (None, None, None, None);
                Some(Self {
                    mid,
                    purpose,
                    assigned,
                    reported,
                    told,
                    paused,
                    told_paused,
                    undecodable,
                    told_undecodable,
                })
            }
        }
    }

    fn concerns(&self, who: ParticipantId) -> bool {
        self.assigned.is_some_and(|assigned| assigned.whose == who)
            || self.reported.is_some_and(|reported| reported.whose == who)
    }
}

/// Puts those who shall be seen into slots; who is in one already stays there.
fn assign(slots: &mut [Slot], purpose: LinePurpose, wanted: &[Assigned]) -> Vec<(Mid, Option<Assigned>)> {
    let mut changes = Vec::new();
    let mut open: Vec<&mut Slot> = slots.iter_mut().filter(|slot| slot.purpose == purpose).collect();
    let same =
        |slot: &Slot, want: &Assigned| slot.assigned.is_some_and(|assigned| assigned.publication == want.publication);
    let mut placed = Vec::new();
    for slot in &mut open {
        let stays = wanted.iter().find(|want| same(slot, want)).copied();
        if let Some(want) = stays {
            placed.push(want.publication);
            if slot.assigned != stays {
                slot.assigned = stays;
                changes.push((slot.mid.clone(), stays));
            }
        }
    }
    let mut coming = wanted.iter().filter(|want| !placed.contains(&want.publication));
    for slot in open.into_iter().filter(|slot| !slot.assigned.is_some_and(|had| placed.contains(&had.publication))) {
        let next = coming.next().copied();
        if slot.assigned != next {
            slot.assigned = next;
            changes.push((slot.mid.clone(), next));
        }
    }
    changes
}

impl Room {
    pub(super) fn view(&mut self, who: ParticipantId, wants: Vec<Want>) -> Handled {
        limits::VIEW.check(wants.len())?;
        let person = self.people.get_mut(who).ok_or(RejectCode::NotJoined)?;
        person.view = wants;
        self.fill_slots(who);
        DONE
    }

    /// A source of somebody inside, as a receiver may have it.
    fn publication(&self, receiver: &Person, whose: ParticipantId, source: Source) -> Option<Publication> {
        let publisher = self.people.insider(whose)?;
        let together = publisher.scope == receiver.scope;
        let visible =
            together && whose != receiver.id() && publisher.on.contains(&source) && !receiver.hidden.contains(&whose);
        visible.then_some(Publication { peer: publisher.peer_id()?, source })
    }

    pub(super) fn show_pictures(&mut self, who: ParticipantId, on: bool) -> Handled {
        self.people.get_mut(who).ok_or(RejectCode::NotJoined)?.sound_only = !on;
        self.fill_slots(who);
        DONE
    }

    fn wanted(&self, receiver: &Person, want: &Want) -> Option<Assigned> {
        let publication = self.publication(receiver, want.participant, want.source)?;
        if receiver.sound_only {
            return None;
        }
        let size = (want.width, want.height);
        (want.width > 0 && want.height > 0).then_some(Assigned { publication, whose: want.participant, size })
    }

    /// The cameras that fit into the receiver's slots, most important first.
    fn wanted_cameras(&self, receiver: &Person, slots: usize) -> Vec<Assigned> {
        let mut wanted: Vec<Assigned> = Vec::new();
        for want in receiver.view.iter().filter(|want| want.source == Source::Camera) {
            if wanted.len() == slots {
                break;
            }
            let twice = wanted.iter().any(|assigned| assigned.whose == want.participant);
            wanted.extend(self.wanted(receiver, want).filter(|_| !twice));
        }
        wanted
    }

    /// What is on the stage, for everybody but who presents it.
    fn wanted_stage(&self, receiver: &Person, source: Source) -> Option<Assigned> {
        let whose = self.presenter(receiver.scope)?;
        let publication = self.publication(receiver, whose, source)?;
        if receiver.sound_only && source.is_picture() {
            return None;
        }
        let shown = |want: &&Want| {
            want.participant == whose && want.source == Source::Screen && want.width > 0 && want.height > 0
        };
        let size = receiver.view.iter().find(shown).map_or(STAGE_SIZE, |want| (want.width, want.height));
        Some(Assigned { publication, whose, size })
    }

    /// Brings one receiver's slots in line with the view, the sources and the stage.
    pub(super) fn fill_slots(&mut self, who: ParticipantId) {
        let Some(person) = self.people.insider(who) else { return };
        let Some(peer) = &person.peer else { return };
        let receiver = peer.id;
        let slots = peer.slots.iter().filter(|slot| slot.purpose == LinePurpose::VideoSlot).count();
        let cameras = self.wanted_cameras(person, slots);
        let picture = self.wanted_stage(person, Source::Screen);
        let sound = self.wanted_stage(person, Source::ScreenAudio);
        let Some(peer) = self.people.get_mut(who).and_then(|person| person.peer.as_mut()) else { return };
        let mut changes = assign(&mut peer.slots, LinePurpose::VideoSlot, &cameras);
        changes.extend(assign(&mut peer.slots, LinePurpose::StageVideo, picture.as_slice()));
        changes.extend(assign(&mut peer.slots, LinePurpose::StageAudio, sound.as_slice()));
        // Who shall leave a slot is named no more, until the engine says anew who is in it: the next one's packets may be
        // faster than the word about them.
        for (mid, assigned) in &changes {
            let shall = assigned.map(|assigned| assigned.publication);
            let slot = peer.slots.iter_mut().find(|slot| slot.mid == *mid);
            if let Some(slot) = slot.filter(|slot| slot.reported.map(|reported| reported.publication) != shall) {
                slot.reported = None;
            }
        }
        self.show_slots(who);
        for (mid, assigned) in changes {
            self.order(match assigned {
                Some(Assigned { publication, size: (width, height), .. }) => {
                    Order::FillSlot { receiver, mid, publication, width, height }
                }
                None => Order::ClearSlot { receiver, mid },
            });
        }
    }

    /// After something changed that concerns everybody: who is where.
    pub(super) fn refresh_slots(&mut self) {
        for who in self.people.inside_ids() {
            self.fill_slots(who);
        }
    }

    /// After something changed about one publisher.
    pub(super) fn refresh_slots_of(&mut self, publisher: ParticipantId) {
        let presents = self.presents(publisher);
        let concerned = |person: &&Person| {
            person.view.iter().any(|want| want.participant == publisher)
                || person.peer.as_ref().is_some_and(|peer| peer.slots.iter().any(|slot| slot.concerns(publisher)))
                || presents
        };
        let receivers: Vec<_> = self.people.inside().filter(concerned).map(Person::id).collect();
        for who in receivers {
            self.fill_slots(who);
        }
    }

    /// Somebody moves: the engine empties their slots, and everybody's slots of what they send.
    pub(super) fn forget_slots(&mut self, who: ParticipantId) {
        for person in self.people.here_mut() {
            let own = person.id() == who;
            let slots = person.peer.iter_mut().flat_map(|peer| &mut peer.slots);
            for slot in slots.filter(|slot| own || slot.concerns(who)) {
                slot.assigned = None;
                slot.reported = None;
            }
        }
    }

    pub(super) fn slot_filled(&mut self, receiver: PeerId, mid: &Mid, publication: Publication, rtp_timestamp: u32) {
        // What the engine said before it heard that one of them had moved is no longer so.
        let together = |whose: &ParticipantId| {
            self.peers.get(&receiver).is_some_and(|&who| self.scope_of(who) == self.scope_of(*whose))
        };
        let whose = self.peers.get(&publication.peer).copied().filter(together);
        let reported = whose.map(|whose| Reported { publication, whose, rtp_timestamp });
        self.slot_reported(receiver, mid, reported);
    }

    pub(super) fn slot_cleared(&mut self, receiver: PeerId, mid: &Mid) {
        self.slot_reported(receiver, mid, None);
    }

    pub(super) fn slot_paused(&mut self, receiver: PeerId, mid: &Mid, publication: Option<Publication>) {
        self.slot_misses(receiver, mid, publication, |slot| &mut slot.paused);
    }

    pub(super) fn slot_undecodable(&mut self, receiver: PeerId, mid: &Mid, publication: Option<Publication>) {
        self.slot_misses(receiver, mid, publication, |slot| &mut slot.undecodable);
    }

    fn slot_misses(
        &mut self,
        receiver: PeerId,
        mid: &Mid,
        publication: Option<Publication>,
        what: fn(&mut Slot) -> &mut Option<(Publication, ParticipantId)>,
    ) {
        let Some(&who) = self.peers.get(&receiver) else { return };
        let missing = publication.and_then(|publication| Some((publication, *self.peers.get(&publication.peer)?)));
        let peer = self.people.get_mut(who).and_then(|person| person.peer.as_mut());
        let Some(slot) = peer.and_then(|peer| peer.slots.iter_mut().find(|slot| slot.mid == *mid)) else { return };
        *what(slot) = missing;
        self.show_slots(who);
    }

    fn slot_reported(&mut self, receiver: PeerId, mid: &Mid, reported: Option<Reported>) {
        let Some(&who) = self.peers.get(&receiver) else { return };
        let peer = self.people.get_mut(who).and_then(|person| person.peer.as_mut());
        let Some(slot) = peer.and_then(|peer| peer.slots.iter_mut().find(|slot| slot.mid == *mid)) else { return };
        slot.reported = reported;
        self.show_slots(who);
    }

    /// What the engine has said of a slot, if the receiver may see it: the publisher is inside, sends it by the peer
    /// that was meant, and is not hidden.
    fn visible(&self, receiver: &Person, slot: &Slot) -> Option<SlotFill> {
        let Reported { publication, whose, rtp_timestamp } = slot.reported?;
        let now = self.publication(receiver, whose, publication.source)?;
        (now == publication).then_some(SlotFill { participant: whose, source: publication.source, rtp_timestamp })
    }

    /// What is missing in a slot, if the receiver could see it otherwise.
    fn visibly_missing(
        &self,
        receiver: &Person,
        slot: &Slot,
        missing: Option<(Publication, ParticipantId)>,
    ) -> Option<PausedPicture> {
        let (publication, whose) = missing?;
        let assigned = slot.assigned.is_some_and(|assigned| assigned.publication == publication);
        let now = self.publication(receiver, whose, publication.source)?;
        let picture = PausedPicture { participant: whose, source: publication.source };
        (assigned && now == publication).then_some(picture)
    }

    /// Tells a receiver what has changed in their slots.
    fn show_slots(&mut self, who: ParticipantId) {
        let Some(person) = self.people.insider(who) else { return };
        let Some(peer) = &person.peer else { return };
        let changed: Vec<_> = peer
            .slots
            .iter()
            .enumerate()
            .map(|(index, slot)| (index, slot.told, self.visible(person, slot)))
            .filter(|(_, told, fill)| told != fill)
            .collect();
        for (index, _, fill) in changed {
            let peer = self.people.get_mut(who).and_then(|person| person.peer.as_mut());
            let Some(slot) = peer.and_then(|peer| peer.slots.get_mut(index)) else { continue };
            slot.told = fill;
            let mid = slot.mid.clone();
            self.tell_live(who, Live::Slot { mid, fill });
        }
        self.show_missing(who);
    }

    fn show_missing(&mut self, who: ParticipantId) {
        let Some(person) = self.people.insider(who) else { return };
        let slots = person.peer.iter().flat_map(|peer| peer.slots.iter().enumerate());
        let mut changed = Vec::new();
        for (index, slot) in slots {
            let paused = self.visibly_missing(person, slot, slot.paused);
            let undecodable = self.visibly_missing(person, slot, slot.undecodable);
            if (slot.told_paused, slot.told_undecodable) != (paused, undecodable) {
                changed.push((index, paused, undecodable));
            }
        }
        for (index, paused, undecodable) in changed {
            let peer = self.people.get_mut(who).and_then(|person| person.peer.as_mut());
            let Some(slot) = peer.and_then(|peer| peer.slots.get_mut(index)) else { continue };
            let mid = slot.mid.clone();
            let newly_paused = std::mem::replace(&mut slot.told_paused, paused) != paused;
            if std::mem::replace(&mut slot.told_undecodable, undecodable) != undecodable {
                self.tell_live(who, Live::SlotUndecodable { mid: mid.clone(), picture: undecodable });
                self.tell_unseen();
            }
            if newly_paused {
                self.tell_live(who, Live::SlotPaused { mid, picture: paused });
            }
        }
    }

    /// How many in this place cannot decode what is on the stage.
    fn unseen(&self, scope: Scope) -> u32 {
        let blind = |person: &&Person| {
            let mut slots = person.peer.iter().flat_map(|peer| &peer.slots);
            person.scope == scope && slots.any(|slot| slot.told_undecodable.is_some())
        };
        u32::try_from(self.people.inside().filter(blind).count()).unwrap_or(u32::MAX)
    }

    /// Tells those who may present, where it has changed, how many do not see the stage.
    pub(super) fn tell_unseen(&mut self) {
        for who in self.people.inside_ids() {
            let Some(person) = self.people.insider(who).filter(|person| person.may(Permission::Present)) else {
                continue;
            };
            let (people, told) = (self.unseen(person.scope), person.unseen_told);
            if people != told
                && let Some(person) = self.people.get_mut(who)
            {
                person.unseen_told = people;
                self.tell_live(who, Live::StageUnseen { people });
            }
        }
    }

    /// After a resume: what the slots carry now, and who speaks.
    pub(super) fn show_again(&mut self, who: ParticipantId) {
        let Some(person) = self.people.insider(who) else { return };
        let slots = person.peer.iter().flat_map(|peer| &peer.slots);
        let mut notes: Vec<_> = slots.map(|slot| Live::Slot { mid: slot.mid.clone(), fill: slot.told }).collect();
        let slots = person.peer.iter().flat_map(|peer| &peer.slots).filter(|slot| slot.told_paused.is_some());
        notes.extend(slots.map(|slot| Live::SlotPaused { mid: slot.mid.clone(), picture: slot.told_paused }));
        let slots = person.peer.iter().flat_map(|peer| &peer.slots).filter(|slot| slot.told_undecodable.is_some());
        notes.extend(slots.map(|slot| Live::SlotUndecodable { mid: slot.mid.clone(), picture: slot.told_undecodable }));
        if person.may(Permission::Present) && person.unseen_told > 0 {
            notes.push(Live::StageUnseen { people: person.unseen_told });
        }
        let needed = person.peer.iter().flat_map(|peer| &peer.needed);
        notes.extend(needed.map(|(&source, &layers)| Live::LayersNeeded { source, layers }));
        notes.push(self.connections_now());
        notes.push(Live::Speaking { participants: person.speaking_told.clone() });
        if person.may(Permission::SeeSpeakingTimes) {
            notes.push(self.speaking_times());
        }
        notes.extend(self.guidance_notes(person));
        for live in notes {
            self.tell_live(who, live);
        }
    }
}
