//! Rounds: one after the other, each for the same time, in one place.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Room,
    command::{DONE, Handled},
    groups::{in_range, shuffle},
    io::Entropy,
};
use crate::{
    ids::{ParticipantId, Timestamp},
    limits,
    media::Scope,
    timer::Timer,
    wire::{
        Event, RejectCode, Rejection,
        participant::Role,
        permission::Permission,
        round::{Round, RoundOrder, RoundPhase, RoundPlan},
    },
};

/// The rounds that run.
pub(super) type Rounds = BTreeMap<Scope, Round>;

/// How a turn ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Spoken,
    Passed,
    /// "Come back to me."
    Later,
    /// They are no longer here.
    Gone,
}

impl Round {
    /// Who has the word, also while the time stands still.
    pub(super) fn speaker(&self) -> Option<ParticipantId> {
        match self.phase {
            RoundPhase::Speaking { speaker, .. } => Some(speaker),
            RoundPhase::Paused { speaker, .. } => speaker,
            RoundPhase::Choosing { .. } => None,
        }
    }

    /// Whether somebody is heard while it is enforced: the speaker, and who names the next one.
    fn hears(&self, who: ParticipantId) -> bool {
        !self.enforced || self.speaker() == Some(who) || self.phase == RoundPhase::Choosing { by: Some(who) }
    }

    fn knows(&self, who: ParticipantId) -> bool {
        self.speaker() == Some(who) || [&self.queue, &self.spoken, &self.passed].iter().any(|list| list.contains(&who))
    }
}

impl Room {
    /// Whether the round in their place lets somebody without a special role speak.
    pub(super) fn round_hears(&self, who: ParticipantId) -> bool {
        self.rounds.get(&self.scope_of(who)).is_none_or(|round| round.hears(who))
    }

    /// The speakers of all rounds: their voices always have a slot.
    pub(super) fn round_speakers(&self) -> Vec<ParticipantId> {
        self.rounds.values().filter_map(Round::speaker).collect()
    }

    /// Whether this is about a round that somebody may act on without leading one: in a group, or as the speaker.
    pub(super) fn has_own_round(&self, who: ParticipantId, ends_turn: bool, names_next: bool) -> bool {
        let scope = self.scope_of(who);
        let round = self.rounds.get(&scope);
        let speaks = round.is_some_and(|round| round.speaker() == Some(who));
        let names = round
            .is_some_and(|round| round.nomination && (speaks || round.phase == RoundPhase::Choosing { by: Some(who) }));
        scope != Scope::Evening || (ends_turn && speaks) || (names_next && names)
    }

    pub(super) fn round_start(
        &mut self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        who: ParticipantId,
        plan: RoundPlan,
    ) -> Handled {
        let scope = self.scope_of(who);
        in_range(u64::from(plan.seconds), &limits::ROUND_SECONDS)?;
        if self.rounds.contains_key(&scope) {
            return Err(RejectCode::RoundRunning.into());
        }
        let nomination = matches!(plan.order, RoundOrder::Nomination { .. });
        let mut queue = self.round_order(now, entropy, scope, plan.order)?;
        limits::ROUND.check(queue.len())?;
        if queue.is_empty() {
            return Err(RejectCode::RoundEmpty.into());
        }
        let first = queue.remove(0);
        let round = Round {
            seconds: plan.seconds,
            enforced: plan.enforced,
            nomination,
            phase: RoundPhase::Choosing { by: None },
            queue,
            spoken: Vec::new(),
            passed: Vec::new(),
        };
        self.rounds.insert(scope, round);
        self.give_turn(now, scope, first);
        DONE
    }

    /// In which order, and who.
    fn round_order(
        &mut self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        scope: Scope,
        order: RoundOrder,
    ) -> Result<Vec<ParticipantId>, Rejection> {
        let here: BTreeSet<_> = self.members(scope).into_iter().collect();
        let mut everybody: Vec<_> = self.members(scope);
        everybody.retain(|&who| self.takes_part(who));
        match order {
            RoundOrder::List { participants } => {
                limits::ROUND.check(participants.len())?;
                let mut listed = BTreeSet::new();
                let mut queue = Vec::new();
                for who in participants {
                    here.get(&who).ok_or(RejectCode::ParticipantUnknown)?;
                    queue.extend(listed.insert(who).then_some(who));
                }
                Ok(queue)
            }
            RoundOrder::Random => {
                shuffle(entropy, &mut everybody);
                Ok(everybody)
            }
            RoundOrder::LeastSpoken => {
                self.count_speaking(now);
                everybody.sort_by_key(|&who| self.spoken_in(who, scope));
                Ok(everybody)
            }
            RoundOrder::Nomination { first } => {
                here.get(&first).ok_or(RejectCode::ParticipantUnknown)?;
                everybody.retain(|&who| who != first);
                everybody.insert(0, first);
                Ok(everybody)
            }
        }
    }

    /// Whom a round takes by itself.
    fn takes_part(&self, who: ParticipantId) -> bool {
        self.people.insider(who).is_some_and(|person| person.session.role == Role::Participant)
    }

    fn running(&mut self, scope: Scope) -> Result<&mut Round, Rejection> {
        self.rounds.get_mut(&scope).ok_or_else(|| RejectCode::RoundNotRunning.into())
    }

    pub(super) fn round_nominate(&mut self, now: Timestamp, who: ParticipantId, next: ParticipantId) -> Handled {
        let scope = self.scope_of(who);
        let round = self.running(scope)?;
        if !round.queue.contains(&next) {
            return Err(RejectCode::ParticipantUnknown.into());
        }
        round.queue.retain(|&waiting| waiting != next);
        if let Some(speaker) = round.speaker() {
            round.spoken.push(speaker);
        }
        self.give_turn(now, scope, next);
        DONE
    }

    pub(super) fn round_pass(&mut self, now: Timestamp, who: ParticipantId) -> Handled {
        let scope = self.scope_of(who);
        let round = self.running(scope)?;
        if round.speaker() == Some(who) {
            self.end_turn(now, scope, Turn::Passed);
            return DONE;
        }
        if !round.queue.contains(&who) {
            return Err(RejectCode::NotYourTurn.into());
        }
        round.queue.retain(|&waiting| waiting != who);
        round.passed.push(who);
        self.round_changed(scope);
        self.end_if_nobody_is_left(scope);
        DONE
    }

    pub(super) fn round_later(&mut self, now: Timestamp, who: ParticipantId) -> Handled {
        let scope = self.scope_of(who);
        let round = self.running(scope)?;
        if round.speaker() == Some(who) {
            self.end_turn(now, scope, Turn::Later);
            return DONE;
        }
        if !round.queue.contains(&who) {
            return Err(RejectCode::NotYourTurn.into());
        }
        round.queue.retain(|&waiting| waiting != who);
        round.queue.push(who);
        self.round_changed(scope);
        DONE
    }

    /// On to the next one: the speaker has finished, or is skipped.
    pub(super) fn round_next(&mut self, now: Timestamp, who: ParticipantId, finished: bool) -> Handled {
        let scope = self.scope_of(who);
        self.running(scope)?;
        self.end_turn(now, scope, if finished { Turn::Spoken } else { Turn::Passed });
        DONE
    }

    pub(super) fn round_pause(&mut self, now: Timestamp, who: ParticipantId) -> Handled {
        let scope = self.scope_of(who);
        let round = self.running(scope)?;
        let (speaker, left) = match round.phase {
            RoundPhase::Speaking { speaker, ends_at } => (Some(speaker), ends_at.since(now)),
            RoundPhase::Choosing { .. } => (None, 0),
            RoundPhase::Paused { .. } => return DONE,
        };
        round.phase = RoundPhase::Paused { speaker, left_ms: u32::try_from(left).unwrap_or(u32::MAX) };
        self.timers.cancel(Timer::Turn(scope));
        self.round_changed(scope);
        DONE
    }

    pub(super) fn round_resume(&mut self, now: Timestamp, who: ParticipantId) -> Handled {
        let scope = self.scope_of(who);
        self.running(scope)?;
        self.go_on(now, scope);
        DONE
    }

    fn go_on(&mut self, now: Timestamp, scope: Scope) {
        let Some(round) = self.rounds.get_mut(&scope) else { return };
        let RoundPhase::Paused { speaker, left_ms } = round.phase else { return };
        round.phase = match speaker {
            Some(speaker) => {
                let ends_at = now.plus(u64::from(left_ms));
                self.timers.set(Timer::Turn(scope), ends_at.plus(limits::ROUND_BREATH_MS));
                RoundPhase::Speaking { speaker, ends_at }
            }
            None => RoundPhase::Choosing { by: None },
        };
        self.round_changed(scope);
    }

    pub(super) fn round_end(&mut self, who: ParticipantId) -> Handled {
        let scope = self.scope_of(who);
        self.running(scope)?;
        self.end_round(scope);
        DONE
    }

    /// The speaker's time and a breath are over.
    pub(super) fn turn_over(&mut self, now: Timestamp, scope: Scope) {
        self.end_turn(now, scope, Turn::Spoken);
    }

    fn end_turn(&mut self, now: Timestamp, scope: Scope, how: Turn) {
        let Some(round) = self.rounds.get_mut(&scope) else { return };
        let speaker = round.speaker();
        if let Some(speaker) = speaker {
            match how {
                Turn::Spoken => round.spoken.push(speaker),
                Turn::Passed => round.passed.push(speaker),
                Turn::Later => round.queue.push(speaker),
                Turn::Gone => {}
            }
        }
        if round.queue.is_empty() {
            return self.end_round(scope);
        }
        // Where the next one is to be named and nobody has the word, who leads goes on in the order there is.
        if round.nomination && speaker.is_some() {
            round.phase = RoundPhase::Choosing { by: speaker.filter(|_| how != Turn::Gone) };
            self.timers.cancel(Timer::Turn(scope));
            self.round_changed(scope);
            return self.go_on_unled(now);
        }
        let next = round.queue.remove(0);
        self.give_turn(now, scope, next);
    }

    fn give_turn(&mut self, now: Timestamp, scope: Scope, speaker: ParticipantId) {
        let Some(round) = self.rounds.get_mut(&scope) else { return };
        let ends_at = now.plus(u64::from(round.seconds) * 1000);
        round.phase = RoundPhase::Speaking { speaker, ends_at };
        self.timers.set(Timer::Turn(scope), ends_at.plus(limits::ROUND_BREATH_MS));
        self.drop_hand(scope, speaker);
        self.round_changed(scope);
    }

    /// The new speaker is told, then the others are silenced where packets come in: once it is settled who is still here,
    /// since whoever is on the way out keeps their microphone.
    fn round_changed(&mut self, scope: Scope) {
        self.order_floor();
        let round = self.rounds.get(&scope).cloned();
        self.tell_in(scope, Event::Round { round });
        self.rounds_stale.insert(scope);
    }

    /// Silences those whose turn it is not.
    pub(super) fn enforce_rounds(&mut self) {
        for scope in std::mem::take(&mut self.rounds_stale) {
            if self.rounds.get(&scope).is_some_and(|round| round.enforced) {
                for who in self.members(scope) {
                    self.enforce(who);
                }
            }
        }
    }

    pub(super) fn end_round(&mut self, scope: Scope) {
        if self.rounds.remove(&scope).is_some() {
            self.timers.cancel(Timer::Turn(scope));
            self.round_changed(scope);
        }
    }

    fn end_if_nobody_is_left(&mut self, scope: Scope) {
        let over = self.rounds.get(&scope).is_some_and(|round| round.queue.is_empty() && round.speaker().is_none());
        if over {
            self.end_round(scope);
        }
    }

    /// Who comes while a round runs is the last in it.
    pub(super) fn join_round(&mut self, _now: Timestamp, who: ParticipantId) {
        let scope = self.scope_of(who);
        let takes_part = self.takes_part(who);
        let Some(round) = self.rounds.get_mut(&scope) else { return };
        if takes_part && !round.knows(who) && round.queue.len() < limits::ROUND.max {
            round.queue.push(who);
            self.round_changed(scope);
        }
    }

    /// Somebody is gone, or goes elsewhere.
    pub(super) fn leave_round(&mut self, now: Timestamp, who: ParticipantId) {
        let scope = self.scope_of(who);
        let Some(round) = self.rounds.get_mut(&scope) else { return };
        if round.speaker() == Some(who) {
            return self.end_turn(now, scope, Turn::Gone);
        }
        let waited = round.queue.contains(&who);
        round.queue.retain(|&waiting| waiting != who);
        let chose = round.phase == RoundPhase::Choosing { by: Some(who) };
        if chose {
            round.phase = RoundPhase::Choosing { by: None };
        }
        if waited || chose {
            self.round_changed(scope);
            self.end_if_nobody_is_left(scope);
        }
    }

    /// A round in the common room that nobody can lead any more goes on by itself.
    pub(super) fn go_on_unled(&mut self, now: Timestamp) {
        let leads =
            |person: &super::people::Person| person.scope == Scope::Evening && person.may(Permission::LeadRounds);
        if self.people.inside().any(leads) {
            return;
        }
        match self.rounds.get(&Scope::Evening).map(|round| round.phase) {
            Some(RoundPhase::Paused { speaker: Some(_), .. }) => self.go_on(now, Scope::Evening),
            Some(RoundPhase::Choosing { by: None } | RoundPhase::Paused { speaker: None, .. }) => {
                self.end_turn(now, Scope::Evening, Turn::Gone);
            }
            _ => {}
        }
    }
}
