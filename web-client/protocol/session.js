// One's place in the evening, surviving sockets: join once, then resume on every new socket, and join anew only when
// the server knows the session no more.

import { ability } from "../e2ee/guard.js";
import { Owner } from "../state/owner.js";
import { waitAsTold, waitBefore } from "./backoff.js";
import { isOffline, onOtherNetwork } from "./network.js";
import { Refused, problemFrom, problemOf, unreachable } from "./problem.js";
import { Socket } from "./socket.js";

/** @typedef {import("./types.js").Command} Command */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").Live} Live */
/** @typedef {import("./types.js").Outcome} Outcome */
/** @typedef {import("./types.js").Standing} Standing */
/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("./keep.js").JoinDetails} JoinDetails */
/** @typedef {import("./keep.js").KeptSession} KeptSession */

/**
 * @typedef {object} SessionEars
 * @property {(standing: Standing, how: "joined" | "replayed" | "anew") => void} standing on the socket, before its events.
 *   `anew`: the server welcomes again, and media needs a new peer connection
 * @property {(event: Event, fresh: boolean) => void} event each exactly once; `fresh` is false while a reloaded page catches up
 * @property {(live: Live) => void} live
 * @property {(restarting: boolean, attempt: number) => void} away the socket is lost; again before each attempt
 * @property {(problem: Problem, joining: boolean) => void} over for good; `joining`: never was in
 * @property {() => void} failing several attempts failed; somebody should find out why
 */

/**
 * @typedef {object} SessionSetting
 * @property {string} url of the WebSocket
 * @property {(details: JoinDetails) => Command} joinCommand
 * @property {import("./types.js").DeviceClass} deviceClass
 * @property {() => Command} sign
 * @property {(kept: KeptSession | null) => void} keep
 * @property {() => number} [random]
 * @property {typeof WebSocket} [Kind]
 */

/** Without a network sockets fail at once, and browsers count it. That there is one again is told; just in case it is not. Milliseconds. */
const offlineMs = 10_000;
/** Every so many failed attempts `failing` is called. */
const failingEvery = 3;

export class Session {
  #owner = new Owner();
  #setting;
  #ears;
  /** @type {Socket | null} */
  #socket = null;
  /** @type {KeptSession | null} */
  #kept = null;
  /** @type {JoinDetails} */
  #details;
  #lastSeq = 0;
  #fresh = true;
  #attempt = 0;
  #restarting = false;
  #standing = false;
  /** A rejoin after `session_unknown` is tried once for each time that one was in. */
  #rejoined = false;
  /** @type {() => void} */
  #cancelWait = () => {};
  #waiting = false;

  /**
   * Starts at once.
   * @param {SessionSetting} setting
   * @param {SessionEars} ears
   * @param {JoinDetails | KeptSession} start details to join, or what was kept to resume
   */
  constructor(setting, ears, start) {
    this.#setting = setting;
    this.#ears = ears;
    this.#details = "secret" in start ? start.details : start;
    this.#kept = "secret" in start ? start : null;
    this.#fresh = !this.#kept;
    if (typeof window !== "undefined") {
      onOtherNetwork(this.#owner, () => this.#hurry());
      this.#owner.listen(window, "offline", () => this.#socket?.doubt());
      this.#owner.listen(window, "pageshow", () => this.#hurry());
      this.#owner.listen(document, "visibilitychange", () => {
        if (document.visibilityState === "visible") this.#hurry();
      });
    }
    this.#open();
  }

  /** On the socket and known to the server. */
  get online() {
    return this.#standing;
  }

  /** @param {Command} command @returns {Promise<Outcome>} rejects with `Refused` */
  request(command) {
    if (!this.#standing || !this.#socket) return Promise.reject(new Refused(unreachable));
    return this.#socket.request(command);
  }

  /** Says goodbye if it can and ends.
   * @param {boolean} quiet */
  async leave(quiet) {
    this.#setting.keep(null);
    // A goodbye that is not heard within a second is not waited for: the server notices by itself.
    const goodbye = this.request({ type: "leave", quiet }).catch(() => {});
    await Promise.race([goodbye, new Promise((resolve) => this.#owner.after(1_000, () => resolve(undefined)))]);
    this.dispose();
  }

  /** Ends without a word; what is kept stays. */
  dispose() {
    this.#standing = false;
    this.#owner.dispose();
    this.#socket?.close();
    this.#socket = null;
  }

  #open() {
    this.#waiting = false;
    if (this.#owner.over) return;
    this.#socket = new Socket(
      this.#setting.url,
      {
        opened: () => void this.#introduce(),
        heard: (message) => this.#heard(message),
        lost: () => this.#lost(null),
        sign: () => (this.#standing ? this.#setting.sign() : null),
      },
      this.#setting.Kind,
      this.#attempt,
    );
  }

  async #introduce() {
    const kept = this.#kept;
    try {
      const outcome = await this.#socket?.request(
        kept
          ? {
              type: "resume",
              participant: kept.participant,
              secret: kept.secret,
              last_seq: this.#lastSeq,
              device_class: this.#setting.deviceClass,
              e2ee: ability() !== null,
            }
          : this.#setting.joinCommand(this.#details),
      );
      if (outcome?.type === "joined") this.#joined(outcome);
      else if (outcome?.type === "resumed") this.#resumed(outcome);
    } catch (error) {
      this.#refused(problemFrom(error), kept !== null);
    }
  }

  /** @param {Extract<Outcome, { type: "joined" }>} outcome */
  #joined({ participant, secret, standing }) {
    this.#kept = { participant, secret, details: this.#details };
    this.#lastSeq = 0;
    this.#fresh = true;
    this.#setting.keep(this.#kept);
    this.#arrived();
    this.#ears.standing(standing, "joined");
  }

  /** @param {Extract<Outcome, { type: "resumed" }>} outcome */
  #resumed({ standing, replayed }) {
    if (!replayed) {
      this.#lastSeq = 0;
      this.#fresh = true;
    }
    this.#arrived();
    this.#rejoined = false;
    this.#ears.standing(standing, replayed ? "replayed" : "anew");
    // The replay stands before the answer to whatever is asked now.
    if (!this.#fresh) this.request(this.#setting.sign()).catch(() => {}).finally(() => (this.#fresh = true));
  }

  #arrived() {
    this.#standing = true;
    this.#restarting = false;
    this.#attempt = 0;
  }

  /** @param {Problem} problem @param {boolean} resuming */
  #refused(problem, resuming) {
    // Unanswered: the socket is gone, and `lost` takes care of it.
    if (problem.code === "unreachable" || this.#owner.over) return;
    if (problem.code === "too_many_joins" || problem.code === "too_many_commands" || problem.code === "internal") {
      if (resuming) return this.#comeBack(Number(problem.params["retry_ms"] ?? 2_000));
    }
    if (problem.code === "session_unknown" && resuming && !this.#rejoined) {
      this.#rejoined = true;
      this.#kept = null;
      this.#setting.keep(null);
      return this.#comeBack(0);
    }
    this.#finish(problem);
  }

  /** A new socket after so many milliseconds. @param {number} retryMs */
  #comeBack(retryMs) {
    this.#socket?.close();
    this.#lost(retryMs);
  }

  /** @param {Extract<import("./types.js").ServerMessage, { type: "event" | "live" | "closing" }>} message */
  #heard(message) {
    if (message.type === "live") return this.#ears.live(message.live);
    if (message.type === "closing") return this.#closing(message);
    // A welcome replaces everything known, whatever its number: a restarted server counts anew.
    if (message.seq <= this.#lastSeq && message.event.type !== "welcome") return;
    this.#lastSeq = message.seq;
    this.#ears.event(message.event, this.#fresh);
  }

  /** @param {Extract<import("./types.js").ServerMessage, { type: "closing" }>} message */
  #closing({ rejection, retry_ms }) {
    if (retry_ms === null || retry_ms === undefined) return this.#finish(problemOf(rejection));
    this.#restarting = rejection.code === "server_restarting";
    this.#comeBack(retry_ms);
  }

  /** @param {Problem} problem */
  #finish(problem) {
    const joining = this.#kept === null && !this.#rejoined;
    if (problem.code !== "resumed_elsewhere") this.#setting.keep(null);
    this.dispose();
    this.#ears.over(problem, joining);
  }

  /** @param {number | null} retryMs as the server told */
  #lost(retryMs) {
    if (this.#owner.over) return;
    this.#standing = false;
    this.#socket = null;
    const random = (this.#setting.random ?? Math.random)();
    const wait = Math.max(retryMs === null ? waitBefore(this.#attempt, random) : waitAsTold(retryMs, random), isOffline() ? offlineMs : 0);
    this.#attempt += 1;
    this.#ears.away(this.#restarting, this.#attempt);
    if (this.#owner.over) return;
    if (this.#attempt % failingEvery === 0) this.#ears.failing();
    this.#cancelWait();
    this.#waiting = true;
    this.#cancelWait = this.#owner.after(wait, () => this.#open());
  }

  /** There is a reason to believe that it works now: do not wait, or find out. */
  #hurry() {
    if (this.#waiting) {
      this.#cancelWait();
      this.#open();
    } else {
      this.#socket?.doubt();
    }
  }
}
