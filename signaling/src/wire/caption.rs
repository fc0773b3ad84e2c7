//! What a writing interpreter writes along, line by line: in the clear where the server may read along, sealed where it must
//! not. It passes through and is kept nowhere, but where the organizer has said so for an evening that is not encrypted.

use serde::{Deserialize, Serialize};

use crate::{ids::ParticipantId, wire::join::Language};

/// A line of captions, as far as it is written. The same line again replaces it: so words grow and are corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CaptionLine {
    /// Counted by the writer's page, upwards, over the whole evening.
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

/// A line of captions of an encrypted place, as far as it is written, and who writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SealedCaption {
    /// The writing interpreter.
    pub by: ParticipantId,
    /// Counted by the writer's page, upwards.
    pub line: u32,
    /// Language and words, which the server cannot read, in base64url.
    pub sealed: String,
}
