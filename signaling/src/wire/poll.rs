//! Polls. A ballot is counted and gone; nobody, the staff included, learns who chose what.

use serde::{Deserialize, Serialize};

use crate::ids::PollId;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PollPlan {
    /// The question.
    pub question: String,
    /// How it is answered.
    pub kind: PollKind,
    /// What may be chosen; for a scale, if wished, what its two ends mean; for a word nothing.
    pub options: Vec<String>,
    /// When the counts are shown.
    pub results: PollResults,
}

/// How a poll is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PollKind {
    /// One of the options.
    Single,
    /// One or more of the options.
    Multiple,
    /// A number from 1 to 5.
    Scale,
    /// One's own word.
    Word,
}

/// When the counts of a poll are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum PollResults {
    /// While it is open.
    Live,
    /// When it closes, not even the staff sooner.
    AtClose,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Ballot {
    /// Places in the list of options.
    Options {
        /// One, or for `multiple` at least one.
        chosen: Vec<u8>,
    },
    /// A place on the scale.
    Value {
        /// From 1 to 5.
        value: u8,
    },
    /// A word or two.
    Word {
        /// As it was written; capitals are not told apart.
        text: String,
    },
}

/// A poll that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpenPoll {
    /// Its id.
    pub poll: PollId,
    /// What is asked.
    pub plan: PollPlan,
    /// This person has answered.
    pub answered: bool,
    /// How many have answered, and what, as far as it may be told.
    pub tally: PollTally,
}

/// A poll that is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PollResult {
    /// Its id.
    pub poll: PollId,
    /// What was asked.
    pub plan: PollPlan,
    /// What came of it.
    pub tally: PollTally,
}

/// The ballots, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PollTally {
    /// How many have answered.
    pub ballots: u32,
    /// How often each was chosen; absent while it is not shown, and for ever when fewer than three have answered.
    pub counts: Option<Vec<PollCount>>,
}

/// How often something was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PollCount {
    /// The option, the number on the scale, or the word.
    pub choice: String,
    /// How often.
    pub count: u32,
}
