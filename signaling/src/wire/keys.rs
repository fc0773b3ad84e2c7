//! How the members of an encrypted scope agree on keys. The server carries it and cannot read the keys.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{GroupId, ParticipantId},
    media,
};

/// Who shares keys: everybody in the common room, or everybody in one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum KeyScope {
    /// The common room.
    Evening,
    /// One group, or the two of a side talk.
    Group {
        /// Which.
        group: GroupId,
    },
}

impl From<media::Scope> for KeyScope {
    fn from(scope: media::Scope) -> Self {
        match scope {
            media::Scope::Evening => Self::Evening,
            media::Scope::Group(group) => Self::Group { group },
        }
    }
}

/// The number of an epoch. Counted for the whole room, so that an epoch belongs to one scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "number"))]
pub struct EpochNumber(pub u32);

/// A participant's small number in key ids; given once, and to nobody else in the evening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "number"))]
pub struct Sender(pub u16);

/// How many senders there are to one epoch in the numbering of key ids.
pub const SENDERS: u16 = 4096;

/// SFrame's key id (RFC 9605 §4.3) of a sender in an epoch.
#[must_use]
pub fn key_id(epoch: EpochNumber, sender: Sender) -> u64 {
    u64::from(epoch.0) * u64::from(SENDERS) + u64::from(sender.0)
}

/// A new epoch: who shall be in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeyEpoch {
    /// Of which scope.
    pub scope: KeyScope,
    /// Its number.
    pub epoch: EpochNumber,
    /// Everybody who is asked to commit.
    pub members: Vec<KeyMember>,
    /// Why there is a new one.
    pub prompt: KeyPrompt,
}

/// A member of an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeyMember {
    /// Who.
    pub participant: ParticipantId,
    /// Their number in key ids.
    pub sender: Sender,
}

/// Why a new epoch began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum KeyPrompt {
    /// Somebody came.
    Join,
    /// Somebody went: what is said from now on is not for them.
    Removal,
}

/// What somebody binds themselves to before anybody's key is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeyCommitment {
    /// Whose.
    pub participant: ParticipantId,
    /// SHA-256 over label, epoch, participant, public key and nonce, in base64url.
    pub commit: String,
}

/// What somebody had committed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeyRevealed {
    /// Whose.
    pub participant: ParticipantId,
    /// The uncompressed P-256 point, 65 bytes, in base64url.
    pub public_key: String,
    /// 16 random bytes, fresh in each epoch, in base64url.
    pub nonce: String,
}

/// A base key sealed for one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeyShare {
    /// For whom.
    pub to: ParticipantId,
    /// Only they can open it, in base64url.
    pub sealed: String,
}
