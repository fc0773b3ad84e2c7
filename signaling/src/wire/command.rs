//! What a client asks for. Every command gets exactly one answer.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{AskKey, GroupId, MessageId, ParticipantId, PollId, QuestionId},
    media::{OfferLine, Source},
    wire::{
        caption::CaptionLine,
        chat::{ChatAudience, Reaction},
        connection::ConnectionReport,
        group::Arrange,
        join::{Join, Resume},
        keys::{EpochNumber, KeyShare},
        mood::{Mood, MoodMoment},
        participant::{Ability, Role},
        poll::{Ballot, PollPlan},
        question::{AskedBy, DismissReason, KeptFor},
        round::RoundPlan,
        stage::{Pointer, Show, TimerTurn},
        view::Want,
    },
};

/// One command with the client's number for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClientMessage {
    /// Chosen by the client, returned in the answer.
    pub id: u32,
    /// What to do.
    pub command: Command,
}

/// What a client asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Command {
    /// The first message of a new participant. Knocks by itself where the link does not admit.
    Join(Join),
    /// The first message on a new socket of a known participant.
    Resume(Resume),
    /// Leave for good. Quietly: nobody is told aloud.
    Leave {
        /// No announcement.
        quiet: bool,
    },

    /// The one offer of a new `RTCPeerConnection`. Answered with [`Outcome::MediaAnswer`](super::event::Outcome).
    MediaOffer {
        /// The offer.
        sdp: String,
        /// The purpose of each m-line, in order.
        lines: Vec<OfferLine>,
    },
    /// The same offer with new ICE credentials.
    MediaRestart {
        /// The offer.
        sdp: String,
    },
    /// Switch one's own source on or off. Switching on is refused while it is blocked or the floor is held.
    Publish {
        /// Which.
        source: Source,
        /// On or off.
        on: bool,
    },
    /// What the client shows now, most important first, and how large. The server fills the slots from it.
    View {
        /// The tiles; replaces the earlier view.
        wants: Vec<Want>,
    },
    /// Send me pictures, or only sounds: a thin line carries those all the better. Holds until it is said otherwise.
    ShowPictures {
        /// Pictures too.
        on: bool,
    },
    /// Do not send me this person's picture and sound. Nobody else is told.
    Hide {
        /// Whom.
        participant: ParticipantId,
        /// Hide or show again.
        on: bool,
    },
    /// Tell the moderators whether this person can hear and speak.
    ReportAbility {
        /// Plays sound.
        hear: Ability,
        /// Has a working microphone.
        speak: Ability,
    },

    /// Says who sits before this device together, in place of what was said before; no names take it back.
    SitTogether {
        /// Where, if together in one place.
        place: Option<String>,
        /// Their names.
        names: Vec<String>,
    },

    /// What this client has measured of its own line since the last report; at most every few seconds.
    ReportConnection {
        /// The numbers.
        report: ConnectionReport,
    },

    /// Write to the chat. Acknowledged once stored; repeating it with the same id is harmless.
    ChatPost {
        /// Made by the client.
        message: MessageId,
        /// The words.
        text: String,
        /// Everybody, or the staff only.
        audience: ChatAudience,
    },
    /// Delete one's own message, or any message by a moderator.
    ChatDelete {
        /// Which.
        message: MessageId,
    },
    /// Set or withdraw a reaction.
    ChatReact {
        /// To which message.
        message: MessageId,
        /// Which reaction.
        reaction: Reaction,
        /// Set or withdraw.
        on: bool,
    },
    /// Older messages than the given one. Answered with [`Outcome::ChatPage`](super::event::Outcome).
    ChatHistory {
        /// The chat sequence number before which to read.
        before: u32,
    },

    /// Ask for the floor.
    HandRaise,
    /// Take the request back; a moderator may lower anybody's.
    HandLower {
        /// Whose; one's own when absent.
        participant: Option<ParticipantId>,
    },

    /// Put something on the stage. Who is on it already gives way, if one may take it.
    StageShow {
        /// What.
        show: Show,
    },
    /// Turn to a page. Who presents does it.
    StagePage {
        /// From 1.
        page: u16,
    },
    /// Point at something on the page, or not any more. Who presents does it.
    StagePointer {
        /// Where.
        pointer: Option<Pointer>,
    },
    /// Do something with the clock on the stage. Who presents does it.
    StageTimer {
        /// What.
        turn: TimerTurn,
    },
    /// Hand the stage over. Whoever gets it goes on with what is there; a screen stays until they show something.
    StageHand {
        /// To whom; oneself takes it over.
        participant: ParticipantId,
    },
    /// Take what is there off the stage.
    StageClear,
    /// Ask somebody to show the card of their business, which only they can; or not any more.
    CardAsk {
        /// Whom.
        participant: ParticipantId,
        /// Ask, or take it back.
        on: bool,
    },
    /// Not show one's card now, though asked.
    CardDecline,

    /// Offer topics to choose a group by; an empty list takes the offer back.
    GroupsTopics {
        /// The topics.
        titles: Vec<String>,
    },
    /// Choose one of the topics that are offered, or none.
    TopicChoose {
        /// Its place in the list.
        topic: Option<u8>,
    },
    /// Plan the next groups; replaces the plan there was. Nobody is moved yet.
    GroupsArrange {
        /// How.
        arrange: Arrange,
    },
    /// Move everybody into their planned group.
    GroupsOpen {
        /// After so many seconds the groups end by themselves.
        seconds: Option<u32>,
    },
    /// Let all open groups end after so many seconds, or take the timer away.
    GroupsTimer {
        /// From now on.
        seconds: Option<u32>,
    },
    /// Call all groups back; after so many seconds they close. At once with 0.
    GroupsClose {
        /// From now on.
        seconds: u16,
    },
    /// Say something to everybody, in all groups and in the common room.
    GroupsMessage {
        /// The words.
        text: String,
    },
    /// Put somebody into another open group, or back into the common room. They are assigned there from now on.
    GroupMove {
        /// Whom.
        participant: ParticipantId,
        /// Where to; the common room when absent.
        group: Option<GroupId>,
    },
    /// Go into the open group that one is assigned to; a moderator may enter any, and is announced before.
    GroupEnter {
        /// Which.
        group: GroupId,
    },
    /// Back into the common room; out of a side talk back to where one was.
    GroupLeave,
    /// One more minute, once the group is called back.
    GroupOneMoreMinute,
    /// Ask for a moderator to come, or not any more.
    GroupCallModerator {
        /// Ask, or take it back.
        on: bool,
    },
    /// Write to one's group. Repeating it with the same id is harmless.
    GroupPost {
        /// Made by the client.
        message: MessageId,
        /// The words, encrypted for the group, in base64.
        sealed: String,
    },
    /// Ask somebody in the same place to step aside for a talk of two.
    SideTalkAsk {
        /// Whom.
        participant: ParticipantId,
    },
    /// Answer somebody who asked.
    SideTalkAnswer {
        /// Who asked.
        participant: ParticipantId,
        /// Step aside with them, or not now.
        accept: bool,
    },
    /// Take one's question back.
    SideTalkWithdraw,

    /// Bind oneself to a key and a nonce, before anybody's are known.
    KeyCommit {
        /// The epoch.
        epoch: EpochNumber,
        /// SHA-256 over label, epoch, participant, public key and nonce, in base64url.
        commit: String,
    },
    /// Tell what one has bound oneself to, once all have.
    KeyReveal {
        /// The epoch.
        epoch: EpochNumber,
        /// The uncompressed P-256 point, 65 bytes, in base64url.
        public_key: String,
        /// 16 bytes, in base64url.
        nonce: String,
    },
    /// Hand out the key that one will send under, sealed for each member.
    KeyShares {
        /// The epoch.
        epoch: EpochNumber,
        /// One for each other member.
        shares: Vec<KeyShare>,
    },
    /// One has everybody's key.
    KeyReady {
        /// The epoch.
        epoch: EpochNumber,
    },

    /// Start a round where one is.
    RoundStart {
        /// How.
        plan: RoundPlan,
    },
    /// Name who speaks next.
    RoundNominate {
        /// Whom.
        participant: ParticipantId,
    },
    /// Not speak in this round.
    RoundPass,
    /// Speak last: "come back to me".
    RoundLater,
    /// The speaker has finished.
    RoundNext,
    /// Let the time stand still.
    RoundPause,
    /// Let the time run on.
    RoundResume,
    /// Go on to the next without the speaker having finished.
    RoundSkip,
    /// End the round.
    RoundEnd,

    /// Ask everybody for their mood.
    MoodOpen {
        /// At the door or at the end.
        moment: MoodMoment,
    },
    /// Answer, once. The server keeps counts only, and keeps them in memory.
    MoodAnswer {
        /// Which check.
        moment: MoodMoment,
        /// How one feels.
        mood: Mood,
    },
    /// End a check and tell everybody the counts, if there are enough.
    MoodClose {
        /// Which check.
        moment: MoodMoment,
    },
    /// Point everybody to the network's help contacts.
    HelpOffer,

    /// Ask the advisors something, also while one waits. Acknowledged once stored; repeating it with the same key is
    /// harmless.
    QuestionAsk {
        /// Made by the client, at random.
        key: AskKey,
        /// The words.
        text: String,
        /// With one's name or without.
        by: AskedBy,
    },
    /// Want to hear the answer too, or not any more.
    QuestionVote {
        /// Of which question.
        question: QuestionId,
        /// Want it, or take it back.
        on: bool,
    },
    /// Say that a question is being answered aloud now; or that none is.
    QuestionNow {
        /// Which.
        question: Option<QuestionId>,
    },
    /// A question is answered.
    QuestionAnswer {
        /// Which.
        question: QuestionId,
        /// The answer in writing; absent when it was answered aloud.
        text: Option<String>,
        /// The written answer that it takes the place of, word for word; absent where it is the first.
        #[serde(default)]
        instead_of: Option<String>,
    },
    /// A question is not answered.
    QuestionDismiss {
        /// Which.
        question: QuestionId,
        /// Why.
        reason: DismissReason,
    },
    /// Two questions are the same.
    QuestionMerge {
        /// The one that goes.
        question: QuestionId,
        /// The one that stays, with the votes of both.
        into: QuestionId,
    },
    /// A question waits for an answer again.
    QuestionReopen {
        /// Which.
        question: QuestionId,
        /// The written answer that is taken back, word for word; absent where there is none.
        #[serde(default)]
        instead_of: Option<String>,
    },
    /// Keep an answered question on the network's page, or not any more.
    QuestionPublish {
        /// Which.
        question: QuestionId,
        /// Whom it is kept for; nobody takes it away. It has to be said: pages from before it was there said something else.
        #[serde(deserialize_with = "Option::deserialize")]
        kept_for: Option<KeptFor>,
    },

    /// Ask everybody something.
    PollOpen {
        /// What, and how it is answered.
        plan: PollPlan,
    },
    /// Answer, once.
    PollAnswer {
        /// Which poll.
        poll: PollId,
        /// The answer.
        ballot: Ballot,
    },
    /// End a poll and show everybody what came of it.
    PollClose {
        /// Which poll.
        poll: PollId,
    },

    /// Write a line of captions, as far as it goes, or correct it.
    CaptionWrite {
        /// The line.
        line: CaptionLine,
    },
    /// The same in an encrypted place.
    CaptionSeal {
        /// Counted by the writer's page, upwards.
        line: u32,
        /// Language and words so far, in base64url.
        sealed: String,
    },

    /// Let a waiting person in.
    Admit {
        /// Whom.
        participant: ParticipantId,
    },
    /// Let everybody in who waits.
    AdmitAll,
    /// Do not let a waiting person in.
    Deny {
        /// Whom.
        participant: ParticipantId,
    },
    /// Say something to everybody who waits.
    LobbyMessage {
        /// The words.
        text: String,
    },

    /// Courtesy: switch somebody's source off. They may switch it on again themselves.
    Mute {
        /// Whose.
        participant: ParticipantId,
        /// Which source.
        source: Source,
    },
    /// Courtesy: switch all microphones off but those of the staff.
    MuteAll,
    /// Enforced: nothing of this source is forwarded until it is unblocked.
    Block {
        /// Whose.
        participant: ParticipantId,
        /// Which source.
        source: Source,
    },
    /// Lift the block. Nothing is switched on by it.
    Unblock {
        /// Whose.
        participant: ParticipantId,
        /// Which source.
        source: Source,
    },
    /// Enforced: only the staff and those who are given the floor may speak.
    HoldFloor,
    /// Everybody may speak again.
    ReleaseFloor,
    /// Give the floor to somebody; their hand goes down.
    GiveFloor {
        /// To whom.
        participant: ParticipantId,
    },
    /// Take the floor back.
    TakeFloor {
        /// From whom.
        participant: ParticipantId,
    },
    /// Ask somebody to switch the microphone on. Nobody is ever unmuted remotely.
    InviteToSpeak {
        /// Whom.
        participant: ParticipantId,
    },
    /// Remove somebody and revoke their way in.
    Remove {
        /// Whom.
        participant: ParticipantId,
    },
    /// Nobody new gets in, or the door opens again. Staff with credentials always get in.
    LockRoom {
        /// Lock or unlock.
        on: bool,
    },
    /// Make somebody a moderator, an advisor or a participant. Nobody can grant what they lack.
    SetRole {
        /// Whom.
        participant: ParticipantId,
        /// The new role.
        role: Role,
    },
    /// Tell the staff about somebody's behaviour. Only the staff sees it.
    ReportPerson {
        /// About whom.
        participant: ParticipantId,
        /// What happened; may be empty.
        text: String,
    },
    /// A recognised member opens and hosts an evening to which no moderator has come.
    OpenEvening,
    /// End the evening for everybody.
    EndEvening,
}

macro_rules! names {
    ($($command:pat => $name:literal,)*) => {
        impl Command {
            /// Every command's name on the wire, for telling an unknown command from a malformed one.
            pub const NAMES: &[&str] = &[$($name,)*];

            /// The command's name on the wire.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self { $($command => $name,)* }
            }
        }
    };
}

names! {
    Self::Join(_) => "join",
    Self::Resume(_) => "resume",
    Self::Leave { .. } => "leave",
    Self::MediaOffer { .. } => "media_offer",
    Self::MediaRestart { .. } => "media_restart",
    Self::Publish { .. } => "publish",
    Self::View { .. } => "view",
    Self::ShowPictures { .. } => "show_pictures",
    Self::Hide { .. } => "hide",
    Self::ReportAbility { .. } => "report_ability",
    Self::SitTogether { .. } => "sit_together",
    Self::ReportConnection { .. } => "report_connection",
    Self::ChatPost { .. } => "chat_post",
    Self::ChatDelete { .. } => "chat_delete",
    Self::ChatReact { .. } => "chat_react",
    Self::ChatHistory { .. } => "chat_history",
    Self::HandRaise => "hand_raise",
    Self::HandLower { .. } => "hand_lower",
    Self::StageShow { .. } => "stage_show",
    Self::StagePage { .. } => "stage_page",
    Self::StagePointer { .. } => "stage_pointer",
    Self::StageTimer { .. } => "stage_timer",
    Self::StageHand { .. } => "stage_hand",
    Self::StageClear => "stage_clear",
    Self::CardAsk { .. } => "card_ask",
    Self::CardDecline => "card_decline",
    Self::GroupsTopics { .. } => "groups_topics",
    Self::TopicChoose { .. } => "topic_choose",
    Self::GroupsArrange { .. } => "groups_arrange",
    Self::GroupsOpen { .. } => "groups_open",
    Self::GroupsTimer { .. } => "groups_timer",
    Self::GroupsClose { .. } => "groups_close",
    Self::GroupsMessage { .. } => "groups_message",
    Self::GroupMove { .. } => "group_move",
    Self::GroupEnter { .. } => "group_enter",
    Self::GroupLeave => "group_leave",
    Self::GroupOneMoreMinute => "group_one_more_minute",
    Self::GroupCallModerator { .. } => "group_call_moderator",
    Self::GroupPost { .. } => "group_post",
    Self::SideTalkAsk { .. } => "side_talk_ask",
    Self::SideTalkAnswer { .. } => "side_talk_answer",
    Self::SideTalkWithdraw => "side_talk_withdraw",
    Self::KeyCommit { .. } => "key_commit",
    Self::KeyReveal { .. } => "key_reveal",
    Self::KeyShares { .. } => "key_shares",
    Self::KeyReady { .. } => "key_ready",
    Self::RoundStart { .. } => "round_start",
    Self::RoundNominate { .. } => "round_nominate",
    Self::RoundPass => "round_pass",
    Self::RoundLater => "round_later",
    Self::RoundNext => "round_next",
    Self::RoundPause => "round_pause",
    Self::RoundResume => "round_resume",
    Self::RoundSkip => "round_skip",
    Self::RoundEnd => "round_end",
    Self::MoodOpen { .. } => "mood_open",
    Self::MoodAnswer { .. } => "mood_answer",
    Self::MoodClose { .. } => "mood_close",
    Self::HelpOffer => "help_offer",
    Self::QuestionAsk { .. } => "question_ask",
    Self::QuestionVote { .. } => "question_vote",
    Self::QuestionNow { .. } => "question_now",
    Self::QuestionAnswer { .. } => "question_answer",
    Self::QuestionDismiss { .. } => "question_dismiss",
    Self::QuestionMerge { .. } => "question_merge",
    Self::QuestionReopen { .. } => "question_reopen",
    Self::QuestionPublish { .. } => "question_publish",
    Self::PollOpen { .. } => "poll_open",
    Self::PollAnswer { .. } => "poll_answer",
    Self::PollClose { .. } => "poll_close",
    Self::CaptionWrite { .. } => "caption_write",
    Self::CaptionSeal { .. } => "caption_seal",
    Self::Admit { .. } => "admit",
    Self::AdmitAll => "admit_all",
    Self::Deny { .. } => "deny",
    Self::LobbyMessage { .. } => "lobby_message",
    Self::Mute { .. } => "mute",
    Self::MuteAll => "mute_all",
    Self::Block { .. } => "block",
    Self::Unblock { .. } => "unblock",
    Self::HoldFloor => "hold_floor",
    Self::ReleaseFloor => "release_floor",
    Self::GiveFloor { .. } => "give_floor",
    Self::TakeFloor { .. } => "take_floor",
    Self::InviteToSpeak { .. } => "invite_to_speak",
    Self::Remove { .. } => "remove",
    Self::LockRoom { .. } => "lock_room",
    Self::SetRole { .. } => "set_role",
    Self::ReportPerson { .. } => "report_person",
    Self::OpenEvening => "open_evening",
    Self::EndEvening => "end_evening",
}
