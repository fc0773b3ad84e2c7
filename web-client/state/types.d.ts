// The contract between the client's core (protocol/, state/, media/) and its views (components/).
// Views read signals and dispatch actions; nothing else. No words here: only Fluent keys with their values.
import type { ReadonlySignal } from "../vendor/signals.js";
import type {
  Material,
  Pointer,
  AbilityReport,
  AskedBy,
  Caption,
  ChatAudience,
  ChatMessage,
  Command,
  DeviceClass,
  EveningInfo,
  Floor,
  Groups,
  Language,
  LobbyEntry,
  MessageId,
  MoodCheck,
  MoodResult,
  OpenPoll,
  Participant,
  ParticipantId,
  Permission,
  PollResult,
  Place,
  Question,
  Reaction,
  RejectCode,
  Role,
  SideTalkAsk,
  Source,
  SpeakingTime,
  Stage,
  Timestamp,
  TopicOffer,
  Want,
} from "../protocol/types.js";

export interface App {
  readonly state: AppState;
  /** The picture of a participant's camera or screen; one's own camera too. The same signal for the same arguments. */
  picture(participant: ParticipantId, source: "camera" | "screen"): ReadonlySignal<Picture>;
  /** Where a document on the stage is, and what opens it; null outside the room. */
  document(material: string): { url: string; headers: Record<string, string> } | null;
  /** Carries out what the person wants. Never rejects: a refusal is in the result. */
  dispatch(action: Action): Promise<Result>;
  /** Ends every subscription, socket and capture. */
  dispose(): void;
}

/** `problem` is also shown by the core: as a notice, or in the phase or pending message that the action belongs to. */
export type Result = { ok: true } | { ok: false; problem: Problem };

/** Why something did not work: a stable code and the Fluent sentence for it. */
export interface Problem {
  code: RejectCode | "unreachable" | "device" | "page";
  /** `reject-…` or `device-…`. */
  key: string;
  /** Values of the sentence. Times (`opens_at`) are milliseconds since the epoch: format them before they are put in. */
  params: Record<string, string | number>;
}

export interface AppState {
  readonly phase: ReadonlySignal<Phase>;
  readonly connection: ReadonlySignal<Connection>;
  /** What the link in the address says; null on the front page and before it is resolved. */
  readonly link: ReadonlySignal<LinkInfo | null>;
  /** The evening, from the link at first, from the room later. */
  readonly evening: ReadonlySignal<EveningInfo | null>;
  readonly language: ReadonlySignal<Language>;
  readonly deviceClass: Exclude<DeviceClass, "ingest">;

  /** One's own entry in the roster; null outside the room. */
  readonly you: ReadonlySignal<Participant | null>;
  /** Everybody at the evening in order of arrival, oneself included. */
  readonly roster: ReadonlySignal<readonly Participant[]>;
  /** Those of them who are in one's own place: the common room or the same group. */
  readonly here: ReadonlySignal<readonly Participant[]>;
  /** The common room or one's group, and what belongs to it. */
  readonly place: ReadonlySignal<Place>;
  /** For those who arrange them: all groups. */
  readonly groups: ReadonlySignal<Groups | null>;
  readonly topics: ReadonlySignal<TopicOffer>;
  /** Open questions to step aside, of oneself and to oneself. */
  readonly sideTalks: ReadonlySignal<readonly SideTalkAsk[]>;
  /** Who would like one to show the card of one's business. */
  readonly cardAskedBy: ReadonlySignal<ParticipantId | null>;
  readonly moods: ReadonlySignal<readonly MoodCheck[]>;
  readonly moodResults: ReadonlySignal<readonly MoodResult[]>;
  /** Questions to the advisors, and those that one wants to hear the answer of. */
  readonly questions: ReadonlySignal<readonly Question[]>;
  readonly voted: ReadonlySignal<ReadonlySet<string>>;
  readonly poll: ReadonlySignal<OpenPoll | null>;
  readonly pollResults: ReadonlySignal<readonly PollResult[]>;
  readonly captions: ReadonlySignal<readonly Caption[]>;
  /** The highest line of captions that one has begun in this evening. */
  readonly captionsBegun: ReadonlySignal<number>;
  /** Whether what is written as captions here is kept; full: what was written is, new lines are not. */
  readonly captionsKept: ReadonlySignal<"no" | "yes" | "full">;
  /** For those who may see it: how long people have spoken in the common room. */
  /** Whether what is said is end-to-end encrypted, and by which words that can be checked aloud. */
  readonly confidence: ReadonlySignal<import("./confidence.js").State>;
  readonly speakingTimes: ReadonlySignal<readonly SpeakingTime[]>;
  readonly permissions: ReadonlySignal<ReadonlySet<Permission>>;
  readonly hands: ReadonlySignal<readonly ParticipantId[]>;
  readonly floor: ReadonlySignal<Floor>;
  /** One may switch the microphone on: permitted, not blocked, and the floor is open or given. */
  readonly maySpeak: ReadonlySignal<boolean>;
  readonly stage: ReadonlySignal<Stage | null>;
  /** Where the presenter points, on the page that is on the stage. */
  readonly pointer: ReadonlySignal<Pointer | null>;
  /** For those who may present: the documents of the evening. */
  readonly materials: ReadonlySignal<readonly Material[]>;
  readonly upload: ReadonlySignal<Upload | null>;
  readonly locked: ReadonlySignal<boolean>;
  /** For staff: who waits, longest first. */
  readonly lobby: ReadonlySignal<readonly LobbyEntry[]>;
  /** For staff: who cannot hear or speak. */
  readonly abilities: ReadonlySignal<ReadonlyMap<ParticipantId, AbilityReport>>;
  /** For staff: what people told about others, oldest first. */
  readonly reports: ReadonlySignal<readonly Report[]>;
  /** One may open and host this evening now (also in the phase `waiting`). */
  readonly mayOpen: ReadonlySignal<boolean>;
  readonly chat: ReadonlySignal<Chat>;
  /** What is written in one's group, in order; nothing in the common room. */
  readonly groupChat: ReadonlySignal<readonly import("./group_chat.js").GroupWord[]>;
  /** Who speaks now, loudest first. */
  readonly speaking: ReadonlySignal<readonly ParticipantId[]>;
  /** Whom one does not want to see or hear. */
  readonly hidden: ReadonlySignal<ReadonlySet<ParticipantId>>;

  /** Pictures are neither fetched nor sent, as the person wished (`set_sound_only`). */
  readonly soundOnly: ReadonlySignal<boolean>;
  /** Pictures that the server has stopped because the line has room for sounds only, as `source:participant`. */
  readonly paused: ReadonlySignal<ReadonlySet<string>>;
  /** Pictures that this browser cannot decode, as `source:participant`. */
  readonly undecodable: ReadonlySignal<ReadonlySet<string>>;
  /** Known to those who may present: how many here cannot decode what is on the stage. */
  readonly unseen: ReadonlySignal<number>;

  /** What the person should read, oldest first, until dismissed (information goes by itself after a while). */
  readonly notices: ReadonlySignal<readonly Notice[]>;
  /** The newest happening for those who do not see the screen; a new object each time. */
  readonly said: ReadonlySignal<Said | null>;

  readonly local: Local;
  /** The one peer connection. */
  readonly media: ReadonlySignal<MediaState>;
  /** Whether the browser plays the others' sound; `blocked` waits for a tap (`enable_playback`). */
  readonly playback: ReadonlySignal<"ok" | "blocked">;
  /** Whose line is not good, oneself included. */
  readonly lines: ReadonlySignal<ReadonlyMap<ParticipantId, "weak" | "lost">>;
  /** The line, measured every two seconds while connected. */
  readonly measurements: ReadonlySignal<Measurements | null>;
}

export type Phase =
  | { type: "loading" }
  /** No link in the address. */
  | { type: "front" }
  /** `opensAt`: the page opens by itself then. `link` is known where only the time is wrong. */
  | { type: "link_problem"; problem: Problem; opensAt: Timestamp | null; link: LinkInfo | null }
  /** Before joining. `problem`: the last attempt was refused (`name_empty`, `room_full`, …). */
  | { type: "check"; link: LinkInfo; problem: Problem | null }
  | { type: "joining"; link: LinkInfo }
  | { type: "waiting"; since: Timestamp; messages: readonly LobbyWord[]; mayOpen: boolean }
  | { type: "room" }
  | { type: "ended"; reason: EndReason; problem: Problem | null };

/**
 * `rejoin` works after `left`, `elsewhere`, `session_lost` and `failed`.
 * `reload`: page and server are of different versions; the page must be reloaded.
 */
export type EndReason =
  | "left"
  | "removed"
  | "denied"
  | "evening_ended"
  | "elsewhere"
  | "session_lost"
  | "link_invalid"
  | "reload"
  | "failed";

export interface LobbyWord {
  text: string;
  at: Timestamp;
}

/** `sending`: others still hear and see this person (the grace time has not run out). */
export type Connection =
  | { type: "online" }
  | { type: "reconnecting"; since: Timestamp; attempt: number; sending: boolean }
  | { type: "server_restarting"; since: Timestamp; attempt: number; sending: boolean };

/** The answer of `POST /api/v1/links/resolve`. */
export interface LinkInfo {
  evening: EveningInfo;
  role: Role;
  fixed_name: string | null;
  personal: boolean;
  admits: boolean;
  state: "early" | "open" | "ended";
  doors_open_at: Timestamp;
  protocols: readonly string[];
}

export interface Report {
  id: number;
  by: ParticipantId;
  byName: string;
  about: ParticipantId;
  aboutName: string;
  text: string;
  at: Timestamp;
}

/** A document on its way. `part`: how much of it is there, 0 to 1. */
export interface Upload {
  title: string;
  part: number;
  problem: Problem | null;
}

export interface Chat {
  /** By `chat_seq`; to everybody and private ones together (`audience`). */
  messages: readonly ChatMessage[];
  /** There are older ones (`chat_older`). */
  earlier: boolean;
  loadingEarlier: boolean;
  /** One's own that are not acknowledged yet, in order of writing. */
  pending: readonly PendingMessage[];
}

export interface PendingMessage {
  id: MessageId;
  text: string;
  audience: ChatAudience;
  at: Timestamp;
  /** `sending` also while offline: it goes out by itself. `failed`: refused, see `problem`. */
  state: "sending" | "failed";
  problem: Problem | null;
}

/**
 * Keys and values:
 * - `notice-muted-{microphone,camera,screen}`, `notice-blocked-{microphone,camera,screen}`,
 *   `notice-unblocked-{microphone,camera,screen}`: what a moderator did to one's own source
 * - `notice-invited`: invited to speak; the action is `{type:"set_microphone", on:true}`
 * - `notice-floor-taken`: the floor is held now (or was taken back), one's microphone went off
 * - `notice-role`: one's role is now `role` (wire name, for `role-…`)
 * - `notice-hidden`: `name` is hidden (`{type:"hide", on:false}` shows again)
 * - `notice-screen-ended`: one's screen share ended (by the browser's own button, or the window closed)
 * - `notice-help-offered`: the staff reminds all of the help contacts
 * - `notice-report`: for staff, `by`, `about`, `text`
 * - `device-{denied,missing,busy,failed,lost}`: `device` is `microphone`, `camera`, `screen` or `both`
 *   (translate it with `device-…` before it is put in)
 * - `notice-placed-{groups-opened,moved,group-closed,side-talk,side-talk-over}`: one is in another place now
 * - `notice-side-talk-declined`, `notice-card-declined`: `name`
 * - `notice-groups-message`: `name`, `text`; `notice-not-placed`: one stays in the common room
 * - `reject-…`: a command was refused; values as in the rejection
 */
export interface Notice {
  id: number;
  key: string;
  params: Record<string, string | number>;
  tone: "info" | "warning" | "problem";
  at: Timestamp;
}

/**
 * - `said-joined`, `said-left`, `said-lost`, `said-removed`, `said-knocked`, `said-hand`, `said-stage`: `name`
 * - `said-stage-over`, `said-called-back`
 * - `said-visit`, `said-here`, `said-not-here`, `side-talk-asked`, `card-asked`: `name`
 * - `reconnected`: the connection is back
 */
export interface Said {
  id: number;
  key: string;
  params: Record<string, string | number>;
}

export interface Local {
  readonly microphone: ReadonlySignal<LocalSource>;
  readonly camera: ReadonlySignal<LocalSource>;
  readonly screen: ReadonlySignal<LocalSource>;
  /** Loudness of one's own microphone, 0 to 1, about twenty times a second while it is captured. */
  readonly level: ReadonlySignal<number>;
  /** Speaking although the microphone is off. */
  readonly speakingWhileOff: ReadonlySignal<boolean>;
  /** One's own camera, for the check page and one's own tile; null while it is off. */
  readonly preview: ReadonlySignal<MediaStream | null>;
  readonly devices: ReadonlySignal<Devices>;
  readonly chosen: ReadonlySignal<Chosen>;
  /** The test tone is playing. */
  readonly speakerTest: ReadonlySignal<boolean>;
  /** What this browser can do at all. */
  readonly can: { capture: boolean; shareScreen: boolean; chooseSpeaker: boolean };
}

/**
 * Before joining `on` means captured for the preview; in the room it means really sent: a live track on the sender and
 * the server's own word for it.
 * - `off`: not captured, or (microphone) captured but not sent
 * - `without`: the person chose to be without; nothing is captured
 * - `starting`: the browser asks for permission, or the server has not said yes yet
 * - `blocked`: a moderator blocked it, or (microphone) the floor is held by somebody else
 * - `denied`, `missing`, `busy`, `failed`: the browser did not give it
 * - `lost`: it was there and disappeared; in the room it is still wished, and goes on with the next device
 * - `interrupted`: the system has taken it for a while, for a phone call for example; likewise
 */
export interface LocalSource {
  state: "off" | "without" | "starting" | "on" | "blocked" | "denied" | "missing" | "busy" | "failed" | "lost" | "interrupted";
}

export interface Devices {
  microphones: readonly Device[];
  cameras: readonly Device[];
  speakers: readonly Device[];
}

/** `label` is empty until the browser gave permission. */
export interface Device {
  id: string;
  label: string;
}

/** Empty: the browser's default. */
export interface Chosen {
  microphone: string;
  camera: string;
  speaker: string;
}

export type MediaState = "idle" | "connecting" | "connected" | "reconnecting" | "failed";

export interface Measurements {
  roundTripMs: number | null;
  /** Shares, 0 to 1, of the last two seconds. */
  lossIn: number;
  lossOut: number;
  /** Bits per second. */
  bitsIn: number;
  bitsOut: number;
  /** Share of the sound that had to be invented while somebody spoke, 0 to 1. */
  concealed: number;
  /** How long pictures stood still, all together. */
  frozenMs: number;
  path: "udp" | "tcp" | "relay" | null;
}

/**
 * `ready` only when the picture in the slot is known to be this person's: show `stream` only then, otherwise a tile
 * without a picture. `stream` keeps its identity while it stays in one slot.
 */
export interface Picture {
  stream: MediaStream | null;
  ready: boolean;
}

/** Actions of the stage: each is the command itself. */
export type StageAction = Extract<Command, { type: `stage_${string}` | `card_${string}` }>;

/** Actions of groups, side talks, rounds, moods, questions, polls and captions: each is the command itself. */
export type SupportAction = Extract<
  Command,
  { type: `group${string}` | `side_talk_${string}` | `round_${string}` | `mood_${string}` | `question_${string}` | `poll_${string}` | "caption_write" | "topic_choose" | "help_offer" | "sit_together" }
>;

export type Action =
  | SupportAction
  | StageAction
  // Before the room
  | { type: "try_devices" }
  | { type: "choose_device"; kind: "microphone" | "camera" | "speaker"; id: string }
  | { type: "test_speaker" }
  | { type: "join"; name: string; business: string | null; rulesAccepted: boolean }
  /** A question by the link alone, before the doors open. `key` as in `question_ask`. */
  | { type: "ask_ahead"; key: string; text: string; by: AskedBy }
  /** The anonymous word after the evening; grades from 1 to 5. */
  | { type: "give_feedback"; useful: number | null; ease: number | null; words: string | null }
  | { type: "open_evening" }
  | { type: "retry_link" }
  | { type: "rejoin" }
  | { type: "set_language"; language: Language }
  // Oneself. On the check page `set_microphone` and `set_camera` are the choice with or without it.
  | { type: "set_microphone"; on: boolean }
  | { type: "set_camera"; on: boolean }
  | { type: "set_screen"; on: boolean }
  | { type: "enable_playback" }
  // Documents; the problem of an upload is in `upload`
  | { type: "material_bring"; file: File; title: string; download: boolean }
  | { type: "material_erase"; material: string }
  | { type: "material_cancel" }
  | { type: "raise_hand" }
  | { type: "lower_hand"; participant?: ParticipantId }
  | { type: "leave"; quiet: boolean }
  // What is shown, most important first, in physical pixels; without oneself
  | { type: "set_sound_only"; on: boolean }
  | { type: "set_view"; wants: readonly Want[] }
  | { type: "dismiss_notice"; id: number }
  // Chat
  | { type: "chat_post"; text: string; audience: ChatAudience }
  | { type: "chat_retry"; message: MessageId }
  | { type: "chat_discard"; message: MessageId }
  | { type: "chat_delete"; message: MessageId }
  | { type: "chat_react"; message: MessageId; reaction: Reaction; on: boolean }
  | { type: "chat_older" }
  | { type: "group_chat_post"; text: string }
  | { type: "group_chat_retry"; message: MessageId }
  | { type: "group_chat_discard"; message: MessageId }
  // The others
  | { type: "hide"; participant: ParticipantId; on: boolean }
  | { type: "report"; participant: ParticipantId; text: string }
  // Staff
  | { type: "admit"; participant: ParticipantId }
  | { type: "admit_all" }
  | { type: "deny"; participant: ParticipantId }
  | { type: "lobby_message"; text: string }
  | { type: "mute"; participant: ParticipantId; source: Source }
  | { type: "mute_all" }
  | { type: "block"; participant: ParticipantId; source: Source }
  | { type: "unblock"; participant: ParticipantId; source: Source }
  | { type: "hold_floor" }
  | { type: "release_floor" }
  | { type: "give_floor"; participant: ParticipantId }
  | { type: "take_floor"; participant: ParticipantId }
  | { type: "invite_to_speak"; participant: ParticipantId }
  | { type: "remove"; participant: ParticipantId }
  | { type: "lock_room"; on: boolean }
  | { type: "set_role"; participant: ParticipantId; role: Role }
  | { type: "end_evening" };

/** `window.koronailta`: read-only, for the connection panel and the browser tests. */
export interface Diagnostics {
  readonly app: App;
  stats(): Promise<Statistics>;
  /** How many frames were sealed, opened, withheld; null where nothing is encrypted. */
  frames(): Promise<import("../e2ee/frames.js").Frames["counts"] | null>;
}

export interface Statistics {
  /** SDP offers made since the page was loaded, ICE restarts among them. */
  offers: number;
  slots: readonly SlotStatistics[];
}

export interface SlotStatistics {
  mid: string;
  kind: "audio" | "video";
  participant: ParticipantId | null;
  source: Source | null;
  /** Picture and mapping agree. */
  ready: boolean;
  packets: number;
  framesDecoded: number;
  width: number;
  height: number;
  /** Sum of squared sample values over time, as in `totalAudioEnergy`. */
  audioEnergy: number;
  concealedSamples: number;
}
