//! The mood check, and whom to turn to when an evening was heavy.

use serde::{Deserialize, Serialize};

use crate::wire::join::Language;

/// When the mood is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MoodMoment {
    /// At the door, also of those who wait.
    Door,
    /// At the end.
    End,
}

/// How somebody feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// Hard.
    Heavy,
    /// A little low.
    Low,
    /// In between.
    Even,
    /// Good.
    Light,
    /// Very good.
    Bright,
}

/// A mood check that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MoodCheck {
    /// Which.
    pub moment: MoodMoment,
    /// This person has answered.
    pub answered: bool,
}

/// A mood check that is over. Nobody, the staff included, learns more than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MoodResult {
    /// Which.
    pub moment: MoodMoment,
    /// How many answered each; absent when fewer than five did.
    pub counts: Option<MoodCounts>,
    /// Many had a hard time: help is offered.
    pub heavy: bool,
}

/// How many answered what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MoodCounts {
    /// Hard.
    pub heavy: u16,
    /// A little low.
    pub low: u16,
    /// In between.
    pub even: u16,
    /// Good.
    pub light: u16,
    /// Very good.
    pub bright: u16,
}

/// Whom to turn to, as the organizer has written it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HelpContact {
    /// Who or what it is.
    pub title: String,
    /// A telephone number, an address of the web or of mail.
    pub address: String,
    /// When somebody answers there, in the organizer's words.
    pub hours: Option<String>,
    /// The language in which they help.
    pub language: Language,
}
