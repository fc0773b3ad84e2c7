//! The stage: what all look at. One screen at a time.

use super::Room;
use crate::{
    ids::ParticipantId,
    media::Source,
    wire::{
        Event, Param, RejectCode, Rejection,
        event::{Permission, Stage},
    },
};

/// Whose screen all look at. Whether its sound comes along is in that person's sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OnStage {
    pub(super) presenter: ParticipantId,
}

impl Room {
    pub(super) fn presenter(&self) -> Option<ParticipantId> {
        self.stage.map(|stage| stage.presenter)
    }

    pub(super) fn stage_seen(&self) -> Option<Stage> {
        let presenter = self.presenter()?;
        let audio = self.people.get(presenter).is_some_and(|person| person.on.contains(&Source::ScreenAudio));
        Some(Stage::Screen { presenter, audio })
    }

    pub(super) fn tell_stage(&mut self) {
        let stage = self.stage_seen();
        self.refresh_slots();
        self.tell_all(Event::StageChanged { stage });
    }

    fn stage_taken(&self, presenter: ParticipantId) -> Rejection {
        let name = self.people.get(presenter).map(|person| person.session.name.clone()).unwrap_or_default();
        RejectCode::StageTaken.reject().param("name", Param::Text(name))
    }

    /// Takes the stage; who was on it is switched off and told.
    pub(super) fn take_stage(&mut self, who: ParticipantId) -> Result<(), Rejection> {
        if let Some(presenter) = self.presenter().filter(|&presenter| presenter != who) {
            if !self.people.get(who).is_some_and(|person| person.may(Permission::TakeStage)) {
                return Err(self.stage_taken(presenter));
            }
            self.silence(presenter, Source::Screen, false);
        }
        self.stage = Some(OnStage { presenter: who });
        Ok(())
    }

    /// The sound of a screen belongs to who is on the stage.
    pub(super) fn add_stage_audio(&self, who: ParticipantId) -> Result<(), Rejection> {
        match self.presenter() {
            Some(presenter) if presenter == who => Ok(()),
            Some(presenter) => Err(self.stage_taken(presenter)),
            None => Err(RejectCode::Forbidden.into()),
        }
    }

    /// After a source went off: the stage is free if it was the screen. True if the stage looks different now.
    pub(super) fn stage_follows(&mut self, who: ParticipantId) -> bool {
        if self.presenter() != Some(who) {
            return false;
        }
        if self.people.get(who).is_none_or(|person| !person.on.contains(&Source::Screen)) {
            self.stage = None;
        }
        true
    }

    /// The presenter is gone, or sends nothing any more.
    pub(super) fn stage_left(&mut self, who: ParticipantId) {
        if self.presenter() == Some(who) {
            self.stage = None;
            self.tell_stage();
        }
    }
}
