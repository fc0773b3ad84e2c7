//! The stage: what all in one place look at. One thing at a time, and one person who presents it.

use super::{
    Room, cards,
    command::{DONE, Handled},
    groups::in_range,
    io::Write,
    kept::Effect,
};
use crate::{
    ids::{ParticipantId, Timestamp},
    limits,
    media::{Scope, Source},
    wire::{
        Event, Live, Param, RejectCode, Rejection,
        permission::Permission,
        stage::{Material, Pointer, Show, ShownCard, Slides, Stage, StageItem, StageTimer, TimerPhase, TimerTurn},
    },
};

impl Stage {
    fn is_screen(&self) -> bool {
        matches!(self.item, StageItem::Screen { .. })
    }

    /// Whether what is there is still to be had.
    pub(super) fn can_be_shown(&self, materials: &[Material]) -> bool {
        match &self.item {
            StageItem::Slides(slides) => materials.contains(&slides.document),
            _ => true,
        }
    }

    /// What outlives a restart: a picture does not, and nobody remembers where the pointer was.
    fn kept(&self) -> Option<Self> {
        let mut stage = self.clone();
        stage.offered_to = None;
        match &mut stage.item {
            StageItem::Screen { .. } => return None,
            StageItem::Slides(slides) => slides.pointer = None,
            StageItem::Timer(_) | StageItem::Card(_) | StageItem::Business(_) | StageItem::Poll { .. } => {}
        }
        Some(stage)
    }
}

/// What all see of the stage.
impl Room {
    /// Who presents in a scope.
    pub(super) fn presenter(&self, scope: Scope) -> Option<ParticipantId> {
        self.stages.get(&scope).map(|stage| stage.presenter)
    }

    /// Whether this person presents where they are.
    pub(super) fn presents(&self, who: ParticipantId) -> bool {
        self.presenter(self.scope_of(who)) == Some(who)
    }

    /// Whether what is on the stage where somebody is came there by themselves: they present it, or it is their card.
    pub(super) fn showed(&self, who: ParticipantId) -> bool {
        let stage = self.stages.get(&self.scope_of(who));
        let is_card = |stage: &Stage| matches!(&stage.item, StageItem::Business(card) if card.by == Some(who));
        stage.is_some_and(|stage| stage.presenter == who || is_card(stage))
    }

    /// Whether all in their scope look at this person's screen.
    fn shows_screen(&self, who: ParticipantId) -> bool {
        self.stages.get(&self.scope_of(who)).is_some_and(|stage| stage.presenter == who && stage.is_screen())
    }

    pub(super) fn stage_seen(&self, scope: Scope) -> Option<Stage> {
        let mut stage = self.stages.get(&scope)?.clone();
        if let StageItem::Screen { audio } = &mut stage.item {
            let presenter = self.people.get(stage.presenter);
            *audio = presenter.is_some_and(|person| person.on.contains(&Source::ScreenAudio));
        }
        Some(stage)
    }

    pub(super) fn tell_stage(&mut self, scope: Scope) {
        self.keep_stage();
        let stage = self.stage_seen(scope);
        for who in self.members(scope) {
            self.fill_slots(who);
        }
        self.tell_in(scope, Event::StageChanged { stage });
    }

    /// The store follows; nobody waits for it, since a page that is turned is no promise. Nothing of groups is kept.
    fn keep_stage(&mut self) {
        let kept = self.stages.get(&Scope::Evening).and_then(Stage::kept);
        if kept != self.stage_kept {
            self.stage_kept.clone_from(&kept);
            self.keep(None, vec![Write::SetStage(kept)], Effect::Nothing);
        }
    }
}

/// Who gets onto the stage, and off it.
impl Room {
    fn stage_taken(&self, presenter: ParticipantId) -> Rejection {
        let name = self.people.get(presenter).map(|person| person.session.name.clone()).unwrap_or_default();
        RejectCode::StageTaken.reject().param("name", Param::Text(name))
    }

    /// Whether somebody may put something else on the stage where they are.
    pub(super) fn may_take_stage(&self, who: ParticipantId) -> Result<(), Rejection> {
        let scope = self.scope_of(who);
        let Some(stage) = self.stages.get(&scope) else { return Ok(()) };
        let abandoned = self.people.insider(stage.presenter).is_none_or(|person| person.scope != scope);
        let invited = stage.presenter == who || stage.offered_to == Some(who);
        if abandoned || invited || self.people.get(who).is_some_and(|person| person.may(Permission::TakeStage)) {
            return Ok(());
        }
        Err(self.stage_taken(stage.presenter))
    }

    /// Whose screen was there is switched off and told; then the new thing is there.
    fn put_on_stage(&mut self, who: ParticipantId, item: StageItem) {
        let scope = self.scope_of(who);
        let stays = matches!(item, StageItem::Screen { .. });
        let showing = self.stages.get(&scope).filter(|stage| stage.is_screen()).map(|stage| stage.presenter);
        if let Some(presenter) = showing.filter(|&presenter| presenter != who || !stays) {
            self.silence(presenter, Source::Screen, false);
        }
        self.stages.insert(scope, Stage { presenter: who, offered_to: None, item });
    }

    /// A screen comes onto the stage.
    pub(super) fn take_stage(&mut self, who: ParticipantId) -> Result<(), Rejection> {
        self.may_take_stage(who)?;
        self.put_on_stage(who, StageItem::Screen { audio: false });
        Ok(())
    }

    /// The sound of a screen belongs to whose screen is on the stage.
    pub(super) fn add_stage_audio(&self, who: ParticipantId) -> Result<(), Rejection> {
        if self.shows_screen(who) {
            return Ok(());
        }
        match self.presenter(self.scope_of(who)) {
            Some(presenter) if presenter != who => Err(self.stage_taken(presenter)),
            _ => Err(RejectCode::Forbidden.into()),
        }
    }

    pub(super) fn stage_show(&mut self, now: Timestamp, who: ParticipantId, show: Show) -> Handled {
        if !self.is_asked_for(who, &show) {
            self.may_take_stage(who)?;
        }
        let is_card = matches!(show, Show::Business { .. });
        let item = self.item_of(now, who, show)?;
        self.put_on_stage(who, item);
        if is_card {
            self.end_card_ask(who);
        }
        self.tell_stage(self.scope_of(who));
        DONE
    }

    fn item_of(&self, now: Timestamp, who: ParticipantId, show: Show) -> Result<StageItem, Rejection> {
        Ok(match show {
            Show::Slides { material, page } => {
                let known = self.materials.iter().find(|known| known.id == material);
                let document = known.ok_or(RejectCode::MaterialUnknown)?.clone();
                in_range(u64::from(page), &(1..=u64::from(document.pages)))?;
                StageItem::Slides(Slides { document, page, pointer: None })
            }
            Show::Timer { title, seconds } => {
                in_range(u64::from(seconds), &limits::TIMER_SECONDS)?;
                let title = cards::line(title.as_deref(), &limits::CARD_LINE)?;
                let phase = TimerPhase::Running { ends_at: now.plus(u64::from(seconds) * 1000) };
                StageItem::Timer(StageTimer { title, seconds, phase })
            }
            Show::Card { card } => StageItem::Card(card.tidy()?),
            Show::Business { card, picture } => {
                StageItem::Business(ShownCard { card: card.tidy()?, by: Some(who), picture })
            }
            Show::Poll { poll } => StageItem::Poll { poll },
        })
    }

    pub(super) fn stage_hand(&mut self, who: ParticipantId, to: ParticipantId) -> Handled {
        let scope = self.scope_of(who);
        if self.target(to)?.scope != scope {
            return Err(RejectCode::ParticipantUnknown.into());
        }
        let stage = self.stages.get_mut(&scope).ok_or(RejectCode::NotPresenting)?;
        if stage.is_screen() {
            // Nobody goes on with somebody else's screen: it is there until they have something to show.
            stage.offered_to = Some(to).filter(|&to| to != stage.presenter);
        } else {
            stage.presenter = to;
        }
        self.tell_stage(scope);
        DONE
    }

    pub(super) fn stage_clear(&mut self, who: ParticipantId) -> Handled {
        let scope = self.scope_of(who);
        match self.stages.get(&scope).map(|stage| (stage.is_screen(), stage.presenter)) {
            None => {}
            Some((true, presenter)) if presenter == who => drop(self.switch_off(who, Source::Screen)),
            Some((true, presenter)) => self.silence(presenter, Source::Screen, false),
            Some((false, _)) => self.clear_stage(scope),
        }
        DONE
    }

    fn clear_stage(&mut self, scope: Scope) {
        if self.stages.remove(&scope).is_some() {
            self.tell_stage(scope);
        }
    }

    /// After a source went off: the stage is free if it was the screen. True if the stage looks different now.
    pub(super) fn stage_follows(&mut self, who: ParticipantId, source: Source) -> bool {
        if !matches!(source, Source::Screen | Source::ScreenAudio) || !self.shows_screen(who) {
            return false;
        }
        if self.people.get(who).is_none_or(|person| !person.on.contains(&Source::Screen)) {
            self.stages.remove(&self.scope_of(who));
        }
        true
    }

    /// Somebody is gone from this scope, or sends nothing any more. Who comes back finds what they showed, but for a
    /// screen.
    pub(super) fn stage_left(&mut self, scope: Scope, who: ParticipantId, comes_back: bool) {
        let ends = |stage: &Stage| stage.presenter == who && (stage.is_screen() || !comes_back);
        let gone: Vec<Scope> = self.stages.iter().filter(|(_, stage)| ends(stage)).map(|(&scope, _)| scope).collect();
        for scope in gone {
            self.clear_stage(scope);
        }
        if let Some(stage) = self.stages.get_mut(&scope).filter(|stage| stage.offered_to == Some(who)) {
            stage.offered_to = None;
            self.tell_stage(scope);
        }
    }
}

/// What the presenter does.
impl Room {
    fn presented(&mut self, who: ParticipantId) -> Result<&mut StageItem, Rejection> {
        let scope = self.scope_of(who);
        let stage = self.stages.get_mut(&scope).filter(|stage| stage.presenter == who);
        stage.map(|stage| &mut stage.item).ok_or_else(|| RejectCode::NotPresenting.into())
    }

    fn presented_slides(&mut self, who: ParticipantId) -> Result<&mut Slides, Rejection> {
        match self.presented(who)? {
            StageItem::Slides(slides) => Ok(slides),
            _ => Err(RejectCode::NotPresenting.into()),
        }
    }

    pub(super) fn stage_page(&mut self, who: ParticipantId, page: u16) -> Handled {
        let slides = self.presented_slides(who)?;
        in_range(u64::from(page), &(1..=u64::from(slides.document.pages)))?;
        if slides.page != page {
            slides.page = page;
            slides.pointer = None;
            self.tell_stage(self.scope_of(who));
        }
        DONE
    }

    pub(super) fn stage_pointer(&mut self, who: ParticipantId, pointer: Option<Pointer>) -> Handled {
        if let Some(Pointer { x, y }) = pointer {
            in_range(u64::from(x.max(y)), &(0..=limits::POINTER_PARTS))?;
        }
        self.presented_slides(who)?.pointer = pointer;
        let others = self.members(self.scope_of(who)).into_iter().filter(|&member| member != who);
        for member in others {
            self.tell_live(member, Live::StagePointer { pointer });
        }
        DONE
    }

    pub(super) fn stage_timer(&mut self, now: Timestamp, who: ParticipantId, turn: TimerTurn) -> Handled {
        let StageItem::Timer(timer) = self.presented(who)? else { return Err(RejectCode::NotPresenting.into()) };
        let left = match timer.phase {
            TimerPhase::Running { ends_at } => ends_at.since(now),
            TimerPhase::Paused { left_ms } => u64::from(left_ms),
        };
        let paused = |left| TimerPhase::Paused { left_ms: u32::try_from(left).unwrap_or(u32::MAX) };
        let running = |left| TimerPhase::Running { ends_at: now.plus(left) };
        timer.phase = match turn {
            TimerTurn::Pause => paused(left),
            TimerTurn::Resume => running(left),
            TimerTurn::More { seconds } => {
                let left = left.saturating_add(u64::from(seconds) * 1000);
                in_range(left / 1000, &limits::TIMER_SECONDS)?;
                if matches!(timer.phase, TimerPhase::Paused { .. }) { paused(left) } else { running(left) }
            }
        };
        self.tell_stage(self.scope_of(who));
        DONE
    }

    /// Documents came or went. What is on a stage follows.
    pub(super) fn materials_changed(&mut self, materials: Vec<Material>) {
        if self.materials == materials {
            return;
        }
        self.materials.clone_from(&materials);
        let mut gone = Vec::new();
        let mut changed = Vec::new();
        for (&scope, stage) in &mut self.stages {
            let StageItem::Slides(slides) = &mut stage.item else { continue };
            match materials.iter().find(|material| material.id == slides.document.id) {
                None => gone.push(scope),
                Some(material) if *material != slides.document => {
                    slides.document.clone_from(material);
                    changed.push(scope);
                }
                Some(_) => {}
            }
        }
        for scope in gone {
            self.clear_stage(scope);
        }
        for scope in changed {
            self.tell_stage(scope);
        }
        self.tell_who_may(Permission::Present, Event::Materials { materials });
    }
}
