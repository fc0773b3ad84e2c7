//! What a client shows now.

use serde::{Deserialize, Serialize};

use crate::{ids::ParticipantId, media::Source};

/// A tile the client shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Want {
    /// Whose.
    pub participant: ParticipantId,
    /// `camera` or `screen`.
    pub source: Source,
    /// Rendered width in physical pixels.
    pub width: u16,
    /// Rendered height in physical pixels.
    pub height: u16,
}
