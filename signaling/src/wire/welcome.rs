//! What one person is told on coming in: the whole state, as they may see it.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{EveningId, ParticipantId, Timestamp},
    wire::{
        chat::ChatMessage,
        floor::Floor,
        group::{Groups, Place, SideTalkAsk, TopicOffer},
        guidance::Guidance,
        mood::{HelpContact, MoodCheck, MoodResult},
        participant::{AbilityReport, LobbyEntry, Participant},
        permission::Permission,
        stage::{Material, Stage},
    },
};

/// The whole state of a room as one participant may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Welcome {
    /// One's own id.
    pub you: ParticipantId,
    /// The evening.
    pub evening: EveningInfo,
    /// Everybody here, oneself included, in order of arrival.
    pub roster: Vec<Participant>,
    /// The queue of hands.
    pub hands: Vec<ParticipantId>,
    /// The floor.
    pub floor: Floor,
    /// The stage.
    pub stage: Option<Stage>,
    /// For those who may present: the documents of the evening; empty for others.
    #[serde(default)]
    pub materials: Vec<Material>,
    /// Where one is: in the common room or in a group. Hands, floor and stage are those of this place.
    pub place: Place,
    /// For those who arrange them: all groups; absent for others.
    pub groups: Option<Groups>,
    /// The topics to choose a group by.
    pub topics: TopicOffer,
    /// Open questions to step aside, of oneself and to oneself.
    pub side_talks: Vec<SideTalkAsk>,
    /// Who would like one to show the card of one's business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub card_asked_by: Option<ParticipantId>,
    /// Mood checks that are open.
    pub moods: Vec<MoodCheck>,
    /// Mood checks that are over.
    pub mood_results: Vec<MoodResult>,
    /// Questions, polls and captions.
    pub guidance: Guidance,
    /// The door is locked.
    pub locked: bool,
    /// The newest messages, oldest first.
    pub chat: Vec<ChatMessage>,
    /// There are older ones.
    pub chat_earlier: bool,
    /// For staff: who waits, longest first; empty for others.
    pub lobby: Vec<LobbyEntry>,
    /// For staff: who cannot hear or speak; empty for others.
    pub abilities: Vec<AbilityReport>,
    /// May open the evening as a recognised member.
    pub may_open: bool,
    /// Whom one does not want to see or hear.
    pub hidden: Vec<ParticipantId>,
    /// What this role may do now: the rows of the permission table that are true.
    pub permissions: Vec<Permission>,
    /// How many slots the one offer may have.
    pub slots: SlotCounts,
    /// STUN and TURN servers; usually none are needed.
    pub ice_servers: Vec<IceServer>,
    /// How long media goes on without signalling, in milliseconds; then the client stops sending.
    pub grace_ms: u32,
}

/// The evening, as everybody with a valid link may know it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct EveningInfo {
    /// Its id.
    pub evening: EveningId,
    /// Its title.
    pub title: String,
    /// The network's name.
    pub network: String,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it is planned to end.
    pub ends_at: Timestamp,
    /// The network's ground rules, one sentence a line.
    pub ground_rules: String,
    /// The organizer's phone number for help.
    pub help_phone: Option<String>,
    /// Whom to turn to when it is heavy, as the organizer has written it.
    pub help_contacts: Vec<HelpContact>,
    /// The common room is end-to-end encrypted: a browser that cannot do it does not get in.
    pub encrypted: bool,
    /// The captions of the common room are kept, to be read afterwards.
    pub captions_kept: bool,
}

/// How many slots the one offer may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SlotCounts {
    /// Places to hear.
    pub audio: u8,
    /// Places to see a face.
    pub video: u8,
}

/// A STUN or TURN server (the members of `RTCIceServer`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct IceServer {
    /// `stun:`, `turn:` or `turns:` URLs.
    pub urls: Vec<String>,
    /// Short-lived user name.
    pub username: Option<String>,
    /// Short-lived credential.
    pub credential: Option<String>,
}
