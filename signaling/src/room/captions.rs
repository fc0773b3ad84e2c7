//! Captions by a writing interpreter: passed on at once, the newest lines remembered, nothing kept.

use std::collections::BTreeMap;

use super::{
    Room,
    command::{DONE, Handled},
};
use crate::{
    ids::ParticipantId,
    limits,
    media::Scope,
    names,
    wire::{
        Live, RejectCode,
        caption::{Caption, CaptionLine},
    },
};

/// The newest lines of each writer in the common room.
#[derive(Debug, Default)]
pub(super) struct Captions {
    by_writer: BTreeMap<ParticipantId, Vec<CaptionLine>>,
}

impl Captions {
    pub(super) fn newest(&self, scope: Scope) -> Vec<Caption> {
        if scope != Scope::Evening {
            return Vec::new();
        }
        let of = |(&by, lines): (&ParticipantId, &Vec<CaptionLine>)| {
            lines.iter().map(|line| Caption { by, line: line.clone() }).collect::<Vec<_>>()
        };
        self.by_writer.iter().flat_map(of).collect()
    }

    /// A line that is known is corrected, another one comes after it.
    fn write(&mut self, by: ParticipantId, line: CaptionLine) {
        let lines = self.by_writer.entry(by).or_default();
        lines.retain(|known| known.line != line.line);
        if !line.text.is_empty() {
            let place = lines.partition_point(|known| known.line < line.line);
            lines.insert(place, line);
        }
        if lines.len() > limits::CAPTION_LINES {
            lines.remove(0);
        }
        if lines.is_empty() {
            self.by_writer.remove(&by);
        }
    }

    /// Who is gone writes no more.
    pub(super) fn forget(&mut self, by: ParticipantId) {
        self.by_writer.remove(&by);
    }
}

impl Room {
    pub(super) fn caption_write(&mut self, who: ParticipantId, line: &CaptionLine) -> Handled {
        // The server would read along what it must not be able to read.
        if self.settings.evening.encrypted || self.scope_of(who) != Scope::Evening {
            return Err(RejectCode::CaptionsEncrypted.into());
        }
        let text = names::optional_text(&line.text, &limits::CAPTION_TEXT)?.replace('\n', " ");
        let line = CaptionLine { text, ..*line };
        self.captions.write(who, line.clone());
        let here: Vec<_> =
            self.people.inside().filter(|person| person.scope == Scope::Evening).map(super::Person::id).collect();
        for whom in here {
            self.tell_live(whom, Live::Caption { caption: Caption { by: who, line: line.clone() } });
        }
        DONE
    }
}
