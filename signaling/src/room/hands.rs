//! Who asked for the floor, in true order.

use super::{
    Room,
    command::{DONE, Handled},
};
use crate::{ids::ParticipantId, wire::Event};

impl Room {
    pub(super) fn hand_raise(&mut self, who: ParticipantId) -> Handled {
        if !self.hands.contains(&who) {
            self.hands.push(who);
            self.tell_hands();
        }
        DONE
    }

    pub(super) fn hand_lower(&mut self, whose: ParticipantId) -> Handled {
        if !self.hands.contains(&whose) {
            self.target(whose)?;
        }
        self.drop_hand(whose);
        DONE
    }

    pub(super) fn drop_hand(&mut self, whose: ParticipantId) {
        let before = self.hands.len();
        self.hands.retain(|&hand| hand != whose);
        if self.hands.len() != before {
            self.tell_hands();
        }
    }

    fn tell_hands(&mut self) {
        let queue = self.hands.clone();
        self.tell_all(Event::Hands { queue });
    }
}
