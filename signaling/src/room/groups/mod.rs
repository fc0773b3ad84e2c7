//! Small groups: planned, opened, timed, called back. Nothing of them is on disk but how often people were together.

mod arrange;
mod chat;
mod plan;
mod visit;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Room,
    command::{DONE, Handled},
    kept::{Asker, Effect},
    place::Move,
};
use crate::{
    ids::{DeviceId, GroupId, ParticipantId, Timestamp},
    limits,
    media::Scope,
    names,
    timer::Timer,
    wire::{
        Event, Param, RejectCode, Rejection,
        group::{
            self, GroupKind, GroupName, GroupTimer, MyGroup, OpenGroup, PlannedGroup, TopicChoice, TopicOffer, Why,
        },
        permission::Permission,
    },
};
pub(super) use arrange::shuffle;
use chat::GroupChat;
pub(super) use chat::is_sealed;
use visit::Visits;

/// How often two browsers were in a group together.
pub(super) type Pairs = BTreeMap<(DeviceId, DeviceId), u32>;

/// Everything about groups.
#[derive(Debug, Default)]
pub(super) struct Groups {
    planned: Vec<PlannedGroup>,
    open: BTreeMap<GroupId, Group>,
    /// Who belongs to which open group, also while they are elsewhere or lost.
    assigned: BTreeMap<ParticipantId, GroupId>,
    /// Who left a group by their own wish: after a loss they are not thrown back into it.
    stay_out: BTreeSet<ParticipantId>,
    topics: Vec<String>,
    chosen: BTreeMap<ParticipantId, u8>,
    visits: Visits,
    pairs: Pairs,
}

/// A group that is open.
#[derive(Debug)]
pub(super) struct Group {
    name: GroupName,
    pub(super) kind: Kind,
    timer: Option<GroupTimer>,
    calls_since: Option<Timestamp>,
    chat: GroupChat,
}

/// What kind of a group.
#[derive(Debug)]
pub(super) enum Kind {
    Small,
    /// Where the two were before.
    SideTalk(BTreeMap<ParticipantId, Scope>),
}

impl Groups {
    pub(super) fn restored(pairs: Pairs) -> Self {
        Self { pairs, ..Self::default() }
    }

    /// The open group that somebody belongs to.
    pub(super) fn assignment(&self, who: ParticipantId) -> Option<GroupId> {
        self.assigned.get(&who).copied()
    }

    /// The open group that somebody goes back to by themselves.
    pub(super) fn goes_back_to(&self, who: ParticipantId) -> Option<GroupId> {
        self.assignment(who).filter(|_| !self.stay_out.contains(&who))
    }

    fn assign(&mut self, who: ParticipantId, group: GroupId) {
        self.assigned.insert(who, group);
        self.stay_out.remove(&who);
    }

    fn unassign(&mut self, who: ParticipantId) {
        self.assigned.remove(&who);
        self.stay_out.remove(&who);
    }

    pub(super) fn assigned_to(&self, who: ParticipantId) -> Option<GroupName> {
        self.open.get(&self.assignment(who)?).map(|group| group.name.clone())
    }

    pub(super) fn get(&self, group: GroupId) -> Option<&Group> {
        self.open.get(&group)
    }

    /// Whether the scope is there.
    pub(super) fn has(&self, scope: Scope) -> bool {
        match scope {
            Scope::Evening => true,
            Scope::Group(group) => self.open.contains_key(&group),
        }
    }

    pub(super) fn ids(&self) -> Vec<GroupId> {
        self.open.keys().copied().collect()
    }

    pub(super) fn none_open(&self) -> bool {
        self.open.is_empty()
    }

    fn small(&self) -> Vec<GroupId> {
        self.open.iter().filter(|(_, group)| matches!(group.kind, Kind::Small)).map(|(id, _)| *id).collect()
    }

    /// A group that a moderator has arranged.
    fn small_group(&self, group: GroupId) -> Result<&Group, Rejection> {
        let found = self.open.get(&group).filter(|group| matches!(group.kind, Kind::Small));
        found.ok_or_else(|| RejectCode::GroupUnknown.into())
    }

    /// Opens a talk of two.
    pub(super) fn open_side_talk(&mut self, id: GroupId, before: BTreeMap<ParticipantId, Scope>) {
        let name = GroupName { id, number: 0, topic: None };
        let kind = Kind::SideTalk(before);
        self.open.insert(id, Group { name, kind, timer: None, calls_since: None, chat: GroupChat::default() });
    }

    /// Where somebody goes after a side talk; false if this is none.
    pub(super) fn after_side_talk(&mut self, talk: GroupId, who: ParticipantId, to: Scope) -> bool {
        let Some(Group { kind: Kind::SideTalk(before), .. }) = self.open.get_mut(&talk) else { return false };
        before.insert(who, to);
        true
    }

    /// After a side talk they do not go back into a group that is not theirs.
    fn come_back_only_to_own(&mut self, who: ParticipantId) {
        let belongs = self.assignment(who).map(Scope::Group);
        for group in self.open.values_mut() {
            if let Kind::SideTalk(before) = &mut group.kind {
                before.entry(who).and_modify(|scope| *scope = belongs.filter(|own| own == scope).unwrap_or_default());
            }
        }
    }

    /// Forgets a group; whoever belonged to it belongs to none.
    pub(super) fn remove(&mut self, group: GroupId) -> Option<Group> {
        self.assigned.retain(|_, assigned| *assigned != group);
        self.open.remove(&group)
    }

    /// A person whose session is over.
    pub(super) fn forget(&mut self, who: ParticipantId) {
        self.unassign(who);
        self.chosen.remove(&who);
        for planned in &mut self.planned {
            planned.members.retain(|&member| member != who);
        }
    }

    fn offer_to(&self, who: ParticipantId) -> TopicOffer {
        TopicOffer { titles: self.topics.clone(), chosen: self.chosen.get(&who).copied() }
    }
}

/// A number within its range.
pub(super) fn in_range(number: u64, range: &std::ops::RangeInclusive<u64>) -> Result<u64, Rejection> {
    if range.contains(&number) {
        return Ok(number);
    }
    let rejection = RejectCode::NumberOutOfRange.reject();
    Err(rejection.param("min", Param::Number(*range.start())).param("max", Param::Number(*range.end())))
}

/// The group that somebody is in.
fn group_of(scope: Scope) -> Result<GroupId, Rejection> {
    match scope {
        Scope::Group(group) => Ok(group),
        Scope::Evening => Err(RejectCode::NotInGroup.into()),
    }
}

impl Room {
    /// All groups, as those who arrange them see them.
    pub(super) fn groups_seen(&self) -> group::Groups {
        let inside = |who: &ParticipantId| self.people.insider(*who).is_some();
        let open = self.groups.open.values().filter(|group| matches!(group.kind, Kind::Small)).map(|group| {
            let id = group.name.id;
            let assigned = self.groups.assigned.iter().filter(|(_, assigned)| **assigned == id);
            OpenGroup {
                name: group.name.clone(),
                assigned: assigned.map(|(who, _)| *who).filter(inside).collect(),
                here: self.members(Scope::Group(id)),
                timer: group.timer,
                calls_since: group.calls_since,
            }
        });
        let mut open: Vec<_> = open.collect();
        open.sort_by_key(|group| group.name.number);
        let talks = self.groups.open.values().filter(|group| matches!(group.kind, Kind::SideTalk(_)));
        let chosen = |title: &String, topic: usize| TopicChoice {
            title: title.clone(),
            chosen_by: self
                .groups
                .chosen
                .iter()
                .filter(|(_, at)| usize::from(**at) == topic)
                .map(|(who, _)| *who)
                .collect(),
        };
        group::Groups {
            planned: self.groups.planned.clone(),
            open,
            side_talks: talks.map(|group| self.members(Scope::Group(group.name.id))).collect(),
            topics: self.groups.topics.iter().enumerate().map(|(topic, title)| chosen(title, topic)).collect(),
        }
    }

    /// After something about groups changed.
    pub(super) fn tell_groups(&mut self) {
        let groups = self.groups_seen();
        if self.groups_told != groups {
            self.groups_told = groups.clone();
            self.tell_who_may(Permission::ArrangeGroups, Event::Groups { groups });
        }
    }

    pub(super) fn topic_offer(&self, who: ParticipantId) -> TopicOffer {
        self.groups.offer_to(who)
    }

    /// One's group, as its members see it.
    pub(super) fn group_seen(&self, scope: Scope) -> Option<MyGroup> {
        let Scope::Group(id) = scope else { return None };
        let group = self.groups.open.get(&id)?;
        Some(MyGroup {
            name: group.name.clone(),
            kind: match group.kind {
                Kind::Small => GroupKind::Small,
                Kind::SideTalk(_) => GroupKind::SideTalk,
            },
            timer: group.timer,
            moderator_called: group.calls_since.is_some(),
        })
    }

    fn tell_group(&mut self, id: GroupId) {
        self.groups_stale = true;
        if let Some(group) = self.group_seen(Scope::Group(id)) {
            self.tell_in(Scope::Group(id), Event::GroupUpdated { group });
        }
    }

    /// Moves everybody into their planned group.
    pub(super) fn groups_open(&mut self, now: Timestamp, seconds: Option<u32>) -> Handled {
        let seconds = seconds.map(|seconds| in_range(u64::from(seconds), &limits::GROUPS_SECONDS)).transpose()?;
        if !self.groups.small().is_empty() {
            return Err(RejectCode::GroupsAlreadyOpen.into());
        }
        let here = |who: &ParticipantId| self.people.insider(*who).is_some();
        let mut planned = self.groups.planned.clone();
        for group in &mut planned {
            group.members.retain(here);
        }
        planned.retain(|group| !group.members.is_empty());
        if planned.is_empty() {
            return Err(RejectCode::GroupsNotPlanned.into());
        }
        self.groups.planned.clear();
        let mut moves = Vec::new();
        for PlannedGroup { name, members } in planned {
            let (id, chat) = (name.id, GroupChat::default());
            self.groups.open.insert(id, Group { name, kind: Kind::Small, timer: None, calls_since: None, chat });
            for &who in &members {
                self.groups.assign(who, id);
            }
            self.count_pairs(&members);
            moves.extend(members.into_iter().map(|who| Move { who, to: Scope::Group(id), why: Why::GroupsOpened }));
        }
        self.leave_out(&mut moves);
        moves.retain(|way| !self.comes_after_side_talk(way.who, way.to));
        self.set_timers(now, seconds.map(|seconds| seconds * 1000));
        let is_staff = |way: &Move| self.people.insider(way.who).is_some_and(|person| person.session.role.is_staff());
        let (staff, others): (Vec<_>, Vec<_>) = moves.into_iter().partition(is_staff);
        self.move_people(now, others);
        // Announced first, as at any other time.
        for Move { who, to, why } in staff {
            if let Scope::Group(id) = to {
                self.go_into(now, who, id, why);
            }
        }
        DONE
    }

    /// Whose browser cannot do the encryption stays in the common room, and is told why.
    fn leave_out(&mut self, moves: &mut Vec<Move>) {
        let out: Vec<_> = moves.iter().filter(|way| !self.can_be_in(way.who, way.to)).map(|way| way.who).collect();
        moves.retain(|way| !out.contains(&way.who));
        for who in out {
            self.groups.unassign(who);
            self.tell(who, Event::NotPlaced { code: RejectCode::CannotEncrypt });
        }
    }

    /// Whether somebody may be put into a group by name.
    pub(in crate::room) fn fits_into(&self, who: ParticipantId, group: GroupId) -> Result<(), Rejection> {
        if self.can_be_in(who, Scope::Group(group)) {
            return Ok(());
        }
        let name = self.people.get(who).map(|person| person.session.name.clone()).unwrap_or_default();
        Err(RejectCode::CannotEncrypt.reject().param("name", Param::Text(name)))
    }

    /// How often people were together is all that is kept of a group.
    fn count_pairs(&mut self, members: &[ParticipantId]) {
        let device = |who: &ParticipantId| self.people.get(*who).map(|person| person.session.device);
        let mut devices: Vec<DeviceId> = members.iter().filter_map(device).collect();
        devices.sort_unstable();
        devices.dedup();
        let mut pairs = Vec::new();
        for (at, &first) in devices.iter().enumerate() {
            pairs.extend(devices.iter().skip(at + 1).map(|&second| (first, second)));
        }
        for pair in &pairs {
            *self.groups.pairs.entry(*pair).or_default() += 1;
        }
        if !pairs.is_empty() {
            self.keep(None, vec![super::Write::CountPairs(pairs)], Effect::Nothing);
        }
    }

    pub(super) fn groups_timer(&mut self, now: Timestamp, seconds: Option<u32>) -> Handled {
        let seconds = seconds.map(|seconds| in_range(u64::from(seconds), &limits::GROUPS_SECONDS)).transpose()?;
        if self.groups.small().is_empty() {
            return Err(RejectCode::GroupsNotOpen.into());
        }
        self.set_timers(now, seconds.map(|seconds| seconds * 1000));
        DONE
    }

    fn set_timers(&mut self, now: Timestamp, milliseconds: Option<u64>) {
        for id in self.groups.small() {
            let ends_at = milliseconds.map(|milliseconds| now.plus(milliseconds));
            self.set_timer(now, id, ends_at, true);
            self.tell_group(id);
        }
    }

    fn set_timer(&mut self, now: Timestamp, id: GroupId, ends_at: Option<Timestamp>, one_more_minute: bool) {
        self.timers.cancel(Timer::CallBack(id));
        self.timers.cancel(Timer::GroupEnd(id));
        let Some(group) = self.groups.open.get_mut(&id) else { return };
        group.timer = ends_at.map(|ends_at| GroupTimer { ends_at, called_back: false, one_more_minute });
        let Some(ends_at) = ends_at else { return };
        let call_back = Timestamp(ends_at.0.saturating_sub(limits::CALL_BACK_MS));
        if call_back > now {
            self.timers.set(Timer::CallBack(id), call_back);
        } else if let Some(timer) = &mut group.timer {
            timer.called_back = true;
        }
        self.timers.set(Timer::GroupEnd(id), ends_at);
    }

    /// The gentle call back begins.
    pub(super) fn call_back(&mut self, id: GroupId) {
        if let Some(timer) = self.groups.open.get_mut(&id).and_then(|group| group.timer.as_mut()) {
            timer.called_back = true;
            self.tell_group(id);
        }
    }

    pub(super) fn groups_close(&mut self, now: Timestamp, seconds: u16) -> Handled {
        let seconds = in_range(u64::from(seconds), &limits::CLOSE_SECONDS)?;
        let small = self.groups.small();
        if small.is_empty() {
            return Err(RejectCode::GroupsNotOpen.into());
        }
        if seconds == 0 {
            self.close_groups(now, &small);
            return DONE;
        }
        for id in small {
            self.set_timer(now, id, Some(now.plus(seconds * 1000)), true);
            self.call_back(id);
        }
        DONE
    }

    /// Everybody back into the common room.
    pub(super) fn close_groups(&mut self, now: Timestamp, ids: &[GroupId]) {
        let mut moves = Vec::new();
        for &id in ids {
            self.cancel_visits_to(id);
            // Otherwise the word would go round once more among those who are moved out.
            self.end_round(Scope::Group(id));
            self.timers.cancel(Timer::CallBack(id));
            self.timers.cancel(Timer::GroupEnd(id));
            let members = self.members(Scope::Group(id));
            moves.extend(members.into_iter().map(|who| Move { who, to: Scope::Evening, why: Why::GroupClosed }));
            self.groups.assigned.retain(|_, assigned| *assigned != id);
        }
        self.move_people(now, moves);
        for &id in ids {
            self.groups.remove(id);
            self.forget_scope(Scope::Group(id));
        }
        self.groups_stale = true;
    }

    pub(super) fn group_one_more_minute(&mut self, now: Timestamp, who: ParticipantId) -> Handled {
        let id = group_of(self.scope_of(who))?;
        let timer = self.groups.open.get(&id).and_then(|group| group.timer);
        let timer = timer.filter(|timer| timer.called_back && timer.one_more_minute);
        let ends_at = timer.ok_or(RejectCode::NoMoreTime)?.ends_at.plus(limits::ONE_MORE_MINUTE_MS);
        self.set_timer(now, id, Some(ends_at), false);
        self.tell_group(id);
        DONE
    }

    pub(super) fn group_call_moderator(&mut self, now: Timestamp, who: ParticipantId, on: bool) -> Handled {
        let id = group_of(self.scope_of(who))?;
        self.groups.small_group(id)?;
        let Some(group) = self.groups.open.get_mut(&id) else { return DONE };
        if group.calls_since.is_some() != on {
            group.calls_since = on.then_some(now);
            self.tell_group(id);
        }
        DONE
    }

    /// A moderator puts somebody elsewhere.
    pub(super) fn group_move(
        &mut self,
        now: Timestamp,
        asker: Asker,
        who: ParticipantId,
        group: Option<GroupId>,
    ) -> Handled {
        self.not_above(asker.who, who)?;
        let Some(id) = group else {
            self.cancel_visit(who);
            self.groups.unassign(who);
            self.groups_stale = true;
            self.move_people(now, vec![Move { who, to: Scope::Evening, why: Why::Moved }]);
            return DONE;
        };
        self.groups.small_group(id)?;
        self.fits_into(who, id)?;
        self.groups.assign(who, id);
        self.groups_stale = true;
        let why = if who == asker.who { Why::OwnWish } else { Why::Moved };
        self.go_into(now, who, id, why);
        DONE
    }

    /// Into one's own group, or, announced, into any.
    pub(super) fn group_enter(&mut self, now: Timestamp, who: ParticipantId, group: GroupId) -> Handled {
        self.groups.small_group(group)?;
        self.fits_into(who, group)?;
        self.groups.stay_out.remove(&who);
        self.go_into(now, who, group, Why::OwnWish);
        DONE
    }

    pub(super) fn group_leave(&mut self, now: Timestamp, who: ParticipantId) -> Handled {
        if self.cancel_visit(who) {
            self.groups.stay_out.insert(who);
            return DONE;
        }
        let id = group_of(self.scope_of(who))?;
        let to = match self.groups.open.get(&id).map(|group| &group.kind) {
            Some(Kind::SideTalk(before)) => self.back_from(before, who),
            _ => {
                self.groups.stay_out.insert(who);
                Scope::Evening
            }
        };
        self.move_people(now, vec![Move { who, to, why: Why::OwnWish }]);
        DONE
    }

    pub(super) fn groups_message(&mut self, now: Timestamp, who: ParticipantId, text: &str) -> Handled {
        let text = names::text(text, &limits::GROUPS_TEXT)?;
        let by_name = self.people.get(who).map(|person| person.session.name.clone()).unwrap_or_default();
        self.tell_all(Event::GroupsMessage { by: who, by_name, text, at: now });
        DONE
    }

    /// Nobody is inside any more: the groups wait a while for somebody to come back. Who waits in the lobby holds none open.
    pub(super) fn keep_groups_a_while(&mut self, now: Timestamp) {
        if self.people.nobody_inside() && !self.groups.none_open() {
            self.timers.set(Timer::GroupsKept, now.plus(limits::GROUPS_KEPT_MS));
        }
    }

    pub(super) fn groups_forgotten(&mut self, now: Timestamp) {
        if self.people.nobody_inside() {
            let open = self.groups.ids();
            self.close_groups(now, &open);
        }
    }
}
