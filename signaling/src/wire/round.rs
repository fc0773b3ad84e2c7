//! Rounds: everybody in one place gets the same time to speak, one after the other.

use serde::{Deserialize, Serialize};

use crate::ids::{ParticipantId, Timestamp};

/// In which order people speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum RoundOrder {
    /// As written here; only these people.
    List {
        /// In order.
        participants: Vec<ParticipantId>,
    },
    /// Drawn by the server.
    Random,
    /// Who has spoken least comes first.
    LeastSpoken,
    /// Each names the next one.
    Nomination {
        /// Who begins.
        first: ParticipantId,
    },
}

/// A round to start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RoundPlan {
    /// The order.
    pub order: RoundOrder,
    /// Seconds for each speaker.
    pub seconds: u16,
    /// Nobody but the speaker and the staff is heard.
    pub enforced: bool,
}

/// A round as everybody in its place sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Round {
    /// Seconds for each speaker.
    pub seconds: u16,
    /// Nobody but the speaker and the staff is heard.
    pub enforced: bool,
    /// Each names the next one; `queue` is then not an order but who is left.
    pub nomination: bool,
    /// What happens now.
    pub phase: RoundPhase,
    /// Who comes after, in order.
    pub queue: Vec<ParticipantId>,
    /// Who has spoken, in order.
    pub spoken: Vec<ParticipantId>,
    /// Who passed, or was skipped.
    pub passed: Vec<ParticipantId>,
}

/// What happens in a round now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RoundPhase {
    /// Somebody has the word. The next one follows by itself a short breath after the end.
    Speaking {
        /// Who.
        speaker: ParticipantId,
        /// When their time is over.
        ends_at: Timestamp,
    },
    /// The time stands still.
    Paused {
        /// Who had the word; absent if the next one was still to be named.
        speaker: Option<ParticipantId>,
        /// How much of their time is left.
        left_ms: u32,
    },
    /// The next one is to be named.
    Choosing {
        /// By whom; whoever leads the round may do it too.
        by: Option<ParticipantId>,
    },
}

/// How long somebody has spoken in the common room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SpeakingTime {
    /// Who.
    pub participant: ParticipantId,
    /// In seconds.
    pub seconds: u32,
}
