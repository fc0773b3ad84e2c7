//! Whoever leads a round of presenting asks people to show the card of their business. It comes onto the stage by that
//! person's own press, and by nobody else's.

use std::collections::BTreeMap;

use super::{
    Room,
    command::{DONE, Handled},
};
use crate::{
    ids::ParticipantId,
    wire::{Event, RejectCode, stage::Show},
};

/// Who asks for whose card, by whose it is.
pub(super) type CardAsks = BTreeMap<ParticipantId, ParticipantId>;

impl Room {
    pub(super) fn card_ask(&mut self, by: ParticipantId, of: ParticipantId, on: bool) -> Handled {
        if !on {
            if self.card_asks.get(&of) == Some(&by) {
                self.end_card_ask(of);
            }
            return DONE;
        }
        let other = self.other(by, of)?;
        if other.scope != self.scope_of(by) {
            return Err(RejectCode::ParticipantUnknown.into());
        }
        if self.card_asks.insert(of, by) != Some(by)
            && let Some(by) = self.card_asked_by(of)
        {
            self.tell(of, Event::CardAsked { by: Some(by) });
        }
        DONE
    }

    /// Not now. Whoever asked is told, so that they go on to somebody else.
    pub(super) fn card_decline(&mut self, who: ParticipantId) -> Handled {
        if let Some(by) = self.end_card_ask(who) {
            self.tell(by, Event::CardDeclined { participant: who });
        }
        DONE
    }

    /// Whether somebody shows what they were asked for, by one who could put something on this stage themselves.
    pub(super) fn is_asked_for(&self, who: ParticipantId, show: &Show) -> bool {
        let by = self.card_asks.get(&who).filter(|_| matches!(show, Show::Business { .. }));
        by.is_some_and(|&by| self.scope_of(by) == self.scope_of(who) && self.may_take_stage(by).is_ok())
    }

    /// Who asks somebody for their card, as far as they want to hear of that person.
    pub(super) fn card_asked_by(&self, who: ParticipantId) -> Option<ParticipantId> {
        let by = self.card_asks.get(&who).copied();
        by.filter(|by| self.people.get(who).is_some_and(|person| !person.hidden.contains(by)))
    }

    /// It was shown, or is wanted no more.
    pub(super) fn end_card_ask(&mut self, of: ParticipantId) -> Option<ParticipantId> {
        let told = self.card_asked_by(of).is_some();
        let by = self.card_asks.remove(&of);
        if told {
            self.tell(of, Event::CardAsked { by: None });
        }
        by
    }

    /// Somebody is gone or elsewhere: what they asked or were asked is over.
    pub(super) fn lapse_card_asks(&mut self, who: ParticipantId) {
        let concerned = self.card_asks.iter().filter(|&(&of, &by)| of == who || by == who).map(|(&of, _)| of);
        for of in concerned.collect::<Vec<_>>() {
            self.end_card_ask(of);
        }
    }
}
