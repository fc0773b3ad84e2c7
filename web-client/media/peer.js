// One peer connection: one offer, one answer, and after that only new ICE credentials when the path died.

import { connectionOptions } from "../e2ee/guard.js";
import { onOtherNetwork } from "../protocol/network.js";
import { problemFrom } from "../protocol/problem.js";
import { Owner } from "../state/owner.js";
import { Layers } from "./layers.js";
import { addLines, sourceOf } from "./lines.js";
import { Liveness } from "./liveness.js";
import { entriesOf, measurementsOf, receivedOf, sumsOf } from "./measure.js";
import { offering, tuned } from "./sdp.js";

/** @typedef {import("../protocol/types.js").Source} Source */
/** @typedef {import("../protocol/types.js").LinePurpose} LinePurpose */

/** The first connection takes no longer than this, or the peer is made anew. */
const connectMs = 12_000;
/** "disconnected" often heals by itself. */
const healMs = 2_000;
/** A restart that brought nothing back within this time is given up for a new peer. */
const restartMs = 8_000;
const lookMs = 1_000;
const measureEvery = 2;

/**
 * @typedef {object} PeerSetting
 * @property {Exclude<import("../protocol/types.js").DeviceClass, "ingest">} deviceClass
 * @property {import("../protocol/types.js").SlotCounts} slots
 * @property {readonly import("../protocol/types.js").IceServer[]} iceServers
 * @property {import("../e2ee/guard.js").Guard | null} guard where the browser can encrypt
 * @property {(command: import("../protocol/types.js").Command) => Promise<import("../protocol/types.js").Outcome>} request
 * @property {() => void} offered an offer was made
 * @property {(lines: { mid: string, purpose: LinePurpose, receiver: RTCRtpReceiver }[]) => void} opened the receiving lines, as soon as
 *   the server has answered: what it says of slots from then on is about this connection
 * @property {(state: "connected" | "reconnecting") => void} changed
 * @property {(measurements: import("../state/types.js").Measurements) => void} measured
 * @property {(problem: import("../state/types.js").Problem | null) => void} broken for good: make a new peer
 */

/** @param {import("../protocol/types.js").IceServer} server @returns {RTCIceServer} */
function iceServer({ urls, username, credential }) {
  return { urls, ...(username !== null && { username }), ...(credential !== null && { credential }) };
}

export class Peer {
  #owner = new Owner();
  #setting;
  #connection;
  #configuration;
  /** @type {Map<Source, RTCRtpSender>} */
  #senders = new Map();
  /** @type {Map<Source, MediaStreamTrack | null>} */
  #tracks = new Map();
  #layers = new Layers();
  /** What is known to go through the guard on this connection. @type {Set<Source>} */
  #led = new Set();
  /** @type {Map<string, LinePurpose>} */
  #purposes = new Map();
  /** Line by line. @type {readonly LinePurpose[]} */
  #lines = [];
  #liveness = new Liveness(performance.now());
  #connected = false;
  /** The server knows this connection: what it says is about this one and not about the one before. */
  #answered = false;
  #restarting = false;
  /** A restart is needed, but signalling is away. */
  #owed = false;
  #looks = 0;
  /** @type {import("./measure.js").Sums | null} */
  #sums = null;
  /** @type {() => void} */
  #cancelHeal = () => {};
  /** @type {() => void} */
  #cancelDeadline = () => {};

  /** @param {PeerSetting} setting */
  constructor(setting) {
    this.#setting = setting;
    this.#configuration = {
      iceServers: setting.iceServers.map(iceServer),
      bundlePolicy: /** @type {const} */ ("max-bundle"),
      rtcpMuxPolicy: /** @type {const} */ ("require"),
      ...(setting.guard && connectionOptions()),
    };
    this.#connection = new RTCPeerConnection(this.#configuration);
    this.#owner.own(() => this.#connection.close());
    this.#owner.listen(this.#connection, "connectionstatechange", () => this.#stateChanged());
    this.#owner.listen(this.#connection, "iceconnectionstatechange", () => this.#stateChanged());
    onOtherNetwork(this.#owner, () => this.#doubt());
    this.#cancelDeadline = this.#owner.after(connectMs, () => this.#break(null));
    const veilAll = () => {
      for (const source of this.#tracks.keys()) this.#veil(source);
    };
    if (setting.guard) this.#owner.own(setting.guard.lifted.subscribe(veilAll));
    void this.#offer();
  }

  /** Fresh credentials for the relays, from the next restart on. @param {readonly import("../protocol/types.js").IceServer[]} servers */
  reaches(servers) {
    this.#configuration = { ...this.#configuration, iceServers: servers.map(iceServer) };
    this.#connection.setConfiguration(this.#configuration);
  }

  /** Ends it without a word. */
  dispose() {
    this.#owner.dispose();
  }

  /** What is sent as `source`; null sends nothing at all. @param {Source} source @param {MediaStreamTrack | null} track */
  send(source, track) {
    if (this.#tracks.get(source) === track) return;
    this.#tracks.set(source, track);
    this.#veil(source);
    void this.#senders.get(source)?.replaceTrack(track).catch(() => {
      // Only possible when the connection is closed meanwhile; a new one gets the tracks anew.
    });
  }

  /** So many layers of a picture are looked at; the others need not be sent. @param {Source} source @param {number} count */
  needs(source, count) {
    const sender = this.#senders.get(source);
    if (sender && this.#answered) void this.#layers.set(sender, count);
  }

  /**
   * In an encrypted place black and silence until a frame has come out of the guard: so far nobody knows whether this browser does
   * lead the line through it. A disabled track is encoded all the same, so the proof comes without anything being shown.
   * @param {Source} source
   */
  #veil(source) {
    const track = this.#tracks.get(source);
    const { guard } = this.#setting;
    if (track && guard) track.enabled = guard.lifted.peek() || this.#led.has(source);
  }

  /** @param {Source} source */
  #leads(source) {
    this.#led.add(source);
    this.#veil(source);
  }

  /** @returns {Promise<RTCStatsReport>} */
  statistics() {
    return this.#connection.getStats();
  }

  /** Signalling is back: what it owes is done, and a path that died meanwhile is noticed soon. */
  signallingBack() {
    if (this.#owed) void this.#restart();
    else this.#doubt();
  }

  #doubt() {
    this.#liveness.doubt();
    if (this.#looks > 0) void this.#look();
  }

  async #offer() {
    const lines = addLines(this.#connection, this.#setting.deviceClass, this.#setting.slots, this.#setting.guard, (source) => this.#leads(source));
    this.#lines = lines.map(({ purpose }) => purpose);
    for (const { purpose, transceiver, forget } of lines) {
      this.#owner.own(forget);
      const source = sourceOf[purpose];
      if (source) this.#senders.set(source, transceiver.sender);
    }
    for (const [source, track] of this.#tracks) await this.#senders.get(source)?.replaceTrack(track);
    try {
      await this.#describe({});
      if (this.#owner.over) return;
      this.#setting.offered();
      const named = lines.map(({ purpose, transceiver }) => ({ mid: transceiver.mid ?? "", purpose, transceiver }));
      for (const { mid, purpose } of named) this.#purposes.set(mid, purpose);
      const sdp = this.#connection.localDescription?.sdp ?? "";
      const offered = named.map(({ mid, purpose }) => ({ mid, purpose }));
      const outcome = await this.#setting.request({ type: "media_offer", sdp, lines: offered });
      if (this.#owner.over) return;
      this.#answered = true;
      const receiving = named.filter(({ purpose }) => !sourceOf[purpose]);
      this.#setting.opened(receiving.map(({ mid, purpose, transceiver }) => ({ mid, purpose, receiver: transceiver.receiver })));
      await this.#take(outcome);
      this.#owner.every(lookMs, () => void this.#look());
    } catch (error) {
      this.#break(problemFrom(error));
    }
  }

  /** @param {RTCOfferOptions} options */
  async #describe(options) {
    const offer = await this.#connection.createOffer(options);
    const sdp = offering(offer.sdp ?? "", this.#lines);
    // A browser that takes no edited offer takes its own.
    await this.#connection.setLocalDescription({ type: "offer", sdp }).catch(() => this.#connection.setLocalDescription(offer));
  }

  /** @param {import("../protocol/types.js").Outcome} outcome */
  async #take(outcome) {
    if (outcome.type !== "media_answer" || this.#owner.over) return;
    await this.#connection.setRemoteDescription({ type: "answer", sdp: tuned(outcome.sdp, this.#purposes) });
  }

  #stateChanged() {
    if (this.#owner.over) return;
    const { connectionState, iceConnectionState } = this.#connection;
    // The word about ICE comes before the one about the whole: as long as they differ, the worse one counts.
    if (connectionState === "connected" && iceConnectionState !== "disconnected" && iceConnectionState !== "failed") {
      this.#cancelHeal();
      this.#liveness.forgive(performance.now());
      this.#up();
    } else if (iceConnectionState === "failed") void this.#restart();
    // ICE is well and the connection is not: DTLS is broken, which no new path heals.
    else if (connectionState === "failed") this.#break(null);
    else if (iceConnectionState === "disconnected") {
      this.#cancelHeal();
      this.#cancelHeal = this.#owner.after(healMs, () => void this.#restart());
    }
  }

  #up() {
    this.#cancelDeadline();
    if (this.#connected) return;
    this.#connected = true;
    this.#setting.changed("connected");
  }

  async #look() {
    const entries = entriesOf(await this.#connection.getStats());
    if (this.#owner.over) return;
    const now = performance.now();
    this.#looks += 1;
    if (this.#looks % measureEvery === 0) {
      const sums = sumsOf(entries, now);
      if (this.#sums && this.#connected) this.#setting.measured(measurementsOf(entries, sums, this.#sums));
      this.#sums = sums;
    }
    const state = this.#liveness.measure(receivedOf(entries), now);
    if (state === "stalled" && this.#connected) await this.#restart();
    else if (state === "alive" && this.#connection.connectionState === "connected") this.#up();
  }

  /** New ICE credentials, unchanged lines. */
  async #restart() {
    if (this.#restarting || this.#owner.over) return;
    this.#restarting = true;
    this.#owed = false;
    this.#cancelHeal();
    if (this.#connected) {
      this.#connected = false;
      this.#setting.changed("reconnecting");
    }
    try {
      await this.#describe({ iceRestart: true });
      if (this.#owner.over) return;
      this.#setting.offered();
      const sdp = this.#connection.localDescription?.sdp ?? "";
      await this.#take(await this.#setting.request({ type: "media_restart", sdp }));
      this.#cancelDeadline();
      this.#liveness.restarted(performance.now());
      this.#cancelDeadline = this.#owner.after(restartMs, () => this.#break(null));
    } catch (error) {
      const problem = problemFrom(error);
      if (problem.code === "unreachable") this.#owed = true;
      else this.#break(problem);
    } finally {
      this.#restarting = false;
    }
  }

  /** @param {import("../state/types.js").Problem | null} problem */
  #break(problem) {
    if (this.#owner.over) return;
    this.#owner.dispose();
    this.#setting.broken(problem);
  }
}
