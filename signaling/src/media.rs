//! What a room orders from the media engine, and what the engine reports back.
//!
//! These are the only words the two share. The engine knows no names, roles or chat; the room knows
//! no packets.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::{GroupId, Mid, PeerId};

/// What a person can send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The person's voice.
    Microphone,
    /// The person's face.
    Camera,
    /// A shared screen, shown on the stage.
    Screen,
    /// The sound that belongs to the shared screen.
    ScreenAudio,
}

impl Source {
    /// Whether it is seen; otherwise it is heard.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Camera | Self::Screen)
    }
}

/// What one m-line of the single offer is for. Every line is sendonly or recvonly, never sendrecv.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LinePurpose {
    /// Client sends its microphone (sendonly audio).
    Microphone,
    /// Client sends its camera (sendonly video, simulcast rids `q`, `h`, `f` from low to high, or no rid).
    Camera,
    /// Client sends its screen (sendonly video, simulcast rids `l` and `f`: slow and fluid, equally large; or no rid).
    Screen,
    /// Client sends the sound of its screen (sendonly audio).
    ScreenAudio,
    /// A place to hear one of the loudest (recvonly audio).
    AudioSlot,
    /// A place to see a face (recvonly video).
    VideoSlot,
    /// The place of the stage's picture (recvonly video).
    StageVideo,
    /// The place of the stage's sound (recvonly audio).
    StageAudio,
}

/// One m-line of an offer with its purpose, in the offer's order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OfferLine {
    /// The line's identification tag.
    pub mid: Mid,
    /// What it is for.
    pub purpose: LinePurpose,
}

/// The device's class decides how many slots it may offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DeviceClass {
    /// At most 4 video slots and 2 simulcast layers.
    Phone,
    /// At most 9 video slots and 3 simulcast layers.
    Desktop,
    /// A program that only sends onto the stage. It has no slots, and is gone when its media is.
    Ingest,
}

/// Who is together: nothing is forwarded from one scope into another. Everybody is in exactly one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The common room of the evening.
    #[default]
    Evening,
    /// A small group or a side talk.
    Group(GroupId),
}

/// A track somebody sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Publication {
    /// Who sends it.
    pub peer: PeerId,
    /// Which of their sources.
    pub source: Source,
}

/// What the room tells the engine. Orders are carried out in order; each names peers of one room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Answer this offer; the engine reports [`Report::Answered`] or [`Report::Refused`].
    Connect {
        /// The new peer.
        peer: PeerId,
        /// The offer (RFC 8866).
        offer: String,
        /// The purpose of each m-line, in the offer's order.
        lines: Vec<OfferLine>,
        /// What may be forwarded from this peer from the first packet on.
        allowed: BTreeSet<Source>,
        /// Where it is from the first packet on.
        scope: Scope,
    },
    /// From now on the peer is in this scope, and in no other: what it carries of the old one, in either direction,
    /// ends with this order.
    Place {
        /// The peer.
        peer: PeerId,
        /// Where it is.
        scope: Scope,
    },
    /// Answer a repeated offer with new ICE credentials and unchanged mids (RFC 8445 §2.4).
    RestartIce {
        /// The existing peer.
        peer: PeerId,
        /// The offer.
        offer: String,
    },
    /// From now on forward exactly these sources of the peer; everything else is dropped at ingress.
    Allow {
        /// The sending peer.
        peer: PeerId,
        /// Its permitted sources that are switched on.
        sources: BTreeSet<Source>,
    },
    /// From now on forward of this peer only frames that look like SFrame with one of these key ids (RFC 9605 §4.3).
    /// A peer of whom nothing was said sends in the clear.
    Encrypt {
        /// The sending peer.
        peer: PeerId,
        /// None: in the clear again. An empty list: nothing at all.
        key_ids: Option<Vec<u64>>,
    },
    /// These peers always hold an audio slot while the floor is theirs.
    SetFloor {
        /// The holders, in order.
        holders: Vec<PeerId>,
        /// Who may speak over them: takes the slot of a holder who is silent, where there is no other.
        over: Vec<PeerId>,
    },
    /// Never forward anything of `hidden` to `receiver`.
    Hide {
        /// Who does not want to see or hear them.
        receiver: PeerId,
        /// The hidden peers; replaces the earlier set.
        hidden: BTreeSet<PeerId>,
    },
    /// Show this publication in that video or stage slot, at most in the size it is rendered at.
    FillSlot {
        /// The receiving peer.
        receiver: PeerId,
        /// Its slot.
        mid: Mid,
        /// What to show there.
        publication: Publication,
        /// Rendered width in physical pixels.
        width: u16,
        /// Rendered height in physical pixels.
        height: u16,
    },
    /// Send nothing more in that slot.
    ClearSlot {
        /// The receiving peer.
        receiver: PeerId,
        /// Its slot.
        mid: Mid,
    },
    /// Forget the peer and everything of it.
    Close {
        /// The peer.
        peer: PeerId,
    },
}

/// What the engine tells the room: only what people need to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// The answer to a [`Order::Connect`] or [`Order::RestartIce`].
    Answered {
        /// The peer.
        peer: PeerId,
        /// The answer (RFC 8866), with our ICE candidates in it.
        answer: String,
    },
    /// The offer cannot be accepted; the peer does not exist (or keeps its earlier state on a restart).
    Refused {
        /// The peer.
        peer: PeerId,
        /// Why.
        error: OfferError,
    },
    /// ICE and DTLS are up.
    Connected {
        /// The peer.
        peer: PeerId,
    },
    /// Nothing has come from the peer for a while, or it said goodbye. It may still come back by an ICE restart.
    Lost {
        /// The peer.
        peer: PeerId,
    },
    /// From the packet with this RTP timestamp on, the slot carries this publication. Sent for audio
    /// slots (which the engine fills by itself with the loudest) as well as for video and stage slots.
    SlotFilled {
        /// The receiving peer.
        receiver: PeerId,
        /// Its slot.
        mid: Mid,
        /// Whose track it is.
        publication: Publication,
        /// First RTP timestamp, as the receiver sees it (RFC 3550 §5.1).
        rtp_timestamp: u32,
    },
    /// The slot carries nothing any more.
    SlotCleared {
        /// The receiving peer.
        receiver: PeerId,
        /// Its slot.
        mid: Mid,
    },
    /// The slot's picture is stopped, since the receiver's line has room for sounds only; or not any more.
    SlotPaused {
        /// The receiving peer.
        receiver: PeerId,
        /// Its slot.
        mid: Mid,
        /// Whose picture would be there; nothing is stopped without one.
        publication: Option<Publication>,
    },
    /// The slot's picture is coded in a way that the receiver cannot decode, so none of it is sent there; or not any more.
    SlotUndecodable {
        /// The receiving peer.
        receiver: PeerId,
        /// Its slot.
        mid: Mid,
        /// Whose picture would be there.
        publication: Option<Publication>,
    },
    /// So many layers of a picture, from the smallest up, are looked at by anybody; the sender need not send the others.
    LayersNeeded {
        /// Whose picture.
        publication: Publication,
        /// How many; none while nobody looks.
        layers: u8,
    },
    /// Who is speaking now, loudest first. Reported on change, at most five times a second.
    Speaking {
        /// The speaking peers.
        peers: Vec<PeerId>,
    },
}

/// Why an offer was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// It is not SDP, or lacks what WebRTC needs.
    #[error("the offer is not valid SDP")]
    Malformed,
    /// It has no audio slot and no microphone.
    #[error("the offer has no audio line")]
    NoAudio,
    /// It has more m-lines than the limit.
    #[error("the offer has too many m-lines")]
    TooManyLines,
    /// A line is sendrecv or inactive, or its direction does not fit its purpose.
    #[error("a line's direction does not fit its purpose")]
    Direction,
    /// The m-lines and the declared purposes do not match one to one.
    #[error("the m-lines do not match their declared purposes")]
    LinesMismatch,
    /// No codec that this server forwards (Opus, VP8; of a program on the stage also H264).
    #[error("the offer has none of the codecs that are forwarded here")]
    NoCommonCodec,
}
