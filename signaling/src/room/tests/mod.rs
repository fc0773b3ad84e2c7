//! Scenes: people by their names, a store that can be slow or broken, an engine that answers, and time that passes
//! when the scene says so.
#![allow(clippy::unwrap_used, clippy::panic)]

mod answering;
mod captions;
mod captions_kept;
mod card_asks;
mod chat;
mod connections;
mod door;
mod floor;
mod groups;
mod guidance;
mod hosting;
mod keys;
mod limits;
mod media;
mod moderation;
mod mood;
mod permission;
mod programs;
mod random;
mod resume;
mod round;
mod side_talk;
mod stage;
mod stored;
mod together;
mod walls;

use std::collections::{BTreeMap, VecDeque};

use stored::Stored;
use uuid::Uuid;

use super::{
    Access, CaptionRecord, Entropy, Input, Output, QuestionRecord, Restored, Room, SessionRecord, Settings, Write,
    WriteId, people::Person,
};
use crate::{
    ids::{ConnectionId, DeviceId, EveningId, LinkId, MessageId, Mid, ParticipantId, PeerId, Timestamp},
    media::{DeviceClass, LinePurpose, OfferLine, Order, Publication, Report, Source},
    wire::{
        Command, Event, Live, RejectCode, Rejection, ServerMessage,
        chat::ChatAudience,
        event::{Outcome, Standing},
        join::{Join, Language, Resume},
        participant::{Role, SourceState},
        view::Want,
        welcome::{EveningInfo, SlotCounts, Welcome},
    },
};

/// Six in the evening; the doors open half an hour earlier.
const START: Timestamp = Timestamp(1_800_000_000_000);
const DOORS: Timestamp = Timestamp(START.0 - 30 * 60_000);

/// Bytes that differ at each call, the same in each run.
struct Counted(u64);

impl Entropy for Counted {
    fn fill(&mut self, buffer: &mut [u8]) {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
    }
}

fn settings() -> Settings {
    Settings {
        evening: EveningInfo {
            evening: EveningId(Uuid::from_u128(1)),
            title: "Koronailta".to_owned(),
            network: "Rovaniemi".to_owned(),
            starts_at: START,
            ends_at: START.plus(7_200_000),
            ground_rules: "Mitä täällä puhutaan, jää tänne.".to_owned(),
            help_phone: None,
            help_contacts: vec![],
            encrypted: false,
            captions_kept: false,
        },
        doors_open_at: DOORS,
        capacity: 30,
        lobby_capacity: 20,
        members_may_host: true,
        slots_desktop: SlotCounts { audio: 4, video: 9 },
        slots_phone: SlotCounts { audio: 4, video: 4 },
        relays: None,
    }
}

/// A link that many share and that leads to the lobby.
fn shared() -> Access {
    Access {
        link: LinkId(Uuid::from_u128(10)),
        role: Role::Participant,
        fixed_name: None,
        admits: false,
        personal: false,
    }
}

/// A link that many share and that admits.
fn admitting() -> Access {
    Access { link: LinkId(Uuid::from_u128(11)), admits: true, ..shared() }
}

/// A shared staff link.
fn staff(role: Role) -> Access {
    Access { link: LinkId(Uuid::from_u128(20 + role as u128)), role, ..shared() }
}

/// The personal link of a member, who is called by the name it fixes.
fn personal(name: &str) -> Access {
    let number = name.bytes().fold(1000, |sum, byte| sum * 31 + u128::from(byte));
    Access { link: LinkId(Uuid::from_u128(number)), fixed_name: Some(name.to_owned()), personal: true, ..shared() }
}

/// A browser with a page of the client.
#[derive(Debug)]
struct Client {
    device: DeviceId,
    connection: ConnectionId,
    participant: Option<ParticipantId>,
    secret: String,
    last_seq: u32,
    /// Has been welcomed on this page.
    welcomed: bool,
    closed: bool,
    last_request: u32,
    answers: BTreeMap<u32, Result<Outcome, Rejection>>,
    /// But `here`, which is in a field of its own.
    events: Vec<Event>,
    /// Who is in the same place, as far as this client was told.
    here: Vec<ParticipantId>,
    /// The groups that this person was in or belonged to at any time.
    entitled: std::collections::BTreeSet<crate::ids::GroupId>,
    lives: Vec<Live>,
    closing: Option<(RejectCode, Option<u32>)>,
}

/// Whether the store answers by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Disk {
    Works,
    /// Writes wait until the scene lets them through.
    Slow,
    /// Every write fails.
    Broken,
}

struct Scene {
    room: Room,
    settings: Settings,
    now: Timestamp,
    entropy: Counted,
    clients: BTreeMap<&'static str, Client>,
    next_connection: u128,
    disk: Disk,
    stored: Stored,
    waiting_writes: VecDeque<(WriteId, Vec<Write>)>,
    orders: Vec<Order>,
    /// Where the engine has each peer.
    placed: BTreeMap<PeerId, crate::media::Scope>,
    /// What the engine was told to show in each video and stage slot.
    shown: BTreeMap<(PeerId, Mid), Publication>,
    /// Every group there ever was.
    groups_seen: std::collections::BTreeSet<crate::ids::GroupId>,
    /// The engine answers offers by itself.
    answers: bool,
    idle: usize,
    /// Reports of lines for the operator.
    measured: usize,
}

impl Scene {
    fn new() -> Self {
        Self::with(settings())
    }

    fn with(settings: Settings) -> Self {
        Self {
            room: Room::new(settings.clone(), Restored::default(), START),
            settings,
            now: START,
            entropy: Counted(7),
            clients: BTreeMap::new(),
            next_connection: 1,
            disk: Disk::Works,
            stored: Stored::default(),
            waiting_writes: VecDeque::new(),
            orders: Vec::new(),
            placed: BTreeMap::new(),
            shown: BTreeMap::new(),
            groups_seen: std::collections::BTreeSet::new(),
            answers: true,
            idle: 0,
            measured: 0,
        }
    }

    /// A moderator Meri, and Aino and Biret by the link that admits.
    fn evening() -> Self {
        let mut scene = Self::new();
        assert_eq!(scene.join("meri", staff(Role::Moderator)), Ok(Standing::Admitted));
        assert_eq!(scene.join("aino", admitting()), Ok(Standing::Admitted));
        assert_eq!(scene.join("biret", admitting()), Ok(Standing::Admitted));
        scene.pass(1);
        scene.forget_heard();
        scene
    }

    fn input(&mut self, input: Input) {
        self.room.handle_input(self.now, &mut self.entropy, input);
        self.drain();
    }

    fn drain(&mut self) {
        while let Some(output) = self.room.poll_output() {
            match output {
                Output::Send { connection, message } => self.deliver(connection, &message),
                Output::Close { connection } => {
                    if let Some(client) = self.clients.values_mut().find(|client| client.connection == connection) {
                        client.closed = true;
                    }
                }
                Output::Media(order) => self.obey(order),
                Output::Write { batch, writes } => self.write(batch, writes),
                Output::Measured(_) => self.measured += 1,
                Output::Idle => self.idle += 1,
            }
        }
        self.check();
    }

    fn deliver(&mut self, connection: ConnectionId, message: &ServerMessage) {
        self.note_entitled();
        let arranges = self.arranges(connection);
        let Some(client) = self.clients.values_mut().find(|client| client.connection == connection) else { return };
        assert!(!client.closed, "nothing comes after the close: {message:?}");
        // What travels is what was written.
        let json = serde_json::to_string(message).unwrap();
        client.is_told_nothing_of_others(&json, arranges, &self.groups_seen);
        let message: ServerMessage = serde_json::from_str(&json).unwrap();
        match message {
            ServerMessage::Done { id, outcome } => {
                assert!(client.welcomed || !matches!(outcome, Outcome::MediaAnswer { .. } | Outcome::ChatPage { .. }));
                assert!(client.answers.insert(id, Ok(outcome)).is_none(), "answered twice");
            }
            ServerMessage::Rejected { id, rejection } => {
                assert_eq!(rejection.key, rejection.code.key());
                assert!(client.answers.insert(id, Err(rejection)).is_none(), "answered twice");
            }
            ServerMessage::Event { seq, event } => {
                let event = (*event).clone();
                let welcome = matches!(event, Event::Welcome(_));
                assert!(seq == client.last_seq + 1 || (welcome && seq > client.last_seq), "a gap before {seq}");
                client.last_seq = seq;
                client.welcomed |= welcome;
                let for_those_outside = matches!(
                    event,
                    Event::LobbyMessage { .. }
                        | Event::Denied
                        | Event::MayOpen { .. }
                        | Event::EveningEnded
                        | Event::MoodOpened { .. }
                        | Event::MoodEnded { .. }
                );
                assert!(client.welcomed || for_those_outside, "nothing of the room before admission: {event:?}");
                match &event {
                    Event::Here { participants } => {
                        assert_ne!(&client.here, participants, "told only what has changed");
                        client.here.clone_from(participants);
                        return;
                    }
                    Event::Welcome(welcome) => client.here.clone_from(&welcome.place.here),
                    Event::Placed(placed) => client.here.clone_from(&placed.place.here),
                    _ => {}
                }
                client.sees_only_who_is_here(&event);
                client.events.push(event);
            }
            ServerMessage::Live { live } => {
                client.hears_only_who_is_here(&live);
                assert!(client.welcomed, "nothing of the room before admission: {live:?}");
                client.lives.push(live);
            }
            ServerMessage::Closing { rejection, retry_ms } => client.closing = Some((rejection.code, retry_ms)),
        }
    }

    fn obey(&mut self, order: Order) {
        self.model_engine(&order);
        if let (true, Order::Connect { peer, .. } | Order::RestartIce { peer, .. }) = (self.answers, &order) {
            let report = Report::Answered { peer: *peer, answer: "answer".to_owned() };
            self.room.handle_input(self.now, &mut self.entropy, Input::Media(report));
        }
        self.orders.push(order);
    }

    fn write(&mut self, batch: WriteId, writes: Vec<Write>) {
        match self.disk {
            Disk::Slow => self.waiting_writes.push_back((batch, writes)),
            Disk::Works => self.store(batch, writes, true),
            Disk::Broken => self.store(batch, writes, false),
        }
    }

    fn store(&mut self, batch: WriteId, writes: Vec<Write>, ok: bool) {
        if ok {
            for write in writes {
                self.stored.write(write);
            }
        }
        self.room.handle_input(self.now, &mut self.entropy, Input::Stored { batch, ok });
    }

    /// Lets the oldest waiting write through, or lets it fail.
    fn store_next(&mut self, ok: bool) {
        let (batch, writes) = self.waiting_writes.pop_front().expect("a write waits");
        self.store(batch, writes, ok);
        self.drain();
    }

    fn store_all(&mut self) {
        while !self.waiting_writes.is_empty() {
            self.store_next(true);
        }
    }

    fn pass(&mut self, milliseconds: u64) {
        let end = self.now.plus(milliseconds);
        while let Some(due) = self.room.next_timeout().filter(|&due| due <= end) {
            self.now = self.now.max(due);
            self.room.handle_timeout(self.now, &mut self.entropy);
            self.drain();
        }
        self.now = end;
    }

    /// The server dies and comes back with what the store has.
    fn restart(&mut self) {
        self.waiting_writes.clear();
        self.room = Room::new(self.settings.clone(), self.stored.read(), self.now);
        for client in self.clients.values_mut() {
            client.closed = true;
        }
    }

    fn fresh_connection(&mut self) -> ConnectionId {
        self.next_connection += 1;
        ConnectionId(Uuid::from_u128(self.next_connection))
    }

    fn joining(&self, name: &str) -> Join {
        let number = name.bytes().fold(1, |sum, byte| sum * 31 + u128::from(byte));
        Join {
            token: String::new(),
            name: name.to_owned(),
            business: None,
            device: self.clients.get(name).map_or(DeviceId(Uuid::from_u128(number)), |client| client.device),
            device_class: DeviceClass::Desktop,
            language: Language::Fi,
            rules_accepted: true,
            e2ee: true,
        }
    }

    /// A page is opened with this link. Returns where its person stands, once there is an answer.
    fn join(&mut self, name: &'static str, access: Access) -> Result<Standing, RejectCode> {
        let join = self.joining(name);
        self.join_as(name, access, join).map_err(|rejection| rejection.code)
    }

    fn join_as(&mut self, name: &'static str, access: Access, join: Join) -> Result<Standing, Rejection> {
        self.begin_join(name, access, join);
        self.joined(name)
    }

    fn begin_join(&mut self, name: &'static str, access: Access, join: Join) {
        let connection = self.fresh_connection();
        let client = Client {
            device: join.device,
            connection,
            participant: None,
            secret: String::new(),
            last_seq: 0,
            welcomed: false,
            closed: false,
            last_request: 1,
            answers: BTreeMap::new(),
            events: Vec::new(),
            here: Vec::new(),
            entitled: std::collections::BTreeSet::new(),
            lives: Vec::new(),
            closing: None,
        };
        if let Some(earlier) = self.clients.insert(name, client) {
            self.clients.get_mut(name).unwrap().entitled.clone_from(&earlier.entitled);
            self.input(Input::Disconnected { connection: earlier.connection });
        }
        self.input(Input::Join { connection, request: 1, access, join });
    }

    fn joined(&mut self, name: &'static str) -> Result<Standing, Rejection> {
        let client = self.clients.get_mut(name).unwrap();
        match client.answers.get(&1).expect("an answer to the join").clone()? {
            Outcome::Joined { participant, secret, standing } => {
                client.participant = Some(participant);
                client.secret = secret;
                Ok(standing)
            }
            other => panic!("{other:?}"),
        }
    }

    /// A new socket of the same page.
    fn resume(&mut self, name: &'static str) -> Result<(Standing, bool), RejectCode> {
        let client = &self.clients[name];
        let resume = Resume {
            participant: client.participant.unwrap(),
            secret: client.secret.clone(),
            last_seq: client.last_seq,
            device_class: DeviceClass::Desktop,
            e2ee: true,
        };
        self.resume_as(name, resume, true)
    }

    fn resume_as(
        &mut self,
        name: &'static str,
        resume: Resume,
        link_valid: bool,
    ) -> Result<(Standing, bool), RejectCode> {
        let connection = self.fresh_connection();
        let client = self.clients.get_mut(name).unwrap();
        client.connection = connection;
        client.closed = false;
        client.closing = None;
        client.answers.clear();
        client.last_request = 1;
        self.input(Input::Resume { connection, request: 1, resume, link_valid });
        match self.clients[name].answers.get(&1).expect("an answer to the resume").clone() {
            Ok(Outcome::Resumed { standing, replayed }) => Ok((standing, replayed)),
            Ok(other) => panic!("{other:?}"),
            Err(rejection) => Err(rejection.code),
        }
    }

    /// A page that was loaded again: it knows nothing of the evening.
    fn resume_anew(&mut self, name: &'static str) {
        self.clients.get_mut(name).unwrap().last_seq = 0;
        assert!(matches!(self.resume(name), Ok((Standing::Admitted, false))));
    }

    fn drop_socket(&mut self, name: &str) {
        let client = self.clients.get_mut(name).unwrap();
        client.closed = true;
        let connection = client.connection;
        self.input(Input::Disconnected { connection });
    }

    /// Sends a command; its answer may come later.
    fn send(&mut self, name: &str, command: Command) -> u32 {
        let client = self.clients.get_mut(name).unwrap();
        client.last_request += 1;
        let (connection, request) = (client.connection, client.last_request);
        self.input(Input::Command { connection, request, command });
        request
    }

    fn answer(&self, name: &str, request: u32) -> Option<Result<Outcome, Rejection>> {
        self.clients[name].answers.get(&request).cloned()
    }

    /// Sends a command and returns its answer.
    fn ask(&mut self, name: &str, command: Command) -> Result<Outcome, Rejection> {
        let request = self.send(name, command);
        self.answer(name, request).expect("exactly one answer")
    }

    /// Sends a command that is carried out.
    fn does(&mut self, name: &str, command: Command) -> Outcome {
        let shown = format!("{command:?}");
        self.ask(name, command).unwrap_or_else(|rejection| panic!("{name}: {shown}: {rejection:?}"))
    }

    /// Sends a command that is rejected.
    fn fails(&mut self, name: &str, command: Command) -> RejectCode {
        self.ask(name, command).expect_err("a rejection").code
    }

    fn id(&self, name: &str) -> ParticipantId {
        self.clients[name].participant.unwrap()
    }

    /// The events that came since this was asked last.
    fn heard(&mut self, name: &str) -> Vec<Event> {
        std::mem::take(&mut self.clients.get_mut(name).unwrap().events)
    }

    fn heard_nothing(&mut self, name: &str) {
        assert_eq!(self.heard(name), vec![], "{name} hears nothing of it");
    }

    /// The welcome among the newest events.
    fn welcome(&mut self, name: &str) -> Welcome {
        let welcome = |event| if let Event::Welcome(welcome) = event { Some(*welcome) } else { None };
        self.heard(name).into_iter().rev().find_map(welcome).expect("a welcome")
    }

    fn saw_live(&mut self, name: &str) -> Vec<Live> {
        std::mem::take(&mut self.clients.get_mut(name).unwrap().lives)
    }

    fn forget_heard(&mut self) {
        for client in self.clients.values_mut() {
            client.events.clear();
            client.lives.clear();
        }
        self.orders.clear();
    }

    fn ordered(&mut self) -> Vec<Order> {
        std::mem::take(&mut self.orders)
    }

    /// Where a page stands now: closed, and why.
    fn closed(&self, name: &str) -> Option<(RejectCode, Option<u32>)> {
        let client = &self.clients[name];
        client.closed.then_some(client.closing).flatten()
    }

    fn person(&self, name: &str) -> &Person {
        self.room.people.get(self.id(name)).expect("known")
    }

    fn peer(&self, name: &str) -> PeerId {
        self.person(name).peer_id().expect("media")
    }

    fn write_to_all(&mut self, name: &str, number: u128, text: &str) -> Result<Outcome, Rejection> {
        self.ask(name, post(number, text, ChatAudience::Everyone))
    }
}

fn message(number: u128) -> MessageId {
    MessageId(Uuid::from_u128(number))
}

fn post(number: u128, text: &str, audience: ChatAudience) -> Command {
    Command::ChatPost { message: message(number), text: text.to_owned(), audience }
}

fn mid(text: &str) -> Mid {
    Mid(text.to_owned())
}

/// The usual lines, with so many video slots `v0`, `v1`, ….
fn lines(video: usize) -> Vec<OfferLine> {
    use LinePurpose as P;
    let fixed = [
        ("mic", P::Microphone),
        ("cam", P::Camera),
        ("scr", P::Screen),
        ("sound", P::ScreenAudio),
        ("a0", P::AudioSlot),
        ("a1", P::AudioSlot),
        ("stage", P::StageVideo),
        ("stagesound", P::StageAudio),
    ];
    let fixed = fixed.into_iter().map(|(mid, purpose)| (mid.to_owned(), purpose));
    let video = (0..video).map(|number| (format!("v{number}"), P::VideoSlot));
    fixed.chain(video).map(|(mid, purpose)| OfferLine { mid: Mid(mid), purpose }).collect()
}

fn offer() -> Command {
    Command::MediaOffer { sdp: "offer".to_owned(), lines: lines(4) }
}

fn publish(source: Source, on: bool) -> Command {
    Command::Publish { source, on }
}

fn want(participant: ParticipantId) -> Want {
    Want { participant, source: Source::Camera, width: 640, height: 360 }
}

/// The microphone's state in the newest update about somebody.
fn microphone_told(events: &[Event], who: ParticipantId) -> Option<SourceState> {
    events.iter().rev().find_map(|event| match event {
        Event::ParticipantUpdated { participant } if participant.id == who => Some(participant.microphone),
        _ => None,
    })
}
