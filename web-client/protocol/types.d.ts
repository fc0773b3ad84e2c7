// Generated from signaling/src/wire; do not edit. To write it anew:
// KORONAILTA_UPDATE=1 cargo test -p koronailta-signaling types

/**
 * One command with the client's number for it.
 */
export type ClientMessage = {
/**
 * Chosen by the client, returned in the answer.
 */
id: number,
/**
 * What to do.
 */
command: Command, };

/**
 * What a client asks for.
 */
export type Command = { "type": "join" } & Join | { "type": "resume" } & Resume | { "type": "leave",
/**
 * No announcement.
 */
quiet: boolean, } | { "type": "media_offer",
/**
 * The offer.
 */
sdp: string,
/**
 * The purpose of each m-line, in order.
 */
lines: Array<OfferLine>, } | { "type": "media_restart",
/**
 * The offer.
 */
sdp: string, } | { "type": "publish",
/**
 * Which.
 */
source: Source,
/**
 * On or off.
 */
on: boolean, } | { "type": "view",
/**
 * The tiles; replaces the earlier view.
 */
wants: Array<Want>, } | { "type": "show_pictures",
/**
 * Pictures too.
 */
on: boolean, } | { "type": "hide",
/**
 * Whom.
 */
participant: ParticipantId,
/**
 * Hide or show again.
 */
on: boolean, } | { "type": "report_ability",
/**
 * Plays sound.
 */
hear: Ability,
/**
 * Has a working microphone.
 */
speak: Ability, } | { "type": "sit_together",
/**
 * Where, if together in one place.
 */
place: string | null,
/**
 * Their names.
 */
names: Array<string>, } | { "type": "report_connection",
/**
 * The numbers.
 */
report: ConnectionReport, } | { "type": "chat_post",
/**
 * Made by the client.
 */
message: MessageId,
/**
 * The words.
 */
text: string,
/**
 * Everybody, or the staff only.
 */
audience: ChatAudience, } | { "type": "chat_delete",
/**
 * Which.
 */
message: MessageId, } | { "type": "chat_react",
/**
 * To which message.
 */
message: MessageId,
/**
 * Which reaction.
 */
reaction: Reaction,
/**
 * Set or withdraw.
 */
on: boolean, } | { "type": "chat_history",
/**
 * The chat sequence number before which to read.
 */
before: number, } | { "type": "hand_raise" } | { "type": "hand_lower",
/**
 * Whose; one's own when absent.
 */
participant: ParticipantId | null, } | { "type": "stage_show",
/**
 * What.
 */
show: Show, } | { "type": "stage_page",
/**
 * From 1.
 */
page: number, } | { "type": "stage_pointer",
/**
 * Where.
 */
pointer: Pointer | null, } | { "type": "stage_timer",
/**
 * What.
 */
turn: TimerTurn, } | { "type": "stage_hand",
/**
 * To whom; oneself takes it over.
 */
participant: ParticipantId, } | { "type": "stage_clear" } | { "type": "card_ask",
/**
 * Whom.
 */
participant: ParticipantId,
/**
 * Ask, or take it back.
 */
on: boolean, } | { "type": "card_decline" } | { "type": "groups_topics",
/**
 * The topics.
 */
titles: Array<string>, } | { "type": "topic_choose",
/**
 * Its place in the list.
 */
topic: number | null, } | { "type": "groups_arrange",
/**
 * How.
 */
arrange: Arrange, } | { "type": "groups_open",
/**
 * After so many seconds the groups end by themselves.
 */
seconds: number | null, } | { "type": "groups_timer",
/**
 * From now on.
 */
seconds: number | null, } | { "type": "groups_close",
/**
 * From now on.
 */
seconds: number, } | { "type": "groups_message",
/**
 * The words.
 */
text: string, } | { "type": "group_move",
/**
 * Whom.
 */
participant: ParticipantId,
/**
 * Where to; the common room when absent.
 */
group: GroupId | null, } | { "type": "group_enter",
/**
 * Which.
 */
group: GroupId, } | { "type": "group_leave" } | { "type": "group_one_more_minute" } | { "type": "group_call_moderator",
/**
 * Ask, or take it back.
 */
on: boolean, } | { "type": "group_post",
/**
 * Made by the client.
 */
message: MessageId,
/**
 * The words, encrypted for the group, in base64.
 */
sealed: string, } | { "type": "side_talk_ask",
/**
 * Whom.
 */
participant: ParticipantId, } | { "type": "side_talk_answer",
/**
 * Who asked.
 */
participant: ParticipantId,
/**
 * Step aside with them, or not now.
 */
accept: boolean, } | { "type": "side_talk_withdraw" } | { "type": "key_commit",
/**
 * The epoch.
 */
epoch: EpochNumber,
/**
 * SHA-256 over label, epoch, participant, public key and nonce, in base64url.
 */
commit: string, } | { "type": "key_reveal",
/**
 * The epoch.
 */
epoch: EpochNumber,
/**
 * The uncompressed P-256 point, 65 bytes, in base64url.
 */
public_key: string,
/**
 * 16 bytes, in base64url.
 */
nonce: string, } | { "type": "key_shares",
/**
 * The epoch.
 */
epoch: EpochNumber,
/**
 * One for each other member.
 */
shares: Array<KeyShare>, } | { "type": "key_ready",
/**
 * The epoch.
 */
epoch: EpochNumber, } | { "type": "round_start",
/**
 * How.
 */
plan: RoundPlan, } | { "type": "round_nominate",
/**
 * Whom.
 */
participant: ParticipantId, } | { "type": "round_pass" } | { "type": "round_later" } | { "type": "round_next" } | { "type": "round_pause" } | { "type": "round_resume" } | { "type": "round_skip" } | { "type": "round_end" } | { "type": "mood_open",
/**
 * At the door or at the end.
 */
moment: MoodMoment, } | { "type": "mood_answer",
/**
 * Which check.
 */
moment: MoodMoment,
/**
 * How one feels.
 */
mood: Mood, } | { "type": "mood_close",
/**
 * Which check.
 */
moment: MoodMoment, } | { "type": "help_offer" } | { "type": "question_ask",
/**
 * Made by the client, at random.
 */
key: AskKey,
/**
 * The words.
 */
text: string,
/**
 * With one's name or without.
 */
by: AskedBy, } | { "type": "question_vote",
/**
 * Of which question.
 */
question: QuestionId,
/**
 * Want it, or take it back.
 */
on: boolean, } | { "type": "question_now",
/**
 * Which.
 */
question: QuestionId | null, } | { "type": "question_answer",
/**
 * Which.
 */
question: QuestionId,
/**
 * The answer in writing; absent when it was answered aloud.
 */
text: string | null,
/**
 * The written answer that it takes the place of, word for word; absent where it is the first.
 */
instead_of: string | null, } | { "type": "question_dismiss",
/**
 * Which.
 */
question: QuestionId,
/**
 * Why.
 */
reason: DismissReason, } | { "type": "question_merge",
/**
 * The one that goes.
 */
question: QuestionId,
/**
 * The one that stays, with the votes of both.
 */
into: QuestionId, } | { "type": "question_reopen",
/**
 * Which.
 */
question: QuestionId,
/**
 * The written answer that is taken back, word for word; absent where there is none.
 */
instead_of: string | null, } | { "type": "question_publish",
/**
 * Which.
 */
question: QuestionId,
/**
 * Whom it is kept for; nobody takes it away. It has to be said: pages from before it was there said something else.
 */
kept_for: KeptFor | null, } | { "type": "poll_open",
/**
 * What, and how it is answered.
 */
plan: PollPlan, } | { "type": "poll_answer",
/**
 * Which poll.
 */
poll: PollId,
/**
 * The answer.
 */
ballot: Ballot, } | { "type": "poll_close",
/**
 * Which poll.
 */
poll: PollId, } | { "type": "caption_write",
/**
 * The line.
 */
line: CaptionLine, } | { "type": "caption_seal",
/**
 * Counted by the writer's page, upwards.
 */
line: number,
/**
 * Language and words so far, in base64url.
 */
sealed: string, } | { "type": "admit",
/**
 * Whom.
 */
participant: ParticipantId, } | { "type": "admit_all" } | { "type": "deny",
/**
 * Whom.
 */
participant: ParticipantId, } | { "type": "lobby_message",
/**
 * The words.
 */
text: string, } | { "type": "mute",
/**
 * Whose.
 */
participant: ParticipantId,
/**
 * Which source.
 */
source: Source, } | { "type": "mute_all" } | { "type": "block",
/**
 * Whose.
 */
participant: ParticipantId,
/**
 * Which source.
 */
source: Source, } | { "type": "unblock",
/**
 * Whose.
 */
participant: ParticipantId,
/**
 * Which source.
 */
source: Source, } | { "type": "hold_floor" } | { "type": "release_floor" } | { "type": "give_floor",
/**
 * To whom.
 */
participant: ParticipantId, } | { "type": "take_floor",
/**
 * From whom.
 */
participant: ParticipantId, } | { "type": "invite_to_speak",
/**
 * Whom.
 */
participant: ParticipantId, } | { "type": "remove",
/**
 * Whom.
 */
participant: ParticipantId, } | { "type": "lock_room",
/**
 * Lock or unlock.
 */
on: boolean, } | { "type": "set_role",
/**
 * Whom.
 */
participant: ParticipantId,
/**
 * The new role.
 */
role: Role, } | { "type": "report_person",
/**
 * About whom.
 */
participant: ParticipantId,
/**
 * What happened; may be empty.
 */
text: string, } | { "type": "open_evening" } | { "type": "end_evening" };

/**
 * Who comes in, and how.
 */
export type Join = {
/**
 * The link's token, as in `/j/{token}`.
 */
token: string,
/**
 * The name others see. A pseudonym is welcome.
 */
name: string,
/**
 * The business, if the person wishes to tell.
 */
business: string | null,
/**
 * The browser, as it names itself from its own storage.
 */
device: DeviceId,
/**
 * What the device can carry.
 */
device_class: DeviceClass,
/**
 * The language of the person's page: `fi`, `sv` or `en`.
 */
language: Language,
/**
 * The ground rules were shown and accepted.
 */
rules_accepted: boolean,
/**
 * The browser can encrypt end to end.
 */
e2ee: boolean, };

/**
 * Back on a new socket.
 */
export type Resume = {
/**
 * Who one is.
 */
participant: ParticipantId,
/**
 * The secret given at the join.
 */
secret: string,
/**
 * The `seq` of the last event seen; the server replays what came after, or welcomes anew.
 */
last_seq: number,
/**
 * What the device can carry; a server that was restarted does not know it any more.
 */
device_class: DeviceClass,
/**
 * The browser can encrypt end to end.
 */
e2ee: boolean, };

/**
 * A tile the client shows.
 */
export type Want = {
/**
 * Whose.
 */
participant: ParticipantId,
/**
 * `camera` or `screen`.
 */
source: Source,
/**
 * Rendered width in physical pixels.
 */
width: number,
/**
 * Rendered height in physical pixels.
 */
height: number, };

/**
 * One message from the server.
 */
export type ServerMessage = { "type": "done",
/**
 * The command's number.
 */
id: number,
/**
 * What came of it.
 */
outcome: Outcome, } | { "type": "rejected",
/**
 * The command's number.
 */
id: number,
/**
 * Why.
 */
rejection: Rejection, } | { "type": "event",
/**
 * The participant's own sequence number.
 */
seq: number,
/**
 * What happened.
 */
event: Event, } | { "type": "live",
/**
 * What.
 */
live: Live, } | { "type": "closing",
/**
 * Why.
 */
rejection: Rejection,
/**
 * Come back after this many milliseconds (plus jitter of one's own); absent: do not come back.
 */
retry_ms: number | null, };

/**
 * What came of a command.
 */
export type Outcome = { "type": "nothing" } | { "type": "joined",
/**
 * One's own id.
 */
participant: ParticipantId,
/**
 * For `resume`; keep it for this page (session storage).
 */
secret: string,
/**
 * In the lobby or in the room.
 */
standing: Standing, } | { "type": "resumed",
/**
 * In the lobby or in the room.
 */
standing: Standing,
/**
 * True: the missed events follow. False: a new `welcome` follows, and media needs a new peer connection.
 */
replayed: boolean, } | { "type": "media_answer",
/**
 * The answer.
 */
sdp: string, } | { "type": "chat_stored",
/**
 * The chat's sequence number.
 */
chat_seq: number,
/**
 * When the server took it.
 */
at: Timestamp, } | { "type": "group_posted",
/**
 * Its place in the group's chat.
 */
number: number,
/**
 * When the server took it.
 */
at: Timestamp, } | { "type": "question_asked",
/**
 * Its id.
 */
question: QuestionId, } | { "type": "poll_opened",
/**
 * Its id.
 */
poll: PollId, } | { "type": "chat_page",
/**
 * The messages.
 */
messages: Array<ChatMessage>,
/**
 * There are older ones.
 */
earlier: boolean, };

/**
 * What happened. Each participant gets the events that concern them, and no others.
 */
export type Event = { "type": "welcome" } & Welcome | { "type": "lobby_message",
/**
 * The words.
 */
text: string, } | { "type": "denied" } | { "type": "may_open",
/**
 * They may.
 */
on: boolean, } | { "type": "knocked",
/**
 * Who.
 */
entry: LobbyEntry, } | { "type": "knock_gone",
/**
 * Who.
 */
participant: ParticipantId,
/**
 * Why.
 */
reason: KnockGone, } | { "type": "participant_joined",
/**
 * Who.
 */
participant: Participant, } | { "type": "participant_updated",
/**
 * Who.
 */
participant: Participant, } | { "type": "participant_left",
/**
 * Who.
 */
participant: ParticipantId,
/**
 * Why.
 */
reason: LeaveReason, } | { "type": "ability_reported",
/**
 * Who.
 */
participant: ParticipantId,
/**
 * Plays sound.
 */
hear: Ability,
/**
 * Has a working microphone.
 */
speak: Ability, } | { "type": "chat_posted",
/**
 * The message.
 */
message: ChatMessage, } | { "type": "chat_deleted",
/**
 * Which.
 */
message: MessageId,
/**
 * By its author or by a moderator.
 */
by_author: boolean, } | { "type": "chat_reactions",
/**
 * Which.
 */
message: MessageId,
/**
 * Who reacted how.
 */
reactions: { [key in Reaction]?: Array<ParticipantId> }, } | { "type": "hands",
/**
 * In order.
 */
queue: Array<ParticipantId>, } | { "type": "floor_changed",
/**
 * The floor.
 */
floor: Floor, } | { "type": "stage_changed",
/**
 * The stage.
 */
stage: Stage | null, } | { "type": "card_asked",
/**
 * Who; absent when nobody does any more.
 */
by: ParticipantId | null, } | { "type": "card_declined",
/**
 * Whose.
 */
participant: ParticipantId, } | { "type": "materials",
/**
 * All of them, in the order of their upload.
 */
materials: Array<Material>, } | { "type": "placed" } & Placed | { "type": "here",
/**
 * Everybody.
 */
participants: Array<ParticipantId>, } | { "type": "group_updated",
/**
 * The group as it is now.
 */
group: MyGroup, } | { "type": "visit_announced",
/**
 * Who and when.
 */
visit: Visit, } | { "type": "visit_cancelled",
/**
 * Who.
 */
participant: ParticipantId, } | { "type": "not_placed",
/**
 * Why.
 */
code: RejectCode, } | { "type": "group_posted",
/**
 * The message.
 */
message: GroupMessage, } | { "type": "groups_message",
/**
 * Who.
 */
by: ParticipantId,
/**
 * Their name.
 */
by_name: string,
/**
 * The words.
 */
text: string,
/**
 * When.
 */
at: Timestamp, } | { "type": "topics",
/**
 * The offer as it is now.
 */
offer: TopicOffer, } | { "type": "groups",
/**
 * The groups.
 */
groups: Groups, } | { "type": "side_talk_asked",
/**
 * The question.
 */
ask: SideTalkAsk, } | { "type": "side_talk_answered",
/**
 * Who had asked.
 */
by: ParticipantId,
/**
 * Who had been asked.
 */
of: ParticipantId,
/**
 * What became of it.
 */
answer: SideTalkAnswer, } | { "type": "key_epoch",
/**
 * The new epoch.
 */
epoch: KeyEpoch, } | { "type": "key_commits",
/**
 * The epoch.
 */
epoch: EpochNumber,
/**
 * What each is bound to.
 */
commits: Array<KeyCommitment>, } | { "type": "key_reveals",
/**
 * The epoch.
 */
epoch: EpochNumber,
/**
 * Exactly those who had committed.
 */
reveals: Array<KeyRevealed>, } | { "type": "key_share",
/**
 * The epoch.
 */
epoch: EpochNumber,
/**
 * Whose.
 */
from: ParticipantId,
/**
 * In base64url.
 */
sealed: string, } | { "type": "key_use",
/**
 * The epoch.
 */
epoch: EpochNumber, } | { "type": "round",
/**
 * The round; absent when none runs any more.
 */
round: Round | null, } | { "type": "mood_opened",
/**
 * Which, and whether this person has answered.
 */
check: MoodCheck, } | { "type": "mood_closed",
/**
 * What came of it.
 */
result: MoodResult, } | { "type": "mood_ended",
/**
 * Which.
 */
moment: MoodMoment, } | { "type": "help_offered",
/**
 * Who.
 */
by: ParticipantId, } | { "type": "question_changed",
/**
 * The question.
 */
question: Question, } | { "type": "question_voted",
/**
 * Which question.
 */
question: QuestionId,
/**
 * They want it, or not any more.
 */
on: boolean, } | { "type": "poll_opened",
/**
 * What is asked, and whether this person has answered.
 */
poll: OpenPoll, } | { "type": "poll_answered",
/**
 * Which poll.
 */
poll: PollId, } | { "type": "poll_closed",
/**
 * What came of it.
 */
result: PollResult, } | { "type": "captions_full" } | { "type": "captions_erased" } | { "type": "muted",
/**
 * Which.
 */
source: Source,
/**
 * Enforced: it cannot be switched on until it is released.
 */
enforced: boolean, } | { "type": "unblocked",
/**
 * Which.
 */
source: Source, } | { "type": "invited_to_speak" } | { "type": "person_reported",
/**
 * Who reports.
 */
by: ParticipantId,
/**
 * About whom.
 */
about: ParticipantId,
/**
 * Their words; may be empty.
 */
text: string,
/**
 * When.
 */
at: Timestamp, } | { "type": "room_locked",
/**
 * Locked or not.
 */
on: boolean, } | { "type": "removed" } | { "type": "evening_ended" };

/**
 * Something momentary.
 */
export type Live = { "type": "speaking",
/**
 * The speakers.
 */
participants: Array<ParticipantId>, } | { "type": "speaking_times",
/**
 * Everybody who has spoken, in the order of the roster's ids: it is no ranking.
 */
times: Array<SpeakingTime>, } | { "type": "question_votes",
/**
 * By question.
 */
votes: { [key in QuestionId]: number }, } | { "type": "poll_counts",
/**
 * Which poll.
 */
poll: PollId,
/**
 * So far.
 */
tally: PollTally, } | { "type": "caption",
/**
 * The line.
 */
caption: Caption, } | { "type": "caption_sealed",
/**
 * The line.
 */
caption: SealedCaption, } | { "type": "slot",
/**
 * The slot.
 */
mid: Mid,
/**
 * Whose track, or nothing.
 */
fill: SlotFill | null, } | { "type": "stage_pointer",
/**
 * Where; absent while they do not point.
 */
pointer: Pointer | null, } | { "type": "slot_paused",
/**
 * The slot.
 */
mid: Mid,
/**
 * Whose picture would be there; none: nothing is stopped.
 */
picture: PausedPicture | null, } | { "type": "slot_undecodable",
/**
 * The slot.
 */
mid: Mid,
/**
 * Whose picture would be there; none: there is nothing of the kind.
 */
picture: PausedPicture | null, } | { "type": "stage_unseen",
/**
 * How many.
 */
people: number, } | { "type": "layers_needed",
/**
 * Which picture.
 */
source: Source,
/**
 * How many; 0 while nobody looks.
 */
layers: number, } | { "type": "connections",
/**
 * Hears and is heard with difficulty.
 */
weak: Array<ParticipantId>,
/**
 * Sound and pictures have broken off, and are coming back.
 */
lost: Array<ParticipantId>, } | { "type": "ice_servers",
/**
 * In place of those before.
 */
servers: Array<IceServer>, };

/**
 * Why a command was not carried out. The code is stable; the words are the client's, by
 * [`RejectCode::key`] in its Fluent files.
 */
export type Rejection = {
/**
 * The stable code.
 */
code: RejectCode,
/**
 * The translation key, `reject-…`.
 */
key: string,
/**
 * Values for the translated sentence, for example `max`.
 */
params?: { [key in string]: Param }, };

/**
 * The stable codes.
 */
export type RejectCode = "link_unknown" | "link_expired" | "link_not_yet" | "link_revoked" | "evening_unknown" | "evening_not_open" | "evening_not_planned" | "evening_ended" | "room_full" | "lobby_full" | "room_locked" | "removed" | "denied" | "session_unknown" | "not_joined" | "already_joined" | "not_admitted" | "rules_not_accepted" | "name_empty" | "name_too_long" | "name_invalid" | "business_too_long" | "business_invalid" | "forbidden" | "participant_unknown" | "not_waiting" | "last_moderator" | "not_to_oneself" | "source_blocked" | "floor_held" | "floor_not_held" | "stage_taken" | "not_presenting" | "material_unknown" | "material_too_large" | "material_too_many_pages" | "material_encrypted" | "material_malformed" | "material_active" | "material_not_pdf" | "upload_offset" | "upload_busy" | "ingest_running" | "ingest_encrypted" | "storage_full" | "address_invalid" | "text_empty" | "text_too_long" | "message_unknown" | "message_conflict" | "list_too_long" | "offer_malformed" | "offer_no_audio" | "offer_too_many_lines" | "offer_direction" | "offer_lines_mismatch" | "offer_no_common_codec" | "no_media" | "group_unknown" | "not_in_group" | "in_group" | "groups_already_open" | "groups_not_open" | "groups_not_planned" | "placed_twice" | "cannot_encrypt" | "topic_unknown" | "no_more_time" | "side_talk_busy" | "side_talk_not_asked" | "round_running" | "round_not_running" | "round_empty" | "not_your_turn" | "number_out_of_range" | "mood_not_open" | "mood_answered" | "question_unknown" | "question_over" | "question_answered" | "chat_full" | "questions_full" | "poll_running" | "poll_not_open" | "poll_answered" | "polls_full" | "poll_options" | "ballot_invalid" | "captions_encrypted" | "captions_not_encrypted" | "captions_full" | "feedback_given" | "feedback_closed" | "encryption_needed" | "key_epoch_over" | "key_unexpected" | "key_malformed" | "hosting_not_allowed" | "too_many_commands" | "too_many_joins" | "message_too_large" | "malformed" | "unknown_command" | "protocol_unsupported" | "too_slow" | "resumed_elsewhere" | "server_restarting" | "internal";

/**
 * A value in a translated sentence.
 */
export type Param = number | string;

/**
 * The whole state of a room as one participant may see it.
 */
export type Welcome = {
/**
 * One's own id.
 */
you: ParticipantId,
/**
 * The evening.
 */
evening: EveningInfo,
/**
 * Everybody here, oneself included, in order of arrival.
 */
roster: Array<Participant>,
/**
 * The queue of hands.
 */
hands: Array<ParticipantId>,
/**
 * The floor.
 */
floor: Floor,
/**
 * The stage.
 */
stage: Stage | null,
/**
 * For those who may present: the documents of the evening; empty for others.
 */
materials: Array<Material>,
/**
 * Where one is: in the common room or in a group. Hands, floor and stage are those of this place.
 */
place: Place,
/**
 * For those who arrange them: all groups; absent for others.
 */
groups: Groups | null,
/**
 * The topics to choose a group by.
 */
topics: TopicOffer,
/**
 * Open questions to step aside, of oneself and to oneself.
 */
side_talks: Array<SideTalkAsk>,
/**
 * Who would like one to show the card of one's business.
 */
card_asked_by?: ParticipantId,
/**
 * Mood checks that are open.
 */
moods: Array<MoodCheck>,
/**
 * Mood checks that are over.
 */
mood_results: Array<MoodResult>,
/**
 * Questions, polls and captions.
 */
guidance: Guidance,
/**
 * The door is locked.
 */
locked: boolean,
/**
 * The newest messages, oldest first.
 */
chat: Array<ChatMessage>,
/**
 * There are older ones.
 */
chat_earlier: boolean,
/**
 * For staff: who waits, longest first; empty for others.
 */
lobby: Array<LobbyEntry>,
/**
 * For staff: who cannot hear or speak; empty for others.
 */
abilities: Array<AbilityReport>,
/**
 * May open the evening as a recognised member.
 */
may_open: boolean,
/**
 * Whom one does not want to see or hear.
 */
hidden: Array<ParticipantId>,
/**
 * What this role may do now: the rows of the permission table that are true.
 */
permissions: Array<Permission>,
/**
 * How many slots the one offer may have.
 */
slots: SlotCounts,
/**
 * STUN and TURN servers; usually none are needed.
 */
ice_servers: Array<IceServer>,
/**
 * How long media goes on without signalling, in milliseconds; then the client stops sending.
 */
grace_ms: number, };

/**
 * The evening, as everybody with a valid link may know it.
 */
export type EveningInfo = {
/**
 * Its id.
 */
evening: EveningId,
/**
 * Its title.
 */
title: string,
/**
 * The network's name.
 */
network: string,
/**
 * When it starts.
 */
starts_at: Timestamp,
/**
 * When it is planned to end.
 */
ends_at: Timestamp,
/**
 * The network's ground rules, one sentence a line.
 */
ground_rules: string,
/**
 * The organizer's phone number for help.
 */
help_phone: string | null,
/**
 * Whom to turn to when it is heavy, as the organizer has written it.
 */
help_contacts: Array<HelpContact>,
/**
 * The common room is end-to-end encrypted: a browser that cannot do it does not get in.
 */
encrypted: boolean,
/**
 * The captions of the common room are kept, to be read afterwards.
 */
captions_kept: boolean, };

/**
 * A person in the room, as others see them.
 */
export type Participant = {
/**
 * Who.
 */
id: ParticipantId,
/**
 * The name others see.
 */
name: string,
/**
 * The business, if told.
 */
business: string | null,
/**
 * The role now.
 */
role: Role,
/**
 * Here, or coming back.
 */
presence: Presence,
/**
 * Recognised by a personal link.
 */
recognised: boolean,
/**
 * The microphone.
 */
microphone: SourceState,
/**
 * The camera.
 */
camera: SourceState,
/**
 * The screen.
 */
screen: SourceState,
/**
 * When they came in.
 */
joined_at: Timestamp,
/**
 * Who sits before this device together, if they have said so.
 */
together: Together | null, };

/**
 * What is known of a source.
 */
export type SourceState = "off" | "on" | "blocked";

/**
 * Whether a person is reachable.
 */
export type Presence = "here" | "reconnecting";

/**
 * Roles, in order of what they may do.
 */
export type Role = "participant" | "captioner" | "advisor" | "moderator" | "organizer";

/**
 * The columns of the permission table.
 */
export type Permission = "speak" | "show_camera" | "share_screen" | "take_stage" | "present" | "chat" | "ask_staff" | "read_staff_chat" | "moderate_chat" | "raise_hand" | "lower_hands" | "speak_over_floor" | "side_talk" | "keep_door" | "arrange_groups" | "enter_groups" | "lead_rounds" | "see_speaking_times" | "ask_mood" | "answer_questions" | "lead_polls" | "write_captions" | "moderate_media" | "remove" | "lock_room" | "set_roles" | "see_wellbeing" | "report_person" | "end_evening";

/**
 * Where a participant stands.
 */
export type Standing = "waiting" | "admitted";

/**
 * Who waits.
 */
export type LobbyEntry = {
/**
 * Who.
 */
participant: ParticipantId,
/**
 * The name they gave.
 */
name: string,
/**
 * The business they gave.
 */
business: string | null,
/**
 * Since when.
 */
since: Timestamp,
/**
 * Somebody was removed who came through the same shared link.
 */
link_had_removal: boolean, };

/**
 * Why nobody waits any more.
 */
export type KnockGone = "admitted" | "denied" | "left";

/**
 * Why somebody is no longer here.
 */
export type LeaveReason = "left" | "quiet" | "lost" | "removed";

/**
 * Whether something works for a person.
 */
export type Ability = "unknown" | "yes" | "blocked" | "without" | "failed";

/**
 * Whether somebody can hear and speak, for the moderators.
 */
export type AbilityReport = {
/**
 * Who.
 */
participant: ParticipantId,
/**
 * Plays sound.
 */
hear: Ability,
/**
 * Has a working microphone.
 */
speak: Ability, };

/**
 * To whom a message goes.
 */
export type ChatAudience = { "type": "everyone" } | { "type": "staff",
/**
 * That person: oneself when asking, the asker when the staff answers.
 */
with: ParticipantId, };

/**
 * A written message.
 */
export type ChatMessage = {
/**
 * Its id, made by its author's client.
 */
id: MessageId,
/**
 * Its place in the evening's chat; strictly growing, without doubles. Gaps are messages for others.
 */
chat_seq: number,
/**
 * The author's id.
 */
author: ParticipantId,
/**
 * The author's name when writing; stays after they leave.
 */
author_name: string,
/**
 * The author's role when writing.
 */
author_role: Role,
/**
 * To whom.
 */
audience: ChatAudience,
/**
 * The words; empty when deleted.
 */
text: string,
/**
 * When the server took it.
 */
at: Timestamp,
/**
 * Its words were deleted.
 */
deleted: boolean,
/**
 * Who reacted how.
 */
reactions: { [key in Reaction]?: Array<ParticipantId> }, };

/**
 * A small fixed set: nobody is mocked with it.
 */
export type Reaction = "heart" | "thanks" | "applause" | "hug" | "same";

/**
 * Who may speak.
 */
export type Floor = { "type": "open" } | { "type": "held",
/**
 * Who holds it.
 */
by: ParticipantId,
/**
 * To whom it was given, in order.
 */
speakers: Array<ParticipantId>, };

/**
 * What is on the stage, and who presents it.
 */
export type Stage = {
/**
 * Who presents. They may be away for a while: what is no picture of theirs stays until somebody takes the stage.
 */
presenter: ParticipantId,
/**
 * To whom the presenter hands over; they may take the stage whatever their role.
 */
offered_to?: ParticipantId, } & ({ "type": "screen",
/**
 * With its sound.
 */
audio: boolean, } | { "type": "slides" } & Slides | { "type": "timer" } & StageTimer | { "type": "card" } & GuidanceCard | { "type": "business" } & ShownCard | { "type": "poll",
/**
 * Which.
 */
poll: PollId, });

/**
 * How many slots the one offer may have.
 */
export type SlotCounts = {
/**
 * Places to hear.
 */
audio: number,
/**
 * Places to see a face.
 */
video: number, };

/**
 * Whose track a slot carries, and from where on.
 */
export type SlotFill = {
/**
 * Whose.
 */
participant: ParticipantId,
/**
 * Which source.
 */
source: Source,
/**
 * First RTP timestamp of it in this slot (RFC 3550 §5.1; wraps at 2^32).
 */
rtp_timestamp: number, };

/**
 * A picture that is not sent into a slot.
 */
export type PausedPicture = {
/**
 * Whose.
 */
participant: ParticipantId,
/**
 * Which source.
 */
source: Source, };

/**
 * A STUN or TURN server (the members of `RTCIceServer`).
 */
export type IceServer = {
/**
 * `stun:`, `turn:` or `turns:` URLs.
 */
urls: Array<string>,
/**
 * Short-lived user name.
 */
username: string | null,
/**
 * Short-lived credential.
 */
credential: string | null, };

/**
 * Numbers of the last seconds, from the receiver's side. Nothing in it tells who or where somebody is.
 */
export type ConnectionReport = {
/**
 * To the server and back, in milliseconds; absent where the browser does not tell.
 */
round_trip_ms: number | null,
/**
 * Lost of what should have come in, in thousandths.
 */
lost_in: number,
/**
 * Lost of what was sent, in thousandths.
 */
lost_out: number,
/**
 * Coming in, in kbit/s.
 */
received_kbps: number,
/**
 * Going out, in kbit/s.
 */
sent_kbps: number,
/**
 * Sound that had to be invented while somebody spoke, in thousandths of all.
 */
concealed: number,
/**
 * How long pictures stood still, in milliseconds, of all pictures together.
 */
frozen_ms: number,
/**
 * Over what.
 */
path: ConnectionPath | null, };

/**
 * Over what a line goes.
 */
export type ConnectionPath = "udp" | "tcp" | "relay";

/**
 * What a person can send.
 */
export type Source = "microphone" | "camera" | "screen" | "screen_audio";

/**
 * What one m-line of the single offer is for. Every line is sendonly or recvonly, never sendrecv.
 */
export type LinePurpose = "microphone" | "camera" | "screen" | "screen_audio" | "audio_slot" | "video_slot" | "stage_video" | "stage_audio";

/**
 * One m-line of an offer with its purpose, in the offer's order.
 */
export type OfferLine = {
/**
 * The line's identification tag.
 */
mid: Mid,
/**
 * What it is for.
 */
purpose: LinePurpose, };

/**
 * The device's class decides how many slots it may offer.
 */
export type DeviceClass = "phone" | "desktop" | "ingest";

/**
 * A language of the client and of mails.
 */
export type Language = "fi" | "sv" | "en";

/**
 * A browser, as it names itself from its own storage; it keeps a removed person from returning
 * through a shared link by merely reloading.
 */
export type DeviceId = string;

/**
 * One occurrence of an evening; it has exactly one live room.
 */
export type EveningId = string;

/**
 * A chat message. Made by the client, so that a repeated post is recognised.
 */
export type MessageId = string;

/**
 * A person in a room. A participant survives connections.
 */
export type ParticipantId = string;

/**
 * The identification tag of an m-line (RFC 8843), made by the client in its offer.
 */
export type Mid = string;

/**
 * Milliseconds since the Unix epoch. The drivers anchor it to a monotonic clock, so it never steps back.
 */
export type Timestamp = number;

/**
 * A small group within an evening, or the two of a side talk.
 */
export type GroupId = string;

/**
 * How people are put into groups.
 */
export type Arrange = { "by": "size",
/**
 * People in a group.
 */
size: number, } | { "by": "number",
/**
 * Groups.
 */
number: number, } | { "by": "hand",
/**
 * The groups, in order.
 */
groups: Array<Draft>, } | { "by": "topic",
/**
 * A topic with more people than this gets several groups.
 */
size: number, } | { "by": "mixed",
/**
 * People in a group.
 */
size: number, };

/**
 * A group as it is put together by hand.
 */
export type Draft = {
/**
 * What it talks about, if that is said.
 */
topic: string | null,
/**
 * Who is in it.
 */
members: Array<ParticipantId>, };

/**
 * Where one is, and what only those know who are there too.
 */
export type Place = {
/**
 * One's group; absent in the common room.
 */
group: MyGroup | null,
/**
 * The open group that one is assigned to, also while one is elsewhere.
 */
assigned: GroupName | null,
/**
 * Everybody who is in the same place, oneself included.
 */
here: Array<ParticipantId>,
/**
 * What was written in the group while one was in it, oldest first.
 */
chat: Array<GroupMessage>,
/**
 * The round that runs here.
 */
round: Round | null,
/**
 * Who of the staff is about to come in.
 */
visits: Array<Visit>, };

/**
 * Moved to another place: everything of it at once. Replaces what was known of the place before.
 */
export type Placed = {
/**
 * Why.
 */
why: Why,
/**
 * Where one is now.
 */
place: Place,
/**
 * Everybody here as they are now; replaces what was known of them.
 */
people: Array<Participant>,
/**
 * The queue of hands here.
 */
hands: Array<ParticipantId>,
/**
 * The floor here.
 */
floor: Floor,
/**
 * The stage here.
 */
stage: Stage | null, };

/**
 * Why somebody is in another place now.
 */
export type Why = "groups_opened" | "moved" | "own_wish" | "group_closed" | "side_talk" | "side_talk_over";

/**
 * What to call a group.
 */
export type GroupName = {
/**
 * Its id.
 */
id: GroupId,
/**
 * Its number among the groups, from 1; 0 for a side talk.
 */
number: number,
/**
 * What it talks about.
 */
topic: string | null, };

/**
 * What kind of a group.
 */
export type GroupKind = "small" | "side_talk";

/**
 * The group one is in.
 */
export type MyGroup = {
/**
 * What to call it.
 */
name: GroupName,
/**
 * A small group, or a side talk.
 */
kind: GroupKind,
/**
 * When it ends, if that is set.
 */
timer: GroupTimer | null,
/**
 * It has asked for a moderator, and none has come yet.
 */
moderator_called: boolean, };

/**
 * When a group ends.
 */
export type GroupTimer = {
/**
 * Then everybody is back in the common room.
 */
ends_at: Timestamp,
/**
 * The gentle call back has begun.
 */
called_back: boolean,
/**
 * The group may still take one more minute, once it is called back.
 */
one_more_minute: boolean, };

/**
 * A written message in a group. The server keeps it in memory until the group closes and cannot read it.
 */
export type GroupMessage = {
/**
 * Its id, made by its author's client.
 */
id: MessageId,
/**
 * Its place in the group's chat, from 1 without gaps.
 */
number: number,
/**
 * The author.
 */
author: ParticipantId,
/**
 * The author's name when writing.
 */
author_name: string,
/**
 * The author's role when writing.
 */
author_role: Role,
/**
 * When the server took it.
 */
at: Timestamp,
/**
 * The words, encrypted for the group, in base64url without padding.
 */
sealed: string, };

/**
 * All groups, for those who arrange them. Nobody else is told.
 */
export type Groups = {
/**
 * The next groups as they are planned; empty when nothing is.
 */
planned: Array<PlannedGroup>,
/**
 * The groups that are open now.
 */
open: Array<OpenGroup>,
/**
 * Who has stepped aside with whom.
 */
side_talks: Array<Array<ParticipantId>>,
/**
 * Who has chosen which of the topics that are offered, by the topic's place in the list.
 */
topics: Array<TopicChoice>, };

/**
 * A group to be.
 */
export type PlannedGroup = {
/**
 * What to call it.
 */
name: GroupName,
/**
 * Who shall be in it.
 */
members: Array<ParticipantId>, };

/**
 * A group that is open.
 */
export type OpenGroup = {
/**
 * What to call it.
 */
name: GroupName,
/**
 * Who is assigned to it.
 */
assigned: Array<ParticipantId>,
/**
 * Who is in it now, visitors included.
 */
here: Array<ParticipantId>,
/**
 * When it ends.
 */
timer: GroupTimer | null,
/**
 * Since when it asks for a moderator.
 */
calls_since: Timestamp | null, };

/**
 * A topic and who has chosen it.
 */
export type TopicChoice = {
/**
 * The topic.
 */
title: string,
/**
 * Who has chosen it.
 */
chosen_by: Array<ParticipantId>, };

/**
 * The topics that are offered, and which one this person has chosen.
 */
export type TopicOffer = {
/**
 * The topics; empty when none are offered any more.
 */
titles: Array<string>,
/**
 * One's own choice, by its place in the list.
 */
chosen: number | null, };

/**
 * Somebody of the staff is about to come into one's group. Nothing is heard or seen of either side before.
 */
export type Visit = {
/**
 * Who.
 */
participant: ParticipantId,
/**
 * When they come in.
 */
enters_at: Timestamp, };

/**
 * Somebody asked to step aside for a talk of two.
 */
export type SideTalkAsk = {
/**
 * Who asked.
 */
by: ParticipantId,
/**
 * Who was asked.
 */
of: ParticipantId,
/**
 * Without an answer the question is over then.
 */
until: Timestamp, };

/**
 * What became of the question.
 */
export type SideTalkAnswer = "accepted" | "declined" | "withdrawn" | "lapsed";

/**
 * A round as everybody in its place sees it.
 */
export type Round = {
/**
 * Seconds for each speaker.
 */
seconds: number,
/**
 * Nobody but the speaker and the staff is heard.
 */
enforced: boolean,
/**
 * Each names the next one; `queue` is then not an order but who is left.
 */
nomination: boolean,
/**
 * What happens now.
 */
phase: RoundPhase,
/**
 * Who comes after, in order.
 */
queue: Array<ParticipantId>,
/**
 * Who has spoken, in order.
 */
spoken: Array<ParticipantId>,
/**
 * Who passed, or was skipped.
 */
passed: Array<ParticipantId>, };

/**
 * In which order people speak.
 */
export type RoundOrder = { "by": "list",
/**
 * In order.
 */
participants: Array<ParticipantId>, } | { "by": "random" } | { "by": "least_spoken" } | { "by": "nomination",
/**
 * Who begins.
 */
first: ParticipantId, };

/**
 * What happens in a round now.
 */
export type RoundPhase = { "type": "speaking",
/**
 * Who.
 */
speaker: ParticipantId,
/**
 * When their time is over.
 */
ends_at: Timestamp, } | { "type": "paused",
/**
 * Who had the word; absent if the next one was still to be named.
 */
speaker: ParticipantId | null,
/**
 * How much of their time is left.
 */
left_ms: number, } | { "type": "choosing",
/**
 * By whom; whoever leads the round may do it too.
 */
by: ParticipantId | null, };

/**
 * A round to start.
 */
export type RoundPlan = {
/**
 * The order.
 */
order: RoundOrder,
/**
 * Seconds for each speaker.
 */
seconds: number,
/**
 * Nobody but the speaker and the staff is heard.
 */
enforced: boolean, };

/**
 * How long somebody has spoken in the common room.
 */
export type SpeakingTime = {
/**
 * Who.
 */
participant: ParticipantId,
/**
 * In seconds.
 */
seconds: number, };

/**
 * When the mood is asked.
 */
export type MoodMoment = "door" | "end";

/**
 * How somebody feels.
 */
export type Mood = "heavy" | "low" | "even" | "light" | "bright";

/**
 * A mood check that is open.
 */
export type MoodCheck = {
/**
 * Which.
 */
moment: MoodMoment,
/**
 * This person has answered.
 */
answered: boolean, };

/**
 * A mood check that is over. Nobody, the staff included, learns more than this.
 */
export type MoodResult = {
/**
 * Which.
 */
moment: MoodMoment,
/**
 * How many answered each; absent when fewer than five did.
 */
counts: MoodCounts | null,
/**
 * Many had a hard time: help is offered.
 */
heavy: boolean, };

/**
 * How many answered what.
 */
export type MoodCounts = {
/**
 * Hard.
 */
heavy: number,
/**
 * A little low.
 */
low: number,
/**
 * In between.
 */
even: number,
/**
 * Good.
 */
light: number,
/**
 * Very good.
 */
bright: number, };

/**
 * Whom to turn to, as the organizer has written it.
 */
export type HelpContact = {
/**
 * Who or what it is.
 */
title: string,
/**
 * A telephone number, an address of the web or of mail.
 */
address: string,
/**
 * When somebody answers there, in the organizer's words.
 */
hours: string | null,
/**
 * The language in which they help.
 */
language: Language, };

/**
 * Who shares keys: everybody in the common room, or everybody in one group.
 */
export type KeyScope = { "type": "evening" } | { "type": "group",
/**
 * Which.
 */
group: GroupId, };

/**
 * The number of an epoch. Counted for the whole room, so that an epoch belongs to one scope.
 */
export type EpochNumber = number;

/**
 * A participant's small number in key ids; given once, and to nobody else in the evening.
 */
export type Sender = number;

/**
 * A new epoch: who shall be in it.
 */
export type KeyEpoch = {
/**
 * Of which scope.
 */
scope: KeyScope,
/**
 * Its number.
 */
epoch: EpochNumber,
/**
 * Everybody who is asked to commit.
 */
members: Array<KeyMember>,
/**
 * Why there is a new one.
 */
prompt: KeyPrompt, };

/**
 * A member of an epoch.
 */
export type KeyMember = {
/**
 * Who.
 */
participant: ParticipantId,
/**
 * Their number in key ids.
 */
sender: Sender, };

/**
 * Why a new epoch began.
 */
export type KeyPrompt = "join" | "removal";

/**
 * What somebody binds themselves to before anybody's key is known.
 */
export type KeyCommitment = {
/**
 * Whose.
 */
participant: ParticipantId,
/**
 * SHA-256 over label, epoch, participant, public key and nonce, in base64url.
 */
commit: string, };

/**
 * What somebody had committed to.
 */
export type KeyRevealed = {
/**
 * Whose.
 */
participant: ParticipantId,
/**
 * The uncompressed P-256 point, 65 bytes, in base64url.
 */
public_key: string,
/**
 * 16 random bytes, fresh in each epoch, in base64url.
 */
nonce: string, };

/**
 * A base key sealed for one member.
 */
export type KeyShare = {
/**
 * For whom.
 */
to: ParticipantId,
/**
 * Only they can open it, in base64url.
 */
sealed: string, };

/**
 * What can be on the stage.
 */
export type StageItem = { "type": "screen",
/**
 * With its sound.
 */
audio: boolean, } | { "type": "slides" } & Slides | { "type": "timer" } & StageTimer | { "type": "card" } & GuidanceCard | { "type": "business" } & ShownCard | { "type": "poll",
/**
 * Which.
 */
poll: PollId, };

/**
 * A document at a page.
 */
export type Slides = {
/**
 * The document.
 */
document: Material,
/**
 * The page that is looked at, from 1.
 */
page: number,
/**
 * Where the presenter points, on that page. Moves are told by a live note.
 */
pointer: Pointer | null, };

/**
 * A document that was uploaded for an evening.
 */
export type Material = {
/**
 * Its id; with one's session it opens the document over HTTP.
 */
id: MaterialId,
/**
 * Its title.
 */
title: string,
/**
 * How many pages it has.
 */
pages: number,
/**
 * People may keep a copy.
 */
download: boolean, };

/**
 * A document that was uploaded for an evening.
 */
export type MaterialId = string;

/**
 * A place on a page, in ten-thousandths of its width and height from the upper left corner.
 */
export type Pointer = {
/**
 * From the left.
 */
x: number,
/**
 * From above.
 */
y: number, };

/**
 * A clock that runs down.
 */
export type StageTimer = {
/**
 * What it is for.
 */
title: string | null,
/**
 * What it was set to, in seconds.
 */
seconds: number,
/**
 * Whether it runs.
 */
phase: TimerPhase, };

/**
 * Whether a clock runs.
 */
export type TimerPhase = { "type": "running",
/**
 * When it is at zero.
 */
ends_at: Timestamp, } | { "type": "paused",
/**
 * What is left.
 */
left_ms: number, };

/**
 * How to apply for a support.
 */
export type GuidanceCard = {
/**
 * The support's name.
 */
title: string,
/**
 * What it is.
 */
text: string,
/**
 * For whom.
 */
for_whom: string | null,
/**
 * How much.
 */
amount: string | null,
/**
 * Until when to apply, in words.
 */
deadline: string | null,
/**
 * What to do, in order.
 */
steps: Array<string>,
/**
 * Where to read on; an `https` address.
 */
link: string | null, };

/**
 * What somebody's business does.
 */
export type BusinessCard = {
/**
 * The business.
 */
business: string,
/**
 * Whose it is.
 */
person: string | null,
/**
 * Where it is.
 */
place: string | null,
/**
 * What it does.
 */
does: string | null,
/**
 * What it looks for.
 */
needs: string | null,
/**
 * What it has for others.
 */
offers: string | null,
/**
 * A page of its own; an `https` address.
 */
link: string | null, };

/**
 * The card of a business, as it is on the stage.
 */
export type ShownCard = {
/**
 * Who showed it: nobody else can, and they can take it down whoever presents now.
 */
by?: ParticipantId,
/**
 * With the picture of their card in the network, which comes over HTTP.
 */
picture: boolean,
/**
 * The business.
 */
business: string,
/**
 * Whose it is.
 */
person: string | null,
/**
 * Where it is.
 */
place: string | null,
/**
 * What it does.
 */
does: string | null,
/**
 * What it looks for.
 */
needs: string | null,
/**
 * What it has for others.
 */
offers: string | null,
/**
 * A page of its own; an `https` address.
 */
link: string | null, };

/**
 * A poll.
 */
export type PollId = string;

/**
 * What to put on the stage. A screen comes there by `publish`.
 */
export type Show = { "type": "slides",
/**
 * Which.
 */
material: MaterialId,
/**
 * At which page, from 1.
 */
page: number, } | { "type": "timer",
/**
 * What it is for.
 */
title: string | null,
/**
 * For so long.
 */
seconds: number, } | { "type": "card",
/**
 * The words.
 */
card: GuidanceCard, } | { "type": "business",
/**
 * The words.
 */
card: BusinessCard,
/**
 * With the picture of one's own card in the network.
 */
picture: boolean, } | { "type": "poll",
/**
 * Which.
 */
poll: PollId, };

/**
 * What to do with the clock on the stage.
 */
export type TimerTurn = { "type": "pause" } | { "type": "resume" } | { "type": "more",
/**
 * In seconds.
 */
seconds: number, };

/**
 * The client's own mark of a question it asks, so that a repeated one is recognised. Random, and kept in memory only.
 */
export type AskKey = string;

/**
 * A question. Random, so that it cannot be told from it when it was asked.
 */
export type QuestionId = string;

/**
 * A question, as everybody inside sees it.
 */
export type Question = {
/**
 * Its id: random, it tells nothing of when it was asked.
 */
id: QuestionId,
/**
 * The words.
 */
text: string,
/**
 * The name of who asked, if they wished to be named.
 */
name: string | null,
/**
 * How many want to hear the answer.
 */
votes: number,
/**
 * What became of it.
 */
state: QuestionState,
/**
 * Whom the advisors keep it for, with its answer, on the network's page; nobody where it is not kept.
 */
kept_for: KeptFor | null, };

/**
 * What became of a question.
 */
export type QuestionState = { "type": "open" } | { "type": "now" } | { "type": "spoken" } | { "type": "written",
/**
 * The answer.
 */
text: string,
/**
 * The name of who answered.
 */
by: string, } | { "type": "dismissed",
/**
 * Why.
 */
reason: DismissReason, } | { "type": "merged",
/**
 * The other one.
 */
into: QuestionId, };

/**
 * Why a question is not answered.
 */
export type DismissReason = "off_topic" | "personal" | "no_time" | "unkind";

/**
 * Whom a kept answer is for.
 */
export type KeptFor = "members" | "everybody";

/**
 * Whether the asker's name stands with a question.
 */
export type AskedBy = "nobody" | "name";

/**
 * What is asked.
 */
export type PollPlan = {
/**
 * The question.
 */
question: string,
/**
 * How it is answered.
 */
kind: PollKind,
/**
 * What may be chosen; for a scale, if wished, what its two ends mean; for a word nothing.
 */
options: Array<string>,
/**
 * When the counts are shown.
 */
results: PollResults, };

/**
 * How a poll is answered.
 */
export type PollKind = "single" | "multiple" | "scale" | "word";

/**
 * When the counts of a poll are shown.
 */
export type PollResults = "live" | "at_close";

/**
 * An answer.
 */
export type Ballot = { "type": "options",
/**
 * One, or for `multiple` at least one.
 */
chosen: Array<number>, } | { "type": "value",
/**
 * From 1 to 5.
 */
value: number, } | { "type": "word",
/**
 * As it was written; capitals are not told apart.
 */
text: string, };

/**
 * A poll that is open.
 */
export type OpenPoll = {
/**
 * Its id.
 */
poll: PollId,
/**
 * What is asked.
 */
plan: PollPlan,
/**
 * This person has answered.
 */
answered: boolean,
/**
 * How many have answered, and what, as far as it may be told.
 */
tally: PollTally, };

/**
 * A poll that is over.
 */
export type PollResult = {
/**
 * Its id.
 */
poll: PollId,
/**
 * What was asked.
 */
plan: PollPlan,
/**
 * What came of it.
 */
tally: PollTally, };

/**
 * The ballots, counted.
 */
export type PollTally = {
/**
 * How many have answered.
 */
ballots: number,
/**
 * How often each was chosen; absent while it is not shown, and for ever when fewer than three have answered.
 */
counts: Array<PollCount> | null, };

/**
 * How often something was chosen.
 */
export type PollCount = {
/**
 * The option, the number on the scale, or the word.
 */
choice: string,
/**
 * How often.
 */
count: number, };

/**
 * A line of captions and who writes it.
 */
export type Caption = {
/**
 * The writing interpreter.
 */
by: ParticipantId,
/**
 * The line.
 */
line: CaptionLine, };

/**
 * A line of captions, as far as it is written. The same line again replaces it: so words grow and are corrected.
 */
export type CaptionLine = {
/**
 * Counted by the writer's page, upwards, over the whole evening.
 */
line: number,
/**
 * In which language.
 */
language: Language,
/**
 * The words so far; empty takes the line back.
 */
text: string, };

/**
 * A line of captions of an encrypted place, as far as it is written, and who writes it.
 */
export type SealedCaption = {
/**
 * The writing interpreter.
 */
by: ParticipantId,
/**
 * Counted by the writer's page, upwards.
 */
line: number,
/**
 * Language and words, which the server cannot read, in base64url.
 */
sealed: string, };

/**
 * Questions, polls and captions, as one participant may see them.
 */
export type Guidance = {
/**
 * All questions, by their ids: in no order of time.
 */
questions: Array<Question>,
/**
 * Those that this person wants to hear the answer of.
 */
voted: Array<QuestionId>,
/**
 * The poll that is open.
 */
poll: OpenPoll | null,
/**
 * The polls that are over.
 */
poll_results: Array<PollResult>,
/**
 * The newest lines of captions, where they are not sealed.
 */
captions: Array<Caption>,
/**
 * The newest lines of captions in an encrypted place.
 */
sealed_captions: Array<SealedCaption>,
/**
 * The highest line of captions that one has begun oneself in this evening.
 */
captions_begun: number,
/**
 * As many lines are kept as there may be: new ones are shown, but not kept.
 */
captions_full: boolean, };

/**
 * Who sits together before one device. Told to everybody who sees the person; kept in memory only.
 */
export type Together = {
/**
 * Where they sit, if told.
 */
place: string | null,
/**
 * Their names, in the order in which they were written.
 */
names: Array<string>, };
