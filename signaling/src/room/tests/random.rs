//! What must hold whatever people do.

use std::collections::BTreeSet;

use super::*;
use crate::{
    permission::ROLES,
    room::people::Place,
    wire::{
        chat::Reaction,
        floor::Floor,
        participant::Ability,
        stage::{BusinessCard, Pointer, Show, StageItem, TimerTurn},
    },
};
use proptest::prelude::*;

impl Scene {
    /// Asked after every input.
    pub(super) fn check(&self) {
        let room = &self.room;
        let inside: BTreeSet<_> = room.people.inside_ids().into_iter().collect();
        let hands: BTreeSet<_> = room.hands.iter().copied().collect();
        assert_eq!(hands.len(), room.hands.len(), "nobody has two hands");
        assert!(hands.is_subset(&inside), "hands of those inside");
        self.check_stages(&inside);
        for (of, by) in &room.card_asks {
            assert!(
                inside.contains(of) && room.scope_of(*of) == room.scope_of(*by),
                "a card is asked for by somebody here"
            );
        }
        if let Floor::Held { speakers, .. } = &room.floor {
            assert!(speakers.iter().all(|speaker| inside.contains(speaker)));
        }
        for (connection, who) in &room.connections {
            assert_eq!(room.people.get(*who).and_then(|person| person.connection), Some(*connection));
        }
        for person in room.people.all() {
            self.check_person(person);
        }
        self.check_places();
        let seqs: Vec<_> = room.chat.page(room.people.all().next().unwrap_or(&Self::reader()), u32::MAX).0;
        assert!(seqs.windows(2).all(|pair| pair[0].chat_seq < pair[1].chat_seq), "the chat is in order");
    }

    fn check_stages(&self, inside: &BTreeSet<ParticipantId>) {
        let room = &self.room;
        for (scope, stage) in &room.stages {
            let screen = matches!(stage.item, StageItem::Screen { .. });
            let sends = room.people.get(stage.presenter).is_some_and(|person| person.on.contains(&Source::Screen));
            let present = inside.contains(&stage.presenter) && room.scope_of(stage.presenter) == *scope;
            assert!(!screen || (sends && present), "who presents a screen sends it");
            assert!(stage.offered_to.is_none_or(|to| inside.contains(&to) && room.scope_of(to) == *scope));
        }
        for person in room.people.inside().filter(|person| person.on.contains(&Source::Screen)) {
            assert!(room.presents(person.id()), "a screen that is sent is on the stage");
        }
    }

    fn reader() -> Person {
        let record = SessionRecord {
            participant: ParticipantId(Uuid::nil()),
            link: shared().link,
            device: DeviceId(Uuid::nil()),
            secret_hash: [0; 32],
            name: String::new(),
            business: None,
            language: Language::En,
            role: Role::Organizer,
            recognised: false,
            admitted: true,
            joined_at: START,
        };
        Person::new(record, DeviceClass::Phone, Place::Away, START)
    }

    fn check_person(&self, person: &Person) {
        let room = &self.room;
        let outside = !person.is_inside();
        assert!(person.on.is_disjoint(&person.blocked), "what is blocked is off");
        for &source in &person.on {
            assert!(room.may_send(person.id(), source).is_ok(), "{source:?} is on but not permitted");
        }
        assert!(!outside || (person.on.is_empty() && person.peer.is_none() && person.offering.is_none()));
        assert!(person.connection.is_none() || person.place != Place::Away, "who is away has no socket");
        let Some(peer) = &person.peer else { return };
        assert_eq!(room.peers.get(&peer.id), Some(&person.id()));
        assert_eq!(peer.allowed, room.allowed(person.id()), "the engine knows what is allowed");
        let mut seen = BTreeSet::new();
        for slot in &peer.slots {
            if let Some(assigned) = slot.assigned {
                assert!(seen.insert(assigned.publication), "one publication, one slot");
                self.check_shown(person, assigned.whose, assigned.publication);
                let shown = self.shown.get(&(peer.id, slot.mid.clone()));
                assert_eq!(shown, Some(&assigned.publication), "the engine shows what it should");
            }
            if let Some(told) = slot.told {
                let peer = room.people.get(told.participant).and_then(Person::peer_id).expect("a publisher with media");
                self.check_shown(person, told.participant, Publication { peer, source: told.source });
            }
        }
    }

    fn check_shown(&self, receiver: &Person, whose: ParticipantId, publication: Publication) {
        let publisher = self.room.people.get(whose).expect("known");
        assert!(publisher.is_inside() && publisher.peer_id() == Some(publication.peer));
        assert!(publisher.on.contains(&publication.source), "nobody is shown who is off");
        assert_eq!(publisher.scope, receiver.scope, "nobody sees through a wall");
        assert!(!receiver.hidden.contains(&whose) && receiver.id() != whose);
    }
}

const NAMES: [&str; 6] = ["aino", "biret", "carl", "meri", "olga", "risto"];

#[derive(Clone, Debug)]
enum Step {
    Join(usize),
    Command(usize, Wish),
    Drop(usize),
    Resume(usize),
    Pass(u64),
    Disk(bool, bool),
    Filled(usize, usize, usize, u32),
    Cleared(usize, usize),
    Speaking(Vec<usize>),
    Revoke(usize),
    Restart,
}

/// A command about people by their place in the list.
#[derive(Clone, Debug)]
enum Wish {
    Plain(Command),
    About(usize, u8),
    Publish(Source, bool),
    View(Vec<(usize, bool)>),
    Post(u8, u8, Option<usize>),
    Role(usize, usize),
    Block(usize, Source, bool),
    Hide(usize, bool),
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![Just(Source::Microphone), Just(Source::Camera), Just(Source::Screen), Just(Source::ScreenAudio)]
}

fn wish() -> impl Strategy<Value = Wish> {
    let person = 0..NAMES.len();
    let plain = prop_oneof![
        Just(offer()),
        Just(offer()),
        Just(Command::MediaRestart { sdp: "offer".to_owned() }),
        Just(Command::HandRaise),
        Just(Command::StageShow { show: Show::Timer { title: None, seconds: 60 } }),
        Just(Command::StageShow {
            show: Show::Business {
                card: BusinessCard { business: "Kahvila".to_owned(), ..BusinessCard::default() },
                picture: false
            }
        }),
        Just(Command::StagePage { page: 2 }),
        Just(Command::StagePointer { pointer: Some(Pointer { x: 1, y: 2 }) }),
        Just(Command::StageTimer { turn: TimerTurn::Pause }),
        Just(Command::StageClear),
        Just(Command::CardDecline),
        Just(Command::HandLower { participant: None }),
        Just(Command::AdmitAll),
        Just(Command::MuteAll),
        Just(Command::HoldFloor),
        Just(Command::ReleaseFloor),
        Just(Command::OpenEvening),
        Just(Command::Leave { quiet: false }),
        Just(Command::LockRoom { on: true }),
        Just(Command::LockRoom { on: false }),
        Just(Command::LobbyMessage { text: "Hetki vielä.".to_owned() }),
        Just(bad_line()),
        Just(Command::ReportAbility { hear: Ability::Yes, speak: Ability::Blocked }),
        Just(Command::ChatDelete { message: message(3) }),
        Just(Command::ChatReact { message: message(2), reaction: Reaction::Hug, on: true }),
        Just(Command::ChatHistory { before: 9 }),
    ];
    prop_oneof![
        6 => plain.prop_map(Wish::Plain),
        4 => (person.clone(), 0..10_u8).prop_map(|(whom, what)| Wish::About(whom, what)),
        5 => (source(), any::<bool>()).prop_map(|(source, on)| Wish::Publish(source, on)),
        3 => proptest::collection::vec((person.clone(), any::<bool>()), 0..7).prop_map(Wish::View),
        3 => (0..8_u8, 0..2_u8, proptest::option::of(person.clone())).prop_map(|(id, text, with)| Wish::Post(id, text, with)),
        1 => (person.clone(), 0..5_usize).prop_map(|(whom, role)| Wish::Role(whom, role)),
        2 => (person.clone(), source(), any::<bool>()).prop_map(|(whom, source, on)| Wish::Block(whom, source, on)),
        1 => (person, any::<bool>()).prop_map(|(whom, on)| Wish::Hide(whom, on)),
    ]
}

fn bad_line() -> Command {
    let report = crate::wire::connection::ConnectionReport {
        round_trip_ms: Some(900),
        lost_in: 200,
        lost_out: 0,
        received_kbps: 90,
        sent_kbps: 30,
        concealed: 100,
        frozen_ms: 0,
        path: None,
    };
    Command::ReportConnection { report }
}

fn step() -> impl Strategy<Value = Step> {
    let person = 0..NAMES.len();
    prop_oneof![
        5 => person.clone().prop_map(Step::Join),
        24 => (person.clone(), wish()).prop_map(|(who, wish)| Step::Command(who, wish)),
        2 => person.clone().prop_map(Step::Drop),
        3 => person.clone().prop_map(Step::Resume),
        2 => prop_oneof![Just(100_u64), Just(11_000), Just(400_000)].prop_map(Step::Pass),
        3 => (any::<bool>(), any::<bool>()).prop_map(|(slow, ok)| Step::Disk(slow, ok)),
        4 => (person.clone(), person.clone(), 0..8_usize, any::<u32>()).prop_map(|(to, of, slot, at)| Step::Filled(to, of, slot, at)),
        1 => (person.clone(), 0..8_usize).prop_map(|(to, slot)| Step::Cleared(to, slot)),
        1 => proptest::collection::vec(person.clone(), 0..4).prop_map(Step::Speaking),
        1 => person.prop_map(Step::Revoke),
        1 => Just(Step::Restart),
    ]
}

fn access(who: usize) -> Access {
    match NAMES[who] {
        "aino" => shared(),
        "biret" => admitting(),
        "carl" => personal("carl"),
        "meri" => staff(Role::Moderator),
        "olga" => staff(Role::Organizer),
        _ => staff(Role::Advisor),
    }
}

impl Scene {
    fn known(&self, who: usize) -> ParticipantId {
        let known = self.clients.get(NAMES[who]).and_then(|client| client.participant);
        known.unwrap_or(ParticipantId(Uuid::from_u128(99)))
    }

    fn peer_of(&self, who: usize) -> Option<PeerId> {
        self.room.people.get(self.known(who))?.peer_id()
    }

    /// Takes over the answer to a join that came late.
    fn notice_joins(&mut self) {
        for client in self.clients.values_mut().filter(|client| client.participant.is_none()) {
            if let Some(Ok(Outcome::Joined { participant, secret, .. })) = client.answers.get(&1) {
                client.participant = Some(*participant);
                client.secret.clone_from(secret);
            }
        }
    }

    fn command(&self, wish: Wish) -> Command {
        match wish {
            Wish::Plain(command) => command,
            Wish::About(whom, what) => {
                let participant = self.known(whom);
                match what {
                    0 | 1 => Command::Admit { participant },
                    2 => Command::Deny { participant },
                    3 => Command::GiveFloor { participant },
                    4 => Command::TakeFloor { participant },
                    5 => Command::InviteToSpeak { participant },
                    6 => Command::HandLower { participant: Some(participant) },
                    7 => Command::Remove { participant },
                    8 => Command::CardAsk { participant, on: true },
                    _ => Command::ReportPerson { participant, text: String::new() },
                }
            }
            Wish::Publish(source, on) => publish(source, on),
            Wish::View(wants) => Command::View {
                wants: wants
                    .into_iter()
                    .map(|(whom, large)| Want { width: if large { 1280 } else { 0 }, ..want(self.known(whom)) })
                    .collect(),
            },
            Wish::Post(id, text, with) => {
                let audience =
                    with.map_or(ChatAudience::Everyone, |with| ChatAudience::Staff { with: self.known(with) });
                post(u128::from(id), &format!("sana {text}"), audience)
            }
            Wish::Role(whom, role) => Command::SetRole { participant: self.known(whom), role: ROLES[role] },
            Wish::Block(whom, source, true) => Command::Block { participant: self.known(whom), source },
            Wish::Block(whom, source, false) => Command::Unblock { participant: self.known(whom), source },
            Wish::Hide(whom, on) => Command::Hide { participant: self.known(whom), on },
        }
    }

    fn take(&mut self, step: Step) {
        const SLOTS: [&str; 8] = ["a0", "a1", "v0", "v1", "v2", "v3", "stage", "nowhere"];
        match step {
            Step::Join(who) => self.begin_join(NAMES[who], access(who), self.joining(NAMES[who])),
            Step::Command(who, wish) => {
                let command = self.command(wish);
                if self.clients.get(NAMES[who]).is_some_and(|client| !client.closed) {
                    self.send(NAMES[who], command);
                }
            }
            Step::Drop(who) if self.clients.contains_key(NAMES[who]) => self.drop_socket(NAMES[who]),
            Step::Resume(who) if self.clients.get(NAMES[who]).is_some_and(|client| client.participant.is_some()) => {
                let _: Result<_, _> = self.resume(NAMES[who]);
            }
            Step::Pass(milliseconds) => self.pass(milliseconds),
            Step::Disk(slow, ok) => {
                self.disk = if slow { Disk::Slow } else { Disk::Works };
                while !self.waiting_writes.is_empty() {
                    self.store_next(ok);
                }
            }
            Step::Filled(to, of, slot, rtp_timestamp) => {
                if let (Some(receiver), Some(peer)) = (self.peer_of(to), self.peer_of(of)) {
                    let source = if slot < 2 { Source::Microphone } else { Source::Camera };
                    let publication = Publication { peer, source };
                    let report = Report::SlotFilled { receiver, mid: mid(SLOTS[slot]), publication, rtp_timestamp };
                    self.input(Input::Media(report));
                }
            }
            Step::Cleared(to, slot) => {
                if let Some(receiver) = self.peer_of(to) {
                    self.input(Input::Media(Report::SlotCleared { receiver, mid: mid(SLOTS[slot]) }));
                }
            }
            Step::Speaking(who) => {
                let peers = who.into_iter().filter_map(|who| self.peer_of(who)).collect();
                self.input(Input::Media(Report::Speaking { peers }));
            }
            Step::Revoke(who) => self.input(Input::LinkRevoked { link: access(who).link }),
            Step::Restart => self.restart(),
            Step::Drop(_) | Step::Resume(_) => {}
        }
        self.notice_joins();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Besides what is asked after every input, and what the clients assert of what they receive.
    #[test]
    fn whatever_people_do(steps in proptest::collection::vec(step(), 1..120)) {
        let mut scene = Scene::new();
        for step in steps {
            scene.take(step);
        }
        scene.disk = Disk::Works;
        scene.store_all();
        for (name, client) in &scene.clients {
            let unanswered = !client.closed && (1..=client.last_request).any(|id| !client.answers.contains_key(&id));
            prop_assert!(!unanswered, "{} waits for an answer", name);
            let mut posted = BTreeSet::new();
            let mut last = 0;
            for event in &client.events {
                match event {
                    Event::Welcome(_) => posted.clear(),
                    Event::ChatPosted { message } => {
                        prop_assert!(posted.insert(message.id), "a message came twice");
                        prop_assert!(message.chat_seq > last, "a message came out of order");
                        last = message.chat_seq;
                    }
                    _ => {}
                }
            }
        }
        let kept: Vec<_> = scene.stored.restored.chat.iter().map(|record| record.chat_seq).collect();
        prop_assert!(kept.windows(2).all(|pair| pair[0] < pair[1]), "the store has each message once, in order");
    }
}
