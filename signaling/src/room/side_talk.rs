//! Two people step aside for a talk of their own, if both want it, and come back to where they were.

use std::collections::BTreeMap;

use super::{
    Room,
    command::{DONE, Handled},
    groups::Kind,
    io::Entropy,
    place::Move,
};
use crate::{
    ids::{GroupId, ParticipantId, Timestamp},
    limits,
    media::Scope,
    timer::Timer,
    wire::{
        Event, RejectCode,
        group::{SideTalkAnswer, SideTalkAsk, Why},
    },
};

/// Open questions, by who asked.
pub(super) type Asks = BTreeMap<ParticipantId, SideTalkAsk>;

impl Room {
    fn is_in_side_talk(&self, who: ParticipantId) -> bool {
        let Scope::Group(id) = self.scope_of(who) else { return false };
        self.groups.get(id).is_some_and(|group| matches!(group.kind, Kind::SideTalk(_)))
    }

    pub(super) fn side_talk_ask(
        &mut self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        by: ParticipantId,
        of: ParticipantId,
    ) -> Handled {
        let other = self.other(by, of)?;
        let hidden = other.hidden.contains(&by);
        if other.scope != self.scope_of(by) || self.is_in_side_talk(by) {
            return Err(RejectCode::SideTalkBusy.into());
        }
        match self.asks.get(&by) {
            Some(ask) if ask.of == of => return DONE,
            Some(_) => return Err(RejectCode::SideTalkBusy.into()),
            None => {}
        }
        if self.asks.get(&of).is_some_and(|ask| ask.of == by) {
            // Both have asked: both want it.
            return self.side_talk_answer(now, entropy, by, of, true);
        }
        let until = now.plus(limits::SIDE_TALK_MS);
        let ask = SideTalkAsk { by, of, until };
        self.asks.insert(by, ask);
        self.timers.set(Timer::SideTalk(by), until);
        self.tell(by, Event::SideTalkAsked { ask });
        if !hidden {
            self.tell(of, Event::SideTalkAsked { ask });
        }
        DONE
    }

    pub(super) fn side_talk_answer(
        &mut self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        who: ParticipantId,
        by: ParticipantId,
        accept: bool,
    ) -> Handled {
        self.asks.get(&by).filter(|ask| ask.of == who).ok_or(RejectCode::SideTalkNotAsked)?;
        if !accept {
            self.end_ask(by, SideTalkAnswer::Declined);
            return DONE;
        }
        let mut fresh = [0; 10];
        entropy.fill(&mut fresh);
        let id = GroupId::new(now, fresh);
        let both = [by, who];
        for one in both {
            self.fits_into(one, id)?;
        }
        self.end_ask(by, SideTalkAnswer::Accepted);
        self.groups.open_side_talk(id, both.iter().map(|&one| (one, self.scope_of(one))).collect());
        let aside = |who| Move { who, to: Scope::Group(id), why: Why::SideTalk };
        self.move_people(now, both.into_iter().map(aside).collect());
        DONE
    }

    pub(super) fn side_talk_withdraw(&mut self, who: ParticipantId) -> Handled {
        self.end_ask(who, SideTalkAnswer::Withdrawn);
        DONE
    }

    /// No answer came in time.
    pub(super) fn ask_lapsed(&mut self, by: ParticipantId) {
        self.end_ask(by, SideTalkAnswer::Lapsed);
    }

    /// Somebody is gone or elsewhere: what they asked or were asked is over.
    pub(super) fn lapse_asks(&mut self, who: ParticipantId) {
        let concerned: Vec<_> =
            self.asks.values().filter(|ask| ask.by == who || ask.of == who).map(|ask| ask.by).collect();
        for by in concerned {
            self.end_ask(by, SideTalkAnswer::Lapsed);
        }
    }

    fn end_ask(&mut self, by: ParticipantId, answer: SideTalkAnswer) {
        let Some(ask) = self.asks.remove(&by) else { return };
        self.timers.cancel(Timer::SideTalk(by));
        for who in [ask.by, ask.of] {
            let knows = self.people.insider(who).is_some_and(|person| who == by || !person.hidden.contains(&by));
            if knows {
                self.tell(who, Event::SideTalkAnswered { by, of: ask.of, answer });
            }
        }
    }

    /// All open questions.
    #[cfg(test)]
    pub(super) fn asks_open(&self) -> Vec<SideTalkAsk> {
        self.asks.values().copied().collect()
    }

    /// The open questions that somebody knows of.
    pub(super) fn asks_of(&self, who: ParticipantId) -> Vec<SideTalkAsk> {
        let hidden = |by: &ParticipantId| self.people.get(who).is_some_and(|person| person.hidden.contains(by));
        let knows = |ask: &&SideTalkAsk| ask.by == who || (ask.of == who && !hidden(&ask.by));
        self.asks.values().filter(knows).copied().collect()
    }

    /// Where somebody was before a side talk, if that is still there. Into a group staff comes announced only.
    pub(super) fn back_from(&self, before: &BTreeMap<ParticipantId, Scope>, who: ParticipantId) -> Scope {
        let staff = self.people.get(who).is_some_and(|person| person.session.role.is_staff());
        let scope = before.get(&who).copied().filter(|scope| self.groups.has(*scope) && !staff);
        scope.unwrap_or(Scope::Evening)
    }

    /// Groups open while somebody is in a side talk: they go to theirs afterwards. True if it is so.
    pub(super) fn comes_after_side_talk(&mut self, who: ParticipantId, to: Scope) -> bool {
        let Scope::Group(id) = self.scope_of(who) else { return false };
        self.groups.after_side_talk(id, who, to)
    }

    /// A talk of one is none.
    pub(super) fn end_lonely_side_talks(&mut self, now: Timestamp) {
        for id in self.groups.ids() {
            let scope = Scope::Group(id);
            let members = self.members(scope);
            let lonely = self.groups.get(id).is_some_and(|group| matches!(group.kind, Kind::SideTalk(_)));
            if !lonely || members.len() > 1 {
                continue;
            }
            let Some(Kind::SideTalk(before)) = self.groups.remove(id).map(|group| group.kind) else { continue };
            let back = |&who: &ParticipantId| Move { who, to: self.back_from(&before, who), why: Why::SideTalkOver };
            let moves = members.iter().map(back).collect();
            self.move_people(now, moves);
            self.forget_scope(scope);
        }
    }
}
