//! The people a room knows: who waits, who is inside, who may come back.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

use super::{connections::Line, io::SessionRecord, peers::Peer};
use crate::{
    ids::{ConnectionId, DeviceId, LinkId, ParticipantId, PeerId, Timestamp},
    limits,
    media::{DeviceClass, Scope, Source},
    rate::Bucket,
    wire::{
        Event, ServerMessage,
        participant::{Ability, Participant, Presence, SourceState},
        permission::Permission,
        seat::Together,
        view::Want,
    },
};

/// The way somebody comes: a browser and a link. It recognises a person after a reload.
pub(super) type Way = (DeviceId, LinkId);

/// Where a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The join is on its way to the store; nobody sees them.
    Entering,
    /// In the lobby.
    Waiting,
    /// In the room.
    Inside,
    /// Lost for longer than the grace time, or known only from the store; may resume.
    Away,
}

/// A person.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) session: SessionRecord,
    pub(super) device_class: DeviceClass,
    /// The browser can encrypt end to end.
    pub(super) e2ee: bool,
    pub(super) place: Place,
    /// Where they are, while they are inside.
    pub(super) scope: Scope,
    /// Whom they were told to be in the same scope.
    pub(super) here_told: Vec<ParticipantId>,
    /// Whom they were told to be speaking.
    pub(super) speaking_told: Vec<ParticipantId>,
    /// How many do not see the stage, as they were told.
    pub(super) unseen_told: u32,
    /// How long they have spoken, in milliseconds.
    pub(super) spoken: BTreeMap<Scope, u64>,
    pub(super) connection: Option<ConnectionId>,
    pub(super) log: EventLog,
    /// What they send.
    pub(super) on: BTreeSet<Source>,
    /// What a moderator does not let them send. Never in `on`.
    pub(super) blocked: BTreeSet<Source>,
    /// Whom they do not want to see or hear.
    pub(super) hidden: BTreeSet<ParticipantId>,
    /// What their page shows, most important first.
    pub(super) view: Vec<Want>,
    /// Who sits there together.
    pub(super) together: Option<Together>,
    /// Wants no pictures, to keep the sound.
    pub(super) sound_only: bool,
    pub(super) hear: Ability,
    pub(super) speak: Ability,
    pub(super) line: Line,
    pub(super) peer: Option<Peer>,
    /// The peer whose offer or ICE restart the engine has not answered yet.
    pub(super) offering: Option<PeerId>,
    pub(super) may_open_told: bool,
    pub(super) rates: Rates,
}

/// A person's counters of commands.
#[derive(Debug)]
pub(super) struct Rates {
    pub(super) commands: Bucket,
    pub(super) chat: Bucket,
    pub(super) questions: Bucket,
    pub(super) captions: Bucket,
    pub(super) offers: Bucket,
    pub(super) pointer: Bucket,
    pub(super) reports: Bucket,
    pub(super) patience: Bucket,
}

impl Rates {
    fn new(now: Timestamp) -> Self {
        Self {
            commands: Bucket::new(limits::COMMANDS, now),
            chat: Bucket::new(limits::CHAT, now),
            questions: Bucket::new(limits::QUESTIONS_ASKED, now),
            captions: Bucket::new(limits::CAPTIONS, now),
            offers: Bucket::new(limits::OFFERS, now),
            pointer: Bucket::new(limits::POINTER, now),
            reports: Bucket::new(limits::REPORTS, now),
            patience: Bucket::new(limits::PATIENCE, now),
        }
    }
}

impl Person {
    pub(super) fn new(session: SessionRecord, device_class: DeviceClass, place: Place, now: Timestamp) -> Self {
        Self {
            session,
            device_class,
            e2ee: false,
            place,
            scope: Scope::Evening,
            here_told: Vec::new(),
            speaking_told: Vec::new(),
            unseen_told: 0,
            spoken: BTreeMap::new(),
            connection: None,
            log: EventLog::default(),
            on: BTreeSet::new(),
            blocked: BTreeSet::new(),
            hidden: BTreeSet::new(),
            view: Vec::new(),
            together: None,
            sound_only: false,
            hear: Ability::Unknown,
            speak: Ability::Unknown,
            line: Line::default(),
            peer: None,
            offering: None,
            may_open_told: false,
            rates: Rates::new(now),
        }
    }

    pub(super) fn id(&self) -> ParticipantId {
        self.session.participant
    }

    pub(super) fn way(&self) -> Way {
        (self.session.device, self.session.link)
    }

    /// Who counts as one human: a person by their own link in whatever browser, otherwise a browser by a link that many share.
    pub(super) fn human(&self) -> Way {
        let (device, link) = self.way();
        (if self.session.recognised { DeviceId(uuid::Uuid::nil()) } else { device }, link)
    }

    pub(super) fn is_inside(&self) -> bool {
        self.place == Place::Inside
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.place == Place::Waiting
    }

    pub(super) fn may(&self, permission: Permission) -> bool {
        self.session.role.may(permission)
    }

    pub(super) fn peer_id(&self) -> Option<PeerId> {
        self.peer.as_ref().map(|peer| peer.id)
    }

    /// Numbers an event for this person; returns what to send where, if they are connected.
    pub(super) fn hear(&mut self, event: &Arc<Event>) -> Option<(ConnectionId, ServerMessage)> {
        let seq = self.log.push(Arc::clone(event));
        self.connection.map(|connection| (connection, ServerMessage::Event { seq, event: Arc::clone(event) }))
    }

    /// As those see them who are elsewhere: what they send there is told to nobody else.
    pub(super) fn seen_from_elsewhere(&self) -> Participant {
        let quiet = |state| if state == SourceState::On { SourceState::Off } else { state };
        let seen = self.seen();
        let (microphone, camera, screen) = (quiet(seen.microphone), quiet(seen.camera), quiet(seen.screen));
        Participant { microphone, camera, screen, ..seen }
    }

    /// As those see them who are in the same scope.
    pub(super) fn seen_from(&self, scope: Scope) -> Participant {
        if self.scope == scope { self.seen() } else { self.seen_from_elsewhere() }
    }

    /// As others see them.
    pub(super) fn seen(&self) -> Participant {
        let state = |source| {
            if self.blocked.contains(&source) {
                SourceState::Blocked
            } else if self.on.contains(&source) {
                SourceState::On
            } else {
                SourceState::Off
            }
        };
        Participant {
            id: self.id(),
            name: self.session.name.clone(),
            business: self.session.business.clone(),
            role: self.session.role,
            presence: if self.connection.is_some() { Presence::Here } else { Presence::Reconnecting },
            recognised: self.session.recognised,
            microphone: state(Source::Microphone),
            camera: state(Source::Camera),
            screen: state(Source::Screen),
            joined_at: self.session.joined_at,
            together: self.together.clone(),
        }
    }
}

/// Everybody a room knows.
#[derive(Debug)]
pub(super) struct People {
    by_id: BTreeMap<ParticipantId, Person>,
    /// Who waits or is inside.
    here: BTreeSet<ParticipantId>,
    by_way: BTreeMap<Way, ParticipantId>,
}

impl People {
    /// Everybody the store knows. `blocked` tells what somebody may not send.
    pub(super) fn restored(
        sessions: Vec<SessionRecord>,
        now: Timestamp,
        blocked: impl Fn(Way) -> BTreeSet<Source>,
    ) -> Self {
        let mut people = Self { by_id: BTreeMap::new(), here: BTreeSet::new(), by_way: BTreeMap::new() };
        for session in sessions {
            let mut person = Person::new(session, DeviceClass::Desktop, Place::Away, now);
            person.blocked = blocked(person.way());
            people.insert(person);
        }
        people
    }

    pub(super) fn insert(&mut self, person: Person) {
        self.by_way.insert(person.way(), person.id());
        self.by_id.insert(person.id(), person);
    }

    pub(super) fn remove(&mut self, who: ParticipantId) {
        let Some(person) = self.by_id.remove(&who) else { return };
        self.here.remove(&who);
        if self.by_way.get(&person.way()) == Some(&who) {
            self.by_way.remove(&person.way());
        }
    }

    pub(super) fn get(&self, who: ParticipantId) -> Option<&Person> {
        self.by_id.get(&who)
    }

    pub(super) fn get_mut(&mut self, who: ParticipantId) -> Option<&mut Person> {
        self.by_id.get_mut(&who)
    }

    pub(super) fn by_way(&self, way: Way) -> Option<&Person> {
        self.by_id.get(self.by_way.get(&way)?)
    }

    /// Moves somebody; who waits or is inside is found quickly by this.
    pub(super) fn place(&mut self, who: ParticipantId, place: Place) {
        let Some(person) = self.by_id.get_mut(&who) else { return };
        person.place = place;
        match place {
            Place::Waiting | Place::Inside => self.here.insert(who),
            Place::Entering | Place::Away => self.here.remove(&who),
        };
    }

    /// Who waits or is inside.
    pub(super) fn here(&self) -> impl Iterator<Item = &Person> {
        self.here.iter().filter_map(|who| self.by_id.get(who))
    }

    /// Who waits or is inside.
    pub(super) fn here_mut(&mut self) -> impl Iterator<Item = &mut Person> {
        self.by_id.values_mut().filter(|person| matches!(person.place, Place::Waiting | Place::Inside))
    }

    pub(super) fn inside(&self) -> impl Iterator<Item = &Person> {
        self.here().filter(|person| person.is_inside())
    }

    pub(super) fn waiting(&self) -> impl Iterator<Item = &Person> {
        self.here().filter(|person| person.is_waiting())
    }

    pub(super) fn inside_ids(&self) -> Vec<ParticipantId> {
        self.inside().map(Person::id).collect()
    }

    /// Somebody inside.
    pub(super) fn insider(&self, who: ParticipantId) -> Option<&Person> {
        self.get(who).filter(|person| person.is_inside())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Person> {
        self.by_id.values()
    }

    pub(super) fn len(&self) -> usize {
        self.by_id.len()
    }

    /// The scope is gone for good.
    pub(super) fn forget_scope(&mut self, scope: Scope) {
        for person in self.by_id.values_mut() {
            person.spoken.remove(&scope);
        }
    }

    pub(super) fn nobody_here(&self) -> bool {
        self.here.is_empty()
    }

    pub(super) fn nobody_inside(&self) -> bool {
        self.inside().next().is_none()
    }
}

/// One participant's events: the newest are kept for a resume.
#[derive(Debug, Default)]
pub(super) struct EventLog {
    /// The number of the last event.
    last: u32,
    kept: VecDeque<Arc<Event>>,
}

impl EventLog {
    /// Adds an event and numbers it.
    pub(super) fn push(&mut self, event: Arc<Event>) -> u32 {
        if self.kept.len() >= limits::EVENT_LOG {
            self.kept.pop_front();
        }
        self.kept.push_back(event);
        self.last += 1;
        self.last
    }

    /// The events after `seen`, with their numbers, if none of them is forgotten.
    pub(super) fn after(&self, seen: u32) -> Option<Vec<(u32, Arc<Event>)>> {
        let kept = u32::try_from(self.kept.len()).ok()?;
        let first = self.last - kept + 1;
        if seen > self.last || seen + 1 < first {
            return None;
        }
        let skip = usize::try_from(seen + 1 - first).ok()?;
        Some((seen + 1..).zip(self.kept.iter().skip(skip).cloned()).collect())
    }

    /// Forgets everything. Numbers go on after the highest that was ever used or that the client has seen, so that
    /// a client which misses the welcome cannot mistake a later event for one that it waits for.
    pub(super) fn restart(&mut self, seen: u32) {
        const HIGHEST_BELIEVED: u32 = 1 << 30;
        self.kept.clear();
        self.last = self.last.max(seen.min(HIGHEST_BELIEVED));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_replays_what_it_has_and_says_what_it_has_not() {
        let mut log = EventLog::default();
        assert_eq!(log.after(0).map(|events| events.len()), Some(0));
        assert_eq!(log.after(1), None, "the client claims to have seen what was not sent");
        for _ in 0..limits::EVENT_LOG + 3 {
            log.push(Arc::new(Event::Denied));
        }
        let last = u32::try_from(limits::EVENT_LOG).expect("small") + 3;
        assert_eq!(log.after(2), None);
        assert_eq!(log.after(3).map(|events| events.first().map(|&(seq, _)| seq)), Some(Some(4)));
        assert_eq!(log.after(last).map(|events| events.len()), Some(0));
        assert_eq!(log.after(u32::MAX), None);
        log.restart(900);
        assert_eq!(log.after(700), None);
        assert_eq!(log.push(Arc::new(Event::Denied)), 901);
        assert_eq!(log.after(900).map(|events| events.len()), Some(1));
        assert_eq!(log.after(700), None);
    }
}
