//! What the server says: one answer to each command, sequenced events that a resume replays, and live
//! notes that are never replayed because only the newest counts.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    ids::{EveningId, MessageId, Mid, ParticipantId, PollId, QuestionId, Timestamp},
    media::Source,
    wire::{
        caption::Caption,
        command::Reaction,
        error::{RejectCode, Rejection},
        group::{GroupMessage, Groups, MyGroup, Place, Placed, SideTalkAnswer, SideTalkAsk, TopicOffer, Visit},
        guidance::Guidance,
        keys::{EpochNumber, KeyCommitment, KeyEpoch, KeyRevealed},
        mood::{HelpContact, MoodCheck, MoodMoment, MoodResult},
        poll::{OpenPoll, PollResult, PollTally},
        question::Question,
        round::{Round, SpeakingTime},
        seat::Together,
        stage::{Material, Pointer, Stage},
    },
};

/// One message from the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage {
    /// The command was carried out (and stored, where it stores).
    Done {
        /// The command's number.
        id: u32,
        /// What came of it.
        outcome: Outcome,
    },
    /// The command was not carried out and changed nothing.
    Rejected {
        /// The command's number.
        id: u32,
        /// Why.
        rejection: Rejection,
    },
    /// Something happened. Numbered for each participant without gaps, starting from 1.
    Event {
        /// The participant's own sequence number.
        seq: u32,
        /// What happened.
        event: Arc<Event>,
    },
    /// Something momentary; only the newest counts.
    Live {
        /// What.
        live: Live,
    },
    /// The server closes this socket after this message.
    Closing {
        /// Why.
        rejection: Rejection,
        /// Come back after this many milliseconds (plus jitter of one's own); absent: do not come back.
        retry_ms: Option<u32>,
    },
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing more to say.
    Nothing,
    /// To `join`: who one is from now on. A `welcome` event follows at once, or after admission.
    Joined {
        /// One's own id.
        participant: ParticipantId,
        /// For `resume`; keep it for this page (session storage).
        secret: String,
        /// In the lobby or in the room.
        standing: Standing,
    },
    /// To `resume`.
    Resumed {
        /// In the lobby or in the room.
        standing: Standing,
        /// True: the missed events follow. False: a new `welcome` follows, and media needs a new peer connection.
        replayed: bool,
    },
    /// To `media_offer` and `media_restart`.
    MediaAnswer {
        /// The answer.
        sdp: String,
    },
    /// To `chat_post`: stored as this.
    ChatStored {
        /// The chat's sequence number.
        chat_seq: u32,
        /// When the server took it.
        at: Timestamp,
    },
    /// To `group_post`: taken as this.
    GroupPosted {
        /// Its place in the group's chat.
        number: u32,
        /// When the server took it.
        at: Timestamp,
    },
    /// To `question_ask`: stored as this.
    QuestionAsked {
        /// Its id.
        question: QuestionId,
    },
    /// To `poll_open`.
    PollOpened {
        /// Its id.
        poll: PollId,
    },
    /// To `chat_history`, oldest first.
    ChatPage {
        /// The messages.
        messages: Vec<ChatMessage>,
        /// There are older ones.
        earlier: bool,
    },
}

/// Where a participant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In the lobby.
    Waiting,
    /// In the room.
    Admitted,
}

/// What happened. Each participant gets the events that concern them, and no others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The whole state, at admission and when a replay is not possible. Replaces everything known.
    Welcome(Box<Welcome>),

    /// To one who waits: a message from the moderators.
    LobbyMessage {
        /// The words.
        text: String,
    },
    /// To one who waits: not let in. The socket closes.
    Denied,
    /// To a recognised member, waiting or inside: whether they may open and host the evening now.
    MayOpen {
        /// They may.
        on: bool,
    },

    /// To the staff: somebody waits.
    Knocked {
        /// Who.
        entry: LobbyEntry,
    },
    /// To the staff: somebody no longer waits.
    KnockGone {
        /// Who.
        participant: ParticipantId,
        /// Why.
        reason: KnockGone,
    },

    /// Somebody came in.
    ParticipantJoined {
        /// Who.
        participant: Participant,
    },
    /// Something about somebody changed; replaces what was known.
    ParticipantUpdated {
        /// Who.
        participant: Participant,
    },
    /// Somebody is no longer here.
    ParticipantLeft {
        /// Who.
        participant: ParticipantId,
        /// Why.
        reason: LeaveReason,
    },
    /// To the staff: whether somebody can hear and speak.
    AbilityReported {
        /// Who.
        participant: ParticipantId,
        /// Plays sound.
        hear: Ability,
        /// Has a working microphone.
        speak: Ability,
    },

    /// A message was written.
    ChatPosted {
        /// The message.
        message: ChatMessage,
    },
    /// A message was deleted.
    ChatDeleted {
        /// Which.
        message: MessageId,
        /// By its author or by a moderator.
        by_author: bool,
    },
    /// The reactions to a message are now these.
    ChatReactions {
        /// Which.
        message: MessageId,
        /// Who reacted how.
        reactions: BTreeMap<Reaction, Vec<ParticipantId>>,
    },

    /// The queue of hands, first come first.
    Hands {
        /// In order.
        queue: Vec<ParticipantId>,
    },
    /// The floor is now this.
    FloorChanged {
        /// The floor.
        floor: Floor,
    },
    /// What is on the stage, and who presents it.
    StageChanged {
        /// The stage.
        stage: Option<Stage>,
    },
    /// To those who may present: the documents of the evening.
    Materials {
        /// All of them, in the order of their upload.
        materials: Vec<Material>,
    },
    /// To one person: they are in another place now.
    Placed(Box<Placed>),
    /// Who is in one's place now, oneself included, changed.
    Here {
        /// Everybody.
        participants: Vec<ParticipantId>,
    },
    /// Something about one's group changed.
    GroupUpdated {
        /// The group as it is now.
        group: MyGroup,
    },
    /// Somebody of the staff is about to come into one's group.
    VisitAnnounced {
        /// Who and when.
        visit: Visit,
    },
    /// They do not come after all.
    VisitCancelled {
        /// Who.
        participant: ParticipantId,
    },
    /// To one person: they stay in the common room, though the others went into groups.
    NotPlaced {
        /// Why.
        code: RejectCode,
    },
    /// A message was written in one's group.
    GroupPosted {
        /// The message.
        message: GroupMessage,
    },
    /// A moderator says something to everybody, wherever they are.
    GroupsMessage {
        /// Who.
        by: ParticipantId,
        /// Their name.
        by_name: String,
        /// The words.
        text: String,
        /// When.
        at: Timestamp,
    },
    /// The topics to choose a group by, and one's own choice.
    Topics {
        /// The offer as it is now.
        offer: TopicOffer,
    },
    /// To those who arrange the groups: all of them as they are now.
    Groups {
        /// The groups.
        groups: Groups,
    },
    /// To the two concerned: one asked the other to step aside.
    SideTalkAsked {
        /// The question.
        ask: SideTalkAsk,
    },
    /// To the two concerned: what became of the question.
    SideTalkAnswered {
        /// Who had asked.
        by: ParticipantId,
        /// Who had been asked.
        of: ParticipantId,
        /// What became of it.
        answer: SideTalkAnswer,
    },

    /// The members of one's place shall agree on new keys. Answer with `key_commit`.
    KeyEpoch {
        /// The new epoch.
        epoch: KeyEpoch,
    },
    /// All have committed who are in the epoch. Answer with `key_reveal`.
    KeyCommits {
        /// The epoch.
        epoch: EpochNumber,
        /// What each is bound to.
        commits: Vec<KeyCommitment>,
    },
    /// All have revealed. Answer with `key_shares`.
    KeyReveals {
        /// The epoch.
        epoch: EpochNumber,
        /// Exactly those who had committed.
        reveals: Vec<KeyRevealed>,
    },
    /// Somebody's key, sealed for this person.
    KeyShare {
        /// The epoch.
        epoch: EpochNumber,
        /// Whose.
        from: ParticipantId,
        /// In base64url.
        sealed: String,
    },
    /// Send under the new key from now on.
    KeyUse {
        /// The epoch.
        epoch: EpochNumber,
    },

    /// The round in one's place is now this.
    Round {
        /// The round; absent when none runs any more.
        round: Option<Round>,
    },

    /// A mood check is open. Also to those who wait, at the door.
    MoodOpened {
        /// Which, and whether this person has answered.
        check: MoodCheck,
    },
    /// A mood check is over.
    MoodClosed {
        /// What came of it.
        result: MoodResult,
    },
    /// To one who waits: a mood check is over.
    MoodEnded {
        /// Which.
        moment: MoodMoment,
    },
    /// A moderator points everybody to the help contacts.
    HelpOffered {
        /// Who.
        by: ParticipantId,
    },

    /// A question was asked, or something became of it; replaces what was known of it.
    QuestionChanged {
        /// The question.
        question: Question,
    },
    /// To one person: what they want to hear the answer of.
    QuestionVoted {
        /// Which question.
        question: QuestionId,
        /// They want it, or not any more.
        on: bool,
    },
    /// A poll is open.
    PollOpened {
        /// What is asked, and whether this person has answered.
        poll: OpenPoll,
    },
    /// To one person: they have answered.
    PollAnswered {
        /// Which poll.
        poll: PollId,
    },
    /// A poll is over.
    PollClosed {
        /// What came of it.
        result: PollResult,
    },

    /// To one person: a moderator switched a source of yours off.
    Muted {
        /// Which.
        source: Source,
        /// Enforced: it cannot be switched on until it is released.
        enforced: bool,
    },
    /// To one person: a moderator lifted the block. Nothing was switched on.
    Unblocked {
        /// Which.
        source: Source,
    },
    /// To one person: a moderator invites you to switch the microphone on.
    InvitedToSpeak,
    /// To the staff: somebody reported somebody.
    PersonReported {
        /// Who reports.
        by: ParticipantId,
        /// About whom.
        about: ParticipantId,
        /// Their words; may be empty.
        text: String,
        /// When.
        at: Timestamp,
    },

    /// The door was locked or opened.
    RoomLocked {
        /// Locked or not.
        on: bool,
    },
    /// To one person: removed by a moderator. The socket closes.
    Removed,
    /// The evening is over for everybody. The socket closes.
    EveningEnded,
}

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

/// A picture that is stopped for want of room on the line.
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
}

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

/// To whom a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChatAudience {
    /// Everybody in the room.
    Everyone,
    /// The private thread between one person and the staff.
    Staff {
        /// That person: oneself when asking, the asker when the staff answers.
        with: ParticipantId,
    },
}

/// A written message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChatMessage {
    /// Its id, made by its author's client.
    pub id: MessageId,
    /// Its place in the evening's chat; strictly growing, without doubles. Gaps are messages for others.
    pub chat_seq: u32,
    /// The author's id.
    pub author: ParticipantId,
    /// The author's name when writing; stays after they leave.
    pub author_name: String,
    /// The author's role when writing.
    pub author_role: Role,
    /// To whom.
    pub audience: ChatAudience,
    /// The words; empty when deleted.
    pub text: String,
    /// When the server took it.
    pub at: Timestamp,
    /// Its words were deleted.
    pub deleted: bool,
    /// Who reacted how.
    pub reactions: BTreeMap<Reaction, Vec<ParticipantId>>,
}

/// Who may speak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Floor {
    /// Everybody.
    Open,
    /// The staff, and the speakers.
    Held {
        /// Who holds it.
        by: ParticipantId,
        /// To whom it was given, in order.
        speakers: Vec<ParticipantId>,
    },
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
