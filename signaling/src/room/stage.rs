//! The stage: what all in one place look at. One screen at a time.

use super::Room;
use crate::{
    ids::ParticipantId,
    media::{Scope, Source},
    wire::{
        Event, Param, RejectCode, Rejection,
        event::{Permission, Stage},
    },
};

impl Room {
    /// Whose screen is looked at in a scope. Whether its sound comes along is in that person's sources.
    pub(super) fn presenter(&self, scope: Scope) -> Option<ParticipantId> {
        self.stages.get(&scope).copied()
    }

    /// Whether all in their scope look at this person's screen.
    pub(super) fn presents(&self, who: ParticipantId) -> bool {
        self.presenter(self.scope_of(who)) == Some(who)
    }

    pub(super) fn stage_seen(&self, scope: Scope) -> Option<Stage> {
        let presenter = self.presenter(scope)?;
        let audio = self.people.get(presenter).is_some_and(|person| person.on.contains(&Source::ScreenAudio));
        Some(Stage::Screen { presenter, audio })
    }

    pub(super) fn tell_stage(&mut self, scope: Scope) {
        let stage = self.stage_seen(scope);
        for who in self.members(scope) {
            self.fill_slots(who);
        }
        self.tell_in(scope, Event::StageChanged { stage });
    }

    fn stage_taken(&self, presenter: ParticipantId) -> Rejection {
        let name = self.people.get(presenter).map(|person| person.session.name.clone()).unwrap_or_default();
        RejectCode::StageTaken.reject().param("name", Param::Text(name))
    }

    /// Takes the stage; who was on it is switched off and told.
    pub(super) fn take_stage(&mut self, who: ParticipantId) -> Result<(), Rejection> {
        let scope = self.scope_of(who);
        if let Some(presenter) = self.presenter(scope).filter(|&presenter| presenter != who) {
            if !self.people.get(who).is_some_and(|person| person.may(Permission::TakeStage)) {
                return Err(self.stage_taken(presenter));
            }
            self.silence(presenter, Source::Screen, false);
        }
        self.stages.insert(scope, who);
        Ok(())
    }

    /// The sound of a screen belongs to who is on the stage.
    pub(super) fn add_stage_audio(&self, who: ParticipantId) -> Result<(), Rejection> {
        match self.presenter(self.scope_of(who)) {
            Some(presenter) if presenter == who => Ok(()),
            Some(presenter) => Err(self.stage_taken(presenter)),
            None => Err(RejectCode::Forbidden.into()),
        }
    }

    /// After a source went off: the stage is free if it was the screen. True if the stage looks different now.
    pub(super) fn stage_follows(&mut self, who: ParticipantId) -> bool {
        if !self.presents(who) {
            return false;
        }
        if self.people.get(who).is_none_or(|person| !person.on.contains(&Source::Screen)) {
            self.stages.remove(&self.scope_of(who));
        }
        true
    }

    /// The presenter is gone from this scope, or sends nothing any more.
    pub(super) fn stage_left(&mut self, scope: Scope, who: ParticipantId) {
        if self.presenter(scope) == Some(who) {
            self.stages.remove(&scope);
            self.tell_stage(scope);
        }
    }
}
