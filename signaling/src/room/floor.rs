//! The floor: open to all, or held. Held, it is kept where packets come in.

use super::{
    Room,
    command::{Answer, DONE, Handled},
    io::Write,
    kept::{Asker, Effect},
    people::Person,
};
use crate::{
    ids::{ParticipantId, Timestamp},
    media::{Order, Scope},
    wire::{Command, Event, RejectCode, floor::Floor, permission::Permission},
};

impl Room {
    /// Whether somebody without a special role may speak now.
    pub(super) fn has_floor(&self, who: ParticipantId) -> bool {
        let held = self.scope_of(who) == Scope::Evening;
        let given = match &self.floor {
            Floor::Held { speakers, .. } if held => speakers.contains(&who),
            Floor::Open | Floor::Held { .. } => true,
        };
        given && self.round_hears(who)
    }

    /// The floor is held in the common room only.
    pub(super) fn floor_in(&self, scope: Scope) -> Floor {
        if scope == Scope::Evening { self.floor.clone() } else { Floor::Open }
    }

    pub(super) fn hold_floor(&mut self, now: Timestamp, asker: Asker, command: &Command) -> Handled {
        if matches!(self.floor, Floor::Held { .. }) {
            return DONE;
        }
        let writes = vec![Write::SetFloor(Some(asker.who)), Self::log(now, asker.who, command, None)];
        self.keep(Some(asker), writes, Effect::HoldFloor { by: asker.who });
        Ok(Answer::Later)
    }

    pub(super) fn floor_held(&mut self, by: ParticipantId) {
        if !self.people.insider(by).is_some_and(|person| person.may(Permission::ModerateMedia)) {
            // Gone meanwhile: nobody would be there to release it.
            return self.keep(None, vec![Write::SetFloor(None)], Effect::Nothing);
        }
        self.floor = Floor::Held { by, speakers: Vec::new() };
        self.floor_changed();
        for who in self.people.inside_ids() {
            self.enforce(who);
        }
    }

    pub(super) fn release_floor(&mut self, now: Timestamp, asker: Asker, command: &Command) -> Handled {
        if self.floor == Floor::Open {
            return DONE;
        }
        let writes = vec![Write::SetFloor(None), Self::log(now, asker.who, command, None)];
        self.keep(Some(asker), writes, Effect::ReleaseFloor);
        Ok(Answer::Later)
    }

    /// Everybody may speak again; nobody is switched on.
    pub(super) fn release(&mut self) {
        if self.floor != Floor::Open {
            self.floor = Floor::Open;
            self.floor_changed();
        }
    }

    pub(super) fn give_floor(&mut self, who: ParticipantId) -> Handled {
        let here = self.target(who)?.scope == Scope::Evening;
        let Floor::Held { speakers, .. } = &mut self.floor else { return Err(RejectCode::FloorNotHeld.into()) };
        if !here {
            return Err(RejectCode::ParticipantUnknown.into());
        }
        if !speakers.contains(&who) {
            speakers.push(who);
            self.floor_changed();
        }
        self.drop_hand(Scope::Evening, who);
        DONE
    }

    pub(super) fn take_floor(&mut self, who: ParticipantId) -> Handled {
        let Floor::Held { speakers, .. } = &mut self.floor else { return Err(RejectCode::FloorNotHeld.into()) };
        let before = speakers.len();
        speakers.retain(|&speaker| speaker != who);
        if speakers.len() != before {
            self.floor_changed();
            self.enforce(who);
        }
        DONE
    }

    /// Somebody is gone.
    pub(super) fn leave_floor(&mut self, who: ParticipantId) {
        self.release_if_unmoderated();
        self.leave_floor_as_speaker(who);
    }

    /// Somebody is gone, or elsewhere.
    pub(super) fn leave_floor_as_speaker(&mut self, who: ParticipantId) {
        let Floor::Held { speakers, .. } = &mut self.floor else { return };
        let before = speakers.len();
        speakers.retain(|&speaker| speaker != who);
        if speakers.len() != before {
            self.floor_changed();
        }
    }

    /// A floor that nobody is there to release is open.
    pub(super) fn release_if_unmoderated(&mut self) {
        if self.floor != Floor::Open && !self.people.inside().any(|person| person.may(Permission::ModerateMedia)) {
            self.release();
            self.keep(None, vec![Write::SetFloor(None)], Effect::Nothing);
        }
    }

    fn floor_changed(&mut self) {
        let floor = self.floor.clone();
        self.order_floor();
        self.tell_in(Scope::Evening, Event::FloorChanged { floor });
    }

    /// After somebody's role or connection has changed.
    pub(super) fn order_floor_if_held(&mut self) {
        if self.floor != Floor::Open || !self.rounds.is_empty() {
            self.order_floor();
        }
    }

    /// Tells the engine whose voice always has a slot, and who may speak over them.
    pub(super) fn order_floor(&mut self) {
        let mut speakers = match &self.floor {
            Floor::Open => Vec::new(),
            Floor::Held { speakers, .. } => speakers.clone(),
        };
        speakers.extend(self.round_speakers());
        let holders: Vec<_> = speakers.iter().filter_map(|&speaker| self.people.insider(speaker)?.peer_id()).collect();
        let over = |person: &&Person| !holders.is_empty() && person.may(Permission::SpeakOverFloor);
        let over = self.people.inside().filter(over).filter_map(Person::peer_id).collect();
        self.order(Order::SetFloor { holders, over });
    }
}
