//! Small groups and side talks: who arranges them, who is where, and what is said there.
//!
//! Everybody is in exactly one place: the common room of the evening, or one group. A side talk is a group of two.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{GroupId, MessageId, ParticipantId, Timestamp},
    wire::{
        floor::Floor,
        participant::{Participant, Role},
        round::Round,
        stage::Stage,
    },
};

/// How people are put into groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Arrange {
    /// Groups of about so many people.
    Size {
        /// People in a group.
        size: u8,
    },
    /// So many groups.
    Number {
        /// Groups.
        number: u8,
    },
    /// Exactly as written here.
    Hand {
        /// The groups, in order.
        groups: Vec<Draft>,
    },
    /// By the topics that people have chosen; who has chosen none is left out.
    Topic {
        /// A topic with more people than this gets several groups.
        size: u8,
    },
    /// Groups of about so many people who have been together least often.
    Mixed {
        /// People in a group.
        size: u8,
    },
}

/// A group as it is put together by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Draft {
    /// What it talks about, if that is said.
    pub topic: Option<String>,
    /// Who is in it.
    pub members: Vec<ParticipantId>,
}

/// Where one is, and what only those know who are there too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Place {
    /// One's group; absent in the common room.
    pub group: Option<MyGroup>,
    /// The open group that one is assigned to, also while one is elsewhere.
    pub assigned: Option<GroupName>,
    /// Everybody who is in the same place, oneself included.
    pub here: Vec<ParticipantId>,
    /// What was written in the group while one was in it, oldest first.
    pub chat: Vec<GroupMessage>,
    /// The round that runs here.
    pub round: Option<Round>,
    /// Who of the staff is about to come in.
    pub visits: Vec<Visit>,
}

/// Somebody of the staff is about to come into one's group. Nothing is heard or seen of either side before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Visit {
    /// Who.
    pub participant: ParticipantId,
    /// When they come in.
    pub enters_at: Timestamp,
}

/// What to call a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GroupName {
    /// Its id.
    pub id: GroupId,
    /// Its number among the groups, from 1; 0 for a side talk.
    pub number: u16,
    /// What it talks about.
    pub topic: Option<String>,
}

/// The group one is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MyGroup {
    /// What to call it.
    pub name: GroupName,
    /// A small group, or a side talk.
    pub kind: GroupKind,
    /// When it ends, if that is set.
    pub timer: Option<GroupTimer>,
    /// It has asked for a moderator, and none has come yet.
    pub moderator_called: bool,
}

/// What kind of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// Arranged by a moderator.
    Small,
    /// Two people who stepped aside.
    SideTalk,
}

/// When a group ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GroupTimer {
    /// Then everybody is back in the common room.
    pub ends_at: Timestamp,
    /// The gentle call back has begun.
    pub called_back: bool,
    /// The group may still take one more minute, once it is called back.
    pub one_more_minute: bool,
}

/// A written message in a group. The server keeps it in memory until the group closes and cannot read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GroupMessage {
    /// Its id, made by its author's client.
    pub id: MessageId,
    /// Its place in the group's chat, from 1 without gaps.
    pub number: u32,
    /// The author.
    pub author: ParticipantId,
    /// The author's name when writing.
    pub author_name: String,
    /// The author's role when writing.
    pub author_role: Role,
    /// When the server took it.
    pub at: Timestamp,
    /// The words, encrypted for the group, in base64url without padding.
    pub sealed: String,
}

/// Moved to another place: everything of it at once. Replaces what was known of the place before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Placed {
    /// Why.
    pub why: Why,
    /// Where one is now.
    pub place: Place,
    /// Everybody here as they are now; replaces what was known of them.
    pub people: Vec<Participant>,
    /// The queue of hands here.
    pub hands: Vec<ParticipantId>,
    /// The floor here.
    pub floor: Floor,
    /// The stage here.
    pub stage: Option<Stage>,
}

/// Why somebody is in another place now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The groups have begun.
    GroupsOpened,
    /// A moderator moved this person.
    Moved,
    /// One's own wish.
    OwnWish,
    /// The group's time was over, or a moderator closed the groups.
    GroupClosed,
    /// A side talk has begun.
    SideTalk,
    /// The other one of a side talk has gone.
    SideTalkOver,
}

/// All groups, for those who arrange them. Nobody else is told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Groups {
    /// The next groups as they are planned; empty when nothing is.
    pub planned: Vec<PlannedGroup>,
    /// The groups that are open now.
    pub open: Vec<OpenGroup>,
    /// Who has stepped aside with whom.
    pub side_talks: Vec<Vec<ParticipantId>>,
    /// Who has chosen which of the topics that are offered, by the topic's place in the list.
    pub topics: Vec<TopicChoice>,
}

/// A group to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlannedGroup {
    /// What to call it.
    pub name: GroupName,
    /// Who shall be in it.
    pub members: Vec<ParticipantId>,
}

/// A group that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpenGroup {
    /// What to call it.
    pub name: GroupName,
    /// Who is assigned to it.
    pub assigned: Vec<ParticipantId>,
    /// Who is in it now, visitors included.
    pub here: Vec<ParticipantId>,
    /// When it ends.
    pub timer: Option<GroupTimer>,
    /// Since when it asks for a moderator.
    pub calls_since: Option<Timestamp>,
}

/// A topic and who has chosen it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TopicChoice {
    /// The topic.
    pub title: String,
    /// Who has chosen it.
    pub chosen_by: Vec<ParticipantId>,
}

/// The topics that are offered, and which one this person has chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TopicOffer {
    /// The topics; empty when none are offered any more.
    pub titles: Vec<String>,
    /// One's own choice, by its place in the list.
    pub chosen: Option<u8>,
}

/// Somebody asked to step aside for a talk of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SideTalkAsk {
    /// Who asked.
    pub by: ParticipantId,
    /// Who was asked.
    pub of: ParticipantId,
    /// Without an answer the question is over then.
    pub until: Timestamp,
}

/// What became of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SideTalkAnswer {
    /// They step aside now.
    Accepted,
    /// Not now.
    Declined,
    /// Whoever asked took it back.
    Withdrawn,
    /// No answer came, or one of the two is no longer here.
    Lapsed,
}
