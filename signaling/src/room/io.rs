//! What goes into a room and what comes out of it. The driver feeds [`Input`]s in the order they
//! happen and drains [`Output`]s until there are none.

use std::collections::BTreeMap;

use crate::{
    ids::{AskKey, ConnectionId, DeviceId, LinkId, MessageId, ParticipantId, PollId, QuestionId, Timestamp},
    media::{Order, Report, Source},
    relay::Relays,
    wire::{
        caption::CaptionLine,
        chat::{ChatAudience, Reaction},
        command::Command,
        connection::ConnectionReport,
        event::ServerMessage,
        join::{Join, Language, Resume},
        participant::Role,
        poll::PollPlan,
        question::{AskedBy, Question},
        stage::{Material, Stage},
        welcome::{EveningInfo, SlotCounts},
    },
};

/// Random bytes, brought by the driver.
pub trait Entropy {
    /// Fills `buffer` with unpredictable bytes.
    fn fill(&mut self, buffer: &mut [u8]);
}

/// What a link grants, resolved by the server from the token's hash before the room hears of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The link.
    pub link: LinkId,
    /// The role it grants.
    pub role: Role,
    /// The name it fixes, for a personal link.
    pub fixed_name: Option<String>,
    /// Its holder does not wait in the lobby. Staff never does.
    pub admits: bool,
    /// It belongs to one person, who is recognised by it; otherwise it is shared by many.
    pub personal: bool,
}

/// One thing that happens to a room.
#[derive(Clone, Debug)]
pub enum Input {
    /// `join` on a fresh connection, the link already resolved.
    Join {
        /// The socket.
        connection: ConnectionId,
        /// The command's number.
        request: u32,
        /// What the link grants.
        access: Access,
        /// The command. Its token is not looked at any more.
        join: Join,
    },
    /// `resume` on a fresh connection. The driver has checked that the session's link is still valid
    /// (`link_valid`), where the session is known.
    Resume {
        /// The socket.
        connection: ConnectionId,
        /// The command's number.
        request: u32,
        /// The command.
        resume: Resume,
        /// The link of that session is neither revoked nor expired.
        link_valid: bool,
    },
    /// A question from somebody who is not here: before the evening, by their link. The answer goes to `connection`,
    /// which is closed after it.
    Ask {
        /// Where the answer goes.
        connection: ConnectionId,
        /// The question's number.
        request: u32,
        /// What the link grants.
        access: Access,
        /// The question.
        ask: Ask,
    },
    /// Any other command on a connection.
    Command {
        /// The socket.
        connection: ConnectionId,
        /// The command's number.
        request: u32,
        /// The command.
        command: Command,
    },
    /// The socket is gone.
    Disconnected {
        /// The socket.
        connection: ConnectionId,
    },
    /// A word from the media engine.
    Media(Report),
    /// The documents of the evening are now these, in the order of their upload.
    Materials(Vec<Material>),
    /// The organizer has erased what was kept of captions.
    CaptionsErased,
    /// A batch of writes is durable, or failed.
    Stored {
        /// The batch.
        batch: WriteId,
        /// False: nothing of it was stored; the command is rejected with `internal`.
        ok: bool,
    },
    /// A link was revoked from outside: everybody who came by it goes.
    LinkRevoked {
        /// The link.
        link: LinkId,
    },
    /// The evening was ended from outside.
    EveningEnded,
    /// The server stops: tell the clients to come back after so many milliseconds.
    Shutdown {
        /// When to come back.
        retry_ms: u32,
    },
}

/// What somebody asks the advisors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Made by the client, at random, to recognise a repeated question.
    pub key: AskKey,
    /// The words.
    pub text: String,
    /// With a name or without.
    pub by: AskedBy,
}

/// One thing a room wants done.
#[derive(Clone, Debug)]
pub enum Output {
    /// Send this to a socket.
    Send {
        /// The socket.
        connection: ConnectionId,
        /// The message.
        message: ServerMessage,
    },
    /// Close a socket after what was sent to it.
    Close {
        /// The socket.
        connection: ConnectionId,
    },
    /// For the media engine.
    Media(Order),
    /// For the store: all or nothing, then [`Input::Stored`].
    Write {
        /// The batch.
        batch: WriteId,
        /// The writes, in order.
        writes: Vec<Write>,
    },
    /// For the operator's figures: what somebody has measured of their line.
    Measured(ConnectionReport),
    /// The room is empty and holds nothing that the store does not hold; the driver may forget it.
    Idle,
}

/// A batch of writes on its way to the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WriteId(pub u64);

/// One change to what is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Insert or replace a session.
    SaveSession(SessionRecord),
    /// The participant left for good, was denied or removed: the session cannot be resumed.
    EndSession {
        /// Whose.
        participant: ParticipantId,
    },
    /// Insert a message.
    AppendChat(ChatRecord),
    /// Erase a message's words.
    EraseChat {
        /// Which.
        message: MessageId,
        /// By its author.
        by_author: bool,
    },
    /// Insert or delete a reaction.
    SetReaction {
        /// To which message.
        message: MessageId,
        /// Whose.
        participant: ParticipantId,
        /// Which.
        reaction: Reaction,
        /// Insert or delete.
        on: bool,
    },
    /// The personal link opens nothing of this evening any more.
    BarLink {
        /// The link.
        link: LinkId,
    },
    /// The browser gets into this evening no more.
    BarDevice {
        /// The browser.
        device: DeviceId,
    },
    /// Somebody was removed who came through this shared link; from now on it does not admit by itself.
    MarkLink {
        /// The link.
        link: LinkId,
    },
    /// The person may send this no more, or again.
    SetBlock {
        /// Of whom, and what.
        block: BlockRecord,
        /// Insert or delete.
        on: bool,
    },
    /// Insert or replace a question, but for its votes. Rows of one evening lie in the order of their random ids.
    SaveQuestion(QuestionRecord),
    /// So many want to hear the answer.
    SetQuestionVotes {
        /// Of which question.
        question: QuestionId,
        /// How many.
        votes: u32,
    },
    /// A poll is open.
    OpenPoll(PollRecord),
    /// Count one ballot.
    CountBallot {
        /// Of which poll.
        poll: PollId,
        /// What was chosen.
        choices: Vec<String>,
    },
    /// The poll is over.
    ClosePoll {
        /// Which.
        poll: PollId,
    },
    /// Insert a line of captions, or replace its language and words.
    SaveCaption(CaptionRecord),
    /// Erase a line of captions.
    EraseCaption {
        /// Whose.
        by: ParticipantId,
        /// Which.
        line: u32,
    },
    /// Erase all lines of captions.
    EraseCaptions,
    /// These pairs of browsers were in a group together once more.
    CountPairs(Vec<(DeviceId, DeviceId)>),
    /// Insert or replace a denial.
    SetDenial(DenialRecord),
    /// The room was locked or opened.
    SetLocked(bool),
    /// Who holds the floor; `None` when it is open.
    SetFloor(Option<ParticipantId>),
    /// What is on the stage of the common room, if it outlives a restart.
    SetStage(Option<Stage>),
    /// The evening was opened by a member, before any staff came.
    EveningOpened,
    /// The evening is over.
    EveningEnded,
    /// A line in the moderation log.
    Log(ModerationEntry),
}

/// What is kept of a participant's session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
    /// Who.
    pub participant: ParticipantId,
    /// The link they came by.
    pub link: LinkId,
    /// The browser they came with.
    pub device: DeviceId,
    /// SHA-256 of the resume secret.
    pub secret_hash: [u8; 32],
    /// The name.
    pub name: String,
    /// The business.
    pub business: Option<String>,
    /// The language of their page.
    pub language: Language,
    /// The role now.
    pub role: Role,
    /// Recognised by a personal link.
    pub recognised: bool,
    /// In the room, or in the lobby.
    pub admitted: bool,
    /// When they joined.
    pub joined_at: Timestamp,
}

/// What is kept of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct ChatRecord {
    /// Its id.
    pub message: MessageId,
    /// Its place.
    pub chat_seq: u32,
    /// The author.
    pub author: ParticipantId,
    /// The author's name when writing.
    pub author_name: String,
    /// The author's role when writing.
    pub author_role: Role,
    /// To whom.
    pub audience: ChatAudience,
    /// The words; empty when erased.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// `Some(by_author)` when erased.
    pub erased: Option<bool>,
    /// Who reacted how.
    pub reactions: BTreeMap<Reaction, Vec<ParticipantId>>,
}

/// What is kept of a question: nothing of who asked, but the name of who wished to be named, and nothing of when.
pub type QuestionRecord = Question;

/// What is kept of a poll: nothing of who answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollRecord {
    /// Its id.
    pub poll: PollId,
    /// What is asked.
    pub plan: PollPlan,
    /// How many have answered.
    pub ballots: u32,
    /// How often each was chosen.
    pub counts: BTreeMap<String, u32>,
}

/// What is kept of a line of captions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaptionRecord {
    /// The writing interpreter.
    pub by: ParticipantId,
    /// The line.
    pub line: CaptionLine,
    /// When it was written last; what is kept is when it was begun.
    pub at: Timestamp,
}

/// What somebody may not send. It belongs to the browser and its link, so that leaving does not lift it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockRecord {
    /// The browser.
    pub device: DeviceId,
    /// The link.
    pub link: LinkId,
    /// What they may not send.
    pub source: Source,
}

/// Somebody was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DenialRecord {
    /// The browser.
    pub device: DeviceId,
    /// The link.
    pub link: LinkId,
    /// Until when they may not knock again.
    pub until: Timestamp,
    /// How many times by now.
    pub times: u8,
}

/// What a moderator did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModerationEntry {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: ParticipantId,
    /// What: the command's wire name, for example `remove`.
    pub action: String,
    /// To whom.
    pub about: Option<ParticipantId>,
    /// A report's words; empty otherwise.
    pub note: String,
}

/// What a room is told when it is made.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The evening.
    pub evening: EveningInfo,
    /// From when on participants get in; staff gets in earlier.
    pub doors_open_at: Timestamp,
    /// How many people fit in the room.
    pub capacity: u16,
    /// How many may wait.
    pub lobby_capacity: u16,
    /// A recognised member may open and host where no staff has come.
    pub members_may_host: bool,
    /// Slots of a desktop.
    pub slots_desktop: SlotCounts,
    /// Slots of a phone.
    pub slots_phone: SlotCounts,
    /// Relays for the clients, where there are any.
    pub relays: Option<Relays>,
}

/// What the store knows of an evening when its room is made (again).
#[derive(Clone, Debug, Default)]
pub struct Restored {
    /// Sessions that may be resumed.
    pub sessions: Vec<SessionRecord>,
    /// Every message, by `chat_seq`.
    pub chat: Vec<ChatRecord>,
    /// Personal links that open nothing any more.
    pub barred_links: Vec<LinkId>,
    /// Browsers that get in no more.
    pub barred_devices: Vec<DeviceId>,
    /// Shared links through which somebody came who was removed.
    pub marked_links: Vec<LinkId>,
    /// What people may not send.
    pub blocks: Vec<BlockRecord>,
    /// Who was not let in.
    pub denials: Vec<DenialRecord>,
    /// How often pairs of browsers were in a group together, in this network; the smaller id first.
    pub pairs: Vec<((DeviceId, DeviceId), u32)>,
    /// The questions.
    pub questions: Vec<QuestionRecord>,
    /// The polls; those that were open are over, for nobody knows any more who has answered them.
    pub polls: Vec<PollRecord>,
    /// The lines of captions that are kept: by whom, and which.
    pub captions: Vec<(ParticipantId, u32)>,
    /// The room is locked.
    pub locked: bool,
    /// Who holds the floor.
    pub floor_held_by: Option<ParticipantId>,
    /// What was on the stage of the common room.
    pub stage: Option<Stage>,
    /// The documents of the evening, in the order of their upload.
    pub materials: Vec<Material>,
    /// The evening was opened by a member.
    pub opened: bool,
    /// The evening is over.
    pub ended: bool,
}
