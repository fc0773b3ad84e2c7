//! What is kept: nothing of it is answered or shown before the store has it.

use std::collections::VecDeque;

use super::{
    Room,
    answering::Change,
    io::{BlockRecord, DenialRecord, Entropy, Input, ModerationEntry, SessionRecord, Write, WriteId},
    polls::Cast,
    questions::Vote,
    session::Joining,
};
use crate::{
    ids::{AskKey, ConnectionId, MessageId, ParticipantId, Timestamp},
    media::{Scope, Source},
    wire::{Command, RejectCode, chat::Reaction, event::Outcome, participant::Role},
};

/// Who gets the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asker {
    pub(super) connection: ConnectionId,
    pub(super) request: u32,
    pub(super) who: ParticipantId,
}

/// What happens once a batch is durable.
#[derive(Debug)]
pub(super) enum Effect {
    /// The room has acted already; the store only follows.
    Nothing,
    Join(Box<Joining>),
    Post(MessageId),
    Ask(AskKey),
    Question(Box<Change>),
    Vote(Vote),
    PollOpen(Asker),
    Cast(Box<Cast>),
    PollClose(crate::ids::PollId),
    Erase {
        message: MessageId,
        by_author: bool,
    },
    React {
        message: MessageId,
        who: ParticipantId,
        reaction: Reaction,
        on: bool,
    },
    Leave {
        who: ParticipantId,
        quiet: bool,
    },
    Admit(Vec<ParticipantId>),
    Deny {
        who: ParticipantId,
        denial: DenialRecord,
    },
    Mute {
        who: ParticipantId,
        source: Source,
    },
    MuteAll(Scope),
    Block {
        who: ParticipantId,
        block: BlockRecord,
    },
    Unblock {
        who: ParticipantId,
        block: BlockRecord,
    },
    HoldFloor {
        by: ParticipantId,
    },
    ReleaseFloor,
    Remove(ParticipantId),
    Lock(bool),
    SetRole {
        who: ParticipantId,
        role: Role,
    },
    Report {
        by: ParticipantId,
        about: ParticipantId,
        text: String,
    },
    Open(ParticipantId),
    End,
}

impl Effect {
    /// Whether others that decide about people must wait for it: they would decide about a past that is not yet.
    fn excludes(&self) -> bool {
        match self {
            Self::Nothing
            | Self::Post(_)
            | Self::Ask(_)
            | Self::Question(_)
            | Self::Vote(_)
            | Self::PollOpen(_)
            | Self::Cast(_)
            | Self::PollClose(_)
            | Self::Erase { .. }
            | Self::React { .. } => false,
            Self::Join(joining) => joining.replaces,
            _ => true,
        }
    }
}

/// Whether a command decides about people, and so waits for those that are on their way to the store.
pub(super) fn excludes(command: &Command) -> bool {
    use Command as C;
    matches!(
        command,
        C::Leave { .. }
            | C::Admit { .. }
            | C::AdmitAll
            | C::Deny { .. }
            | C::Mute { .. }
            | C::MuteAll
            | C::Block { .. }
            | C::Unblock { .. }
            | C::HoldFloor
            | C::ReleaseFloor
            | C::GiveFloor { .. }
            | C::TakeFloor { .. }
            | C::Remove { .. }
            | C::LockRoom { .. }
            | C::SetRole { .. }
            | C::ReportPerson { .. }
            | C::OpenEvening
            | C::EndEvening
    )
}

#[derive(Debug)]
struct Pending {
    batch: WriteId,
    asker: Option<Asker>,
    effect: Effect,
    stored: Option<bool>,
}

/// What is on its way to the store, and what waits for it.
#[derive(Debug, Default)]
pub(super) struct Kept {
    last: u64,
    /// In the order of writing; effects come in the same order.
    pending: VecDeque<Pending>,
    held: VecDeque<Input>,
}

impl Kept {
    pub(super) fn is_empty(&self) -> bool {
        self.pending.is_empty() && self.held.is_empty()
    }

    /// Whether something that decides about people has to wait.
    pub(super) fn excluding(&self) -> bool {
        self.pending.iter().any(|pending| pending.effect.excludes())
    }

    pub(super) fn hold(&mut self, input: Input) {
        self.held.push_back(input);
    }
}

impl Room {
    /// Sends writes to the store; the effect comes when they are durable.
    pub(super) fn keep(&mut self, asker: Option<Asker>, writes: Vec<Write>, effect: Effect) {
        self.kept.last += 1;
        let batch = WriteId(self.kept.last);
        self.kept.pending.push_back(Pending { batch, asker, effect, stored: None });
        self.outputs.push_back(super::Output::Write { batch, writes });
    }

    /// A line for the moderation log.
    pub(super) fn log(now: Timestamp, by: ParticipantId, action: &Command, about: Option<ParticipantId>) -> Write {
        Self::log_note(now, by, action, about, String::new())
    }

    /// A line with words for the moderation log.
    pub(super) fn log_note(
        now: Timestamp,
        by: ParticipantId,
        action: &Command,
        about: Option<ParticipantId>,
        note: String,
    ) -> Write {
        Write::Log(ModerationEntry { at: now, by, action: action.name().to_owned(), about, note })
    }

    /// Replaces a session in the store.
    pub(super) fn save(&self, who: ParticipantId, change: impl FnOnce(&mut SessionRecord)) -> Option<Write> {
        let mut record = self.people.get(who)?.session.clone();
        change(&mut record);
        Some(Write::SaveSession(record))
    }

    /// The store has answered.
    pub(super) fn stored(&mut self, now: Timestamp, entropy: &mut dyn Entropy, batch: WriteId, ok: bool) {
        if let Some(pending) = self.kept.pending.iter_mut().find(|pending| pending.batch == batch) {
            pending.stored.get_or_insert(ok);
        }
        while let Some(pending) = self.kept.pending.pop_front_if(|pending| pending.stored.is_some()) {
            if pending.stored == Some(true) {
                self.take_effect(now, pending);
            } else {
                self.take_back(pending);
            }
        }
        while !self.kept.excluding() {
            let Some(input) = self.kept.held.pop_front() else { break };
            self.take_held(now, entropy, input);
        }
    }

    fn take_effect(&mut self, now: Timestamp, pending: Pending) {
        if let Effect::Post(message) = pending.effect {
            return self.posted(message);
        }
        if let Effect::Join(joining) = pending.effect {
            return self.joined(now, *joining);
        }
        if let Effect::Ask(key) = pending.effect {
            return self.asked(key);
        }
        if let Effect::PollOpen(asker) = pending.effect {
            return self.poll_opened(asker);
        }
        if let Some(asker) = pending.asker {
            self.answer(asker, Ok(Outcome::Nothing));
        }
        match pending.effect {
            Effect::Nothing | Effect::Join(_) | Effect::Post(_) | Effect::Ask(_) | Effect::PollOpen(_) => {}
            Effect::Question(change) => self.question_changed(*change),
            Effect::Vote(vote) => self.voted(vote),
            Effect::Cast(cast) => self.cast(*cast),
            Effect::PollClose(poll) => self.poll_closed(poll),
            Effect::Erase { message, by_author } => self.erased(message, by_author),
            Effect::React { message, who, reaction, on } => self.reacted(message, who, reaction, on),
            Effect::Leave { who, quiet } => self.left(now, who, quiet),
            Effect::Admit(whom) => self.admitted(now, &whom),
            Effect::Deny { who, denial } => self.denied(now, who, denial),
            Effect::Mute { who, source } => self.muted(who, source),
            Effect::MuteAll(scope) => self.muted_all(scope),
            Effect::Block { who, block } => self.blocked(who, block),
            Effect::Unblock { who, block } => self.unblocked(who, block),
            Effect::HoldFloor { by } => self.floor_held(by),
            Effect::ReleaseFloor => self.release(),
            Effect::Remove(who) => self.removed(now, who),
            Effect::Lock(on) => self.locked(on),
            Effect::SetRole { who, role } => self.role_set(now, who, role),
            Effect::Report { by, about, text } => self.reported(now, by, about, text),
            Effect::Open(who) => self.opened(now, who),
            Effect::End => self.end(),
        }
    }

    /// Nothing of it was stored: nothing of it happened.
    fn take_back(&mut self, pending: Pending) {
        match pending.effect {
            Effect::Post(message) => return self.not_posted(message),
            Effect::Join(joining) => return self.not_joined(&joining),
            Effect::Ask(key) => return self.not_asked(key),
            Effect::PollOpen(asker) => return self.poll_not_opened(asker),
            Effect::Question(change) => self.question_not_changed(&change),
            Effect::Vote(vote) => self.not_voted(vote),
            Effect::Cast(cast) => self.not_cast(&cast),
            Effect::PollClose(poll) => self.poll_not_closed(poll),
            _ => {}
        }
        if let Some(asker) = pending.asker {
            self.answer(asker, Err(RejectCode::Internal.reject()));
        }
    }
}
