//! Who asked for the floor, in true order.

use super::{
    Room,
    command::{DONE, Handled},
};
use crate::{ids::ParticipantId, media::Scope, wire::Event};

impl Room {
    pub(super) fn hand_raise(&mut self, who: ParticipantId) -> Handled {
        if !self.hands.contains(&who) {
            self.hands.push(who);
            self.tell_hands(self.scope_of(who));
        }
        DONE
    }

    pub(super) fn hand_lower(&mut self, whose: ParticipantId) -> Handled {
        if !self.hands.contains(&whose) {
            self.target(whose)?;
        }
        self.drop_hand(self.scope_of(whose), whose);
        DONE
    }

    /// A hand goes down in the scope where it was raised.
    pub(super) fn drop_hand(&mut self, scope: Scope, whose: ParticipantId) {
        let before = self.hands.len();
        self.hands.retain(|&hand| hand != whose);
        if self.hands.len() != before {
            self.tell_hands(scope);
        }
    }

    /// The hands of those in one scope.
    pub(super) fn hands_in(&self, scope: Scope) -> Vec<ParticipantId> {
        self.hands.iter().copied().filter(|&who| self.scope_of(who) == scope).collect()
    }

    fn tell_hands(&mut self, scope: Scope) {
        let queue = self.hands_in(scope);
        self.tell_in(scope, Event::Hands { queue });
    }
}
