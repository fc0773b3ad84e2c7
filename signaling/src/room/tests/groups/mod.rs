//! Small groups: who is told what, who gets where, and that a wall is a wall.

mod returning;
mod together;
mod walls;

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
