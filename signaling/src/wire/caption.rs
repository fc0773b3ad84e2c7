//! What a writing interpreter writes along, line by line. It passes through and is kept nowhere.

use serde::{Deserialize, Serialize};

use crate::{ids::ParticipantId, wire::join::Language};

/// A line of captions, as far as it is written. The same line again replaces it: so words grow and are corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CaptionLine {
    /// Counted by the writer's page, upwards.
    pub line: u32,
    /// In which language.
    pub language: Language,
    /// The words so far; empty takes the line back.
    pub text: String,
}

/// A line of captions and who writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Caption {
    /// The writing interpreter.
    pub by: ParticipantId,
    /// The line.
    pub line: CaptionLine,
}
