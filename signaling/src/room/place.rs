//! Where people are: everybody inside is in exactly one scope, and sees, hears and is told of that one only.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Room,
    people::{Person, Place},
};
use crate::{
    ids::{ParticipantId, Timestamp},
    media::{Order, Scope, Source},
    timer::Timer,
    wire::{
        Event,
        group::{self, Placed, Why},
        participant::Participant,
    },
};

/// Somebody's way to another scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move {
    pub(super) who: ParticipantId,
    pub(super) to: Scope,
    pub(super) why: Why,
}

impl Room {
    /// The scope of somebody inside; the common room for all others.
    pub(super) fn scope_of(&self, who: ParticipantId) -> Scope {
        self.people.insider(who).map_or(Scope::Evening, |person| person.scope)
    }

    /// Everybody in a scope, in order of arrival.
    pub(super) fn members(&self, scope: Scope) -> Vec<ParticipantId> {
        let mut here: Vec<_> = self.people.inside().filter(|person| person.scope == scope).collect();
        here.sort_by_key(|person| (person.session.joined_at, person.id()));
        here.into_iter().map(Person::id).collect()
    }

    /// An event for everybody in a scope.
    pub(super) fn tell_in(&mut self, scope: Scope, event: Event) {
        self.tell_where(|person| person.is_inside() && person.scope == scope, event);
    }

    /// An event about somebody that those in the same scope get in full, and the others without what is sent there.
    pub(super) fn tell_of(
        &mut self,
        who: ParticipantId,
        except: Option<ParticipantId>,
        make: fn(Participant) -> Event,
    ) {
        let Some(person) = self.people.insider(who) else { return };
        let (scope, full, outside) = (person.scope, person.seen(), person.seen_from_elsewhere());
        let hears = move |person: &Person| person.is_inside() && Some(person.id()) != except;
        self.tell_where(|person| hears(person) && person.scope == scope, make(full));
        self.tell_where(|person| hears(person) && person.scope != scope, make(outside));
    }

    /// Moves people. All old access ends before any new begins.
    pub(super) fn move_people(&mut self, now: Timestamp, moves: Vec<Move>) {
        let real = |way: &Move| {
            let elsewhere = self.people.insider(way.who).is_some_and(|person| person.scope != way.to);
            elsewhere && self.can_be_in(way.who, way.to)
        };
        let moves: Vec<Move> = moves.into_iter().filter(real).collect();
        if moves.is_empty() {
            return;
        }
        self.count_speaking(now);
        let mut touched = BTreeSet::new();
        for way in &moves {
            touched.extend([self.scope_of(way.who), way.to]);
            self.detach(now, way.who);
        }
        for way in &moves {
            let from = self.scope_of(way.who);
            if let Some(person) = self.people.get_mut(way.who) {
                person.scope = way.to;
            }
            if self.is_encrypted(from) || self.is_encrypted(way.to) {
                // Opened again when the room settles: at once, or as their keys are agreed on.
                self.order_no_keys(way.who);
            }
            self.order_place(way.who);
            self.forget_slots(way.who);
        }
        self.order_floor();
        self.refresh_slots();
        for way in &moves {
            self.visitor_came(way.who, way.to);
            self.tell_placed(way.who, way.why);
        }
        self.tell_here();
        self.tell_speaking();
        for way in &moves {
            self.arrive(now, way.who);
        }
        self.scopes_changed(&touched);
        self.end_lonely_side_talks(now);
        self.go_on_unled(now);
    }

    /// Takes somebody out of what belongs to the scope they leave.
    fn detach(&mut self, now: Timestamp, who: ParticipantId) {
        self.cancel_visit(who);
        self.lapse_asks(who);
        self.lapse_card_asks(who);
        self.drop_hand(self.scope_of(who), who);
        self.leave_floor_as_speaker(who);
        self.leave_round(now, who);
        self.silence(who, Source::Screen, false);
        self.stage_left(self.scope_of(who), who, true);
    }

    /// Tells the engine where somebody's peers are, also one whose offer it has not answered yet.
    pub(super) fn order_place(&mut self, who: ParticipantId) {
        let Some(person) = self.people.insider(who) else { return };
        let scope = person.scope;
        let peers: BTreeSet<_> = person.peer_id().into_iter().chain(person.offering).collect();
        for peer in peers {
            self.order(Order::Place { peer, scope });
        }
    }

    /// Somebody is seen where they are now, and keeps to what holds there.
    fn arrive(&mut self, now: Timestamp, who: ParticipantId) {
        self.tell_of(who, Some(who), |participant| Event::ParticipantUpdated { participant });
        self.enforce(who);
        self.join_round(now, who);
    }

    fn tell_placed(&mut self, who: ParticipantId, why: Why) {
        let Some(person) = self.people.insider(who) else { return };
        let scope = person.scope;
        let place = self.place_of(person);
        let people = place.here.iter().filter_map(|&member| self.people.get(member)).map(Person::seen).collect();
        let placed = Placed {
            why,
            people,
            hands: self.hands_in(scope),
            floor: self.floor_in(scope),
            stage: self.stage_seen(scope),
            place,
        };
        self.note_here(who, placed.place.here.clone());
        self.tell(who, Event::Placed(Box::new(placed)));
        for note in self.captions.notes(scope) {
            self.tell_live(who, note);
        }
    }

    /// Where somebody is, as they are told.
    pub(super) fn place_of(&self, person: &Person) -> group::Place {
        let scope = person.scope;
        group::Place {
            group: self.group_seen(scope),
            assigned: self.groups.assigned_to(person.id()),
            here: self.members(scope),
            chat: self.group_chat_of(person.id(), scope),
            round: self.rounds.get(&scope).cloned(),
            visits: self.visits_to(scope),
        }
    }

    /// What somebody was told about who is in their scope.
    pub(super) fn note_here(&mut self, who: ParticipantId, here: Vec<ParticipantId>) {
        if let Some(person) = self.people.get_mut(who) {
            person.here_told = here;
        }
    }

    /// People came into these scopes or left them.
    pub(super) fn scopes_changed(&mut self, scopes: &BTreeSet<Scope>) {
        for &scope in scopes {
            self.scope_changed(scope);
        }
        self.here_stale = true;
        self.groups_stale = true;
    }

    /// Tells everybody for whom it has changed who is in their scope.
    pub(super) fn tell_here(&mut self) {
        let mut members: BTreeMap<Scope, Vec<ParticipantId>> = BTreeMap::new();
        for who in self.people.inside_ids() {
            let scope = self.scope_of(who);
            let here = match members.get(&scope) {
                Some(here) => here.clone(),
                None => members.entry(scope).or_insert(self.members(scope)).clone(),
            };
            if self.people.get(who).is_some_and(|person| person.here_told != here) {
                self.note_here(who, here.clone());
                self.tell(who, Event::Here { participants: here });
            }
        }
    }

    /// Nobody is in a place whose encryption their browser cannot do.
    pub(super) fn can_be_in(&self, who: ParticipantId, scope: Scope) -> bool {
        !self.is_encrypted(scope) || self.people.get(who).is_some_and(|person| person.e2ee)
    }

    /// Where somebody who comes in belongs: their group, if it is still open and they have not left it themselves. Staff is announced first.
    pub(super) fn home(&self, who: ParticipantId) -> Scope {
        let staff = self.people.get(who).is_some_and(|person| person.session.role.is_staff());
        match self.groups.goes_back_to(who) {
            Some(group) if !staff && self.can_be_in(who, Scope::Group(group)) => Scope::Group(group),
            _ => Scope::Evening,
        }
    }

    /// A scope is gone for good.
    pub(super) fn forget_scope(&mut self, scope: Scope) {
        self.rounds.remove(&scope);
        self.stages.remove(&scope);
        self.captions.forget_scope(scope);
        self.timers.cancel(Timer::Turn(scope));
        self.people.forget_scope(scope);
    }

    /// Into the room: after a loss to the place they belong to, after a reload to where they were.
    pub(super) fn settle_in(&mut self, who: ParticipantId) {
        let home = self.home(who);
        if let Some(person) = self.people.get_mut(who).filter(|person| !person.is_inside()) {
            person.scope = home;
        }
        self.people.place(who, Place::Inside);
    }
}
