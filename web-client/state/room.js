// What is known of the room, as a pure function over the server's events. Every part keeps its identity while it does
// not change, so that nothing is shown anew without a reason.

import { hearGuidance } from "./guidance.js";
import { movedAmong, reduceSupport, silencedByRound, unsupported, welcomedTo } from "./place.js";

/** @typedef {import("../protocol/types.js").Event} Event */
/** @typedef {import("../protocol/types.js").ChatMessage} ChatMessage */
/** @typedef {import("../protocol/types.js").Participant} Participant */
/** @typedef {import("../protocol/types.js").ParticipantId} ParticipantId */
/** @typedef {import("../protocol/types.js").Permission} Permission */

/**
 * @typedef {object} Room
 * @property {ParticipantId | null} you null until welcomed
 * @property {import("../protocol/types.js").EveningInfo | null} evening
 * @property {readonly Participant[]} roster
 * @property {readonly ParticipantId[]} hands
 * @property {import("../protocol/types.js").Floor} floor
 * @property {import("../protocol/types.js").Stage | null} stage
 * @property {readonly import("../protocol/types.js").Material[]} materials documents that one may show
 * @property {boolean} locked
 * @property {readonly ChatMessage[]} messages by `chat_seq`
 * @property {boolean} earlier
 * @property {readonly import("../protocol/types.js").LobbyEntry[]} lobby
 * @property {ReadonlyMap<ParticipantId, import("../protocol/types.js").AbilityReport>} abilities
 * @property {readonly import("./types.js").Report[]} reports
 * @property {boolean} mayOpen
 * @property {ReadonlySet<ParticipantId>} hidden
 * @property {ReadonlySet<Permission>} permissions
 * @property {import("../protocol/types.js").SlotCounts} slots
 * @property {readonly import("../protocol/types.js").IceServer[]} iceServers
 * @property {number} graceMs
 * @property {import("./place.js").Support} support groups, rounds, side talks and moods, as far as they concern one
 */

/** @type {Readonly<Room>} */
export const nowhere = Object.freeze(/** @type {Room} */ ({
  you: null,
  evening: null,
  roster: [],
  hands: [],
  floor: { type: "open" },
  stage: null,
  materials: [],
  locked: false,
  messages: [],
  earlier: false,
  lobby: [],
  abilities: new Map(),
  reports: [],
  mayOpen: false,
  hidden: new Set(),
  permissions: new Set(),
  slots: { audio: 4, video: 9 },
  iceServers: [],
  graceMs: 10_000,
  support: unsupported,
}));

/**
 * @param {Room} room
 * @param {Event} event
 * @returns {Room}
 */
export function reduce(room, event) {
  switch (event.type) {
    case "welcome":
      return welcomed(room, event);
    case "may_open":
      return { ...room, mayOpen: event.on };
    case "knocked":
      return { ...room, lobby: [...room.lobby.filter(({ participant }) => participant !== event.entry.participant), event.entry] };
    case "knock_gone":
      return { ...room, lobby: room.lobby.filter(({ participant }) => participant !== event.participant) };
    case "participant_joined":
    case "participant_updated":
      return { ...room, roster: placed(room.roster, event.participant) };
    case "participant_left":
      return supported(gone(room, event.participant), event);
    case "ability_reported":
      return {
        ...room,
        abilities: new Map(room.abilities).set(event.participant, {
          participant: event.participant,
          hear: event.hear,
          speak: event.speak,
        }),
      };
    case "person_reported":
      return { ...room, reports: [...room.reports, reportOf(room, event)] };
    case "hands":
      return { ...room, hands: event.queue };
    case "floor_changed":
      return { ...room, floor: event.floor };
    case "stage_changed":
      return { ...room, stage: event.stage };
    case "materials":
      return { ...room, materials: event.materials };
    case "room_locked":
      return { ...room, locked: event.on };
    case "chat_posted":
    case "chat_deleted":
    case "chat_reactions":
      return { ...room, messages: written(room.messages, event) };
    case "placed":
      return {
        ...room,
        roster: movedAmong(room.roster, event.people),
        hands: event.hands,
        floor: event.floor,
        stage: event.stage,
        support: reduceSupport(room.support, event),
      };
    default:
      // Told to one person (lobby_message, denied, muted, removed, …): the session's matter, not the room's. A newer
      // server may also say what this page does not know.
      return supported(room, event);
  }
}

/** @param {Room} room @param {Extract<Event, { type: "welcome" }>} event @returns {Room} */
function welcomed(room, event) {
  return {
    you: event.you,
    evening: event.evening,
    roster: event.roster,
    hands: event.hands,
    floor: event.floor,
    stage: event.stage,
    materials: event.materials,
    locked: event.locked,
    messages: merged([], event.chat),
    earlier: event.chat_earlier,
    lobby: event.lobby,
    abilities: new Map(event.abilities.map((report) => [report.participant, report])),
    // The server does not repeat what was reported; what this page heard stays.
    reports: room.reports,
    mayOpen: event.may_open,
    hidden: new Set(event.hidden),
    permissions: new Set(event.permissions),
    slots: event.slots,
    iceServers: event.ice_servers,
    graceMs: event.grace_ms,
    support: welcomedTo(event),
  };
}

/** @param {Room} room @param {import("../protocol/types.js").Live} live @returns {Room} */
export function hearLive(room, live) {
  const guidance = hearGuidance(room.support.guidance, live);
  return guidance === room.support.guidance ? room : { ...room, support: { ...room.support, guidance } };
}

/** @param {Room} room @param {Event} event @returns {Room} */
function supported(room, event) {
  const support = reduceSupport(room.support, event);
  return support === room.support ? room : { ...room, support };
}

/** The newcomer at the end, a known one in the old place.
 * @param {readonly Participant[]} roster @param {Participant} participant */
function placed(roster, participant) {
  const known = roster.some(({ id }) => id === participant.id);
  if (!known) return [...roster, participant];
  return roster.map((one) => (one.id === participant.id ? participant : one));
}

/** @param {Room} room @param {ParticipantId} participant @returns {Room} */
function gone(room, participant) {
  const abilities = new Map(room.abilities);
  const hadAbility = abilities.delete(participant);
  return {
    ...room,
    roster: room.roster.filter(({ id }) => id !== participant),
    abilities: hadAbility ? abilities : room.abilities,
  };
}

/** @param {Room} room @param {Extract<Event, { type: "person_reported" }>} event */
function reportOf(room, { by, about, text, at }) {
  const name = (/** @type {ParticipantId} */ id) => personIn(room, id)?.name ?? "";
  return { id: (room.reports.at(-1)?.id ?? 0) + 1, by, byName: name(by), about, aboutName: name(about), text, at };
}

/** @param {Room} room @param {ParticipantId | null} id @returns {Participant | null} */
export function personIn(room, id) {
  return room.roster.find((one) => one.id === id) ?? null;
}

/**
 * @param {readonly ChatMessage[]} messages
 * @param {Extract<Event, { type: "chat_posted" | "chat_deleted" | "chat_reactions" }>} event
 */
function written(messages, event) {
  if (event.type === "chat_posted") return merged(messages, [event.message]);
  return messages.map((message) => {
    if (message.id !== event.message) return message;
    if (event.type === "chat_reactions") return { ...message, reactions: event.reactions };
    return { ...message, deleted: true, text: "", reactions: {} };
  });
}

/**
 * Both lists as one, each message once (the later word wins), in the order of the evening.
 * @param {readonly ChatMessage[]} messages
 * @param {readonly ChatMessage[]} more
 * @returns {readonly ChatMessage[]}
 */
export function merged(messages, more) {
  const last = messages.at(-1);
  if (more.length === 1 && more[0] && (!last || last.chat_seq < more[0].chat_seq)) return [...messages, more[0]];
  const byId = new Map(messages.map((message) => [message.id, message]));
  for (const message of more) byId.set(message.id, message);
  return [...byId.values()].sort((one, other) => one.chat_seq - other.chat_seq);
}

/**
 * A page of older messages has come.
 * @param {Room} room
 * @param {Extract<import("../protocol/types.js").Outcome, { type: "chat_page" }>} page
 * @returns {Room}
 */
export function withOlder(room, page) {
  // What is known already may have been deleted or reacted to since the page was read.
  return { ...room, messages: merged(page.messages, room.messages), earlier: page.earlier };
}

/**
 * @param {Room} room
 * @param {import("../protocol/types.js").Source} source
 * @returns {import("../protocol/types.js").SourceState} what the server says of one's own source
 */
export function ownSource(room, source) {
  const you = personIn(room, room.you);
  if (!you) return "off";
  if (source === "microphone") return you.microphone;
  if (source === "camera") return you.camera;
  return you.screen;
}

/** One may switch the microphone on now.
 * @param {Room} room */
export function maySpeak(room) {
  if (!room.you || !room.permissions.has("speak") || ownSource(room, "microphone") === "blocked") return false;
  if (room.permissions.has("speak_over_floor")) return true;
  if (silencedByRound(room.support.place, room.you)) return false;
  if (room.floor.type === "open") return true;
  return room.floor.speakers.includes(room.you);
}
