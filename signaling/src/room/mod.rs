//! The room: one evening's state machine. A file for each idea; this one holds the state and the order of work.

mod answering;
mod captions;
mod card_asks;
mod cards;
mod chat;
mod command;
mod connections;
mod epoch;
mod floor;
mod groups;
mod guidance;
mod hands;
mod hosting;
pub mod io;
mod kept;
mod keys;
mod lobby;
mod moderation;
mod mood;
mod peers;
mod people;
mod place;
mod polls;
mod questions;
mod relays;
mod roster;
mod round;
mod session;
mod side_talk;
mod slots;
mod sources;
mod spoken;
mod stage;
mod support;
#[cfg(test)]
mod tests;
mod together;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
};

pub use io::{
    Access, Ask, BlockRecord, CaptionRecord, ChatRecord, DenialRecord, Entropy, Input, ModerationEntry, Output,
    PollRecord, QuestionRecord, Restored, SessionRecord, Settings, Write, WriteId,
};

use crate::{
    ids::{ConnectionId, ParticipantId, PeerId, Timestamp},
    limits,
    media::{Order, Scope},
    timer::{Timer, Timers},
    wire::{
        Event, Live, RejectCode, Rejection, ServerMessage,
        event::Outcome,
        floor::Floor,
        group,
        permission::Permission,
        stage::{Material, Stage},
    },
};
use captions::Captions;
use card_asks::CardAsks;
use chat::Chat;
use groups::Groups;
use kept::{Asker, Kept};
use keys::Keys;
use lobby::Door;
use mood::Moods;
use peers::Offer;
use people::{People, Person};
use polls::Polls;
use questions::Questions;
use round::Rounds;
use side_talk::Asks;

/// One evening's room.
#[derive(Debug)]
pub struct Room {
    settings: Settings,
    door: Door,
    people: People,
    /// Whose socket a connection is.
    connections: BTreeMap<ConnectionId, ParticipantId>,
    /// Sockets whose join is on its way to the store.
    joining: BTreeSet<ConnectionId>,
    chat: Chat,
    floor: Floor,
    /// Who asked for the floor, first come first.
    hands: Vec<ParticipantId>,
    /// What is looked at in each scope.
    stages: BTreeMap<Scope, Stage>,
    /// The stage of the common room as the store has it, or soon will.
    stage_kept: Option<Stage>,
    /// The documents that can be shown.
    materials: Vec<Material>,
    groups: Groups,
    /// What those who arrange the groups were told.
    groups_told: group::Groups,
    asks: Asks,
    card_asks: CardAsks,
    rounds: Rounds,
    /// Where a round looks different now.
    rounds_stale: BTreeSet<Scope>,
    moods: Moods,
    questions: Questions,
    polls: Polls,
    captions: Captions,
    /// Whose a peer of the media engine is.
    peers: BTreeMap<PeerId, ParticipantId>,
    /// Offers that the engine has not answered yet.
    offers: BTreeMap<PeerId, Offer>,
    speaking: Vec<ParticipantId>,
    /// What everybody was told of weak and lost lines.
    connections_told: Live,
    /// Until when speaking times are counted.
    counted_at: Timestamp,
    kept: Kept,
    keys: Keys,
    timers: Timers,
    outputs: VecDeque<Output>,
    /// Set when something changed on which it depends who may open the evening.
    hosting_stale: bool,
    /// Set when somebody came into a scope or left one.
    here_stale: bool,
    groups_stale: bool,
    /// The driver was told that it may forget this room.
    idle_told: bool,
    /// The server stops: clients are told to come back after so many milliseconds.
    stopping: Option<u32>,
    #[cfg(feature = "sabotage")]
    lobby_off: bool,
}

impl Room {
    /// A room as the store knows it; nobody is connected yet.
    #[must_use]
    pub fn new(settings: Settings, restored: Restored, now: Timestamp) -> Self {
        let mut timers = Timers::default();
        let hosting_from = settings.evening.starts_at.plus(limits::HOSTING_AFTER_MS);
        if settings.members_may_host && hosting_from > now {
            timers.set(Timer::Hosting, hosting_from);
        }
        let floor = match restored.floor_held_by {
            Some(by) => Floor::Held { by, speakers: Vec::new() },
            None => Floor::Open,
        };
        if floor != Floor::Open {
            timers.set(Timer::Floor, now.plus(limits::FLOOR_KEPT_MS));
        }
        let door = Door::restored(&restored);
        let Restored { sessions, chat, pairs, stage, materials, questions, polls, captions, .. } = restored;
        let stages = stage.iter().filter(|stage| stage.can_be_shown(&materials)).cloned();
        let stages = stages.map(|stage| (Scope::Evening, stage)).collect();
        Self {
            settings,
            people: People::restored(sessions, now, |way| door.blocked(way)),
            door,
            connections: BTreeMap::new(),
            joining: BTreeSet::new(),
            chat: Chat::restored(chat),
            floor,
            hands: Vec::new(),
            stage_kept: stage,
            stages,
            materials,
            groups: Groups::restored(pairs.into_iter().collect()),
            groups_told: group::Groups::default(),
            asks: Asks::new(),
            card_asks: CardAsks::new(),
            rounds: Rounds::new(),
            rounds_stale: BTreeSet::new(),
            moods: Moods::default(),
            questions: Questions::restored(questions),
            polls: Polls::restored(polls),
            captions: Captions::restored(captions),
            peers: BTreeMap::new(),
            offers: BTreeMap::new(),
            speaking: Vec::new(),
            connections_told: Live::Connections { weak: Vec::new(), lost: Vec::new() },
            counted_at: now,
            kept: Kept::default(),
            keys: Keys::default(),
            timers,
            outputs: VecDeque::new(),
            hosting_stale: false,
            here_stale: false,
            groups_stale: false,
            idle_told: false,
            stopping: None,
            #[cfg(feature = "sabotage")]
            lobby_off: false,
        }
    }

    /// Breaks the lobby on purpose: who waits gets an answer to an offer. Proves that the tests would notice.
    #[cfg(feature = "sabotage")]
    pub fn sabotage_lobby(&mut self) {
        self.lobby_off = true;
    }

    /// Takes one input; then drain [`Room::poll_output`] until it returns `None`.
    pub fn handle_input(&mut self, now: Timestamp, entropy: &mut dyn Entropy, input: Input) {
        self.take(now, entropy, input);
        self.settle(now);
    }

    /// When [`Room::handle_timeout`] wants to be called next.
    #[must_use]
    pub fn next_timeout(&self) -> Option<Timestamp> {
        self.timers.next()
    }

    /// Lets time pass.
    pub fn handle_timeout(&mut self, now: Timestamp, _entropy: &mut dyn Entropy) {
        while let Some(timer) = self.timers.expired(now) {
            match timer {
                Timer::Grace(who) => self.lose(now, who),
                Timer::Hosting => self.hosting_stale = true,
                Timer::Floor => self.release_if_unmoderated(),
                Timer::CallBack(group) => self.call_back(group),
                Timer::GroupEnd(group) => self.close_groups(now, &[group]),
                Timer::GroupsKept => self.groups_forgotten(now),
                Timer::Visit(who) => self.visit(now, who),
                Timer::SideTalk(who) => self.ask_lapsed(who),
                Timer::Turn(scope) => self.turn_over(now, scope),
                Timer::SpeakingTimes => self.tell_speaking_times(now),
                Timer::Keys(scope) => self.keys_waited(now, scope),
                Timer::KeyOverlap(scope) => self.key_overlap_over(scope),
                Timer::Relays => self.renew_relays(now),
            }
        }
        self.settle(now);
    }

    /// The next thing to do, in order.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    fn take(&mut self, now: Timestamp, entropy: &mut dyn Entropy, input: Input) {
        match input {
            Input::Join { connection, request, access, join } => {
                self.idle_told = false;
                self.join(now, entropy, connection, request, access, join);
            }
            Input::Resume { connection, request, resume, link_valid } => {
                self.idle_told = false;
                self.resume(now, connection, request, &resume, link_valid);
            }
            Input::Command { connection, request, command } => {
                self.handle_command(now, entropy, connection, request, command);
            }
            Input::Ask { connection, request, access, ask } => {
                self.ask_outside(entropy, connection, request, &access, &ask);
            }
            Input::Disconnected { connection } => self.disconnected(now, connection),
            Input::Media(report) => self.handle_report(now, report),
            Input::Materials(materials) => self.materials_changed(materials),
            Input::CaptionsErased => self.captions_erased(),
            Input::Stored { batch, ok } => self.stored(now, entropy, batch, ok),
            Input::LinkRevoked { link } => self.link_revoked(now, link),
            Input::EveningEnded => self.end(),
            Input::Shutdown { retry_ms } => self.stop(retry_ms),
        }
    }

    /// What follows from whatever happened.
    fn settle(&mut self, now: Timestamp) {
        if std::mem::take(&mut self.hosting_stale) {
            self.refresh_hosting(now);
        }
        self.enforce_rounds();
        self.settle_keys(now);
        if std::mem::take(&mut self.here_stale) {
            self.tell_here();
            self.keep_groups_a_while(now);
        }
        if std::mem::take(&mut self.groups_stale) {
            self.tell_groups();
        }
        let empty =
            self.people.nobody_here() && self.kept.is_empty() && self.joining.is_empty() && self.groups.none_open();
        if !empty {
            self.idle_told = false;
        } else if !self.idle_told {
            self.idle_told = true;
            self.outputs.push_back(Output::Idle);
        }
    }

    /// The server stops. What is on its way to the store still gets there; clients ask again when they are back.
    fn stop(&mut self, retry_ms: u32) {
        self.stopping = Some(retry_ms);
        let sockets: Vec<_> = self.connections.keys().chain(&self.joining).copied().collect();
        for connection in sockets {
            self.close(connection, RejectCode::ServerRestarting.reject(), Some(retry_ms));
        }
        self.connections.clear();
        self.joining.clear();
        for person in self.people.here_mut() {
            person.connection = None;
        }
    }
}

/// Speaking to people.
impl Room {
    fn send(&mut self, connection: ConnectionId, message: ServerMessage) {
        self.outputs.push_back(Output::Send { connection, message });
    }

    fn order(&mut self, order: Order) {
        self.outputs.push_back(Output::Media(order));
    }

    fn done(&mut self, connection: ConnectionId, request: u32, outcome: Outcome) {
        self.send(connection, ServerMessage::Done { id: request, outcome });
    }

    fn reject(&mut self, connection: ConnectionId, request: u32, rejection: Rejection) {
        self.send(connection, ServerMessage::Rejected { id: request, rejection });
    }

    /// The answer to a command, if the socket that asked is still there.
    fn answer(&mut self, asker: Asker, answer: Result<Outcome, Rejection>) {
        if self.connections.get(&asker.connection) != Some(&asker.who) {
            return;
        }
        match answer {
            Ok(outcome) => self.done(asker.connection, asker.request, outcome),
            Err(rejection) => self.reject(asker.connection, asker.request, rejection),
        }
    }

    /// Says why, and closes the socket.
    fn close(&mut self, connection: ConnectionId, rejection: Rejection, retry_ms: Option<u32>) {
        self.send(connection, ServerMessage::Closing { rejection, retry_ms });
        self.outputs.push_back(Output::Close { connection });
    }

    /// An event for one person, waiting or inside.
    fn tell(&mut self, who: ParticipantId, event: Event) {
        let heard = self.people.get_mut(who).and_then(|person| person.hear(&Arc::new(event)));
        if let Some((connection, message)) = heard {
            self.send(connection, message);
        }
    }

    /// An event for everybody inside.
    fn tell_all(&mut self, event: Event) {
        self.tell_where(Person::is_inside, event);
    }

    /// An event for everybody inside whose role has this permission.
    fn tell_who_may(&mut self, permission: Permission, event: Event) {
        self.tell_where(|person| person.is_inside() && person.may(permission), event);
    }

    fn tell_where(&mut self, hears: impl Fn(&Person) -> bool, event: Event) {
        let event = Arc::new(event);
        for person in self.people.here_mut().filter(|person| hears(person)) {
            if let Some((connection, message)) = person.hear(&event) {
                self.outputs.push_back(Output::Send { connection, message });
            }
        }
    }

    /// A live note for one person, if they are connected.
    fn tell_live(&mut self, who: ParticipantId, live: Live) {
        if let Some(connection) = self.people.get(who).and_then(|person| person.connection) {
            self.send(connection, ServerMessage::Live { live });
        }
    }
}
