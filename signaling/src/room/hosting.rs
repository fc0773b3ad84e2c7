//! Opening an evening to which no staff has come, and ending one.

use super::{
    Room,
    command::{Answer, Handled},
    io::Write,
    kept::{Asker, Effect},
    people::{Person, Place},
};
use crate::{
    ids::{ParticipantId, Timestamp},
    limits,
    wire::{
        Command, Event, RejectCode,
        participant::{KnockGone, Role},
        permission::Permission,
    },
};

impl Room {
    /// Whether this person may open and host the evening now.
    pub(super) fn may_open(&self, now: Timestamp, person: &Person) -> bool {
        let from = self.settings.evening.starts_at.plus(limits::HOSTING_AFTER_MS);
        self.settings.members_may_host
            && person.session.recognised
            && !person.may(Permission::KeepDoor)
            && now >= from
            && !self.people.inside().any(|person| person.may(Permission::KeepDoor))
    }

    /// Tells those for whom it has changed.
    pub(super) fn refresh_hosting(&mut self, now: Timestamp) {
        let changed: Vec<_> = self
            .people
            .here()
            .map(|person| (person.id(), self.may_open(now, person), person.may_open_told))
            .filter(|&(_, may, told)| may != told)
            .collect();
        for (who, on, _) in changed {
            if let Some(person) = self.people.get_mut(who) {
                person.may_open_told = on;
            }
            self.tell(who, Event::MayOpen { on });
        }
    }

    pub(super) fn open_evening(&mut self, now: Timestamp, asker: Asker, command: &Command) -> Handled {
        let person = self.people.get(asker.who).ok_or(RejectCode::NotJoined)?;
        if !self.may_open(now, person) {
            return Err(RejectCode::HostingNotAllowed.into());
        }
        let was_admitted = person.session.admitted;
        let mut writes = vec![Write::EveningOpened, Self::log(now, asker.who, command, None)];
        writes.extend(self.save(asker.who, |record| {
            record.role = Role::Moderator;
            record.admitted = true;
            if !was_admitted {
                record.joined_at = now;
            }
        }));
        self.keep(Some(asker), writes, Effect::Open(asker.who));
        Ok(Answer::Later)
    }

    pub(super) fn opened(&mut self, now: Timestamp, who: ParticipantId) {
        self.door.opened = true;
        self.hosting_stale = true;
        let Some(person) = self.people.get_mut(who) else { return };
        person.session.role = Role::Moderator;
        let waited = person.is_waiting();
        if !std::mem::replace(&mut person.session.admitted, true) {
            person.session.joined_at = now;
        }
        if waited {
            self.tell_who_may(Permission::KeepDoor, Event::KnockGone { participant: who, reason: KnockGone::Admitted });
            self.come_in(now, who);
        } else if self.people.insider(who).is_some() {
            self.welcome(now, who);
            self.tell_seen(who);
        }
    }

    pub(super) fn end_evening(&mut self, now: Timestamp, asker: Asker, command: &Command) -> Handled {
        let writes = vec![Write::EveningEnded, Self::log(now, asker.who, command, None)];
        self.keep(Some(asker), writes, Effect::End);
        Ok(Answer::Later)
    }

    /// Everybody goes home.
    pub(super) fn end(&mut self) {
        self.door.end();
        self.tell_where(|_| true, Event::EveningEnded);
        // Who is on the way to the store is turned away when the answer comes.
        let known = self.people.all().filter(|person| person.place != Place::Entering);
        let whom: Vec<ParticipantId> = known.map(Person::id).collect();
        for who in whom {
            self.close_media(who);
            let connection = self.people.get(who).and_then(|person| person.connection);
            if let Some(connection) = connection {
                self.connections.remove(&connection);
                self.close(connection, RejectCode::EveningEnded.reject(), None);
            }
            self.forget(who);
        }
        self.hands.clear();
        self.stages.clear();
        self.groups = super::groups::Groups::default();
        self.asks.clear();
        self.card_asks.clear();
        self.rounds.clear();
        self.moods = super::mood::Moods::default();
        self.floor = crate::wire::floor::Floor::Open;
        self.speaking.clear();
    }
}
