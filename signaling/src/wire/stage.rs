//! The stage: what all in one place look at.

use serde::{Deserialize, Serialize};

use crate::ids::{MaterialId, ParticipantId, PollId, Timestamp};

/// What is on the stage, and who presents it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Stage {
    /// Who presents. They may be away for a while: what is no picture of theirs stays until somebody takes the stage.
    pub presenter: ParticipantId,
    /// To whom the presenter hands over; they may take the stage whatever their role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub offered_to: Option<ParticipantId>,
    /// What is there.
    #[serde(flatten)]
    pub item: StageItem,
}

/// What can be on the stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StageItem {
    /// The presenter's screen.
    Screen {
        /// With its sound.
        audio: bool,
    },
    /// Pages of a document, which each client draws by itself.
    Slides(Slides),
    /// A clock that runs down for all.
    Timer(StageTimer),
    /// How to apply for a support.
    Card(GuidanceCard),
    /// What somebody's business does.
    Business(ShownCard),
    /// A poll.
    Poll {
        /// Which.
        poll: PollId,
    },
}

/// A document at a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Slides {
    /// The document.
    pub document: Material,
    /// The page that is looked at, from 1.
    pub page: u16,
    /// Where the presenter points, on that page. Moves are told by a live note.
    pub pointer: Option<Pointer>,
}

/// A document that was uploaded for an evening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Material {
    /// Its id; with one's session it opens the document over HTTP.
    pub id: MaterialId,
    /// Its title.
    pub title: String,
    /// How many pages it has.
    pub pages: u16,
    /// People may keep a copy.
    pub download: bool,
}

/// A place on a page, in ten-thousandths of its width and height from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Pointer {
    /// From the left.
    pub x: u16,
    /// From above.
    pub y: u16,
}

/// A clock that runs down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StageTimer {
    /// What it is for.
    pub title: Option<String>,
    /// What it was set to, in seconds.
    pub seconds: u32,
    /// Whether it runs.
    pub phase: TimerPhase,
}

/// Whether a clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TimerPhase {
    /// It runs, or has run down.
    Running {
        /// When it is at zero.
        ends_at: Timestamp,
    },
    /// It stands still.
    Paused {
        /// What is left.
        left_ms: u32,
    },
}

/// How to apply for a support.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GuidanceCard {
    /// The support's name.
    pub title: String,
    /// What it is.
    pub text: String,
    /// For whom.
    pub for_whom: Option<String>,
    /// How much.
    pub amount: Option<String>,
    /// Until when to apply, in words.
    pub deadline: Option<String>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Where to read on; an `https` address.
    pub link: Option<String>,
}

/// What somebody's business does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BusinessCard {
    /// The business.
    pub business: String,
    /// Whose it is.
    pub person: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// What it does.
    pub does: Option<String>,
    /// What it looks for.
    pub needs: Option<String>,
    /// What it has for others.
    pub offers: Option<String>,
    /// A page of its own; an `https` address.
    pub link: Option<String>,
}

/// The card of a business, as it is on the stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownCard {
    /// The words.
    #[serde(flatten)]
    pub card: BusinessCard,
    /// Who showed it: nobody else can, and they can take it down whoever presents now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub by: Option<ParticipantId>,
    /// With the picture of their card in the network, which comes over HTTP.
    #[serde(default)]
    pub picture: bool,
}

/// What to put on the stage. A screen comes there by `publish`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Show {
    /// A document.
    Slides {
        /// Which.
        material: MaterialId,
        /// At which page, from 1.
        page: u16,
    },
    /// A clock that begins to run now.
    Timer {
        /// What it is for.
        title: Option<String>,
        /// For so long.
        seconds: u32,
    },
    /// How to apply for a support.
    Card {
        /// The words.
        card: GuidanceCard,
    },
    /// A business.
    Business {
        /// The words.
        card: BusinessCard,
        /// With the picture of one's own card in the network.
        #[serde(default)]
        picture: bool,
    },
    /// A poll.
    Poll {
        /// Which.
        poll: PollId,
    },
}

/// What to do with the clock on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TimerTurn {
    /// Let it stand still.
    Pause,
    /// Let it run on.
    Resume,
    /// Give so much more time.
    More {
        /// In seconds.
        seconds: u32,
    },
}
