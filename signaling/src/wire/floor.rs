//! Who may speak.

use serde::{Deserialize, Serialize};

use crate::ids::ParticipantId;

/// Who may speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Floor {
    /// Everybody.
    Open,
    /// The staff, and the speakers.
    Held {
        /// Who holds it.
        by: ParticipantId,
        /// To whom it was given, in order.
        speakers: Vec<ParticipantId>,
    },
}
