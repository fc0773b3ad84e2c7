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
wants: Array<Want>, } | { "type": "hide",
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
speak: Ability, } | { "type": "chat_post",
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
participant: ParticipantId | null, } | { "type": "admit",
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
rules_accepted: boolean, };

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
device_class: DeviceClass, };

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
at: Timestamp, } | { "type": "chat_page",
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
stage: Stage | null, } | { "type": "muted",
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
participants: Array<ParticipantId>, } | { "type": "slot",
/**
 * The slot.
 */
mid: Mid,
/**
 * Whose track, or nothing.
 */
fill: SlotFill | null, };

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
export type RejectCode = "link_unknown" | "link_expired" | "link_not_yet" | "link_revoked" | "evening_unknown" | "evening_not_open" | "evening_ended" | "room_full" | "lobby_full" | "room_locked" | "removed" | "denied" | "session_unknown" | "not_joined" | "already_joined" | "not_admitted" | "rules_not_accepted" | "name_empty" | "name_too_long" | "name_invalid" | "business_too_long" | "business_invalid" | "forbidden" | "participant_unknown" | "not_waiting" | "last_moderator" | "not_to_oneself" | "source_blocked" | "floor_held" | "floor_not_held" | "stage_taken" | "text_empty" | "text_too_long" | "message_unknown" | "message_conflict" | "list_too_long" | "offer_malformed" | "offer_no_audio" | "offer_too_many_lines" | "offer_direction" | "offer_lines_mismatch" | "offer_no_common_codec" | "no_media" | "hosting_not_allowed" | "too_many_commands" | "too_many_joins" | "message_too_large" | "malformed" | "unknown_command" | "protocol_unsupported" | "too_slow" | "resumed_elsewhere" | "server_restarting" | "internal";

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
help_phone: string | null, };

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
joined_at: Timestamp, };

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
export type Permission = "speak" | "show_camera" | "share_screen" | "take_stage" | "chat" | "ask_staff" | "read_staff_chat" | "moderate_chat" | "raise_hand" | "lower_hands" | "speak_over_floor" | "keep_door" | "moderate_media" | "remove" | "lock_room" | "set_roles" | "see_wellbeing" | "report_person" | "end_evening";

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
 * What all look at.
 */
export type Stage = { "type": "screen",
/**
 * Whose.
 */
presenter: ParticipantId,
/**
 * With its sound.
 */
audio: boolean, };

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
export type DeviceClass = "phone" | "desktop";

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
