//! Planning groups: by size, by number, by hand, by the topics that people choose, or so that people meet others.

use std::collections::BTreeSet;

use super::{
    Room,
    arrange::{divide, mix, number_of, shuffle},
    in_range,
};
use crate::{
    ids::{DeviceId, GroupId, ParticipantId, Timestamp},
    limits, names,
    room::{
        Entropy,
        command::{DONE, Handled},
        people::Person,
    },
    wire::{
        Event, Param, RejectCode, Rejection,
        group::{Arrange, Draft, GroupName, PlannedGroup},
        participant::Role,
    },
};

/// A topic, or none where nothing is written.
fn topic(text: &str) -> Result<Option<String>, Rejection> {
    let tidy = names::optional_text(text, &limits::TOPIC)?;
    let line = tidy.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok((!line.is_empty()).then_some(line))
}

type Plan = Vec<(Option<String>, Vec<ParticipantId>)>;

impl Room {
    pub(in crate::room) fn groups_arrange(
        &mut self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        arrange: Arrange,
    ) -> Handled {
        let plan = match arrange {
            Arrange::Hand { groups } => self.by_hand(groups)?,
            Arrange::Size { size } => self.by_size(entropy, size)?,
            Arrange::Number { number } => self.by_number(entropy, number)?,
            Arrange::Topic { size } => self.by_topic(entropy, size)?,
            Arrange::Mixed { size } => self.mixed(entropy, size)?,
        };
        limits::GROUPS.check(plan.len())?;
        let mut planned = Vec::new();
        for ((topic, members), number) in plan.into_iter().zip(1..) {
            let mut fresh = [0; 10];
            entropy.fill(&mut fresh);
            planned.push(PlannedGroup { name: GroupName { id: GroupId::new(now, fresh), number, topic }, members });
        }
        self.groups.planned = planned;
        self.groups_stale = true;
        DONE
    }

    /// Whom a plan takes by itself: participants. Staff and captioners are put into groups by hand.
    fn to_be_arranged(&self, entropy: &mut dyn Entropy) -> Result<Vec<ParticipantId>, Rejection> {
        let takes_part = |person: &&Person| person.session.role == Role::Participant;
        let mut people: Vec<_> = self.people.inside().filter(takes_part).map(Person::id).collect();
        if people.is_empty() {
            return Err(RejectCode::GroupsNotPlanned.into());
        }
        shuffle(entropy, &mut people);
        Ok(people)
    }

    fn by_size(&self, entropy: &mut dyn Entropy, size: u8) -> Result<Plan, Rejection> {
        in_range(u64::from(size), &limits::GROUP_SIZE)?;
        let people = self.to_be_arranged(entropy)?;
        Ok(unnamed(divide(&people, number_of(people.len(), usize::from(size)))))
    }

    fn by_number(&self, entropy: &mut dyn Entropy, number: u8) -> Result<Plan, Rejection> {
        in_range(u64::from(number), &(1..=limits::GROUPS.max as u64))?;
        let people = self.to_be_arranged(entropy)?;
        Ok(unnamed(divide(&people, usize::from(number))))
    }

    fn mixed(&self, entropy: &mut dyn Entropy, size: u8) -> Result<Plan, Rejection> {
        in_range(u64::from(size), &limits::GROUP_SIZE)?;
        let people = self.to_be_arranged(entropy)?;
        let device = |who: &ParticipantId| Some((*who, self.people.get(*who)?.session.device));
        let known: Vec<(ParticipantId, DeviceId)> = people.iter().filter_map(device).collect();
        let mut groups = divide(&known, number_of(known.len(), usize::from(size)));
        mix(&mut groups, |(_, a), (_, b)| self.groups.pairs.get(&(a.min(b), a.max(b))).copied().unwrap_or(0));
        let ids = |group: Vec<(ParticipantId, DeviceId)>| group.into_iter().map(|(who, _)| who).collect();
        Ok(unnamed(groups.into_iter().map(ids).collect()))
    }

    fn by_topic(&self, entropy: &mut dyn Entropy, size: u8) -> Result<Plan, Rejection> {
        in_range(u64::from(size), &limits::GROUP_SIZE)?;
        let people = self.to_be_arranged(entropy)?;
        let mut plan = Vec::new();
        for (at, title) in self.groups.topics.iter().enumerate() {
            let chose =
                |who: &&ParticipantId| self.groups.chosen.get(who).is_some_and(|&chosen| usize::from(chosen) == at);
            let members: Vec<_> = people.iter().filter(chose).copied().collect();
            if !members.is_empty() {
                let groups = members.len().div_ceil(usize::from(size));
                plan.extend(divide(&members, groups).into_iter().map(|group| (Some(title.clone()), group)));
            }
        }
        if plan.is_empty() { Err(RejectCode::GroupsNotPlanned.into()) } else { Ok(plan) }
    }

    fn by_hand(&self, drafts: Vec<Draft>) -> Result<Plan, Rejection> {
        limits::GROUPS.check(drafts.len())?;
        let mut placed = BTreeSet::new();
        let mut plan = Vec::new();
        for draft in drafts {
            limits::GROUP_MEMBERS.check(draft.members.len())?;
            for &who in &draft.members {
                let name = self.target(who)?.session.name.clone();
                if !placed.insert(who) {
                    return Err(RejectCode::PlacedTwice.reject().param("name", Param::Text(name)));
                }
            }
            plan.push((draft.topic.as_deref().map(topic).transpose()?.flatten(), draft.members));
        }
        Ok(plan)
    }

    pub(in crate::room) fn groups_topics(&mut self, titles: &[String]) -> Handled {
        limits::TOPICS.check(titles.len())?;
        let mut topics = Vec::new();
        for title in titles {
            topics.push(topic(title)?.ok_or(RejectCode::TextEmpty)?);
        }
        self.groups.topics = topics;
        self.groups.chosen.clear();
        self.groups_stale = true;
        for who in self.people.inside_ids() {
            let offer = self.topic_offer(who);
            self.tell(who, Event::Topics { offer });
        }
        DONE
    }

    pub(in crate::room) fn topic_choose(&mut self, who: ParticipantId, topic: Option<u8>) -> Handled {
        match topic {
            Some(topic) if usize::from(topic) < self.groups.topics.len() => self.groups.chosen.insert(who, topic),
            Some(_) => return Err(RejectCode::TopicUnknown.into()),
            None => self.groups.chosen.remove(&who),
        };
        self.groups_stale = true;
        let offer = self.topic_offer(who);
        self.tell(who, Event::Topics { offer });
        DONE
    }
}

fn unnamed(groups: Vec<Vec<ParticipantId>>) -> Plan {
    groups.into_iter().map(|members| (None, members)).collect()
}
