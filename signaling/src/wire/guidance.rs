//! What there is of guidance when somebody comes in.

use serde::{Deserialize, Serialize};

use crate::{
    ids::QuestionId,
    wire::{
        caption::{Caption, SealedCaption},
        poll::{OpenPoll, PollResult},
        question::Question,
    },
};

/// Questions, polls and captions, as one participant may see them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Guidance {
    /// All questions, by their ids: in no order of time.
    pub questions: Vec<Question>,
    /// Those that this person wants to hear the answer of.
    pub voted: Vec<QuestionId>,
    /// The poll that is open.
    pub poll: Option<OpenPoll>,
    /// The polls that are over.
    pub poll_results: Vec<PollResult>,
    /// The newest lines of captions, where they are not sealed.
    pub captions: Vec<Caption>,
    /// The newest lines of captions in an encrypted place.
    pub sealed_captions: Vec<SealedCaption>,
    /// The highest line of captions that one has begun oneself in this evening.
    pub captions_begun: u32,
    /// As many lines are kept as there may be: new ones are shown, but not kept.
    pub captions_full: bool,
}
