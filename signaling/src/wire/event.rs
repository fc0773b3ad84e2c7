//! What the server says: one answer to each command, sequenced events that a resume replays, and live
//! notes.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{
    ids::{MessageId, ParticipantId, PollId, QuestionId, Timestamp},
    media::Source,
    wire::{
        chat::{ChatMessage, Reaction},
        error::{RejectCode, Rejection},
        floor::Floor,
        group::{GroupMessage, Groups, MyGroup, Placed, SideTalkAnswer, SideTalkAsk, TopicOffer, Visit},
        keys::{EpochNumber, KeyCommitment, KeyEpoch, KeyRevealed},
        live::Live,
        mood::{MoodCheck, MoodMoment, MoodResult},
        participant::{Ability, KnockGone, LeaveReason, LobbyEntry, Participant},
        poll::{OpenPoll, PollResult},
        question::Question,
        round::Round,
        stage::{Material, Stage},
        welcome::Welcome,
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
    /// To one person: somebody would like them to show the card of their business.
    CardAsked {
        /// Who; absent when nobody does any more.
        by: Option<ParticipantId>,
    },
    /// To who asked for a card: it is not shown now.
    CardDeclined {
        /// Whose.
        participant: ParticipantId,
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
    /// Captions are kept in this evening, and there are as many as there may be: new lines are shown, but not kept.
    CaptionsFull,
    /// What was kept of captions is erased. Lines that are begun from here on are kept, so there is room again.
    CaptionsErased,

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
