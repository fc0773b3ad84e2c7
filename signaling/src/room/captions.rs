//! Captions by a writing interpreter: passed on at once, the newest lines remembered, nothing kept. In an encrypted place
//! the lines come sealed, and the room knows of them no more than who writes and which line it is.

use std::collections::BTreeMap;

use super::{
    Room,
    command::{DONE, Handled},
    groups::is_sealed,
};
use crate::{
    ids::ParticipantId,
    limits,
    media::Scope,
    names,
    wire::{
        Live, RejectCode,
        caption::{Caption, CaptionLine, SealedCaption},
    },
};

/// The newest lines of each writer, where they were written.
#[derive(Debug, Default)]
pub(super) struct Captions {
    by_writer: BTreeMap<(Scope, ParticipantId), Vec<Line>>,
}

/// A line as it came.
#[derive(Clone, Debug)]
enum Line {
    Open(CaptionLine),
    Sealed { line: u32, sealed: String },
}

impl Line {
    fn number(&self) -> u32 {
        match self {
            Self::Open(CaptionLine { line, .. }) | Self::Sealed { line, .. } => *line,
        }
    }

    /// Of a sealed line nobody here knows whether it is empty.
    fn is_empty(&self) -> bool {
        matches!(self, Self::Open(line) if line.text.is_empty())
    }

    fn note(self, by: ParticipantId) -> Live {
        match self {
            Self::Open(line) => Live::Caption { caption: Caption { by, line } },
            Self::Sealed { line, sealed } => Live::CaptionSealed { caption: SealedCaption { by, line, sealed } },
        }
    }
}

impl Captions {
    /// The newest lines of a place, as notes.
    pub(super) fn notes(&self, scope: Scope) -> Vec<Live> {
        let here = self.by_writer.iter().filter(|((written, _), _)| *written == scope);
        here.flat_map(|(&(_, by), lines)| lines.iter().map(move |line| line.clone().note(by))).collect()
    }

    /// Those that are not sealed.
    pub(super) fn newest(&self, scope: Scope) -> Vec<Caption> {
        let open = |note| if let Live::Caption { caption } = note { Some(caption) } else { None };
        self.notes(scope).into_iter().filter_map(open).collect()
    }

    /// Those that are.
    pub(super) fn newest_sealed(&self, scope: Scope) -> Vec<SealedCaption> {
        let sealed = |note| if let Live::CaptionSealed { caption } = note { Some(caption) } else { None };
        self.notes(scope).into_iter().filter_map(sealed).collect()
    }

    /// A line that is known is corrected, another one comes after it.
    fn write(&mut self, scope: Scope, by: ParticipantId, line: Line) {
        let lines = self.by_writer.entry((scope, by)).or_default();
        lines.retain(|known| known.number() != line.number());
        if !line.is_empty() {
            let place = lines.partition_point(|known| known.number() < line.number());
            lines.insert(place, line);
        }
        if lines.len() > limits::CAPTION_LINES {
            lines.remove(0);
        }
        if lines.is_empty() {
            self.by_writer.remove(&(scope, by));
        }
    }

    /// Who is gone writes no more.
    pub(super) fn forget(&mut self, by: ParticipantId) {
        self.by_writer.retain(|(_, writer), _| *writer != by);
    }

    /// A group is closed.
    pub(super) fn forget_scope(&mut self, scope: Scope) {
        self.by_writer.retain(|(written, _), _| *written != scope);
    }
}

impl Room {
    pub(super) fn caption_write(&mut self, who: ParticipantId, line: &CaptionLine) -> Handled {
        // The server would read along what it must not be able to read.
        if self.is_encrypted(self.scope_of(who)) {
            return Err(RejectCode::CaptionsEncrypted.into());
        }
        let text = names::optional_text(&line.text, &limits::CAPTION_TEXT)?.replace('\n', " ");
        self.caption_pass_on(who, Line::Open(CaptionLine { text, ..*line }))
    }

    pub(super) fn caption_seal(&mut self, who: ParticipantId, line: u32, sealed: String) -> Handled {
        if !self.is_encrypted(self.scope_of(who)) {
            return Err(RejectCode::CaptionsNotEncrypted.into());
        }
        is_sealed(&sealed, &limits::CAPTION_SEALED_BYTES)?;
        self.caption_pass_on(who, Line::Sealed { line, sealed })
    }

    fn caption_pass_on(&mut self, who: ParticipantId, line: Line) -> Handled {
        let scope = self.scope_of(who);
        self.captions.write(scope, who, line.clone());
        let note = line.note(who);
        for whom in self.members(scope) {
            self.tell_live(whom, note.clone());
        }
        DONE
    }
}
