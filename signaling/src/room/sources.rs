//! What somebody sends: microphone, camera, screen. What is not on is dropped where packets come in.

use std::collections::BTreeSet;

use super::{
    Room,
    command::{DONE, Handled},
};
use crate::{
    ids::ParticipantId,
    media::{Order, Source},
    wire::{Event, RejectCode, Rejection, permission::Permission},
};

impl Room {
    pub(super) fn publish(&mut self, who: ParticipantId, source: Source, on: bool) -> Handled {
        let Some(person) = self.people.insider(who) else { return Err(RejectCode::NotAdmitted.into()) };
        if person.on.contains(&source) == on {
            return DONE;
        }
        if !on {
            self.switch_off(who, source);
            return DONE;
        }
        self.may_send(who, source)?;
        match source {
            Source::Screen => self.take_stage(who)?,
            Source::ScreenAudio => self.add_stage_audio(who)?,
            Source::Microphone | Source::Camera => {}
        }
        if let Some(person) = self.people.get_mut(who) {
            person.on.insert(source);
        }
        self.sources_changed(who);
        if matches!(source, Source::Screen | Source::ScreenAudio) {
            self.tell_stage(self.scope_of(who));
        }
        DONE
    }

    /// Whether a moderator lets them send this now. Sound is sound: who may not speak does not speak through the
    /// shared screen either.
    pub(super) fn may_send(&self, who: ParticipantId, source: Source) -> Result<(), Rejection> {
        let Some(person) = self.people.insider(who) else { return Err(RejectCode::NotAdmitted.into()) };
        let parts: &[Source] = match source {
            Source::ScreenAudio => &[Source::ScreenAudio, Source::Screen, Source::Microphone],
            Source::Microphone => &[Source::Microphone],
            Source::Camera => &[Source::Camera],
            Source::Screen => &[Source::Screen],
        };
        if parts.iter().any(|part| person.blocked.contains(part)) {
            return Err(RejectCode::SourceBlocked.into());
        }
        let sound = matches!(source, Source::Microphone | Source::ScreenAudio);
        if sound && !person.may(Permission::SpeakOverFloor) && !self.has_floor(who) {
            return Err(RejectCode::FloorHeld.into());
        }
        Ok(())
    }

    /// What the engine forwards of them.
    pub(super) fn allowed(&self, who: ParticipantId) -> BTreeSet<Source> {
        let Some(person) = self.people.insider(who) else { return BTreeSet::new() };
        person.on.iter().copied().filter(|&source| self.may_send(who, source).is_ok()).collect()
    }

    /// Switches a source off, and with a screen its sound. Tells everybody, but not its owner why.
    pub(super) fn switch_off(&mut self, who: ParticipantId, source: Source) -> bool {
        let Some(person) = self.people.get_mut(who) else { return false };
        if !person.on.remove(&source) {
            return false;
        }
        if source == Source::Screen {
            person.on.remove(&Source::ScreenAudio);
        }
        let stage = self.stage_follows(who, source);
        self.sources_changed(who);
        if stage {
            self.tell_stage(self.scope_of(who));
        }
        true
    }

    /// Switches off and says so to the owner.
    pub(super) fn silence(&mut self, who: ParticipantId, source: Source, enforced: bool) {
        if self.switch_off(who, source) {
            self.tell(who, Event::Muted { source, enforced });
        }
    }

    /// Switches off what they may no longer send, and says so to them.
    pub(super) fn enforce(&mut self, who: ParticipantId) {
        let Some(person) = self.people.insider(who) else { return };
        let forbidden: Vec<_> =
            person.on.iter().copied().filter(|&source| self.may_send(who, source).is_err()).collect();
        for source in forbidden {
            self.silence(who, source, true);
        }
    }

    /// Everything off: the page that sent is gone.
    pub(super) fn stop_sending(&mut self, who: ParticipantId) {
        if self.stop_sending_silently(who) {
            self.sources_changed(who);
        }
        self.stage_left(self.scope_of(who), who, true);
    }

    pub(super) fn stop_sending_silently(&mut self, who: ParticipantId) -> bool {
        let Some(person) = self.people.get_mut(who) else { return false };
        !std::mem::take(&mut person.on).is_empty()
    }

    /// Tells the engine first, then the people.
    pub(super) fn sources_changed(&mut self, who: ParticipantId) {
        self.order_allowed(who);
        self.tell_sources(who);
        self.refresh_slots_of(who);
    }

    pub(super) fn order_allowed(&mut self, who: ParticipantId) {
        let sources = self.allowed(who);
        let Some(peer) = self.people.get_mut(who).and_then(|person| person.peer.as_mut()) else { return };
        if peer.allowed == sources {
            return;
        }
        peer.allowed.clone_from(&sources);
        let peer = peer.id;
        self.order(Order::Allow { peer, sources });
    }
}
