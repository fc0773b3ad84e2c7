//! Coming, coming back, going.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{
    Room,
    command::{Answer, Handled},
    io::{Access, Entropy, Input, SessionRecord, Write},
    kept::{Asker, Effect},
    people::{Person, Place},
};
use crate::{
    ids::{ConnectionId, LinkId, ParticipantId, Timestamp},
    limits,
    media::{DeviceClass, Scope},
    names::{self, DisplayName},
    timer::Timer,
    wire::{
        Event, RejectCode, Rejection, ServerMessage,
        event::{Outcome, Standing},
        join::{Join, Resume},
        participant::{KnockGone, LeaveReason},
    },
};

/// A join on its way to the store.
#[derive(Debug)]
pub(super) struct Joining {
    pub(super) connection: ConnectionId,
    pub(super) request: u32,
    pub(super) access: Access,
    pub(super) record: SessionRecord,
    pub(super) device_class: DeviceClass,
    pub(super) e2ee: bool,
    pub(super) secret: String,
    /// The same browser and link was here already: a page that was loaded again.
    pub(super) replaces: bool,
}

fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn standing(admitted: bool) -> Standing {
    if admitted { Standing::Admitted } else { Standing::Waiting }
}

impl Room {
    pub(super) fn join(
        &mut self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        connection: ConnectionId,
        request: u32,
        access: Access,
        join: Join,
    ) {
        if let Err(rejection) = self.is_fresh(connection) {
            return self.reject(connection, request, rejection);
        }
        let way = (join.device, access.link);
        let replaces = self.people.by_way(way).is_some_and(|person| person.place != Place::Entering);
        if replaces && self.kept.excluding() {
            self.joining.insert(connection);
            return self.kept.hold(Input::Join { connection, request, access, join });
        }
        match self.prepare(now, entropy, connection, request, access, &join) {
            Ok(joining) => {
                if !joining.replaces {
                    self.forget_oldest();
                    let person = Person::new(joining.record.clone(), joining.device_class, Place::Entering, now);
                    self.people.insert(person);
                }
                self.joining.insert(connection);
                let writes = vec![Write::SaveSession(joining.record.clone())];
                self.keep(None, writes, Effect::Join(Box::new(joining)));
            }
            Err(rejection) => self.reject(connection, request, rejection),
        }
    }

    fn is_fresh(&self, connection: ConnectionId) -> Result<(), Rejection> {
        if self.stopping.is_some() {
            return Err(RejectCode::ServerRestarting.into());
        }
        if self.connections.contains_key(&connection) || self.joining.contains(&connection) {
            return Err(RejectCode::AlreadyJoined.into());
        }
        Ok(())
    }

    /// Everything that can be wrong with a join is found here, before anything changes.
    fn prepare(
        &self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        connection: ConnectionId,
        request: u32,
        access: Access,
        join: &Join,
    ) -> Result<Joining, Rejection> {
        let earlier = self.people.by_way((join.device, access.link));
        self.door.check(now, &access, join.device)?;
        if !join.rules_accepted {
            return Err(RejectCode::RulesNotAccepted.into());
        }
        self.can_enter(join.e2ee)?;
        let name = match &access.fixed_name {
            Some(name) => name.clone(),
            None => DisplayName::parse(&join.name)?.into_string(),
        };
        let business = names::business(join.business.as_deref())?;
        if earlier.is_some_and(|person| person.place == Place::Entering) {
            return Err(RejectCode::TooManyJoins.reject().param("retry_ms", crate::wire::Param::Number(1000)));
        }
        let admitted = self.way_in(now, &access, earlier)?;
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes);
        let secret = hexadecimal(&bytes);
        let mut fresh = [0; 10];
        entropy.fill(&mut fresh);
        let participant = earlier.map_or_else(|| ParticipantId::new(now, fresh), Person::id);
        let record = SessionRecord {
            participant,
            link: access.link,
            device: join.device,
            secret_hash: hash(&secret),
            name,
            business,
            language: join.language,
            role: earlier.map_or(access.role, |person| person.session.role),
            recognised: access.personal,
            admitted,
            joined_at: earlier
                .filter(|person| person.session.admitted == admitted)
                .map_or(now, |person| person.session.joined_at),
        };
        let replaces = earlier.is_some();
        let Join { device_class, e2ee, .. } = *join;
        Ok(Joining { connection, request, access, record, device_class, e2ee, secret, replaces })
    }

    /// The session is durable: in, or to the lobby.
    pub(super) fn joined(&mut self, now: Timestamp, joining: Joining) {
        let who = joining.record.participant;
        let connected = self.joining.remove(&joining.connection);
        let barred = self.door.check(now, &joining.access, joining.record.device);
        if !connected || barred.is_err() {
            return self.not_entered(joining, connected, barred);
        }
        let admitted = joining.record.admitted;
        if joining.replaces {
            self.begin_anew(&joining);
        }
        let Some(person) = self.people.get_mut(who) else {
            return self.reject(joining.connection, joining.request, RejectCode::SessionUnknown.reject());
        };
        person.session = joining.record;
        person.device_class = joining.device_class;
        person.e2ee = joining.e2ee;
        person.connection = Some(joining.connection);
        person.blocked = self.door.blocked(person.human());
        self.connections.insert(joining.connection, who);
        self.timers.cancel(Timer::Grace(who));
        let outcome = Outcome::Joined { participant: who, secret: joining.secret, standing: standing(admitted) };
        self.done(joining.connection, joining.request, outcome);
        if admitted { self.come_in(now, who) } else { self.knock(now, who) }
    }

    /// The page was closed, or the door, while the session was on its way to the store.
    fn not_entered(&mut self, joining: Joining, connected: bool, barred: Result<(), Rejection>) {
        let who = joining.record.participant;
        if joining.replaces && barred.is_ok() {
            // The store knows the new secret only.
            if let Some(person) = self.people.get_mut(who) {
                person.session = joining.record;
            }
            return;
        }
        if !joining.replaces {
            self.people.remove(who);
        }
        self.keep(None, vec![Write::EndSession { participant: who }], Effect::Nothing);
        if let (true, Err(rejection)) = (connected, barred) {
            self.reject(joining.connection, joining.request, rejection);
        }
    }

    pub(super) fn not_joined(&mut self, joining: &Joining) {
        if !joining.replaces {
            self.people.remove(joining.record.participant);
        }
        if self.joining.remove(&joining.connection) {
            self.reject(joining.connection, joining.request, RejectCode::Internal.reject());
        }
    }

    /// A page that was loaded again: nothing of the earlier page goes on but the person, their hand and their place.
    fn begin_anew(&mut self, joining: &Joining) {
        let who = joining.record.participant;
        self.supersede(who);
        self.stop_sending(who);
        self.close_media(who);
        if let Some(person) = self.people.get_mut(who) {
            person.log = super::people::EventLog::default();
            person.hidden.clear();
            person.sound_only = false;
            person.may_open_told = false;
        }
    }

    /// The older socket of a session is told that it goes on elsewhere.
    fn supersede(&mut self, who: ParticipantId) {
        let older = self.people.get_mut(who).and_then(|person| person.connection.take());
        if let Some(connection) = older {
            self.connections.remove(&connection);
            self.close(connection, RejectCode::ResumedElsewhere.reject(), None);
        }
    }

    pub(super) fn resume(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        request: u32,
        resume: &Resume,
        link_valid: bool,
    ) {
        match self.is_fresh(connection).and_then(|()| self.may_resume(resume, link_valid)) {
            Ok(()) => {}
            Err(rejection) => {
                if rejection.code == RejectCode::LinkRevoked {
                    self.drop_session(now, resume.participant, &rejection);
                }
                return self.reject(connection, request, rejection);
            }
        }
        let who = resume.participant;
        self.supersede(who);
        let Some(person) = self.people.get_mut(who) else { return };
        let place = person.place;
        // A page that was loaded anew has other keys and no connection for media.
        let knows_nothing = place == Place::Away || (place == Place::Inside && resume.last_seq == 0);
        let missed = if knows_nothing { None } else { person.log.after(resume.last_seq) };
        person.device_class = resume.device_class;
        person.e2ee = resume.e2ee;
        let standing = standing(person.session.admitted);
        if missed.is_none() {
            person.may_open_told = false;
            // Whoever makes a new connection says it again; a page that was loaded anew knows nothing of it.
            person.sound_only = false;
            self.end_media(who, resume.last_seq);
        }
        let Some(person) = self.people.get_mut(who) else { return };
        person.connection = Some(connection);
        self.connections.insert(connection, who);
        self.timers.cancel(Timer::Grace(who));
        self.done(connection, request, Outcome::Resumed { standing, replayed: missed.is_some() });
        if let Some(missed) = missed {
            for (seq, event) in missed {
                self.send(connection, ServerMessage::Event { seq, event });
            }
            self.show_again(who);
            self.tell_relays(now, who);
            self.tell_seen(who);
        } else if standing == Standing::Admitted {
            self.come_in(now, who);
        } else {
            self.knock(now, who);
        }
    }

    /// What was sent has ended. The others are told of it; whom it is about reads it in the welcome, which comes first.
    fn end_media(&mut self, who: ParticipantId, last_seq: u32) {
        self.stop_sending(who);
        self.close_media(who);
        if let Some(person) = self.people.get_mut(who) {
            person.log.restart(last_seq);
        }
    }

    fn may_resume(&self, resume: &Resume, link_valid: bool) -> Result<(), Rejection> {
        self.door.is_open()?;
        if let Some(code) = self.door.sent_away(resume.participant) {
            return Err(code.into());
        }
        let person = self.people.get(resume.participant).ok_or(RejectCode::SessionUnknown)?;
        let right: bool = hash(&resume.secret).ct_eq(&person.session.secret_hash).into();
        if !right || person.place == Place::Entering {
            return Err(RejectCode::SessionUnknown.into());
        }
        if !link_valid {
            return Err(RejectCode::LinkRevoked.into());
        }
        if self.door.link_is_barred(person.session.link) {
            return Err(RejectCode::Removed.into());
        }
        self.can_enter(resume.e2ee)?;
        if person.place == Place::Away {
            self.has_place(person.session.role, person.session.admitted)?;
            self.is_unlocked(person.session.role, person.session.admitted)?;
        }
        Ok(())
    }

    /// The socket is gone; its owner may come back for a while.
    pub(super) fn disconnected(&mut self, now: Timestamp, connection: ConnectionId) {
        self.joining.remove(&connection);
        let Some(who) = self.connections.remove(&connection) else { return };
        let Some(person) = self.people.get_mut(who).filter(|person| person.connection == Some(connection)) else {
            return;
        };
        person.connection = None;
        let inside = person.is_inside();
        self.timers.set(Timer::Grace(who), now.plus(limits::GRACE_MS));
        if inside {
            self.tell_seen(who);
            self.keys_unreachable(now, self.scope_of(who));
        }
    }

    /// The grace time is over.
    pub(super) fn lose(&mut self, now: Timestamp, who: ParticipantId) {
        self.go(now, who, LeaveReason::Lost);
    }

    pub(super) fn leave(&mut self, asker: Asker, quiet: bool) -> Handled {
        let writes = vec![Write::EndSession { participant: asker.who }];
        self.keep(Some(asker), writes, Effect::Leave { who: asker.who, quiet });
        Ok(Answer::Later)
    }

    pub(super) fn left(&mut self, now: Timestamp, who: ParticipantId, quiet: bool) {
        let connection = self.people.get(who).and_then(|person| person.connection);
        self.go(now, who, if quiet { LeaveReason::Quiet } else { LeaveReason::Left });
        if let Some(connection) = connection {
            self.connections.remove(&connection);
            self.outputs.push_back(super::Output::Close { connection });
        }
        self.forget(who);
    }

    /// Whether waiting or inside: they are not here any more. The session stays.
    pub(super) fn go(&mut self, now: Timestamp, who: ParticipantId, reason: LeaveReason) {
        match self.people.get(who).map(|person| person.place) {
            Some(Place::Inside) => self.go_out(now, who, reason),
            Some(Place::Waiting) => self.knock_gone(who, KnockGone::Left),
            _ => {}
        }
    }

    /// The session is over; what a moderator blocked stays blocked at the door for the same browser and link.
    pub(super) fn forget(&mut self, who: ParticipantId) {
        self.timers.cancel(Timer::Grace(who));
        self.stage_left(Scope::Evening, who, false);
        self.groups.forget(who);
        self.groups_stale = true;
        self.people.remove(who);
    }

    /// Somebody is sent away for good: told why, gone for the others, and their session is over.
    pub(super) fn send_away(
        &mut self,
        now: Timestamp,
        who: ParticipantId,
        event: Option<Event>,
        why: &Rejection,
        reason: LeaveReason,
    ) {
        if let Some(event) = event.filter(|_| self.is_here(who)) {
            self.tell(who, event);
        }
        let connection = self.people.get(who).and_then(|person| person.connection);
        self.go(now, who, reason);
        if let Some(connection) = connection {
            self.connections.remove(&connection);
            self.close(connection, why.clone(), None);
        }
        self.forget(who);
    }

    fn drop_session(&mut self, now: Timestamp, who: ParticipantId, why: &Rejection) {
        self.door.remember_sent_away(who, why.code);
        self.send_away(now, who, None, why, LeaveReason::Left);
        self.keep(None, vec![Write::EndSession { participant: who }], Effect::Nothing);
    }

    /// Everybody who came by this link goes.
    pub(super) fn link_revoked(&mut self, now: Timestamp, link: LinkId) {
        let whom: Vec<_> = self.people.all().filter(|person| person.session.link == link).map(Person::id).collect();
        for who in whom {
            if self.people.get(who).is_some_and(|person| person.place == Place::Entering) {
                self.door.revoke(link);
                continue;
            }
            self.drop_session(now, who, &RejectCode::LinkRevoked.reject());
        }
    }

    /// A room remembers so many sessions; the oldest that nobody uses goes first.
    fn forget_oldest(&mut self) {
        if self.people.len() < limits::REMEMBERED {
            return;
        }
        let oldest = self.people.all().find(|person| person.place == Place::Away).map(Person::id);
        if let Some(who) = oldest {
            self.forget(who);
            self.keep(None, vec![Write::EndSession { participant: who }], Effect::Nothing);
        }
    }
}
