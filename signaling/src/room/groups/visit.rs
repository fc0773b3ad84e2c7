//! Staff comes into a group only after the group has been told.

use std::collections::BTreeMap;

use super::Room;
use crate::{
    ids::{GroupId, ParticipantId, Timestamp},
    limits,
    media::Scope,
    room::place::Move,
    timer::Timer,
    wire::{
        Event,
        group::{Visit, Why},
        permission::Permission,
    },
};

/// Who was announced where.
pub(super) type Visits = BTreeMap<ParticipantId, Announced>;

/// Somebody who was announced.
#[derive(Clone, Copy, Debug)]
pub(super) struct Announced {
    group: GroupId,
    enters_at: Timestamp,
    why: Why,
}

impl Room {
    /// Into a group: at once, but for staff, who is announced first to those who are there.
    pub(in crate::room) fn go_into(&mut self, now: Timestamp, who: ParticipantId, group: GroupId, why: Why) {
        let scope = Scope::Group(group);
        if self.scope_of(who) == scope || self.groups.visits.get(&who).is_some_and(|visit| visit.group == group) {
            return;
        }
        self.cancel_visit(who);
        let staff = self.people.insider(who).is_some_and(|person| person.session.role.is_staff());
        if !staff || self.members(scope).is_empty() {
            return self.move_people(now, vec![Move { who, to: scope, why }]);
        }
        let enters_at = now.plus(limits::VISIT_ANNOUNCED_MS);
        self.groups.visits.insert(who, Announced { group, enters_at, why });
        self.timers.set(Timer::Visit(who), enters_at);
        self.tell_in(scope, Event::VisitAnnounced { visit: Visit { participant: who, enters_at } });
    }

    /// The group has had the time to hear of it.
    pub(in crate::room) fn visit(&mut self, now: Timestamp, who: ParticipantId) {
        let Some(Announced { group, why, .. }) = self.groups.visits.remove(&who) else { return };
        self.move_people(now, vec![Move { who, to: Scope::Group(group), why }]);
    }

    /// They do not come after all; true if they were announced.
    pub(in crate::room) fn cancel_visit(&mut self, who: ParticipantId) -> bool {
        let Some(Announced { group, .. }) = self.groups.visits.remove(&who) else { return false };
        self.timers.cancel(Timer::Visit(who));
        self.tell_in(Scope::Group(group), Event::VisitCancelled { participant: who });
        true
    }

    pub(super) fn cancel_visits_to(&mut self, group: GroupId) {
        let visitors: Vec<_> =
            self.groups.visits.iter().filter(|(_, visit)| visit.group == group).map(|(who, _)| *who).collect();
        for who in visitors {
            self.cancel_visit(who);
        }
    }

    pub(in crate::room) fn visits_to(&self, scope: Scope) -> Vec<Visit> {
        let here = self.groups.visits.iter().filter(|(_, visit)| Scope::Group(visit.group) == scope);
        here.map(|(who, visit)| Visit { participant: *who, enters_at: visit.enters_at }).collect()
    }

    /// A group that asked for a moderator has one.
    pub(in crate::room) fn visitor_came(&mut self, who: ParticipantId, scope: Scope) {
        let Scope::Group(id) = scope else { return };
        if !self.people.insider(who).is_some_and(|person| person.may(Permission::EnterGroups)) {
            return;
        }
        let called = self.groups.open.get_mut(&id).and_then(|group| group.calls_since.take());
        if called.is_some() {
            self.tell_group(id);
        }
    }

    /// Whoever may not enter groups any more is in none that they do not belong to, nor on the way to one.
    pub(in crate::room) fn leave_others_groups(&mut self, now: Timestamp, who: ParticipantId) {
        if self.people.insider(who).is_none_or(|person| person.may(Permission::EnterGroups)) {
            return;
        }
        let belongs = self.groups.assignment(who);
        if self.groups.visits.get(&who).is_some_and(|visit| Some(visit.group) != belongs) {
            self.cancel_visit(who);
        }
        let Scope::Group(id) = self.scope_of(who) else { return };
        if self.groups.small_group(id).is_ok() && Some(id) != belongs {
            self.move_people(now, vec![Move { who, to: Scope::Evening, why: Why::Moved }]);
        } else {
            self.groups.come_back_only_to_own(who);
        }
    }

    /// Staff that belongs to a group goes there, announced, when they come back.
    pub(in crate::room) fn visit_own_group(&mut self, now: Timestamp, who: ParticipantId) {
        let staff = self.people.insider(who).is_some_and(|person| person.session.role.is_staff());
        if let Some(group) = self.groups.goes_back_to(who).filter(|_| staff) {
            self.go_into(now, who, group, Why::OwnWish);
        }
    }
}
