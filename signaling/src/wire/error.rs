//! Rejections: what a client may be told when a command is not carried out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Why a command was not carried out. The code is stable; the words are the client's, by
/// [`RejectCode::key`] in its Fluent files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Rejection {
    /// The stable code.
    pub code: RejectCode,
    /// The translation key, `reject-…`.
    pub key: String,
    /// Values for the translated sentence, for example `max`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(test, ts(as = "Option<BTreeMap<String, Param>>", optional))]
    pub params: BTreeMap<String, Param>,
}

/// A value in a translated sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Param {
    /// A count, a limit or a time in milliseconds.
    Number(#[cfg_attr(test, ts(type = "number"))] u64),
    /// A name.
    Text(String),
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $wire:literal;)*) => {
        /// The stable codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        pub enum RejectCode {
            $($(#[$doc])* #[serde(rename = $wire)] $name,)*
        }

        impl RejectCode {
            /// Every code, for completeness tests.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as it stands on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $wire,)* }
            }
        }
    };
}

codes! {
    /// The token is not known here.
    LinkUnknown = "link_unknown";
    /// The link's time is over.
    LinkExpired = "link_expired";
    /// The link's time has not come; `opens_at`.
    LinkNotYet = "link_not_yet";
    /// The link was revoked.
    LinkRevoked = "link_revoked";
    /// The evening does not exist or is not the link's.
    EveningUnknown = "evening_unknown";
    /// The evening's doors are not open yet; `opens_at`.
    EveningNotOpen = "evening_not_open";
    /// The link is good, but nothing is planned that it could lead to.
    EveningNotPlanned = "evening_not_planned";
    /// The evening is over.
    EveningEnded = "evening_ended";
    /// As many as `max` people are in the room already.
    RoomFull = "room_full";
    /// As many as `max` people wait already.
    LobbyFull = "lobby_full";
    /// A moderator has locked the room.
    RoomLocked = "room_locked";
    /// A moderator removed this person from the evening.
    Removed = "removed";
    /// A moderator did not let this person in.
    Denied = "denied";
    /// The session to resume is not known; join again.
    SessionUnknown = "session_unknown";
    /// The connection must join or resume first.
    NotJoined = "not_joined";
    /// The connection has joined already.
    AlreadyJoined = "already_joined";
    /// Only after admission.
    NotAdmitted = "not_admitted";
    /// The network's ground rules must be accepted first.
    RulesNotAccepted = "rules_not_accepted";
    /// Nothing visible in the name.
    NameEmpty = "name_empty";
    /// The name is longer than `max` characters.
    NameTooLong = "name_too_long";
    /// Control or direction-changing characters in the name.
    NameInvalid = "name_invalid";
    /// The business is longer than `max` characters.
    BusinessTooLong = "business_too_long";
    /// Control or direction-changing characters in the business.
    BusinessInvalid = "business_invalid";
    /// The role may not do this.
    Forbidden = "forbidden";
    /// No such participant here.
    ParticipantUnknown = "participant_unknown";
    /// Nobody of that id waits.
    NotWaiting = "not_waiting";
    /// Nobody would be left who can lead the evening.
    LastModerator = "last_moderator";
    /// One cannot do this to oneself.
    NotToOneself = "not_to_oneself";
    /// A moderator has blocked this source.
    SourceBlocked = "source_blocked";
    /// The floor is held: ask for it.
    FloorHeld = "floor_held";
    /// The floor is not held.
    FloorNotHeld = "floor_not_held";
    /// Somebody else is on the stage; `name`.
    StageTaken = "stage_taken";
    /// One is not on the stage, or something else is there.
    NotPresenting = "not_presenting";
    /// No such document in this evening.
    MaterialUnknown = "material_unknown";
    /// The document has more than `max` megabytes, or more bytes than were announced.
    MaterialTooLarge = "material_too_large";
    /// The document has more than `max` pages.
    MaterialTooManyPages = "material_too_many_pages";
    /// The document is protected by a password or by rules about its use.
    MaterialEncrypted = "material_encrypted";
    /// The document is damaged, or there is no page in it.
    MaterialMalformed = "material_malformed";
    /// There is a program in the document, or a file.
    MaterialActive = "material_active";
    /// The file is no PDF, whatever its name says.
    MaterialNotPdf = "material_not_pdf";
    /// The upload is at another place; go on at `offset`.
    UploadOffset = "upload_offset";
    /// Something is being added to this upload already.
    UploadBusy = "upload_busy";
    /// Another program sends onto this stage already.
    IngestRunning = "ingest_running";
    /// What is said there is end-to-end encrypted, which no program can be part of.
    IngestEncrypted = "ingest_encrypted";
    /// The server has no space left for files.
    StorageFull = "storage_full";
    /// An address must begin with `https://` and be no longer than `max`.
    AddressInvalid = "address_invalid";
    /// Nothing visible in the text.
    TextEmpty = "text_empty";
    /// The text is longer than `max` characters.
    TextTooLong = "text_too_long";
    /// No such message.
    MessageUnknown = "message_unknown";
    /// That message id is somebody else's, or was used for other words.
    MessageConflict = "message_conflict";
    /// The list is longer than `max`.
    ListTooLong = "list_too_long";
    /// The offer is not SDP that WebRTC can use.
    OfferMalformed = "offer_malformed";
    /// The offer has no audio line.
    OfferNoAudio = "offer_no_audio";
    /// The offer has more than `max` m-lines.
    OfferTooManyLines = "offer_too_many_lines";
    /// A line is sendrecv or does not fit its purpose.
    OfferDirection = "offer_direction";
    /// The m-lines and the declared purposes differ.
    OfferLinesMismatch = "offer_lines_mismatch";
    /// None of the forwarded codecs (Opus, VP8).
    OfferNoCommonCodec = "offer_no_common_codec";
    /// There is no peer connection to restart.
    NoMedia = "no_media";
    /// No such group.
    GroupUnknown = "group_unknown";
    /// One is not in a group.
    NotInGroup = "not_in_group";
    /// Not while one is in a group: what is said there stays there.
    InGroup = "in_group";
    /// Groups are open already.
    GroupsAlreadyOpen = "groups_already_open";
    /// No groups are open.
    GroupsNotOpen = "groups_not_open";
    /// No groups are planned, or nobody is there to be put into them.
    GroupsNotPlanned = "groups_not_planned";
    /// Somebody is in two groups of the plan; `name`.
    PlacedTwice = "placed_twice";
    /// Their browser cannot do the encryption of groups; `name`.
    CannotEncrypt = "cannot_encrypt";
    /// No such topic is offered.
    TopicUnknown = "topic_unknown";
    /// The group is not called back yet, or has had its minute.
    NoMoreTime = "no_more_time";
    /// They are in another place, in a side talk, or one of the two has another question open.
    SideTalkBusy = "side_talk_busy";
    /// Nobody of that id has asked.
    SideTalkNotAsked = "side_talk_not_asked";
    /// A round runs here already.
    RoundRunning = "round_running";
    /// No round runs here.
    RoundNotRunning = "round_not_running";
    /// Nobody is there for a round.
    RoundEmpty = "round_empty";
    /// It is not this person's turn.
    NotYourTurn = "not_your_turn";
    /// The number must be from `min` to `max`.
    NumberOutOfRange = "number_out_of_range";
    /// This mood check is not open.
    MoodNotOpen = "mood_not_open";
    /// One has answered this mood check already.
    MoodAnswered = "mood_answered";
    /// No such question.
    QuestionUnknown = "question_unknown";
    /// The question does not wait for an answer any more.
    QuestionOver = "question_over";
    /// The question has a written answer already, other than the one that is corrected.
    QuestionAnswered = "question_answered";
    /// There are `max` messages already.
    ChatFull = "chat_full";
    /// There are `max` questions already.
    QuestionsFull = "questions_full";
    /// Another poll is open.
    PollRunning = "poll_running";
    /// This poll is not open, or not any more.
    PollNotOpen = "poll_not_open";
    /// One has answered this poll already.
    PollAnswered = "poll_answered";
    /// There were `max` polls already.
    PollsFull = "polls_full";
    /// A poll needs two different options at least.
    PollOptions = "poll_options";
    /// The answer is none of those that this poll takes.
    BallotInvalid = "ballot_invalid";
    /// Captions are not written in the clear where everything is end-to-end encrypted.
    CaptionsEncrypted = "captions_encrypted";
    /// Captions are not sealed where nothing is end-to-end encrypted.
    CaptionsNotEncrypted = "captions_not_encrypted";
    /// So many lines of captions are kept already (`max`); new ones are shown and not kept.
    CaptionsFull = "captions_full";
    /// This browser has given its feedback on the evening.
    FeedbackGiven = "feedback_given";
    /// Feedback is taken from the start of an evening until a week after its end.
    FeedbackClosed = "feedback_closed";
    /// What is said here is end-to-end encrypted, and this browser cannot do that.
    EncryptionNeeded = "encryption_needed";
    /// The epoch is not the newest of a place one is in.
    KeyEpochOver = "key_epoch_over";
    /// Said already, before its turn, or by somebody who is not in the epoch.
    KeyUnexpected = "key_unexpected";
    /// It is not what keys look like.
    KeyMalformed = "key_malformed";
    /// The network does not allow members to host, or it is too early, or staff is here.
    HostingNotAllowed = "hosting_not_allowed";
    /// Too many commands; wait `retry_ms`.
    TooManyCommands = "too_many_commands";
    /// Too many attempts to join; wait `retry_ms`.
    TooManyJoins = "too_many_joins";
    /// The message is longer than `max` bytes.
    MessageTooLarge = "message_too_large";
    /// The message is not JSON of this protocol.
    Malformed = "malformed";
    /// This protocol version has no such command; the page may be newer or older than the server.
    UnknownCommand = "unknown_command";
    /// None of the subprotocols the client offers is spoken here.
    ProtocolUnsupported = "protocol_unsupported";
    /// The client did not keep up and must resume.
    TooSlow = "too_slow";
    /// The session went on in another window or device.
    ResumedElsewhere = "resumed_elsewhere";
    /// The server restarts; come back by itself.
    ServerRestarting = "server_restarting";
    /// A fault of the server; it has been logged.
    Internal = "internal";
}

impl RejectCode {
    /// The Fluent key of the sentence: `reject-` and the code with hyphens.
    #[must_use]
    pub fn key(self) -> String {
        format!("reject-{}", self.as_str().replace('_', "-"))
    }

    /// A rejection without values.
    #[must_use]
    pub fn reject(self) -> Rejection {
        Rejection { code: self, key: self.key(), params: BTreeMap::new() }
    }

    /// A rejection that names the limit it ran into.
    #[must_use]
    pub fn with_max(self, max: u64) -> Rejection {
        self.reject().param("max", Param::Number(max))
    }
}

impl Rejection {
    /// Adds a value for the translated sentence.
    #[must_use]
    pub fn param(mut self, name: &str, value: Param) -> Self {
        self.params.insert(name.to_owned(), value);
        self
    }
}

impl From<RejectCode> for Rejection {
    fn from(code: RejectCode) -> Self {
        code.reject()
    }
}
