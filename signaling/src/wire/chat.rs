//! What is written in the common room.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MessageId, ParticipantId, Timestamp},
    wire::participant::Role,
};

/// To whom a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChatAudience {
    /// Everybody in the room.
    Everyone,
    /// The private thread between one person and the staff.
    Staff {
        /// That person: oneself when asking, the asker when the staff answers.
        with: ParticipantId,
    },
}

/// A written message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChatMessage {
    /// Its id, made by its author's client.
    pub id: MessageId,
    /// Its place in the evening's chat; strictly growing, without doubles. Gaps are messages for others.
    pub chat_seq: u32,
    /// The author's id.
    pub author: ParticipantId,
    /// The author's name when writing; stays after they leave.
    pub author_name: String,
    /// The author's role when writing.
    pub author_role: Role,
    /// To whom.
    pub audience: ChatAudience,
    /// The words; empty when deleted.
    pub text: String,
    /// When the server took it.
    pub at: Timestamp,
    /// Its words were deleted.
    pub deleted: bool,
    /// Who reacted how.
    pub reactions: BTreeMap<Reaction, Vec<ParticipantId>>,
}

/// A small fixed set: nobody is mocked with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Reaction {
    /// A heart.
    Heart,
    /// Thank you.
    Thanks,
    /// Clapping hands.
    Applause,
    /// I feel with you.
    Hug,
    /// The same here.
    Same,
}
