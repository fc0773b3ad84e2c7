//! Looking after the talk: muting, blocking, removing, roles, the lock, reports.

use super::{
    Room,
    command::{Answer, DONE, Handled},
    io::{BlockRecord, Write},
    kept::{Asker, Effect},
    people::Person,
};
use crate::{
    ids::{ParticipantId, Timestamp},
    limits,
    media::{Scope, Source},
    names,
    wire::{
        Command, Event, RejectCode, Rejection,
        participant::{LeaveReason, Role},
        permission::Permission,
    },
};

impl Room {
    /// Nobody decides about those who are above them.
    pub(super) fn not_above(&self, asker: ParticipantId, who: ParticipantId) -> Result<(), Rejection> {
        if self.target(who)?.session.role > self.role(asker) { Err(RejectCode::Forbidden.into()) } else { Ok(()) }
    }

    pub(super) fn mute(
        &mut self,
        now: Timestamp,
        asker: Asker,
        command: &Command,
        who: ParticipantId,
        source: Source,
    ) -> Handled {
        if !self.target(who)?.on.contains(&source) {
            return DONE;
        }
        let writes = vec![Self::log(now, asker.who, command, Some(who))];
        self.keep(Some(asker), writes, Effect::Mute { who, source });
        Ok(Answer::Later)
    }

    pub(super) fn muted(&mut self, who: ParticipantId, source: Source) {
        self.silence(who, source, false);
    }

    pub(super) fn mute_all(&mut self, now: Timestamp, asker: Asker, command: &Command) -> Handled {
        let writes = vec![Self::log(now, asker.who, command, None)];
        self.keep(Some(asker), writes, Effect::MuteAll(self.scope_of(asker.who)));
        Ok(Answer::Later)
    }

    /// Those in the same place; who is elsewhere is not heard there anyway.
    pub(super) fn muted_all(&mut self, scope: Scope) {
        let heard = |person: &&Person| person.scope == scope && !person.session.role.is_staff();
        let whom: Vec<_> = self.people.inside().filter(heard).map(Person::id).collect();
        for who in whom {
            self.silence(who, Source::Microphone, false);
        }
    }

    pub(super) fn block(
        &mut self,
        now: Timestamp,
        asker: Asker,
        command: &Command,
        who: ParticipantId,
        source: Source,
    ) -> Handled {
        self.other(asker.who, who)?;
        self.not_above(asker.who, who)?;
        let block = self.block_of(who, source)?;
        let writes = vec![Write::SetBlock { block, on: true }, Self::log(now, asker.who, command, Some(who))];
        self.keep(Some(asker), writes, Effect::Block { who, block });
        Ok(Answer::Later)
    }

    fn block_of(&self, who: ParticipantId, source: Source) -> Result<BlockRecord, Rejection> {
        let (device, link) = self.target(who)?.human();
        Ok(BlockRecord { device, link, source })
    }

    pub(super) fn blocked(&mut self, who: ParticipantId, block: BlockRecord) {
        let source = block.source;
        let blocked = self.door.block(block, true);
        let Some(person) = self.people.get_mut(who).filter(|person| person.blocked != blocked) else { return };
        person.blocked = blocked;
        let was_on = self.people.get(who).is_some_and(|person| person.on.contains(&source));
        if !was_on || self.scope_of(who) != Scope::Evening {
            self.tell_seen(who);
        }
        if !was_on {
            self.tell(who, Event::Muted { source, enforced: true });
        }
        self.enforce(who);
    }

    pub(super) fn unblock(
        &mut self,
        now: Timestamp,
        asker: Asker,
        command: &Command,
        who: ParticipantId,
        source: Source,
    ) -> Handled {
        if !self.target(who)?.blocked.contains(&source) {
            return DONE;
        }
        let block = self.block_of(who, source)?;
        let writes = vec![Write::SetBlock { block, on: false }, Self::log(now, asker.who, command, Some(who))];
        self.keep(Some(asker), writes, Effect::Unblock { who, block });
        Ok(Answer::Later)
    }

    pub(super) fn unblocked(&mut self, who: ParticipantId, block: BlockRecord) {
        let blocked = self.door.block(block, false);
        let Some(person) = self.people.get_mut(who).filter(|person| person.blocked != blocked) else { return };
        person.blocked = blocked;
        self.tell_seen(who);
        if self.is_here(who) {
            self.tell(who, Event::Unblocked { source: block.source });
        }
    }

    pub(super) fn invite_to_speak(&mut self, asker: ParticipantId, who: ParticipantId) -> Handled {
        self.other(asker, who)?;
        self.tell(who, Event::InvitedToSpeak);
        DONE
    }

    pub(super) fn remove(&mut self, now: Timestamp, asker: Asker, command: &Command, who: ParticipantId) -> Handled {
        self.other(asker.who, who)?;
        self.not_above(asker.who, who)?;
        let session = &self.target(who)?.session;
        let link = session.link;
        let writes = vec![
            Write::EndSession { participant: who },
            if session.recognised { Write::BarLink { link } } else { Write::MarkLink { link } },
            Write::BarDevice { device: session.device },
            Self::log(now, asker.who, command, Some(who)),
        ];
        self.keep(Some(asker), writes, Effect::Remove(who));
        Ok(Answer::Later)
    }

    pub(super) fn removed(&mut self, now: Timestamp, who: ParticipantId) {
        let Some(person) = self.people.get(who) else { return };
        let session = &person.session;
        self.door.bar(session.link, session.recognised, session.device);
        self.door.remember_sent_away(who, RejectCode::Removed);
        let why = RejectCode::Removed.reject();
        self.send_away(now, who, Some(Event::Removed), &why, LeaveReason::Removed);
    }

    pub(super) fn lock_room(&mut self, now: Timestamp, asker: Asker, command: &Command, on: bool) -> Handled {
        if self.door.locked == on {
            return DONE;
        }
        let writes = vec![Write::SetLocked(on), Self::log(now, asker.who, command, None)];
        self.keep(Some(asker), writes, Effect::Lock(on));
        Ok(Answer::Later)
    }

    pub(super) fn locked(&mut self, on: bool) {
        self.door.locked = on;
        self.tell_all(Event::RoomLocked { on });
    }

    pub(super) fn set_role(
        &mut self,
        now: Timestamp,
        asker: Asker,
        command: &Command,
        who: ParticipantId,
        role: Role,
    ) -> Handled {
        self.not_above(asker.who, who)?;
        if role > self.role(asker.who) {
            return Err(RejectCode::Forbidden.into());
        }
        let leads = |role: Role| role.may(Permission::KeepDoor) && role.may(Permission::SetRoles);
        let earlier = self.target(who)?.session.role;
        if earlier == role {
            return DONE;
        }
        let others_lead = self.people.inside().any(|person| person.id() != who && leads(person.session.role));
        if leads(earlier) && !leads(role) && !others_lead {
            return Err(RejectCode::LastModerator.into());
        }
        let mut writes: Vec<_> = self.save(who, |record| record.role = role).into_iter().collect();
        writes.push(Self::log(now, asker.who, command, Some(who)));
        self.keep(Some(asker), writes, Effect::SetRole { who, role });
        Ok(Answer::Later)
    }

    /// The new role sees more or less: it is welcomed anew.
    pub(super) fn role_set(&mut self, now: Timestamp, who: ParticipantId, role: Role) {
        let Some(person) = self.people.get_mut(who) else { return };
        person.session.role = role;
        self.hosting_stale = true;
        if !person.is_inside() {
            return;
        }
        self.leave_others_groups(now, who);
        self.enforce(who);
        self.release_if_unmoderated();
        self.order_floor_if_held();
        self.go_on_unled(now);
        self.welcome(now, who);
        self.tell_seen(who);
    }

    /// A report goes to the staff, but not to the one it is about.
    pub(super) fn report_person(
        &mut self,
        now: Timestamp,
        asker: Asker,
        command: &Command,
        about: ParticipantId,
        text: &str,
    ) -> Handled {
        self.other(asker.who, about)?;
        let text = names::optional_text(text, &limits::REPORT_TEXT)?;
        let writes = vec![Self::log_note(now, asker.who, command, Some(about), text.clone())];
        self.keep(Some(asker), writes, Effect::Report { by: asker.who, about, text });
        Ok(Answer::Later)
    }

    pub(super) fn reported(&mut self, now: Timestamp, by: ParticipantId, about: ParticipantId, text: String) {
        let event = Event::PersonReported { by, about, text, at: now };
        let hears =
            |person: &Person| person.is_inside() && person.may(Permission::SeeWellbeing) && person.id() != about;
        self.tell_where(hears, event);
    }
}
