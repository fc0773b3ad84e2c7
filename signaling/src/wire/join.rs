//! The first message on a socket: of a new participant, or of one who comes back.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{DeviceId, ParticipantId},
    media::DeviceClass,
};

/// Who comes in, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Join {
    /// The link's token, as in `/j/{token}`.
    pub token: String,
    /// The name others see. A pseudonym is welcome.
    pub name: String,
    /// The business, if the person wishes to tell.
    pub business: Option<String>,
    /// The browser, as it names itself from its own storage.
    pub device: DeviceId,
    /// What the device can carry.
    pub device_class: DeviceClass,
    /// The language of the person's page: `fi`, `sv` or `en`.
    pub language: Language,
    /// The ground rules were shown and accepted.
    pub rules_accepted: bool,
    /// The browser can encrypt end to end.
    #[serde(default)]
    pub e2ee: bool,
}

/// Back on a new socket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Resume {
    /// Who one is.
    pub participant: ParticipantId,
    /// The secret given at the join.
    pub secret: String,
    /// The `seq` of the last event seen; the server replays what came after, or welcomes anew.
    pub last_seq: u32,
    /// What the device can carry; a server that was restarted does not know it any more.
    pub device_class: DeviceClass,
    /// The browser can encrypt end to end.
    #[serde(default)]
    pub e2ee: bool,
}

/// A language of the client and of mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Finnish.
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}
