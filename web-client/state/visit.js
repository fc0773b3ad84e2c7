// One visit to an evening, from the join to the end: the session's events become the room's state, and the room's words
// about oneself reach the microphone.

import { batch, computed, signal } from "../vendor/signals.js";
import { resolveLink } from "../protocol/links.js";
import { Session } from "../protocol/session.js";
import { subprotocol } from "../protocol/socket.js";
import { ability } from "../e2ee/guard.js";
import { Captions } from "./captions.js";
import { Confidence } from "./confidence.js";
import { GroupChat } from "./group_chat.js";
import { Outbox } from "./outbox.js";
import { hearLive, maySpeak, merged, nowhere, ownSource, personIn, reduce, withOlder } from "./room.js";
import { noticeOf, saidOf, settledIn } from "./says.js";

/** @typedef {import("../protocol/types.js").Event} Event */
/** @typedef {import("../protocol/types.js").Command} Command */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").EndReason} EndReason */
/** @typedef {import("./types.js").Connection} Connection */

/**
 * The parts of the page that a visit uses; they outlive it.
 * @typedef {object} Parts
 * @property {import("../protocol/keep.js").Keep} keep
 * @property {import("./notices.js").Notices} notices
 * @property {import("../media/slots.js").Slots} slots
 * @property {import("../media/line.js").Line} line
 * @property {import("../media/publications.js").Publications} publications
 * @property {Exclude<import("../protocol/types.js").DeviceClass, "ingest">} deviceClass
 * @property {() => import("../protocol/types.js").Language} language
 * @property {import("./view.js").View} view
 */

/**
 * @typedef {object} VisitEars
 * @property {() => void} waiting in the lobby
 * @property {() => void} admitted in the room
 * @property {(reason: EndReason | "not_in", problem: Problem | null) => void} over `not_in`: the join was refused
 */

/** @type {Readonly<Record<string, EndReason>>} */
const reasons = {
  removed: "removed",
  denied: "denied",
  evening_ended: "evening_ended",
  resumed_elsewhere: "elsewhere",
  link_unknown: "link_invalid",
  link_expired: "link_invalid",
  link_not_yet: "link_invalid",
  link_revoked: "link_invalid",
  evening_unknown: "link_invalid",
  session_unknown: "session_lost",
  protocol_unsupported: "reload",
  unknown_command: "reload",
  malformed: "reload",
};

/** @param {string} evening */
function socketUrl(evening) {
  const url = new URL(`/api/v1/evenings/${encodeURIComponent(evening)}/ws`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

export class Visit {
  #owner;
  #parts;
  #ears;
  #evening;
  #token;
  #session;
  #room = signal(nowhere);
  #speaking = signal(/** @type {readonly string[]} */ ([]));
  #speakingTimes = signal(/** @type {readonly import("../protocol/types.js").SpeakingTime[]} */ ([]));
  #unseen = signal(0);
  #pointer = signal(/** @type {import("../protocol/types.js").Pointer | null} */ (null));
  #lines = signal(/** @type {ReadonlyMap<string, "weak" | "lost">} */ (new Map()));
  #connection = signal(/** @type {Connection} */ ({ type: "online" }));
  #words = signal(/** @type {readonly import("./types.js").LobbyWord[]} */ ([]));
  #mayOpen = computed(() => this.#room.value.mayOpen);
  #outbox;
  #confidence = new Confidence((command) => void this.request(command).catch(() => {
    // A newer epoch is there, or signalling is away: what follows says it anew.
  }));
  #groupChat;
  #captions;
  #since = Date.now();
  /** The server knows no peer connection of this page. */
  #lineNeeded = true;
  #admitted = false;
  /** @type {() => void} */
  #cancelGrace = () => {};

  /**
   * @param {import("./owner.js").Owner} owner ends with the visit
   * @param {Parts} parts
   * @param {VisitEars} ears
   * @param {{ evening: string, token: string, start: import("../protocol/keep.js").JoinDetails | import("../protocol/keep.js").KeptSession }} setting
   */
  constructor(owner, parts, ears, { evening, token, start }) {
    this.#owner = owner;
    this.#parts = parts;
    this.#ears = ears;
    this.#evening = evening;
    this.#token = token;
    this.#outbox = new Outbox(
      {
        request: (command) => this.request(command),
        stored: (message, stored) => this.#stored(message, stored),
        keep: (pending) => parts.keep.setPending(evening, pending),
        after: (milliseconds, body) => owner.after(milliseconds, body),
      },
      parts.keep.pending(evening),
    );
    this.#groupChat = new GroupChat(owner, {
      letters: this.#confidence.letters,
      request: (command) => this.request(command),
      me: () => personIn(this.#room.peek(), this.#room.peek().you),
    });
    owner.own(this.#confidence.state.subscribe(({ type }) => parts.publications.doubt(type === "doubted")));
    this.#captions = new Captions(owner, {
      letters: this.#confidence.letters,
      request: (command) => this.request(command),
      me: () => this.#room.peek().you,
      place: () => this.#confidence.sealedFor,
    });
    this.#session = this.#begin(start);
    owner.own(() => {
      this.#session.dispose();
      parts.publications.reset();
      this.#confidence.dispose();
      parts.line.close();
    });
  }

  get room() {
    return this.#room;
  }
  get speaking() {
    return this.#speaking;
  }
  get lines() {
    return this.#lines;
  }
  /** How many here have a browser that cannot decode what is on the stage. */
  get unseen() {
    return this.#unseen;
  }

  get speakingTimes() {
    return this.#speakingTimes;
  }
  /** Where the presenter points. */
  get pointer() {
    return this.#pointer;
  }
  /** What proves over HTTP that one is here. */
  get key() {
    const kept = this.#parts.keep.session(this.#evening);
    return kept && { evening: this.#evening, participant: kept.participant, secret: kept.secret };
  }
  get connection() {
    return this.#connection;
  }
  get words() {
    return this.#words;
  }
  get mayOpen() {
    return this.#mayOpen;
  }
  /** Whether what is said here is encrypted, and the words to compare. */
  get confidence() {
    return this.#confidence.state;
  }
  /** The counters of the worker that seals and opens. */
  frames() {
    return this.#confidence.counts();
  }
  get outbox() {
    return this.#outbox;
  }
  get groupChat() {
    return this.#groupChat;
  }
  get captions() {
    return this.#captions;
  }
  get since() {
    return this.#since;
  }

  /** @param {Command} command @returns {Promise<import("../protocol/types.js").Outcome>} rejects with `Refused` */
  request(command) {
    return this.#session.request(command);
  }

  /** @param {boolean} quiet */
  async leave(quiet) {
    // What was said goodbye to must not be sent a moment longer.
    this.#parts.publications.silence();
    await this.#session.leave(quiet);
    this.#parts.keep.setPending(this.#evening, []);
    this.#end("left", null);
  }

  /** Older messages. @returns {Promise<void>} rejects with `Refused` */
  async older() {
    const before = this.#room.peek().messages[0]?.chat_seq;
    if (before === undefined) return;
    const page = await this.request({ type: "chat_history", before });
    if (page.type === "chat_page") this.#room.value = withOlder(this.#room.peek(), page);
  }

  /** @param {string} participant @param {boolean} on */
  hidden(participant, on) {
    const hidden = new Set(this.#room.peek().hidden);
    if (on) hidden.add(participant);
    else hidden.delete(participant);
    this.#room.value = { ...this.#room.peek(), hidden };
  }

  /** @param {import("../protocol/keep.js").JoinDetails | import("../protocol/keep.js").KeptSession} start */
  #begin(start) {
    const { keep, deviceClass, language, view } = this.#parts;
    return new Session(
      {
        url: socketUrl(this.#evening),
        deviceClass,
        joinCommand: ({ token, name, business }) => ({
          type: "join",
          token,
          name,
          business,
          device: keep.device,
          device_class: deviceClass,
          language: language(),
          rules_accepted: true,
          e2ee: ability() !== null,
        }),
        // Saying the same view again changes nothing and is told to nobody.
        sign: () => ({ type: "view", wants: view.wants }),
        keep: (session) => keep.setSession(this.#evening, session),
      },
      {
        standing: (standing, how) => this.#standing(standing, how),
        event: (event, fresh) => this.#event(event, fresh),
        live: (live) => this.#live(live),
        away: (restarting, attempt) => this.#away(restarting, attempt),
        over: (problem, joining) => this.#over(problem, joining),
        failing: () => void this.#diagnose(),
      },
      start,
    );
  }

  /** @param {import("../protocol/types.js").Standing} standing @param {"joined" | "replayed" | "anew"} how */
  #standing(standing, how) {
    const { notices, publications, line, view } = this.#parts;
    this.#cancelGrace();
    this.#cancelGrace = () => {};
    if (this.#connection.peek().type !== "online") {
      this.#connection.value = { type: "online" };
      notices.say("reconnected", {});
    }
    if (how !== "replayed") {
      this.#lineNeeded = true;
      this.#lines.value = new Map();
      this.#confidence.forget();
    }
    if (standing === "waiting") {
      this.#waiting();
    } else if (how === "replayed" && this.#admitted) {
      publications.opened(false, (source) => ownSource(this.#room.peek(), source) === "on");
      line.signallingBack();
      // What changed on the screen meanwhile was told to nobody.
      view.opened();
      this.#outbox.opened();
      this.#groupChat.opened();
      this.#captions.opened();
    }
  }

  #waiting() {
    if (this.#admitted) {
      // The server lost the room and knocks for us anew.
      this.#admitted = false;
      this.#parts.line.close();
      this.#room.value = nowhere;
    }
    this.#ears.waiting();
  }

  /** @param {Event} event @param {boolean} fresh */
  #event(event, fresh) {
    const before = this.#room.peek();
    const after = reduce(before, event);
    batch(() => {
      this.#room.value = after;
      if (event.type === "chat_posted") this.#outbox.seen(event.message.id);
      if (fresh) this.#tell(before, after, event);
      this.#parts.notices.settle(settledIn(after));
      this.#obey(after, event);
      this.#confidence.hear(after, event);
      this.#groupChat.hear(event, after.support.place);
      this.#captions.hear(event);
      if (before.stage !== after.stage) this.#pointer.value = after.stage?.type === "slides" ? after.stage.pointer : null;
    });
  }

  /** @param {import("./room.js").Room} before @param {import("./room.js").Room} after @param {Event} event */
  #tell(before, after, event) {
    const notice = noticeOf(before, after, event);
    if (notice) this.#parts.notices.add(notice.key, notice.params, notice.tone);
    const said = saidOf(before, after, event);
    if (said) this.#parts.notices.say(said.key, said.params);
  }

  /** What an event demands of this page. @param {import("./room.js").Room} room @param {Event} event */
  #obey(room, event) {
    const { publications } = this.#parts;
    switch (event.type) {
      case "welcome":
        this.#welcomed(room);
        break;
      case "lobby_message":
        this.#words.value = [...this.#words.peek(), { text: event.text, at: Date.now() }];
        break;
      case "muted":
        publications.switchedOff(event.source, true);
        break;
      case "floor_changed":
      case "round":
      case "placed":
        if (!maySpeak(room)) publications.switchedOff("microphone", true);
        break;
      case "participant_updated":
        if (event.participant.id !== room.you) break;
        for (const source of /** @type {const} */ (["microphone", "camera", "screen"])) {
          if (event.participant[source] === "on") publications.saidOn(source);
          else publications.switchedOff(source, event.participant[source] === "blocked");
        }
        break;
      case "denied":
        this.#end("denied", null);
        break;
      case "removed":
        this.#end("removed", null);
        break;
      case "evening_ended":
        this.#end("evening_ended", null);
        break;
      default:
    }
  }

  /** @param {import("./room.js").Room} room */
  #welcomed(room) {
    const { line, publications } = this.#parts;
    this.#admitted = true;
    this.#ears.admitted();
    this.#outbox.opened();
    this.#groupChat.opened();
    // A welcome on the same connection, with other permissions for example, leaves pictures and sound alone.
    if (!this.#lineNeeded) return;
    this.#lineNeeded = false;
    publications.opened(true, (source) => ownSource(room, source) === "on");
    line.open({ slots: room.slots, iceServers: room.iceServers, guard: this.#confidence.guard(room) });
  }

  /** @param {import("../protocol/types.js").Live} live */
  #live(live) {
    if (live.type === "speaking") this.#speaking.value = live.participants;
    else if (live.type === "slot") this.#parts.slots.map(live.mid, live.fill);
    else if (live.type === "slot_paused") this.#parts.slots.pause(live.mid, live.picture);
    else if (live.type === "slot_undecodable") this.#cannotDecode(live);
    else if (live.type === "stage_unseen") this.#unseenBy(live.people);
    else if (live.type === "speaking_times") this.#speakingTimes.value = live.times;
    else if (["question_votes", "poll_counts"].includes(live.type)) this.#room.value = hearLive(this.#room.peek(), live);
    else if (live.type === "caption" || live.type === "caption_sealed") this.#captions.hearLive(live);
    else if (live.type === "connections") {
      this.#lines.value = new Map([...live.weak.map((who) => /** @type {const} */ ([who, "weak"])), ...live.lost.map((who) => /** @type {const} */ ([who, "lost"]))]);
    } else if (live.type === "ice_servers") this.#parts.line.reaches(live.servers);
    else if (live.type === "stage_pointer") this.#pointer.value = live.pointer;
    else if (live.type === "layers_needed") this.#parts.line.needs(live.source, live.layers);
  }

  /** @param {Extract<import("../protocol/types.js").Live, { type: "slot_undecodable" }>} live */
  #cannotDecode({ mid, picture }) {
    this.#parts.slots.cannotDecode(mid, picture);
    if (picture) this.#parts.notices.say("stage-undecodable", {});
  }

  /** @param {number} people */
  #unseenBy(people) {
    if (people > this.#unseen.peek()) this.#parts.notices.say("stage-unseen", { count: people });
    this.#unseen.value = people;
  }

  /** @param {boolean} restarting @param {number} attempt */
  #away(restarting, attempt) {
    const { publications, notices } = this.#parts;
    const known = this.#connection.peek();
    const first = known.type === "online";
    this.#connection.value = {
      type: restarting ? "server_restarting" : "reconnecting",
      since: first ? Date.now() : known.since,
      attempt,
      sending: first ? true : known.sending,
    };
    if (!first) return;
    publications.closed();
    notices.say(restarting ? "reject-server-restarting" : this.#admitted ? "reconnecting-media-on" : "reconnecting", {});
    this.#outbox.closed();
    this.#groupChat.closed();
    this.#speaking.value = [];
    this.#cancelGrace = this.#owner.after(this.#room.peek().graceMs, () => {
      publications.silence();
      const now = this.#connection.peek();
      if (now.type === "online") return;
      this.#connection.value = { ...now, sending: false };
      if (this.#admitted) notices.say("reconnecting-media-off", {});
    });
  }

  /** @param {Problem} problem @param {boolean} joining */
  #over(problem, joining) {
    const reason = reasons[problem.code];
    if (joining && (!reason || reason === "session_lost")) this.#end("not_in", problem);
    else this.#end(reason ?? "failed", problem);
  }

  /** Sockets do not open, and browsers do not tell why: the link may have been revoked, the evening may be over, or the
   * server may speak another version. */
  async #diagnose() {
    const answer = await resolveLink(this.#token);
    if (this.#owner.over || this.#session.online) return;
    if ("problem" in answer) {
      const reason = reasons[answer.problem.code];
      // Who came by it while it was valid stays; whether that is so the server says at the resume.
      const mayStay = answer.problem.code === "link_expired" && this.key !== null;
      if (reason && !mayStay) this.#end(reason, answer.problem);
    } else if (answer.link.state === "ended") this.#end("evening_ended", null);
    else if (!answer.link.protocols.includes(subprotocol)) this.#end("reload", null);
  }

  /** @param {EndReason | "not_in"} reason @param {Problem | null} problem */
  #end(reason, problem) {
    if (this.#owner.over) return;
    if (!["elsewhere", "failed", "reload"].includes(reason)) this.#parts.keep.setSession(this.#evening, null);
    // At once, so that nobody takes what ends for what the person wishes.
    batch(() => {
      this.#owner.dispose();
      this.#ears.over(reason, problem);
    });
  }

  /** Acknowledged: from now on it is one of the evening's messages, even if the event is still on its way.
   * @param {import("./types.js").PendingMessage} message @param {import("./outbox.js").Stored} stored */
  #stored({ id, text, audience }, { chat_seq, at }) {
    const room = this.#room.peek();
    const you = personIn(room, room.you);
    if (!you || room.messages.some((known) => known.id === id)) return;
    const mine = { id, chat_seq, author: you.id, author_name: you.name, author_role: you.role, audience, text, at, deleted: false, reactions: {} };
    this.#room.value = { ...room, messages: merged(room.messages, [mine]) };
  }
}
