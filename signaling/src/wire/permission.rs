//! The columns of the permission table.

use serde::{Deserialize, Serialize};

/// The columns of the permission table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Switch the microphone on.
    Speak,
    /// Switch the camera on.
    ShowCamera,
    /// Share a screen when the stage is free.
    ShareScreen,
    /// Take the stage from somebody, hand it over, clear it.
    TakeStage,
    /// Bring documents, and show slides, a clock, a guidance card or a poll.
    Present,
    /// Write to everybody.
    Chat,
    /// Write to the staff.
    AskStaff,
    /// Read what was written to the staff.
    ReadStaffChat,
    /// Delete anybody's message.
    ModerateChat,
    /// Ask for the floor.
    RaiseHand,
    /// Lower anybody's hand.
    LowerHands,
    /// Speak while the floor is held.
    SpeakOverFloor,
    /// Ask somebody to step aside for a talk of two.
    SideTalk,
    /// See who waits, admit and deny, write to them.
    KeepDoor,
    /// Plan, open, time and close the groups, move people, see who is where, write to all groups.
    ArrangeGroups,
    /// Come into any group, announced.
    EnterGroups,
    /// Start and lead rounds in the common room. In a group everybody may.
    LeadRounds,
    /// See how long people have spoken.
    SeeSpeakingTimes,
    /// Open and close mood checks, and point to the help contacts.
    AskMood,
    /// Answer, merge, dismiss and keep questions.
    AnswerQuestions,
    /// Open and close polls.
    LeadPolls,
    /// Write captions.
    WriteCaptions,
    /// Mute, block, unblock, hold the floor, invite to speak.
    ModerateMedia,
    /// Remove a person.
    Remove,
    /// Lock the room.
    LockRoom,
    /// Change roles, up to one's own.
    SetRoles,
    /// See reports and who cannot hear or speak.
    SeeWellbeing,
    /// Report a person to the staff.
    ReportPerson,
    /// End the evening.
    EndEvening,
}
