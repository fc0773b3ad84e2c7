//! What is momentary: never replayed, because only the newest counts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    ids::{Mid, ParticipantId, PollId, QuestionId},
    media::Source,
    wire::{
        caption::{Caption, SealedCaption},
        poll::PollTally,
        round::SpeakingTime,
        stage::Pointer,
        welcome::IceServer,
    },
};

/// Something momentary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Live {
    /// Who speaks now, loudest first.
    Speaking {
        /// The speakers.
        participants: Vec<ParticipantId>,
    },
    /// To those who may see it: how long people have spoken in the common room.
    SpeakingTimes {
        /// Everybody who has spoken, in the order of the roster's ids: it is no ranking.
        times: Vec<SpeakingTime>,
    },
    /// How many want to hear the answers: of those questions where it changed, or of all.
    QuestionVotes {
        /// By question.
        votes: BTreeMap<QuestionId, u32>,
    },
    /// How many have answered the open poll, and what, where that is shown while it is open.
    PollCounts {
        /// Which poll.
        poll: PollId,
        /// So far.
        tally: PollTally,
    },
    /// A line of captions grew, or was corrected.
    Caption {
        /// The line.
        caption: Caption,
    },
    /// A line of captions of the encrypted place one is in grew, or was corrected.
    CaptionSealed {
        /// The line.
        caption: SealedCaption,
    },
    /// What a receive slot carries. Frames with an earlier RTP timestamp belong to whoever was there before.
    Slot {
        /// The slot.
        mid: Mid,
        /// Whose track, or nothing.
        fill: Option<SlotFill>,
    },
    /// Where the presenter points, on the page that is on the stage.
    StagePointer {
        /// Where; absent while they do not point.
        pointer: Option<Pointer>,
    },
    /// A receive slot's picture is stopped so that the sound gets through; or not any more.
    SlotPaused {
        /// The slot.
        mid: Mid,
        /// Whose picture would be there; none: nothing is stopped.
        picture: Option<PausedPicture>,
    },
    /// A receive slot's picture is coded in a way that one's browser has not offered to decode, so it is not sent; or not any more.
    SlotUndecodable {
        /// The slot.
        mid: Mid,
        /// Whose picture would be there; none: there is nothing of the kind.
        picture: Option<PausedPicture>,
    },
    /// To those who may present: so many in their place do not see what is on the stage, since their browsers cannot decode it.
    StageUnseen {
        /// How many.
        people: u32,
    },
    /// So many layers of one's own picture, from the smallest up, are looked at; the others need not be sent. Before it
    /// is said, all are.
    LayersNeeded {
        /// Which picture.
        source: Source,
        /// How many; 0 while nobody looks.
        layers: u8,
    },
    /// Whose lines are not good now; the others' are. In the order of their ids.
    Connections {
        /// Hears and is heard with difficulty.
        weak: Vec<ParticipantId>,
        /// Sound and pictures have broken off, and are coming back.
        lost: Vec<ParticipantId>,
    },
    /// Fresh credentials for the relays, for the next connection or ICE restart.
    IceServers {
        /// In place of those before.
        servers: Vec<IceServer>,
    },
}

/// A picture that is not sent into a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PausedPicture {
    /// Whose.
    pub participant: ParticipantId,
    /// Which source.
    pub source: Source,
}

/// Whose track a slot carries, and from where on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SlotFill {
    /// Whose.
    pub participant: ParticipantId,
    /// Which source.
    pub source: Source,
    /// First RTP timestamp of it in this slot (RFC 3550 §5.1; wraps at 2^32).
    pub rtp_timestamp: u32,
}
