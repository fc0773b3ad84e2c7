//! Captions by a writing interpreter: passed on at once, the newest lines remembered, and those of the common room kept where the
//! organizer has said so. In an encrypted place the lines come sealed, and the room knows of them no more than who writes and which
//! line it is; none of them is kept.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Room,
    command::{Answer, DONE, Handled},
    groups::is_sealed,
    io::{CaptionRecord, Write},
    kept::{Asker, Effect},
};
use crate::{
    ids::{ParticipantId, Timestamp},
    limits,
    media::Scope,
    names,
    wire::{
        Event, Live, RejectCode,
        caption::{Caption, CaptionLine, SealedCaption},
    },
};

/// The newest lines of each writer, where they were written, and which lines are kept.
#[derive(Debug, Default)]
pub(super) struct Captions {
    by_writer: BTreeMap<(Scope, ParticipantId), Vec<Line>>,
    /// The highest line of each writer. It outlives the lines: whoever loads the page anew begins after it, so that nothing that is
    /// kept is written over.
    begun: BTreeMap<ParticipantId, u32>,
    /// What the store has, or soon will.
    kept: BTreeSet<(ParticipantId, u32)>,
    /// The highest line of each writer when the organizer erased what was kept: whoever corrects one of those brings nothing back.
    erased: BTreeMap<ParticipantId, u32>,
    /// There were as many once: nothing new is kept after that, as everybody was told.
    full: bool,
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
    pub(super) fn restored(kept: Vec<(ParticipantId, u32)>) -> Self {
        let mut begun = BTreeMap::new();
        for &(by, line) in &kept {
            let highest = begun.entry(by).or_insert(line);
            *highest = line.max(*highest);
        }
        let full = limits::CAPTIONS_KEPT.check(kept.len() + 1).is_err();
        let (by_writer, erased) = (BTreeMap::new(), BTreeMap::new());
        Self { by_writer, begun, kept: kept.into_iter().collect(), erased, full }
    }

    /// The highest line that somebody has begun anywhere in this evening.
    pub(super) fn begun_by(&self, by: ParticipantId) -> u32 {
        self.begun.get(&by).copied().unwrap_or(0)
    }

    /// The line was there when what was kept was erased.
    fn is_erased(&self, (by, line): (ParticipantId, u32)) -> bool {
        self.erased.get(&by).is_some_and(|&last| line <= last)
    }

    /// Nothing new is kept.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

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
        let highest = self.begun.entry(by).or_default();
        *highest = line.number().max(*highest);
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
    pub(super) fn caption_write(&mut self, now: Timestamp, asker: Asker, line: &CaptionLine) -> Handled {
        let Asker { who, .. } = asker;
        // The server would read along what it must not be able to read.
        if self.is_encrypted(self.scope_of(who)) {
            return Err(RejectCode::CaptionsEncrypted.into());
        }
        let text = names::optional_text(&line.text, &limits::CAPTION_TEXT)?.replace('\n', " ");
        let line = CaptionLine { text, ..*line };
        self.caption_pass_on(who, Line::Open(line.clone()));
        self.caption_keep(now, asker, line)
    }

    /// What is heard cannot wait for the store to be read, so a line is shown at once; it is answered when it is kept.
    fn caption_keep(&mut self, now: Timestamp, asker: Asker, line: CaptionLine) -> Handled {
        let by = asker.who;
        if !self.settings.evening.captions_kept || self.scope_of(by) != Scope::Evening {
            return DONE;
        }
        let key = (by, line.line);
        let write = if line.text.is_empty() {
            self.captions.kept.remove(&key);
            Write::EraseCaption { by, line: line.line }
        } else if self.captions.is_erased(key) {
            return DONE;
        } else {
            if !self.captions.kept.contains(&key) {
                let kept = self.captions.kept.len() + 1;
                if !self.captions.full && limits::CAPTIONS_KEPT.check(kept).is_err() {
                    self.captions.full = true;
                    self.tell_all(Event::CaptionsFull);
                }
                if self.captions.full {
                    return DONE;
                }
                self.captions.kept.insert(key);
            }
            Write::SaveCaption(CaptionRecord { by, line, at: now })
        };
        self.keep(Some(asker), vec![write], Effect::Nothing);
        Ok(Answer::Later)
    }

    /// The store has erased them already; but lines may have come to it since.
    pub(super) fn captions_erased(&mut self) {
        if !self.settings.evening.captions_kept {
            return;
        }
        self.captions.kept.clear();
        self.captions.erased.clone_from(&self.captions.begun);
        self.captions.full = false;
        self.keep(None, vec![Write::EraseCaptions], Effect::Nothing);
        self.tell_all(Event::CaptionsErased);
    }

    pub(super) fn caption_seal(&mut self, who: ParticipantId, line: u32, sealed: String) -> Handled {
        if !self.is_encrypted(self.scope_of(who)) {
            return Err(RejectCode::CaptionsNotEncrypted.into());
        }
        is_sealed(&sealed, &limits::CAPTION_SEALED_BYTES)?;
        self.caption_pass_on(who, Line::Sealed { line, sealed });
        DONE
    }

    fn caption_pass_on(&mut self, who: ParticipantId, line: Line) {
        let scope = self.scope_of(who);
        self.captions.write(scope, who, line.clone());
        let note = line.note(who);
        for whom in self.members(scope) {
            self.tell_live(whom, note.clone());
        }
    }
}
