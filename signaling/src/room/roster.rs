//! Who is in the room, as each of them may see it.

use std::collections::BTreeSet;

use super::{
    Room,
    command::{DONE, Handled},
    people::{Person, Place},
};
use crate::{
    ids::{ParticipantId, Timestamp},
    limits,
    media::{DeviceClass, Scope},
    permission,
    wire::{
        Event, Live,
        participant::{Ability, AbilityReport, LeaveReason},
        permission::Permission,
        welcome::{SlotCounts, Welcome},
    },
};

impl Room {
    /// Into the room, by the door or after a loss or a reload.
    pub(super) fn come_in(&mut self, now: Timestamp, who: ParticipantId) {
        let was_inside = self.people.insider(who).is_some();
        self.settle_in(who);
        self.hosting_stale = true;
        self.welcome(now, who);
        self.keep_relays_fresh(now);
        if self.connections_now() != (Live::Connections { weak: Vec::new(), lost: Vec::new() }) {
            self.tell_live(who, self.connections_now());
        }
        if was_inside {
            self.tell_seen(who);
        } else {
            self.tell_of(who, Some(who), |participant| Event::ParticipantJoined { participant });
            self.join_round(now, who);
            self.visit_own_group(now, who);
        }
        self.scopes_changed(&BTreeSet::from([self.scope_of(who)]));
    }

    /// Out of the room. Everything they had is given back.
    pub(super) fn go_out(&mut self, now: Timestamp, who: ParticipantId, reason: LeaveReason) {
        let scope = self.scope_of(who);
        self.count_speaking(now);
        self.cancel_visit(who);
        self.lapse_asks(who);
        self.lapse_card_asks(who);
        self.leave_round(now, who);
        self.stop_sending_silently(who);
        self.people.place(who, Place::Away);
        self.hosting_stale = true;
        if let Some(person) = self.people.get_mut(who) {
            person.view.clear();
            person.scope = Scope::Evening;
            person.speaking_told.clear();
            person.unseen_told = 0;
            person.hear = Ability::Unknown;
            person.speak = Ability::Unknown;
        }
        self.close_media(who);
        self.forget_line(who);
        self.tell_all(Event::ParticipantLeft { participant: who, reason });
        self.drop_hand(scope, who);
        self.captions.forget(who);
        self.leave_floor(who);
        self.stage_left(scope, who, reason == LeaveReason::Lost);
        if self.speaking.contains(&who) {
            self.speaking.retain(|&speaker| speaker != who);
            self.tell_speaking();
        }
        self.scopes_changed(&BTreeSet::from([scope]));
        self.end_lonely_side_talks(now);
        self.go_on_unled(now);
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
            roster: inside.iter().map(|other| other.seen_from(person.scope)).collect(),
            hands: self.hands_in(person.scope),
            floor: self.floor_in(person.scope),
            stage: self.stage_seen(person.scope),
            materials: if person.may(Permission::Present) { self.materials.clone() } else { Vec::new() },
            place: self.place_of(person),
            groups: person.may(Permission::ArrangeGroups).then(|| self.groups_seen()),
            topics: self.topic_offer(who),
            side_talks: self.asks_of(who),
            card_asked_by: self.card_asked_by(who),
            moods: self.moods_of(person),
            mood_results: self.mood_results(),
            guidance: self.guidance_of(person),
            locked: self.door.locked,
            chat,
            chat_earlier,
            lobby: if person.may(Permission::KeepDoor) { self.lobby() } else { Vec::new() },
            abilities: if person.may(Permission::SeeWellbeing) { abilities(&inside) } else { Vec::new() },
            may_open,
            hidden: person.hidden.iter().copied().collect(),
            permissions: permission::rows(person.session.role),
            slots: self.slot_counts(person),
            ice_servers: self.ice_servers(now, who),
            grace_ms: u32::try_from(limits::GRACE_MS).unwrap_or(u32::MAX),
        };
        if let Some(person) = self.people.get_mut(who) {
            person.may_open_told = may_open;
            person.here_told.clone_from(&welcome.place.here);
        }
        self.tell(who, Event::Welcome(Box::new(welcome)));
    }

    pub(super) fn slot_counts(&self, person: &Person) -> SlotCounts {
        match person.device_class {
            DeviceClass::Phone => self.settings.slots_phone,
            DeviceClass::Desktop => self.settings.slots_desktop,
            DeviceClass::Ingest => SlotCounts { audio: 0, video: 0 },
        }
    }

    /// Somebody inside looks different now.
    pub(super) fn tell_seen(&mut self, who: ParticipantId) {
        self.tell_of(who, None, |participant| Event::ParticipantUpdated { participant });
    }

    /// What somebody inside sends has changed: that is told to nobody elsewhere.
    pub(super) fn tell_sources(&mut self, who: ParticipantId) {
        if let Some((scope, participant)) = self.people.insider(who).map(|person| (person.scope, person.seen())) {
            self.tell_in(scope, Event::ParticipantUpdated { participant });
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
