//! Random steps of many people.

use std::collections::HashMap;

use koronailta_signaling::{
    ids::{GroupId, MessageId},
    wire::{Command, Event, group::Arrange, keys::KeyScope},
};

use super::{
    super::Dice,
    Gathering,
    judge::{Judged, Record, judge},
};
use crate::{Deadline, ear::locked, participant::Participant, person::fresh, server::Server};

/// How long a step may be listened to before the next one.
const LISTENED: std::time::Duration = std::time::Duration::from_millis(300);

/// What came of the steps.
#[derive(Clone, Debug, Default)]
pub struct Walls {
    /// Steps that were carried out.
    pub steps: usize,
    /// What reached whom.
    pub judged: Judged,
    /// Messages written in groups.
    pub written: usize,
    /// Of these, read by another member.
    pub read: usize,
}

/// What a scene knows besides the people.
struct Scene {
    gathering: Gathering,
    groups: Vec<GroupId>,
    records: Vec<Record>,
    written: HashMap<MessageId, KeyScope>,
    dice: Dice,
    walls: Walls,
}

/// So many people in so many groups take so many random steps.
///
/// # Panics
/// When a step that must be carried out is not.
pub async fn walls(server: &Server, people: u32, groups: u8, steps: usize, seed: u64) -> Walls {
    let mut gathering = Gathering::new(server, people).await;
    let groups = gathering.open(Arrange::Number { number: groups }).await;
    let (records, written) = (Vec::new(), HashMap::new());
    let mut scene = Scene { gathering, groups, records, written, dice: Dice(seed), walls: Walls::default() };
    while scene.walls.steps < steps {
        scene.step().await;
        scene.writes().await;
    }
    let Scene { gathering, mut records, written, mut walls, .. } = scene;
    records.extend(gathering.people.iter().map(Record::of));
    gathering.ends().await;
    walls.judged = judge(&records, &written);
    walls
}

impl Scene {
    fn anybody(&mut self) -> usize {
        self.dice.roll(self.gathering.people.len())
    }

    fn any_group(&mut self) -> GroupId {
        let index = self.dice.roll(self.groups.len());
        self.groups[index]
    }

    async fn step(&mut self) {
        let who = self.anybody();
        let kind = self.dice.roll(100);
        let id = self.gathering.people[who].id();
        match kind {
            0..45 => {
                let group = Some(self.any_group());
                self.gathering.moderator.done(Command::GroupMove { participant: id, group }).await;
            }
            45..55 => {
                self.gathering.moderator.done(Command::GroupMove { participant: id, group: None }).await;
            }
            55..75 => self.goes_by_itself(who).await,
            75..90 => {
                let person = &mut self.gathering.people[who].person;
                person.breaks_off();
                self.gathering.moderator.barrier().await;
                let resumed = person.resume().await;
                resumed.unwrap_or_else(|rejection| panic!("{} cannot come back: {rejection:?}", person.name));
            }
            _ => self.is_replaced(who).await,
        }
        self.walls.steps += 1;
        let who = who.min(self.gathering.people.len() - 1);
        self.gathering.people[who].person.barrier().await;
        listened(&self.gathering.people[who]).await;
    }

    /// Out of the group, or back into the own one.
    async fn goes_by_itself(&mut self, who: usize) {
        let person = &mut self.gathering.people[who].person;
        let in_group = locked(person.keyring.as_ref().expect("keys")).scope() != Some(KeyScope::Evening);
        if in_group {
            person.done(Command::GroupLeave).await;
            return;
        }
        for group in self.groups.clone() {
            // Into the own one only; the others are tried as well, and refused.
            let _ = self.gathering.people[who].person.socket.ask(Command::GroupEnter { group }).await;
        }
    }

    /// One goes for good, another comes and is put into a group.
    async fn is_replaced(&mut self, who: usize) {
        let gone = self.gathering.people.swap_remove(who);
        self.records.push(Record::of(&gone));
        gone.leaves().await;
        self.gathering.comes().await;
        let participant = self.gathering.people.last().expect("who came").id();
        let group = Some(self.any_group());
        self.gathering.moderator.done(Command::GroupMove { participant, group }).await;
    }

    /// Somebody in a group writes, and another one there reads it.
    async fn writes(&mut self) {
        let who = self.anybody();
        let author = &mut self.gathering.people[who];
        author.person.barrier().await;
        let id = MessageId(fresh());
        let text = format!("sana {}", self.walls.written);
        let (scope, sealed) = {
            let mut ring = locked(author.person.keyring.as_ref().expect("keys"));
            (ring.scope(), ring.write(&id.to_string(), &text))
        };
        let (Some(scope), Some(sealed)) = (scope, sealed) else { return };
        self.written.insert(id, scope);
        author.person.done(Command::GroupPost { message: id, sealed }).await;
        self.walls.written += 1;
        let epoch = locked(author.person.keyring.as_ref().expect("keys")).used;
        let reader = self.gathering.people.iter().enumerate().find(|(index, other)| {
            let ring = locked(other.person.keyring.as_ref().expect("keys"));
            *index != who && ring.scope() == Some(scope) && ring.used == epoch
        });
        let Some((_, reader)) = reader else { return };
        let posted = |event: &Event| match event {
            Event::GroupPosted { message } if message.id == id => Some(message.clone()),
            _ => None,
        };
        let message = reader.person.expect("the message", posted).await;
        let read = locked(reader.person.keyring.as_ref().expect("keys")).read(&message);
        self.walls.read += usize::from(read.as_deref() == Some(&text));
    }
}

/// Until something was heard, if anybody speaks where they are.
async fn listened(participant: &Participant) {
    let before = participant.peer.total();
    let deadline = Deadline::after(LISTENED);
    while participant.peer.total() < before + 3 && !deadline.is_over() {
        deadline.pause().await;
    }
}
