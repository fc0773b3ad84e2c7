//! Who is in the room, as each of them may see it.

use super::{
    Room,
    command::{DONE, Handled},
    people::{Person, Place},
};
use crate::{
    ids::{ParticipantId, Timestamp},
    limits,
    media::DeviceClass,
    permission,
    wire::{
        Event,
        event::{Ability, AbilityReport, LeaveReason, Permission, SlotCounts, Welcome},
        group::{self, Groups, TopicOffer},
    },
};

impl Room {
    /// Into the room, by the door or after a loss or a reload.
    pub(super) fn come_in(&mut self, now: Timestamp, who: ParticipantId) {
        let was_inside = self.people.insider(who).is_some();
        self.people.place(who, Place::Inside);
        self.hosting_stale = true;
        self.welcome(now, who);
        if was_inside {
            self.tell_seen(who);
        } else if let Some(participant) = self.people.get(who).map(Person::seen) {
            let event = Event::ParticipantJoined { participant };
            self.tell_where(|person| person.is_inside() && person.id() != who, event);
        }
    }

    /// Out of the room. Everything they had is given back.
    pub(super) fn go_out(&mut self, who: ParticipantId, reason: LeaveReason) {
        self.stop_sending_silently(who);
        self.people.place(who, Place::Away);
        self.hosting_stale = true;
        if let Some(person) = self.people.get_mut(who) {
            person.view.clear();
            person.hear = Ability::Unknown;
            person.speak = Ability::Unknown;
        }
        self.close_media(who);
        self.tell_all(Event::ParticipantLeft { participant: who, reason });
        self.drop_hand(who);
        self.leave_floor(who);
        self.stage_left(who);
        if self.speaking.contains(&who) {
            self.speaking.retain(|&speaker| speaker != who);
            self.tell_speaking();
        }
    }

    /// The whole state, as this person may see it.
    pub(super) fn welcome(&mut self, now: Timestamp, who: ParticipantId) {
        let Some(person) = self.people.get(who) else { return };
        let may_open = self.may_open(now, person);
        let mut inside: Vec<_> = self.people.inside().collect();
        inside.sort_by_key(|person| (person.session.joined_at, person.id()));
        let (chat, chat_earlier) = self.chat.page(person, u32::MAX);
        let welcome = Welcome {
            you: who,
            evening: self.settings.evening.clone(),
            roster: inside.iter().map(|person| person.seen()).collect(),
            hands: self.hands.clone(),
            floor: self.floor.clone(),
            stage: self.stage_seen(),
            place: group::Place { here: inside.iter().map(|person| person.id()).collect(), ..group::Place::default() },
            groups: person.may(Permission::ArrangeGroups).then(Groups::default),
            topics: TopicOffer::default(),
            side_talks: Vec::new(),
            moods: Vec::new(),
            mood_results: Vec::new(),
            locked: self.door.locked,
            chat,
            chat_earlier,
            lobby: if person.may(Permission::KeepDoor) { self.lobby() } else { Vec::new() },
            abilities: if person.may(Permission::SeeWellbeing) { abilities(&inside) } else { Vec::new() },
            may_open,
            hidden: person.hidden.iter().copied().collect(),
            permissions: permission::rows(person.session.role),
            slots: self.slot_counts(person),
            ice_servers: self.settings.ice_servers.clone(),
            grace_ms: u32::try_from(limits::GRACE_MS).unwrap_or(u32::MAX),
        };
        if let Some(person) = self.people.get_mut(who) {
            person.may_open_told = may_open;
        }
        self.tell(who, Event::Welcome(Box::new(welcome)));
    }

    pub(super) fn slot_counts(&self, person: &Person) -> SlotCounts {
        match person.device_class {
            DeviceClass::Phone => self.settings.slots_phone,
            DeviceClass::Desktop => self.settings.slots_desktop,
        }
    }

    /// Somebody inside looks different now.
    pub(super) fn tell_seen(&mut self, who: ParticipantId) {
        if let Some(participant) = self.people.insider(who).map(Person::seen) {
            self.tell_all(Event::ParticipantUpdated { participant });
        }
    }

    pub(super) fn report_ability(&mut self, who: ParticipantId, hear: Ability, speak: Ability) -> Handled {
        if let Some(person) = self.people.get_mut(who) {
            person.hear = hear;
            person.speak = speak;
        }
        self.tell_who_may(Permission::SeeWellbeing, Event::AbilityReported { participant: who, hear, speak });
        DONE
    }
}

fn abilities(inside: &[&Person]) -> Vec<AbilityReport> {
    let known = |person: &&&Person| (person.hear, person.speak) != (Ability::Unknown, Ability::Unknown);
    let report = |person: &&Person| AbilityReport { participant: person.id(), hear: person.hear, speak: person.speak };
    inside.iter().filter(known).map(report).collect()
}
