//! The people of a room, as others see them, and who waits at its door.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{ParticipantId, Timestamp},
    wire::seat::Together,
};

/// A person in the room, as others see them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Participant {
    /// Who.
    pub id: ParticipantId,
    /// The name others see.
    pub name: String,
    /// The business, if told.
    pub business: Option<String>,
    /// The role now.
    pub role: Role,
    /// Here, or coming back.
    pub presence: Presence,
    /// Recognised by a personal link.
    pub recognised: bool,
    /// The microphone.
    pub microphone: SourceState,
    /// The camera.
    pub camera: SourceState,
    /// The screen.
    pub screen: SourceState,
    /// When they came in.
    pub joined_at: Timestamp,
    /// Who sits before this device together, if they have said so.
    pub together: Option<Together>,
}

/// What is known of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SourceState {
    /// Nothing is sent.
    Off,
    /// It is forwarded.
    On,
    /// A moderator has blocked it.
    Blocked,
}

/// Whether a person is reachable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Connected.
    Here,
    /// Signalling was lost; media goes on for the grace time.
    Reconnecting,
}

/// Roles, in order of what they may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Osallistuja.
    Participant,
    /// Kirjoitustulkki.
    Captioner,
    /// Yritysneuvoja.
    Advisor,
    /// Illan vetäjä.
    Moderator,
    /// Järjestäjä.
    Organizer,
}

/// Who waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LobbyEntry {
    /// Who.
    pub participant: ParticipantId,
    /// The name they gave.
    pub name: String,
    /// The business they gave.
    pub business: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// Somebody was removed who came through the same shared link.
    pub link_had_removal: bool,
}

/// Why nobody waits any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum KnockGone {
    /// Let in.
    Admitted,
    /// Not let in.
    Denied,
    /// Gave up or lost the connection for good.
    Left,
}

/// Why somebody is no longer here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LeaveReason {
    /// Left.
    Left,
    /// Left quietly: do not announce it.
    Quiet,
    /// The connection did not come back within the grace time.
    Lost,
    /// Removed by a moderator.
    Removed,
}

/// Whether something works for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// Not known yet.
    Unknown,
    /// Works.
    Yes,
    /// The browser waits for a tap, or permission was denied.
    Blocked,
    /// There is no device, or the person chose to be without.
    Without,
    /// The device failed.
    Failed,
}

/// Whether somebody can hear and speak, for the moderators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AbilityReport {
    /// Who.
    pub participant: ParticipantId,
    /// Plays sound.
    pub hear: Ability,
    /// Has a working microphone.
    pub speak: Ability,
}
