//! Every limit: its name, its number, and the code that a client is told when it runs into it.
//!
//! The number of people in a room and in a lobby comes from the configuration ([`crate::room::Settings`]).

use crate::wire::RejectCode;

/// How much of something one command may bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What it bounds.
    pub name: &'static str,
    /// How many.
    pub max: usize,
    /// What a client is told.
    pub code: RejectCode,
}

impl Limit {
    /// Is `count` within the limit?
    ///
    /// # Errors
    /// The limit's rejection, with `max`.
    pub fn check(&self, count: usize) -> Result<(), crate::wire::Rejection> {
        if count <= self.max { Ok(()) } else { Err(self.code.with_max(self.max as u64)) }
    }
}

macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident = $max:literal, $code:ident;)*) => {
        $($(#[$doc])* pub const $name: Limit = Limit { name: stringify!($name), max: $max, code: RejectCode::$code };)*

        /// All of them, for the document and its test.
        pub const ALL: &[Limit] = &[$($name,)*];
    };
}

limits! {
    /// Graphemes of a name.
    NAME = 50, NameTooLong;
    /// Bytes of a name; one grapheme can be made of any number of combining marks.
    NAME_BYTES = 400, NameTooLong;
    /// Graphemes of a business.
    BUSINESS = 80, BusinessTooLong;
    /// Bytes of a business.
    BUSINESS_BYTES = 640, BusinessTooLong;
    /// Names of one seat.
    SEAT_NAMES = 12, ListTooLong;
    /// Messages of an evening.
    CHAT_MESSAGES = 10000, ChatFull;
    /// Graphemes of a chat message.
    CHAT_TEXT = 2000, TextTooLong;
    /// Graphemes of a message to those who wait.
    LOBBY_TEXT = 500, TextTooLong;
    /// Graphemes of a report about a person.
    REPORT_TEXT = 1000, TextTooLong;
    /// Graphemes of a message to all groups.
    GROUPS_TEXT = 500, TextTooLong;
    /// Graphemes of a group's topic.
    TOPIC = 80, TextTooLong;
    /// Topics offered at once.
    TOPICS = 12, ListTooLong;
    /// Groups at once, side talks aside.
    GROUPS = 50, ListTooLong;
    /// People written into one group by hand.
    GROUP_MEMBERS = 50, ListTooLong;
    /// Graphemes of a question.
    QUESTION_TEXT = 500, TextTooLong;
    /// Graphemes of a written answer.
    ANSWER_TEXT = 2000, TextTooLong;
    /// Questions of an evening that are not dismissed or merged.
    QUESTIONS = 300, QuestionsFull;
    /// Polls of an evening.
    POLLS = 50, PollsFull;
    /// Graphemes of what a poll asks.
    POLL_TEXT = 200, TextTooLong;
    /// Options of a poll.
    POLL_OPTIONS = 10, ListTooLong;
    /// Graphemes of an option.
    POLL_OPTION = 80, TextTooLong;
    /// Graphemes of a word in a poll.
    POLL_WORD = 30, TextTooLong;
    /// Graphemes of a line of captions.
    CAPTION_TEXT = 200, TextTooLong;
    /// Bytes of an encrypted line of captions, in base64.
    CAPTION_SEALED_BYTES = 2048, TextTooLong;
    /// Lines of captions that are kept of an evening.
    CAPTIONS_KEPT = 10000, CaptionsFull;
    /// Graphemes of a written feedback.
    FEEDBACK_TEXT = 1000, TextTooLong;
    /// Bytes of an encrypted group message, in base64.
    SEALED_BYTES = 24576, TextTooLong;
    /// Keys handed out at once: one for each member of an epoch.
    KEY_SHARES = 1024, ListTooLong;
    /// Bytes of a key that is sealed for one member, in base64.
    KEY_SHARE_BYTES = 128, KeyMalformed;
    /// Messages kept of one group.
    GROUP_CHAT = 500, ListTooLong;
    /// Graphemes of a line on a card or a clock on the stage.
    CARD_LINE = 120, TextTooLong;
    /// Graphemes of a text on a card.
    CARD_TEXT = 600, TextTooLong;
    /// Steps on a guidance card.
    CARD_STEPS = 12, ListTooLong;
    /// Bytes of an address on a card.
    CARD_LINK = 500, AddressInvalid;
    /// Documents of an evening.
    MATERIALS = 20, ListTooLong;
    /// Megabytes (10^6 bytes) of a document.
    MATERIAL_MEGABYTES = 50, MaterialTooLarge;
    /// Pages of a document.
    MATERIAL_PAGES = 500, MaterialTooManyPages;
    /// People in a round.
    ROUND = 100, ListTooLong;
    /// Bytes of any text.
    TEXT_BYTES = 16384, TextTooLong;
    /// Tiles of a view.
    VIEW = 64, ListTooLong;
    /// m-lines of an offer.
    OFFER_LINES = 32, OfferTooManyLines;
    /// Bytes of an offer.
    OFFER_BYTES = 131072, MessageTooLarge;
    /// Bytes of an m-line's identification tag (16 by RFC 8843 §14 for the header extension).
    MID_BYTES = 16, OfferMalformed;
}

/// Bytes of one WebSocket message: an offer with 32 lines has about 30,000.
pub const MESSAGE_BYTES: usize = 262_144;

/// Messages in a page of the chat's history and in a welcome.
pub const CHAT_PAGE: usize = 50;

/// Events kept for each participant's resume.
pub const EVENT_LOG: usize = 512;

/// Signalling may be gone so long while media goes on, in milliseconds.
pub const GRACE_MS: u64 = 10_000;

/// So long after the start a recognised member may open an evening without staff, in milliseconds.
pub const HOSTING_AFTER_MS: u64 = 5 * 60_000;

/// After a denial the same browser may knock again after this time, in milliseconds.
pub const DENIAL_PAUSE_MS: u64 = 60_000;

/// So many denials end the knocking of a browser for the evening.
pub const DENIALS: u8 = 3;

/// Sessions, denials and the like that a room remembers; the oldest that nobody uses go first.
pub const REMEMBERED: usize = 4096;

/// A floor that was held when the server went down waits so long for a moderator, in milliseconds; then it is open.
pub const FLOOR_KEPT_MS: u64 = 30_000;

/// People in a group that is arranged by size.
pub const GROUP_SIZE: std::ops::RangeInclusive<u64> = 2..=20;

/// Seconds that groups may be open.
pub const GROUPS_SECONDS: std::ops::RangeInclusive<u64> = 10..=4 * 3600;

/// The gentle call back begins so long before a group ends, in milliseconds.
pub const CALL_BACK_MS: u64 = 60_000;

/// The longest call back that a moderator may give, in seconds.
pub const CLOSE_SECONDS: std::ops::RangeInclusive<u64> = 0..=600;

/// "One more minute", in milliseconds.
pub const ONE_MORE_MINUTE_MS: u64 = 60_000;

/// Open groups are kept so long for somebody to come back to an empty room, in milliseconds.
pub const GROUPS_KEPT_MS: u64 = 10 * 60_000;

/// Pairs of people of whom a network remembers how often they were in a group together.
pub const PAIRS: usize = 20_000;

/// Staff is announced to a group so long before it comes in, in milliseconds: so that the word is there first.
pub const VISIT_ANNOUNCED_MS: u64 = 3_000;

/// A question to step aside waits so long for an answer, in milliseconds.
pub const SIDE_TALK_MS: u64 = 60_000;

/// Seconds of a turn in a round.
pub const ROUND_SECONDS: std::ops::RangeInclusive<u64> = 5..=1800;

/// After a turn's time the speaker may finish the sentence; the next one follows so much later, in milliseconds.
pub const ROUND_BREATH_MS: u64 = 2_000;

/// Seconds of a clock on the stage.
pub const TIMER_SECONDS: std::ops::RangeInclusive<u64> = 5..=4 * 3600;

/// A place on a page is told in so many parts of its width and height.
pub const POINTER_PARTS: u64 = 10_000;

/// How often speaking times are told, in milliseconds.
pub const SPEAKING_TIMES_MS: u64 = 5_000;

/// Fewer answers to a mood check than these are told to nobody.
pub const MOOD_ANSWERS: usize = 5;

/// An evening is heavy when so many in a hundred answered with one of the two lowest moods.
pub const MOOD_HEAVY_PERCENT: usize = 40;

/// Fewer ballots or feedbacks than these are told to nobody.
pub const COUNTED: u32 = 3;

/// Places on a poll's scale.
pub const POLL_SCALE: std::ops::RangeInclusive<u8> = 1..=5;

/// Lines of captions of a writer that somebody who comes in is shown.
pub const CAPTION_LINES: usize = 4;

/// Nobody waits longer than this for the next step of others towards common keys, in milliseconds.
pub const KEY_PATIENCE_MS: u64 = 2_000;

/// The keys before are forwarded so long after new ones came into use, in milliseconds; not after a removal.
pub const KEY_OVERLAP_MS: u64 = 2_000;

/// Who comes too late for an epoch can bring about another one at most so often, in milliseconds.
pub const KEY_AGAIN_MS: u64 = 5_000;

/// No line that is reported on is faster, in kbit/s.
pub const REPORTED_KBPS: u32 = 1_000_000;

/// Pictures standing still that one report can tell of, in milliseconds: sixteen for a minute.
pub const REPORTED_FROZEN_MS: u32 = 16 * 60_000;

/// Credentials for a relay hold so long, in milliseconds; a relayed connection that stands goes on after that.
pub const RELAY_VALID_MS: u64 = 2 * 3_600_000;

/// How often everybody gets fresh ones, in milliseconds.
pub const RELAY_RENEW_MS: u64 = 3_600_000;

/// How a participant's commands are counted: so many at once, and so many more each second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// What it bounds.
    pub name: &'static str,
    /// At once.
    pub burst: u32,
    /// Thousandths of a command that come back each second.
    pub millis_per_second: u32,
}

/// All commands.
pub const COMMANDS: Rate = Rate { name: "commands", burst: 80, millis_per_second: 20_000 };
/// Messages, reactions, reports.
pub const CHAT: Rate = Rate { name: "chat", burst: 30, millis_per_second: 3_000 };
/// Moves of the pointer on the stage, which no other rate counts.
pub const POINTER: Rate = Rate { name: "pointer", burst: 40, millis_per_second: 20_000 };
/// Questions. Few at once, so that nobody fills the list alone.
pub const QUESTIONS_ASKED: Rate = Rate { name: "questions", burst: 10, millis_per_second: 100 };
/// Captions, as they are written.
pub const CAPTIONS: Rate = Rate { name: "captions", burst: 40, millis_per_second: 10_000 };
/// Offers and ICE restarts.
pub const OFFERS: Rate = Rate { name: "offers", burst: 12, millis_per_second: 500 };
/// Reports about one's own line.
pub const REPORTS: Rate = Rate { name: "connection reports", burst: 6, millis_per_second: 200 };
/// Rejected for being too many; who exhausts this is disconnected.
pub const PATIENCE: Rate = Rate { name: "patience", burst: 200, millis_per_second: 10_000 };

/// A disconnected flooder may come back after this time, in milliseconds.
pub const FLOOD_RETRY_MS: u32 = 5_000;
