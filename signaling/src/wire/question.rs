//! Questions to the advisors. Who asked without a name is not in any of it.

use serde::{Deserialize, Serialize};

use crate::ids::QuestionId;

/// A question, as everybody inside sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Question {
    /// Its id: random, it tells nothing of when it was asked.
    pub id: QuestionId,
    /// The words.
    pub text: String,
    /// The name of who asked, if they wished to be named.
    pub name: Option<String>,
    /// How many want to hear the answer.
    pub votes: u32,
    /// What became of it.
    pub state: QuestionState,
    /// Whom the advisors keep it for, with its answer, on the network's page; nobody where it is not kept.
    pub kept_for: Option<KeptFor>,
}

/// Whom a kept answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum KeptFor {
    /// The network's people.
    Members,
    /// Whoever opens the network's page.
    Everybody,
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum QuestionState {
    /// It waits for an answer.
    Open,
    /// It is being answered aloud.
    Now,
    /// It was answered aloud.
    Spoken,
    /// It was answered in writing.
    Written {
        /// The answer.
        text: String,
        /// The name of who answered.
        by: String,
    },
    /// It is not answered.
    Dismissed {
        /// Why.
        reason: DismissReason,
    },
    /// It is the same as another one, which has its votes.
    Merged {
        /// The other one.
        into: QuestionId,
    },
}

/// Why a question is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DismissReason {
    /// It does not belong to this evening.
    OffTopic,
    /// It is about one business or one person: better asked in private.
    Personal,
    /// There is no time for it this evening.
    NoTime,
    /// It hurts somebody. Its words are erased.
    Unkind,
}

/// Whether the asker's name stands with a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AskedBy {
    /// Nobody learns who asked, the staff included, and it is kept nowhere.
    Nobody,
    /// The name that others see.
    Name,
}
