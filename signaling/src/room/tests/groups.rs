//! Small groups: who is told what, who gets where, and that a wall is a wall.

use std::collections::BTreeSet;

use super::*;
use crate::{
    ids::GroupId,
    media::Scope,
    wire::{
        group::{Arrange, Draft, Groups, Placed, Why},
        participant::{LeaveReason, Participant},
    },
};

impl Scene {
    /// Where everybody is agrees with what the engine and the clients were told.
    pub(super) fn check_places(&self) {
        let room = &self.room;
        for (group, scope) in room.groups.ids().into_iter().map(|group| (group, Scope::Group(group))) {
            assert!(room.groups.has(scope), "{group}");
        }
        for person in room.people.all() {
            assert!(room.groups.has(person.scope), "nobody is in a group that is closed");
            assert!(person.is_inside() || person.scope == Scope::Evening);
            for peer in person.peer_id().into_iter().chain(person.offering) {
                assert_eq!(self.placed.get(&peer), Some(&person.scope), "the engine has them where they are");
            }
            if let Some(client) = self.clients.values().find(|client| client.participant == Some(person.id())) {
                let told = person.is_inside() && person.connection == Some(client.connection);
                assert!(!told || client.here == room.members(person.scope), "told who is here");
            }
        }
        for (scope, round) in &room.rounds {
            assert!(room.groups.has(*scope));
            let waiting = round.queue.iter().chain(round.speaker().as_ref()).copied().collect::<Vec<_>>();
            assert!(!waiting.is_empty(), "a round without anybody left is over");
            assert!(waiting.iter().all(|who| room.scope_of(*who) == *scope), "a round is of those who are here");
            let unique: BTreeSet<_> = waiting.iter().collect();
            assert_eq!(unique.len(), waiting.len(), "each has one turn");
        }
        for ask in room.asks_open() {
            assert_eq!(room.scope_of(ask.by), room.scope_of(ask.of));
        }
    }

    /// What the engine does with an order, as far as walls and slots are concerned.
    pub(super) fn model_engine(&mut self, order: &Order) {
        match order {
            Order::Connect { peer, scope, .. } => {
                self.placed.insert(*peer, *scope);
            }
            Order::Place { peer, scope } => self.model_wall(*peer, *scope),
            Order::FillSlot { receiver, mid, publication, .. } => {
                assert_eq!(
                    self.placed.get(receiver),
                    self.placed.get(&publication.peer),
                    "nothing is filled through a wall"
                );
                self.shown.insert((*receiver, mid.clone()), *publication);
            }
            Order::ClearSlot { receiver, mid } => drop(self.shown.remove(&(*receiver, mid.clone()))),
            Order::Allow { peer, sources } => {
                self.shown.retain(|_, shown| shown.peer != *peer || sources.contains(&shown.source));
            }
            Order::Hide { receiver, hidden } => {
                self.shown.retain(|(to, _), shown| to != receiver || !hidden.contains(&shown.peer));
            }
            Order::Close { peer } => {
                self.placed.remove(peer);
                self.shown.retain(|(receiver, _), shown| receiver != peer && shown.peer != *peer);
            }
            _ => {}
        }
    }

    fn model_wall(&mut self, peer: PeerId, scope: Scope) {
        if self.placed.insert(peer, scope) == Some(scope) {
            return;
        }
        let placed = &self.placed;
        let apart = |one: &PeerId, other: &PeerId| placed.get(one) != placed.get(other);
        let stays =
            |receiver: &PeerId, shown: &PeerId| *shown != peer && !(*receiver == peer && apart(receiver, shown));
        self.shown.retain(|(receiver, _), shown| stays(receiver, &shown.peer));
    }

    /// Remembers who has a right to know of which group.
    pub(super) fn note_entitled(&mut self) {
        self.groups_seen.extend(self.room.groups.ids());
        for client in self.clients.values_mut() {
            let Some(who) = client.participant else { continue };
            if let Scope::Group(group) = self.room.scope_of(who) {
                client.entitled.insert(group);
            }
            client.entitled.extend(self.room.groups.assignment(who));
        }
    }

    pub(super) fn arranges(&self, connection: ConnectionId) -> bool {
        let who = self.room.connections.get(&connection);
        who.is_none_or(|who| {
            self.room
                .people
                .get(*who)
                .is_none_or(|person| person.may(crate::wire::permission::Permission::ArrangeGroups))
        })
    }

    /// Meri leads; six people; two groups of three: Aino, Biret, Carl and Donna, Eero, Fanni.
    pub(super) fn two_groups() -> Self {
        let mut scene = Self::evening();
        for name in ["carl", "donna", "eero", "fanni"] {
            scene.join(name, admitting()).unwrap();
        }
        scene.plan(&[&["aino", "biret", "carl"], &["donna", "eero", "fanni"]]);
        scene.does("meri", Command::GroupsOpen { seconds: None });
        scene
    }

    pub(super) fn plan(&mut self, groups: &[&[&str]]) {
        let draft =
            |members: &&[&str]| Draft { topic: None, members: members.iter().map(|name| self.id(name)).collect() };
        let groups = groups.iter().map(draft).collect();
        self.does("meri", arrange(Arrange::Hand { groups }));
    }

    pub(super) fn scope(&self, name: &str) -> Scope {
        self.room.scope_of(self.id(name))
    }

    pub(super) fn group(&self, name: &str) -> GroupId {
        match self.scope(name) {
            Scope::Group(group) => group,
            Scope::Evening => panic!("{name} is in no group"),
        }
    }

    pub(super) fn overview(&mut self, name: &str) -> Groups {
        let groups = |event| if let Event::Groups { groups } = event { Some(groups) } else { None };
        self.heard(name).into_iter().rev().find_map(groups).expect("an overview")
    }

    pub(super) fn together(&self, names: &[&str]) {
        let first = self.scope(names[0]);
        assert!(names.iter().all(|name| self.scope(name) == first));
        let mut ids: Vec<_> = names.iter().map(|name| self.id(name)).collect();
        ids.sort();
        for name in names {
            let mut here = self.clients[*name].here.clone();
            here.sort();
            assert_eq!(here, ids, "{name} is told who is here");
        }
    }
}

impl Client {
    /// No message to somebody who doesn't arrange groups names one that was never theirs.
    pub(super) fn is_told_nothing_of_others(&self, json: &str, arranges: bool, groups: &BTreeSet<GroupId>) {
        for group in groups.iter().filter(|group| !arranges && !self.entitled.contains(group)) {
            assert!(!json.contains(&group.to_string()), "told of a group that is not theirs: {json}");
        }
    }

    /// What others send, speak or show is told of those only who are in the same place.
    pub(super) fn sees_only_who_is_here(&self, event: &Event) {
        let sends = |participant: &Participant| {
            [participant.microphone, participant.camera, participant.screen].contains(&SourceState::On)
        };
        let people: Vec<&Participant> = match event {
            Event::ParticipantUpdated { participant } | Event::ParticipantJoined { participant } => vec![participant],
            Event::Welcome(welcome) => welcome.roster.iter().collect(),
            Event::Placed(placed) => placed.people.iter().collect(),
            Event::Hands { queue } => return assert!(queue.iter().all(|who| self.here.contains(who)), "{event:?}"),
            _ => vec![],
        };
        for participant in people.into_iter().filter(|participant| sends(participant)) {
            assert!(self.here.contains(&participant.id), "told what {} sends elsewhere", participant.name);
        }
    }

    pub(super) fn hears_only_who_is_here(&self, live: &Live) {
        match live {
            Live::Speaking { participants } => assert!(participants.iter().all(|who| self.here.contains(who))),
            Live::Slot { fill: Some(fill), .. } => assert!(self.here.contains(&fill.participant)),
            _ => {}
        }
    }
}

pub(super) fn arrange(arrange: Arrange) -> Command {
    Command::GroupsArrange { arrange }
}

pub(super) fn placed(events: &[Event]) -> Option<Placed> {
    events
        .iter()
        .rev()
        .find_map(|event| if let Event::Placed(placed) = event { Some((**placed).clone()) } else { None })
}

pub(super) fn sealed(number: u128) -> Command {
    Command::GroupPost { message: message(number), sealed: format!("c2FsYWlzdXVz{number}") }
}

fn is_about(event: &Event, who: ParticipantId) -> Option<&Participant> {
    match event {
        Event::ParticipantUpdated { participant } if participant.id == who => Some(participant),
        _ => None,
    }
}

#[test]
fn groups_are_planned_in_five_ways_and_only_staff_is_told() {
    let mut scene = Scene::evening();
    for name in ["carl", "donna", "eero", "fanni"] {
        scene.join(name, admitting()).unwrap();
    }
    scene.join("risto", staff(Role::Advisor)).unwrap();
    scene.forget_heard();
    let sizes = |groups: &Groups| groups.planned.iter().map(|group| group.members.len()).collect::<Vec<_>>();
    for (way, expected) in [
        (Arrange::Size { size: 3 }, vec![3, 3]),
        (Arrange::Number { number: 4 }, vec![2, 2, 1, 1]),
        (Arrange::Mixed { size: 2 }, vec![2, 2, 2]),
    ] {
        scene.does("meri", arrange(way));
        let groups = scene.overview("meri");
        assert_eq!(sizes(&groups), expected);
        let all: BTreeSet<_> = groups.planned.iter().flat_map(|group| &group.members).collect();
        assert!(all.len() == 6 && !all.contains(&scene.id("meri")) && !all.contains(&scene.id("risto")));
    }
    let titles = vec!["Jaksaminen".to_owned(), " Tuet \n ".to_owned()];
    scene.does("meri", Command::GroupsTopics { titles });
    for (name, topic) in [("aino", 0), ("biret", 1), ("carl", 1), ("donna", 1)] {
        scene.does(name, Command::TopicChoose { topic: Some(topic) });
    }
    assert_eq!(scene.fails("eero", Command::TopicChoose { topic: Some(2) }), RejectCode::TopicUnknown);
    scene.does("meri", arrange(Arrange::Topic { size: 2 }));
    let groups = scene.overview("meri");
    let topics: Vec<_> = groups.planned.iter().map(|group| group.name.topic.clone().unwrap()).collect();
    assert_eq!(topics, ["Jaksaminen", "Tuet", "Tuet"]);
    assert_eq!(groups.topics[1].chosen_by.len(), 3);

    let (aino, meri) = (scene.id("aino"), scene.id("meri"));
    let twice = vec![Draft { topic: None, members: vec![aino, meri] }, Draft { topic: None, members: vec![aino] }];
    assert_eq!(scene.fails("meri", arrange(Arrange::Hand { groups: twice })), RejectCode::PlacedTwice);
    assert_eq!(scene.fails("meri", arrange(Arrange::Size { size: 1 })), RejectCode::NumberOutOfRange);
    for name in ["aino", "eero", "risto"] {
        let told = scene.heard(name);
        assert!(told.iter().all(|event| matches!(event, Event::Topics { .. })), "{name}: {told:?}");
    }
}

#[test]
fn everybody_is_told_of_their_own_group_and_of_no_other() {
    let mut scene = Scene::two_groups();
    scene.together(&["aino", "biret", "carl"]);
    scene.together(&["donna", "eero", "fanni"]);
    scene.together(&["meri"]);
    let (aino, donna) = (scene.id("aino"), scene.id("donna"));
    let place = placed(&scene.heard("aino")).unwrap();
    assert_eq!(place.why, Why::GroupsOpened);
    assert_eq!(place.place.group.as_ref().unwrap().name.number, 1);
    assert_eq!(place.people.len(), 3);
    let overview = scene.overview("meri");
    assert_eq!(overview.open.len(), 2);
    assert_eq!(overview.open[0].here.len(), 3);

    scene.forget_heard();
    scene.does("aino", publish(Source::Microphone, true));
    let told = scene.heard("biret");
    assert_eq!(is_about(&told[0], aino).unwrap().microphone, SourceState::On);
    for name in ["donna", "meri"] {
        scene.heard_nothing(name);
    }
    scene.drop_socket("aino");
    let told = scene.heard("donna");
    assert_eq!(is_about(&told[0], aino).unwrap().microphone, SourceState::Off, "not what she sends");
    let json = serde_json::to_string(&told).unwrap();
    assert!(!json.contains(&scene.group("aino").to_string()), "and not where she is");
    scene.resume("aino").unwrap();
    scene.join("guest", admitting()).unwrap();
    let welcome = scene.welcome("guest");
    assert_eq!(welcome.roster.len(), 8, "the names of all");
    assert!(welcome.roster.iter().all(|person| person.microphone == SourceState::Off));
    assert_eq!(welcome.groups, None);
    assert!(!welcome.place.here.contains(&donna));
    let json = serde_json::to_string(&welcome).unwrap();
    for name in ["aino", "donna"] {
        assert!(!json.contains(&scene.group(name).to_string()));
    }
}

#[test]
fn a_wall_is_ordered_before_anything_new_is_filled() {
    let mut scene = Scene::evening();
    for name in ["aino", "biret", "meri"] {
        scene.does(name, offer());
        scene.does(name, publish(Source::Camera, true));
        scene.does(name, publish(Source::Microphone, true));
    }
    let (aino, biret, meri) = (scene.id("aino"), scene.id("biret"), scene.id("meri"));
    scene.does("aino", Command::View { wants: vec![want(meri), want(biret)] });
    let (receiver, publisher) = (scene.peer("aino"), scene.peer("meri"));
    let publication = Publication { peer: publisher, source: Source::Camera };
    let filled = Report::SlotFilled { receiver, mid: mid("v0"), publication, rtp_timestamp: 5 };
    scene.input(Input::Media(filled.clone()));
    scene.plan(&[&["aino", "biret"]]);
    scene.forget_heard();
    scene.does("meri", Command::GroupsOpen { seconds: None });

    let orders = scene.ordered();
    let places: Vec<_> = (0..orders.len()).filter(|&at| matches!(orders[at], Order::Place { .. })).collect();
    let first_fill = orders.iter().position(|order| matches!(order, Order::FillSlot { .. } | Order::ClearSlot { .. }));
    assert_eq!(places.len(), 2);
    assert!(places.iter().all(|&place| Some(place) < first_fill), "{orders:?}");
    assert!(
        !orders.iter().any(|order| matches!(
            order,
            Order::Connect { .. } | Order::Close { .. } | Order::RestartIce { .. } | Order::Allow { .. }
        )),
        "no negotiation, and who was heard is heard"
    );
    assert!(scene.saw_live("aino").contains(&Live::Slot { mid: mid("v0"), fill: None }));
    // What the engine said before it heard of the wall is told to nobody.
    scene.input(Input::Media(filled));
    assert_eq!(scene.saw_live("aino"), vec![]);
    let peers = vec![publisher, scene.peer("biret")];
    scene.input(Input::Media(Report::Speaking { peers }));
    assert_eq!(scene.saw_live("aino"), vec![Live::Speaking { participants: vec![biret] }]);
    assert_eq!(scene.saw_live("meri"), vec![Live::Speaking { participants: vec![meri] }]);
    assert!(scene.person("aino").on.contains(&Source::Microphone), "the voice survives the move");
    let _ = aino;
}

#[test]
fn who_offers_during_a_move_is_placed_too() {
    let mut scene = Scene::evening();
    scene.answers = false;
    scene.plan(&[&["aino", "biret"]]);
    let request = scene.send("aino", offer());
    let Some(Order::Connect { peer, .. }) = scene.ordered().into_iter().next_back() else { panic!() };
    scene.does("meri", Command::GroupsOpen { seconds: None });
    scene.input(Input::Media(Report::Answered { peer, answer: "answer".to_owned() }));
    assert!(scene.answer("aino", request).unwrap().is_ok());
}

#[test]
fn what_is_said_in_a_group_is_in_memory_and_for_those_who_are_there() {
    let mut scene = Scene::two_groups();
    scene.forget_heard();
    assert_eq!(scene.does("aino", sealed(1)), Outcome::GroupPosted { number: 1, at: scene.now });
    assert_eq!(scene.does("aino", sealed(1)), Outcome::GroupPosted { number: 1, at: scene.now }, "again is harmless");
    assert_eq!(scene.fails("biret", sealed(1)), RejectCode::MessageConflict);
    scene.does("donna", sealed(1));
    for (name, count) in [("aino", 1), ("biret", 1), ("eero", 1), ("meri", 0)] {
        let heard = scene.heard(name);
        let posted = heard.iter().filter(|event| matches!(event, Event::GroupPosted { .. })).count();
        assert_eq!((posted, heard.len()), (count, count), "{name}");
    }
    let text = Command::GroupPost { message: message(2), sealed: "not base64!".to_owned() };
    assert_eq!(scene.fails("aino", text), RejectCode::Malformed);
    assert_eq!(scene.fails("meri", sealed(3)), RejectCode::NotInGroup);
    let rejection = scene.write_to_all("aino", 4, "oops").unwrap_err();
    assert_eq!(rejection.code, RejectCode::InGroup, "nothing slips out into the evening's chat");
    assert!(scene.stored.restored.chat.is_empty());

    scene.drop_socket("biret");
    scene.does("aino", sealed(5));
    scene.resume("biret").unwrap();
    assert!(scene.heard("biret").iter().any(|event| matches!(event, Event::GroupPosted { .. })), "replayed");
    scene.does("meri", Command::GroupMove { participant: scene.id("donna"), group: Some(scene.group("aino")) });
    let place = placed(&scene.heard("donna")).unwrap();
    assert_eq!((place.why, place.place.chat.len()), (Why::Moved, 0), "what was written before is not hers");
    scene.join("biret", admitting()).unwrap();
    assert_eq!(scene.welcome("biret").place.chat.len(), 2, "a page that is loaded again is told what it had");
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    let place = placed(&scene.heard("aino")).unwrap();
    assert_eq!((place.why, place.place.group, place.place.chat.len()), (Why::GroupClosed, None, 0));
    scene.plan(&[&["aino"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    assert_eq!(placed(&scene.heard("aino")).unwrap().place.chat, vec![], "a new group knows nothing of the old one");
}

#[test]
fn a_timer_calls_back_gently_and_gives_one_more_minute() {
    let mut scene = Scene::two_groups();
    scene.does("meri", Command::GroupsTimer { seconds: Some(300) });
    assert_eq!(scene.fails("aino", Command::GroupOneMoreMinute), RejectCode::NoMoreTime);
    scene.forget_heard();
    scene.pass(240_000);
    let told = scene.heard("aino");
    let [Event::GroupUpdated { group }] = &told[..] else { panic!("{told:?}") };
    let ends_at = group.timer.unwrap().ends_at;
    assert!(group.timer.unwrap().called_back && ends_at == scene.now.plus(60_000));
    scene.does("aino", Command::GroupOneMoreMinute);
    assert_eq!(scene.fails("biret", Command::GroupOneMoreMinute), RejectCode::NoMoreTime, "one is one");
    scene.pass(60_000);
    scene.together(&["meri", "donna", "eero", "fanni"]);
    scene.together(&["aino", "biret", "carl"]);
    scene.pass(60_000);
    scene.together(&["meri", "aino", "biret", "carl", "donna", "eero", "fanni"]);
    assert!(scene.room.groups.none_open());

    scene.plan(&[&["aino", "biret"]]);
    scene.does("meri", Command::GroupsOpen { seconds: Some(600) });
    scene.does("meri", Command::GroupsClose { seconds: 30 });
    scene.does("biret", Command::GroupOneMoreMinute);
    scene.pass(89_999);
    scene.together(&["aino", "biret"]);
    scene.pass(1);
    assert_eq!(scene.scope("aino"), Scope::Evening);
    assert_eq!(scene.fails("meri", Command::GroupsClose { seconds: 0 }), RejectCode::GroupsNotOpen);
}

#[test]
fn staff_is_announced_before_anything_of_either_side_is_there() {
    let mut scene = Scene::two_groups();
    let (group, meri) = (scene.group("aino"), scene.id("meri"));
    scene.does("aino", Command::GroupCallModerator { on: true });
    let overview = scene.overview("meri");
    assert!(overview.open[0].calls_since.is_some() && overview.open[1].calls_since.is_none());
    scene.forget_heard();
    scene.does("meri", Command::GroupEnter { group });
    let told = scene.heard("aino");
    let [Event::VisitAnnounced { visit }] = &told[..] else { panic!("{told:?}") };
    assert_eq!((visit.participant, visit.enters_at), (meri, scene.now.plus(3_000)));
    assert_eq!(scene.ordered(), vec![], "not yet");
    scene.heard_nothing("donna");
    scene.heard_nothing("meri");
    scene.pass(2_999);
    assert_eq!(scene.scope("meri"), Scope::Evening);
    scene.does("meri", Command::GroupLeave);
    assert_eq!(scene.heard("aino"), vec![Event::VisitCancelled { participant: meri }]);
    scene.pass(5_000);
    assert_eq!(scene.scope("meri"), Scope::Evening);
    scene.does("meri", Command::GroupEnter { group });
    scene.pass(3_000);
    scene.together(&["meri", "aino", "biret", "carl"]);
    assert_eq!(scene.overview("meri").open[0].calls_since, None, "a moderator has come");
    // On to the next group, announced there too; who goes out is not.
    let other = scene.group("donna");
    scene.does("meri", Command::GroupEnter { group: other });
    scene.together(&["meri", "aino", "biret", "carl"]);
    scene.pass(3_000);
    scene.together(&["meri", "donna", "eero", "fanni"]);
    // Staff that is moved there, or comes back after a loss, is announced as well.
    scene.does("meri", Command::GroupMove { participant: meri, group: Some(group) });
    scene.pass(3_000);
    scene.drop_socket("meri");
    scene.pass(10_000);
    scene.forget_heard();
    scene.resume("meri").unwrap();
    assert_eq!(scene.scope("meri"), Scope::Evening);
    assert!(scene.heard("aino").iter().any(|event| matches!(event, Event::VisitAnnounced { .. })));
    scene.pass(3_000);
    scene.together(&["meri", "aino", "biret", "carl"]);
}

#[test]
fn who_drops_returns_to_the_same_group() {
    let mut scene = Scene::two_groups();
    let group = scene.scope("aino");
    scene.drop_socket("aino");
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, true)));
    assert_eq!(scene.scope("aino"), group);
    scene.drop_socket("aino");
    scene.pass(10_000);
    assert_eq!(scene.scope("aino"), Scope::Evening);
    scene.together(&["biret", "carl"]);
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)));
    assert_eq!(scene.welcome("aino").place.group.unwrap().name.number, 1);
    scene.together(&["aino", "biret", "carl"]);
    scene.join("aino", admitting()).unwrap();
    assert_eq!(scene.scope("aino"), group, "a reload");
    scene.does("aino", Command::GroupLeave);
    let assigned = placed(&scene.heard("aino")).unwrap().place.assigned.unwrap();
    scene.does("aino", Command::GroupEnter { group: assigned.id });
    assert_eq!(scene.scope("aino"), group, "without an announcement: it is her own");
    // All lines break at once: the groups are still there.
    for name in ["meri", "aino", "biret", "carl", "donna", "eero", "fanni"] {
        scene.drop_socket(name);
    }
    scene.idle = 0;
    scene.pass(60_000);
    assert_eq!(scene.idle, 0);
    for name in ["aino", "biret", "carl", "donna"] {
        scene.resume(name).unwrap();
    }
    scene.together(&["aino", "biret", "carl"]);
    for name in ["aino", "biret", "carl", "donna"] {
        scene.drop_socket(name);
    }
    scene.pass(1_000_000);
    assert_eq!(scene.idle, 1, "but not for ever");
    assert_eq!(scene.resume("aino"), Ok((Standing::Admitted, false)));
    assert_eq!(scene.scope("aino"), Scope::Evening);
}

#[test]
fn who_leaves_or_is_removed_is_out_of_the_group() {
    let mut scene = Scene::two_groups();
    let (carl, donna) = (scene.id("carl"), scene.id("donna"));
    scene.does("carl", Command::Leave { quiet: false });
    scene.does("meri", Command::Remove { participant: donna });
    scene.together(&["aino", "biret"]);
    scene.together(&["eero", "fanni"]);
    let left = |events: &[Event], who| {
        events.iter().any(|event| matches!(event, Event::ParticipantLeft { participant, .. } if *participant == who))
    };
    let heard = scene.heard("eero");
    assert!(left(&heard, carl) && left(&heard, donna), "the evening's roster is told to all");
    assert!(heard.contains(&Event::ParticipantLeft { participant: donna, reason: LeaveReason::Removed }));
    assert_eq!(scene.overview("meri").open[0].assigned.len(), 2);
}

#[test]
fn hands_floor_and_stage_are_those_of_the_place() {
    let mut scene = Scene::two_groups();
    let (aino, donna) = (scene.id("aino"), scene.id("donna"));
    scene.does("aino", Command::HandRaise);
    assert!(scene.heard("biret").contains(&Event::Hands { queue: vec![aino] }));
    assert!(!scene.heard("donna").iter().any(|event| matches!(event, Event::Hands { .. })));
    for name in ["aino", "donna", "meri"] {
        scene.does(name, publish(Source::Screen, true));
    }
    assert_eq!(scene.room.stages.len(), 3, "each place has a stage of its own");
    scene.does("meri", Command::HoldFloor);
    scene.does("aino", publish(Source::Microphone, true));
    assert_eq!(scene.fails("meri", Command::GiveFloor { participant: aino }), RejectCode::ParticipantUnknown);
    scene.forget_heard();
    scene.does("aino", Command::GroupLeave);
    let heard = scene.heard("aino");
    let place = placed(&heard).unwrap();
    assert!(matches!(place.floor, crate::wire::floor::Floor::Held { .. }));
    assert!(heard.contains(&Event::Muted { source: Source::Microphone, enforced: true }), "the floor is held here");
    assert!(heard.contains(&Event::Muted { source: Source::Screen, enforced: false }));
    assert_eq!(scene.room.hands, vec![]);
    scene.does("meri", Command::MuteAll);
    assert!(!scene.heard("donna").iter().any(|event| matches!(event, Event::Muted { .. })));
    assert_eq!(scene.person("donna").id(), donna);
    let text = "Viisi minuuttia vielä.".to_owned();
    scene.does("meri", Command::GroupsMessage { text });
    for name in ["aino", "eero", "meri"] {
        assert!(scene.heard(name).iter().any(|event| matches!(event, Event::GroupsMessage { .. })));
    }
}

impl Scene {
    /// Everything that a hostile client may try against a group that isn't theirs.
    fn tries_everything(&mut self, hostile: &'static str, theirs: GroupId) {
        let (me, donna) = (self.id(hostile), self.id("donna"));
        let outside = !self.person(hostile).is_inside();
        let or = |code| if outside { RejectCode::NotAdmitted } else { code };
        let unknown = GroupId(Uuid::from_u128(77));
        let hand = Arrange::Hand { groups: vec![Draft { topic: None, members: vec![me, donna] }] };
        let mut commands = vec![
            (arrange(hand), RejectCode::Forbidden),
            (arrange(Arrange::Size { size: 2 }), RejectCode::Forbidden),
            (Command::GroupsOpen { seconds: None }, RejectCode::Forbidden),
            (Command::GroupsTimer { seconds: Some(60) }, RejectCode::Forbidden),
            (Command::GroupsClose { seconds: 0 }, RejectCode::Forbidden),
            (Command::GroupsMessage { text: "Hei".to_owned() }, RejectCode::Forbidden),
            (Command::GroupsTopics { titles: vec![] }, RejectCode::Forbidden),
            (Command::SideTalkAsk { participant: donna }, RejectCode::SideTalkBusy),
            (Command::SideTalkAnswer { participant: donna, accept: true }, RejectCode::SideTalkNotAsked),
        ];
        for group in [Some(theirs), Some(unknown), None] {
            commands.extend(group.map(|group| (Command::GroupEnter { group }, RejectCode::Forbidden)));
            for participant in [me, donna] {
                commands.push((Command::GroupMove { participant, group }, RejectCode::Forbidden));
            }
        }
        if self.scope(hostile) == Scope::Evening {
            let own =
                [sealed(9), Command::GroupOneMoreMinute, Command::GroupCallModerator { on: true }, Command::GroupLeave];
            commands.extend(own.map(|command| (command, RejectCode::NotInGroup)));
        }
        for (command, code) in commands {
            assert_eq!(self.fails(hostile, command.clone()), or(code), "{hostile}: {command:?}");
        }
    }
}

/// A hostile client that is in a group of its own, in the common room, or in the lobby, against one it isn't in.
#[test]
fn nobody_joins_lists_or_writes_to_a_group_that_is_not_theirs() {
    let mut scene = Scene::two_groups();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    scene.join("guest", admitting()).unwrap();
    scene.join("knocker", shared()).unwrap();
    let theirs = scene.group("donna");
    scene.forget_heard();
    let before: Vec<_> = ["donna", "eero", "fanni"].iter().map(|name| scene.scope(name)).collect();
    for hostile in ["aino", "guest", "risto", "knocker"] {
        scene.tries_everything(hostile, theirs);
        scene.heard_nothing(hostile);
    }
    for name in ["donna", "eero", "fanni", "meri"] {
        scene.heard_nothing(name);
    }
    let after: Vec<_> = ["donna", "eero", "fanni"].iter().map(|name| scene.scope(name)).collect();
    assert_eq!(before, after, "nobody was moved");
    let unknown = Command::GroupEnter { group: GroupId(Uuid::from_u128(77)) };
    assert_eq!(scene.fails("meri", unknown), RejectCode::GroupUnknown);
}

/// Commands that are allowed, and show nothing of what is behind the wall.
#[test]
fn nobody_sees_hears_or_is_told_of_a_group_that_is_not_theirs() {
    let mut scene = Scene::two_groups();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    scene.join("guest", admitting()).unwrap();
    let donna = scene.id("donna");
    for name in ["aino", "donna", "guest"] {
        scene.does(name, offer());
    }
    scene.does("donna", publish(Source::Camera, true));
    scene.forget_heard();
    for name in ["aino", "guest"] {
        scene.does(name, Command::View { wants: vec![want(donna)] });
    }
    assert!(!scene.ordered().iter().any(|order| matches!(order, Order::FillSlot { .. })));
    scene.does("aino", sealed(10));
    scene.does("aino", Command::GroupCallModerator { on: true });
    scene.does("donna", publish(Source::Camera, false));
    scene.does("donna", sealed(11));
    let peers = vec![scene.peer("donna")];
    scene.does("donna", publish(Source::Microphone, true));
    scene.input(Input::Media(Report::Speaking { peers }));
    for name in ["guest", "risto"] {
        scene.heard_nothing(name);
        assert_eq!(scene.saw_live(name), vec![]);
    }
    assert_eq!(scene.saw_live("aino"), vec![]);
    let heard = scene.heard("aino");
    assert!(heard.iter().all(|event| matches!(event, Event::GroupPosted { .. } | Event::GroupUpdated { .. })));
    assert_eq!(heard.len(), 2);
    let heard = scene.heard("donna");
    assert!(!heard.iter().any(|event| matches!(event, Event::GroupUpdated { .. })), "{heard:?}");
}

#[test]
fn people_meet_others_than_last_time_also_after_a_restart() {
    let mut scene = Scene::evening();
    for name in ["carl", "donna", "eero", "fanni"] {
        scene.join(name, admitting()).unwrap();
    }
    scene.plan(&[&["aino", "biret", "carl"], &["donna", "eero", "fanni"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    assert_eq!(scene.stored.restored.pairs.len(), 6);
    scene.restart();
    for name in ["meri", "aino", "biret", "carl", "donna", "eero", "fanni"] {
        scene.resume(name).unwrap();
    }
    scene.does("meri", arrange(Arrange::Mixed { size: 2 }));
    let first: Vec<_> = ["aino", "biret", "carl"].iter().map(|name| scene.id(name)).collect();
    for group in scene.overview("meri").planned {
        let known = group.members.iter().filter(|who| first.contains(who)).count();
        assert_eq!(known, 1, "one of each earlier group");
    }
    scene.join("olga", staff(Role::Organizer)).unwrap();
    let participant = scene.id("olga");
    assert_eq!(
        scene.fails("meri", Command::GroupMove { participant, group: None }),
        RejectCode::Forbidden,
        "above her"
    );
}

#[test]
fn staff_that_is_planned_into_a_group_is_announced_there_before() {
    let mut scene = Scene::evening();
    scene.plan(&[&["meri", "aino", "biret"]]);
    scene.forget_heard();
    scene.does("meri", Command::GroupsOpen { seconds: None });
    assert_eq!((scene.scope("meri"), scene.scope("aino")), (Scope::Evening, scene.scope("biret")));
    let announced = |event: &Event| matches!(event, Event::VisitAnnounced { .. });
    assert!(scene.heard("aino").iter().any(announced));
    scene.pass(crate::limits::VISIT_ANNOUNCED_MS);
    assert_eq!(scene.scope("meri"), scene.scope("aino"));
}

#[test]
fn who_has_left_a_group_is_not_thrown_back_into_it() {
    let mut scene = Scene::two_groups();
    let (aino, group) = (scene.id("aino"), scene.group("aino"));
    scene.does("aino", Command::GroupLeave);
    let lost_and_back = |scene: &mut Scene, name| {
        scene.drop_socket(name);
        scene.pass(10_000);
        scene.forget_heard();
        assert_eq!(scene.resume(name), Ok((Standing::Admitted, false)));
    };
    lost_and_back(&mut scene, "aino");
    assert_eq!(scene.scope("aino"), Scope::Evening, "she did not want to be there");
    assert_eq!(scene.welcome("aino").place.assigned.map(|name| name.id), Some(group), "but may return");
    for name in ["biret", "carl"] {
        let told = scene.heard(name);
        assert!(!told.iter().any(|event| matches!(event, Event::VisitAnnounced { .. })), "{name}: {told:?}");
    }
    scene.does("aino", Command::GroupEnter { group });
    lost_and_back(&mut scene, "aino");
    assert_eq!(scene.scope("aino"), Scope::Group(group), "back by her own wish, she belongs there again");
    scene.does("aino", Command::GroupLeave);
    scene.does("meri", Command::GroupMove { participant: aino, group: Some(group) });
    lost_and_back(&mut scene, "aino");
    assert_eq!(scene.scope("aino"), Scope::Group(group));
    scene.does("aino", Command::GroupLeave);
    scene.does("meri", Command::GroupsClose { seconds: 0 });
    scene.plan(&[&["aino", "biret"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    lost_and_back(&mut scene, "aino");
    scene.together(&["aino", "biret"]);
}

#[test]
fn staff_that_has_left_its_group_is_not_announced_there_again() {
    let mut scene = Scene::evening();
    scene.join("risto", staff(Role::Advisor)).unwrap();
    scene.plan(&[&["aino", "biret", "risto"]]);
    scene.does("meri", Command::GroupsOpen { seconds: None });
    scene.does("risto", Command::GroupLeave);
    scene.drop_socket("risto");
    scene.pass(10_000);
    scene.forget_heard();
    scene.resume("risto").unwrap();
    scene.pass(60_000);
    assert_eq!(scene.scope("risto"), Scope::Evening);
    let told = scene.heard("aino");
    assert!(!told.iter().any(|event| matches!(event, Event::VisitAnnounced { .. })), "{told:?}");
}

#[test]
fn who_may_no_longer_enter_groups_is_in_none_and_on_the_way_to_none() {
    let mut scene = Scene::two_groups();
    for name in ["olga", "pekka"] {
        scene.join(name, staff(Role::Organizer)).unwrap();
    }
    let (group, olga, pekka) = (scene.group("aino"), scene.id("olga"), scene.id("pekka"));
    scene.does("olga", Command::GroupEnter { group });
    scene.pass(3_000);
    assert_eq!(scene.scope("olga"), Scope::Group(group));
    scene.does("pekka", Command::GroupEnter { group });
    scene.forget_heard();
    scene.does("pekka", Command::SetRole { participant: olga, role: Role::Participant });
    assert_eq!(scene.scope("olga"), Scope::Evening);
    assert_eq!(scene.heard("donna").iter().filter(|event| matches!(event, Event::Here { .. })).count(), 0);
    scene.join("raili", staff(Role::Organizer)).unwrap();
    scene.does("raili", Command::SetRole { participant: pekka, role: Role::Advisor });
    assert!(scene.heard("aino").contains(&Event::VisitCancelled { participant: pekka }));
    scene.pass(10_000);
    assert_eq!(scene.scope("pekka"), Scope::Evening);
    scene.together(&["aino", "biret", "carl"]);
    let aino = scene.id("aino");
    scene.does("raili", Command::SetRole { participant: aino, role: Role::Captioner });
    assert_eq!(scene.scope("aino"), Scope::Group(group), "who belongs there stays");
}

#[test]
fn after_a_side_talk_nobody_returns_to_a_group_that_is_not_theirs_any_more() {
    let mut scene = Scene::two_groups();
    for name in ["olga", "pekka"] {
        scene.join(name, staff(Role::Organizer)).unwrap();
    }
    let (group, olga, aino) = (scene.group("aino"), scene.id("olga"), scene.id("aino"));
    scene.does("olga", Command::GroupEnter { group });
    scene.pass(3_000);
    scene.does("olga", Command::SideTalkAsk { participant: aino });
    scene.does("aino", Command::SideTalkAnswer { participant: olga, accept: true });
    scene.does("pekka", Command::SetRole { participant: olga, role: Role::Participant });
    scene.together(&["olga", "aino"]);
    scene.does("olga", Command::GroupLeave);
    assert_eq!(scene.scope("olga"), Scope::Evening);
    scene.together(&["aino", "biret", "carl"]);
}

#[test]
fn groups_are_not_held_open_by_somebody_who_waits_at_the_door() {
    let mut scene = Scene::two_groups();
    assert_eq!(scene.join("gunnar", shared()), Ok(Standing::Waiting));
    for name in ["meri", "aino", "biret", "carl", "donna", "eero", "fanni"] {
        scene.drop_socket(name);
    }
    scene.pass(10_000);
    assert!(!scene.room.groups.none_open());
    scene.pass(10 * 60_000);
    assert!(scene.room.groups.none_open());
    assert_eq!(scene.idle, 0);
    scene.does("gunnar", Command::Leave { quiet: true });
    assert_eq!(scene.idle, 1, "and the room may be forgotten");
}
