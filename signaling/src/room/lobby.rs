//! The door: who gets in, who waits, who does not come in.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Room,
    command::{Answer, DONE, Handled},
    io::{Access, BlockRecord, DenialRecord, Restored, Write},
    kept::{Asker, Effect},
    people::{Person, Place, Way},
};
use crate::{
    ids::{DeviceId, LinkId, ParticipantId, Timestamp},
    limits,
    media::Source,
    names,
    timer::Timer,
    wire::{
        Command, Event, Param, RejectCode, Rejection,
        participant::{KnockGone, LeaveReason, LobbyEntry, Role},
        permission::Permission,
    },
};

/// What the door knows.
#[derive(Debug)]
pub(super) struct Door {
    pub(super) locked: bool,
    /// Opened by a member, before any staff came.
    pub(super) opened: bool,
    ended: bool,
    barred_links: BTreeSet<LinkId>,
    barred_devices: BTreeSet<DeviceId>,
    marked_links: BTreeSet<LinkId>,
    revoked_links: BTreeSet<LinkId>,
    denials: BTreeMap<Way, Denial>,
    /// What a moderator does not let through, of whom is here and of whom has left.
    blocked: BTreeMap<Way, BTreeSet<Source>>,
    /// Who was sent away, and why: so that a resume is told the truth.
    sent_away: BTreeMap<ParticipantId, RejectCode>,
}

#[derive(Clone, Copy, Debug)]
struct Denial {
    until: Timestamp,
    times: u8,
}

fn remember<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: V) {
    if map.len() >= limits::REMEMBERED {
        map.pop_first();
    }
    map.insert(key, value);
}

impl Door {
    pub(super) fn restored(restored: &Restored) -> Self {
        let mut blocked: BTreeMap<Way, BTreeSet<Source>> = BTreeMap::new();
        for block in &restored.blocks {
            blocked.entry((block.device, block.link)).or_default().insert(block.source);
        }
        let denial =
            |record: &DenialRecord| ((record.device, record.link), Denial { until: record.until, times: record.times });
        Self {
            locked: restored.locked,
            opened: restored.opened,
            ended: restored.ended,
            barred_links: restored.barred_links.iter().copied().collect(),
            barred_devices: restored.barred_devices.iter().copied().collect(),
            marked_links: restored.marked_links.iter().copied().collect(),
            revoked_links: BTreeSet::new(),
            denials: restored.denials.iter().map(denial).collect(),
            blocked,
            sent_away: BTreeMap::new(),
        }
    }

    pub(super) fn is_open(&self) -> Result<(), Rejection> {
        if self.ended { Err(RejectCode::EveningEnded.into()) } else { Ok(()) }
    }

    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// What keeps somebody out for good, or for a while. A shared staff link is not closed by a browser's removal:
    /// the staff would be locked out by its own door.
    pub(super) fn check(&self, now: Timestamp, access: &Access, device: DeviceId) -> Result<(), Rejection> {
        self.is_open()?;
        if self.revoked_links.contains(&access.link) {
            return Err(RejectCode::LinkRevoked.into());
        }
        let spared = access.role.is_staff() && !self.marked_links.contains(&access.link);
        if self.link_is_barred(access.link) || (self.barred_devices.contains(&device) && !spared) {
            return Err(RejectCode::Removed.into());
        }
        match self.denials.get(&(device, access.link)) {
            Some(denial) if denial.times >= limits::DENIALS => Err(RejectCode::Denied.into()),
            Some(denial) if denial.until > now => {
                Err(RejectCode::Denied.reject().param("retry_ms", Param::Number(denial.until.since(now))))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn link_is_barred(&self, link: LinkId) -> bool {
        self.barred_links.contains(&link)
    }

    pub(super) fn link_is_marked(&self, link: LinkId) -> bool {
        self.marked_links.contains(&link)
    }

    /// Somebody who came by it was removed, or denied for the last time.
    pub(super) fn link_is_doubted(&self, link: LinkId) -> bool {
        let denied = |(&(_, way), denial): (&Way, &Denial)| way == link && denial.times >= limits::DENIALS;
        self.link_is_marked(link) || self.denials.iter().any(denied)
    }

    pub(super) fn revoke(&mut self, link: LinkId) {
        self.revoked_links.insert(link);
    }

    pub(super) fn bar(&mut self, link: LinkId, personal: bool, device: DeviceId) {
        self.barred_devices.insert(device);
        if personal {
            self.barred_links.insert(link)
        } else {
            self.marked_links.insert(link)
        };
    }

    /// What a denial now would be.
    fn denial(&self, now: Timestamp, (device, link): Way) -> DenialRecord {
        let times = self.denials.get(&(device, link)).map_or(0, |denial| denial.times).saturating_add(1);
        DenialRecord { device, link, until: now.plus(limits::DENIAL_PAUSE_MS), times }
    }

    fn deny(&mut self, DenialRecord { device, link, until, times }: DenialRecord) {
        remember(&mut self.denials, (device, link), Denial { until, times });
    }

    pub(super) fn blocked(&self, way: Way) -> BTreeSet<Source> {
        self.blocked.get(&way).cloned().unwrap_or_default()
    }

    /// Blocks or lets through again; what is blocked of that browser and link from now on.
    pub(super) fn block(&mut self, BlockRecord { device, link, source }: BlockRecord, on: bool) -> BTreeSet<Source> {
        let way = (device, link);
        let mut blocked = self.blocked(way);
        if on {
            blocked.insert(source)
        } else {
            blocked.remove(&source)
        };
        if blocked.is_empty() {
            self.blocked.remove(&way);
        } else {
            remember(&mut self.blocked, way, blocked.clone());
        }
        blocked
    }

    pub(super) fn sent_away(&self, who: ParticipantId) -> Option<RejectCode> {
        self.sent_away.get(&who).copied()
    }

    pub(super) fn remember_sent_away(&mut self, who: ParticipantId, why: RejectCode) {
        remember(&mut self.sent_away, who, why);
    }
}

impl Room {
    /// Whether this link leads into the room (true) or to the lobby (false), for a person who may have been here.
    pub(super) fn way_in(&self, now: Timestamp, access: &Access, earlier: Option<&Person>) -> Result<bool, Rejection> {
        let was_admitted = earlier.is_some_and(|person| person.session.admitted);
        let role = earlier.map_or(access.role, |person| person.session.role);
        let staff = access.role.is_staff();
        if !staff && !was_admitted && now < self.settings.doors_open_at {
            let opens_at = Param::Number(self.settings.doors_open_at.0);
            return Err(RejectCode::EveningNotOpen.reject().param("opens_at", opens_at));
        }
        let admitted = was_admitted || self.enters_directly(access);
        self.is_unlocked(if staff { access.role } else { role }, was_admitted)?;
        if earlier.is_none_or(|person| person.place == Place::Away) {
            self.has_place(access.role, admitted)?;
        }
        Ok(admitted)
    }

    /// A link through which somebody came who was removed does not admit by itself. But staff is not left outside
    /// when nobody could let them in.
    fn enters_directly(&self, access: &Access) -> bool {
        let marked = self.door.link_is_marked(access.link);
        if access.role.is_staff() { !marked || !self.is_doorkept() } else { access.admits && !marked }
    }

    /// Somebody is inside who can open.
    pub(super) fn is_doorkept(&self) -> bool {
        self.people.inside().any(|person| person.may(Permission::KeepDoor))
    }

    pub(super) fn is_unlocked(&self, role: Role, was_admitted: bool) -> Result<(), Rejection> {
        if self.door.locked && !role.is_staff() && !was_admitted {
            return Err(RejectCode::RoomLocked.into());
        }
        Ok(())
    }

    /// Whether there is a place in the room or in the lobby. Staff always finds one.
    pub(super) fn has_place(&self, role: Role, admitted: bool) -> Result<(), Rejection> {
        let taken = |inside: bool| {
            let entering = |person: &&Person| person.place == Place::Entering && person.session.admitted == inside;
            let here = if inside { self.people.inside().count() } else { self.people.waiting().count() };
            here + self.people.all().filter(entering).count()
        };
        let (max, code) = if admitted {
            (self.settings.capacity, RejectCode::RoomFull)
        } else {
            (self.settings.lobby_capacity, RejectCode::LobbyFull)
        };
        if role.is_staff() || taken(admitted) < usize::from(max) {
            return Ok(());
        }
        Err(code.with_max(u64::from(max)))
    }

    /// Somebody comes to the lobby, or is there again after a reload.
    pub(super) fn knock(&mut self, _now: Timestamp, who: ParticipantId) {
        self.people.place(who, Place::Waiting);
        self.hosting_stale = true;
        if let Some(entry) = self.people.get(who).map(|person| self.lobby_entry(person)) {
            self.tell_who_may(Permission::KeepDoor, Event::Knocked { entry });
        }
        self.ask_at_the_door(who);
    }

    pub(super) fn lobby_entry(&self, person: &Person) -> LobbyEntry {
        LobbyEntry {
            participant: person.id(),
            name: person.session.name.clone(),
            business: person.session.business.clone(),
            since: person.session.joined_at,
            link_had_removal: self.door.link_is_marked(person.session.link),
        }
    }

    /// Who waits, longest first.
    pub(super) fn lobby(&self) -> Vec<LobbyEntry> {
        let mut entries: Vec<_> = self.people.waiting().map(|person| self.lobby_entry(person)).collect();
        entries.sort_by_key(|entry| (entry.since, entry.participant));
        entries
    }

    pub(super) fn knock_gone(&mut self, who: ParticipantId, reason: KnockGone) {
        self.people.place(who, Place::Away);
        self.close_media(who);
        self.tell_who_may(Permission::KeepDoor, Event::KnockGone { participant: who, reason });
    }

    fn someone_waiting(&self, who: ParticipantId) -> Result<&Person, Rejection> {
        self.people.get(who).filter(|person| person.is_waiting()).ok_or_else(|| RejectCode::NotWaiting.into())
    }

    pub(super) fn admit(&mut self, now: Timestamp, asker: Asker, command: &Command, who: ParticipantId) -> Handled {
        let role = self.someone_waiting(who)?.session.role;
        self.has_place(role, true)?;
        self.keep_admission(now, asker, command, vec![who])
    }

    /// Lets in as many as there are places for, those first who wait longest.
    pub(super) fn admit_all(&mut self, now: Timestamp, asker: Asker, command: &Command) -> Handled {
        let whom: Vec<_> = self.lobby().into_iter().map(|entry| entry.participant).collect();
        if whom.is_empty() {
            return DONE;
        }
        self.has_place(Role::Participant, true)?;
        let taken = self.people.inside().count();
        let free = usize::from(self.settings.capacity).saturating_sub(taken);
        self.keep_admission(now, asker, command, whom.into_iter().take(free).collect())
    }

    fn keep_admission(&mut self, now: Timestamp, asker: Asker, command: &Command, whom: Vec<ParticipantId>) -> Handled {
        let mut writes = Vec::new();
        for &who in &whom {
            writes.extend(self.save(who, |record| {
                record.admitted = true;
                record.joined_at = now;
            }));
            writes.push(Self::log(now, asker.who, command, Some(who)));
        }
        self.keep(Some(asker), writes, Effect::Admit(whom));
        Ok(Answer::Later)
    }

    pub(super) fn admitted(&mut self, now: Timestamp, whom: &[ParticipantId]) {
        for &who in whom {
            let Some(person) = self.people.get_mut(who) else { continue };
            person.session.admitted = true;
            person.session.joined_at = now;
            if person.is_waiting() {
                let event = Event::KnockGone { participant: who, reason: KnockGone::Admitted };
                self.tell_who_may(Permission::KeepDoor, event);
                self.come_in(now, who);
            }
        }
    }

    pub(super) fn deny(&mut self, now: Timestamp, asker: Asker, command: &Command, who: ParticipantId) -> Handled {
        let denial = self.door.denial(now, self.someone_waiting(who)?.way());
        let writes = vec![
            Write::EndSession { participant: who },
            Write::SetDenial(denial),
            Self::log(now, asker.who, command, Some(who)),
        ];
        self.keep(Some(asker), writes, Effect::Deny { who, denial });
        Ok(Answer::Later)
    }

    pub(super) fn denied(&mut self, now: Timestamp, who: ParticipantId, denial: DenialRecord) {
        let Some(person) = self.people.get(who) else { return };
        if person.is_waiting() {
            let event = Event::KnockGone { participant: who, reason: KnockGone::Denied };
            self.tell(who, Event::Denied);
            self.people.place(who, Place::Away);
            self.tell_who_may(Permission::KeepDoor, event);
        }
        self.door.deny(denial);
        self.door.remember_sent_away(who, RejectCode::Denied);
        self.close_media(who);
        self.timers.cancel(Timer::Grace(who));
        self.send_away(now, who, None, &RejectCode::Denied.reject(), LeaveReason::Removed);
    }

    pub(super) fn lobby_message(&mut self, text: &str) -> Handled {
        let text = names::text(text, &limits::LOBBY_TEXT)?;
        self.tell_where(Person::is_waiting, Event::LobbyMessage { text });
        DONE
    }
}
