// The way of pictures and sound to the server and back: keeps a peer connection as long as one is in the room, and
// makes a new one by itself when the old one cannot be healed.

import { signal } from "../vendor/signals.js";
import { Peer } from "./peer.js";
import { inboundByMid, entriesOf } from "./measure.js";

/** @typedef {import("../state/types.js").MediaState} MediaState */
/** @typedef {import("../state/types.js").Measurements} Measurements */
/** @typedef {import("../protocol/types.js").Source} Source */

/** Waits before a new peer; the last one repeats. Milliseconds. */
const waits = [200, 1_000, 2_000, 5_000];
/** From so many failures in a row on, the person is told that it does not work here. */
const failedAfter = 3;

/** Offers are counted over the life of the page. */
let offers = 0;

/**
 * @typedef {object} LineSetting
 * @property {Exclude<import("../protocol/types.js").DeviceClass, "ingest">} deviceClass
 * @property {PeerSetting["request"]} request
 * @property {import("./slots.js").Slots} slots
 * @property {() => void} opened the slots are there, and the server knows the peer connection
 */
/** @typedef {import("./peer.js").PeerSetting} PeerSetting */

export class Line {
  #owner;
  #setting;
  #state = signal(/** @type {MediaState} */ ("idle"));
  #measurements = signal(/** @type {Measurements | null} */ (null));
  /** @type {Peer | null} */
  #peer = null;
  /** @type {Map<Source, MediaStreamTrack | null>} */
  #tracks = new Map();
  /** @type {Pick<PeerSetting, "slots" | "iceServers" | "guard"> | null} */
  #terms = null;
  #failures = 0;
  /** @type {() => void} */
  #cancelWait = () => {};
  /** A new peer is needed, but signalling is away. */
  #owed = false;

  /** @param {import("../state/owner.js").Owner} owner @param {LineSetting} setting */
  constructor(owner, setting) {
    this.#owner = owner;
    this.#setting = setting;
    owner.own(() => this.close());
  }

  static get offers() {
    return offers;
  }
  get state() {
    return this.#state;
  }
  get measurements() {
    return this.#measurements;
  }

  /** A new peer connection on the room's terms, in place of any old one.
   * @param {Pick<PeerSetting, "slots" | "iceServers" | "guard">} terms */
  open(terms) {
    this.#terms = terms;
    this.#failures = 0;
    // Some in-app browsers have none: then there is the chat.
    if (typeof RTCPeerConnection === "undefined") this.#state.value = "failed";
    else this.#make();
  }

  close() {
    this.#terms = null;
    this.#owed = false;
    this.#cancelWait();
    this.#peer?.dispose();
    this.#peer = null;
    this.#setting.slots.clear();
    this.#state.value = "idle";
    this.#measurements.value = null;
  }

  /** @param {Source} source @param {MediaStreamTrack | null} track */
  send(source, track) {
    this.#tracks.set(source, track);
    this.#peer?.send(source, track);
  }

  /** So many layers of a picture are looked at. @param {Source} source @param {number} count */
  needs(source, count) {
    this.#peer?.needs(source, count);
  }

  /** Fresh credentials for the relays, for the next connection or restart. @param {PeerSetting["iceServers"]} iceServers */
  reaches(iceServers) {
    if (this.#terms) this.#terms = { ...this.#terms, iceServers };
    this.#peer?.reaches(iceServers);
  }

  /** Signalling is back and the server still knows the peer connection. */
  signallingBack() {
    if (this.#owed) this.#make();
    else this.#peer?.signallingBack();
  }

  #make() {
    if (!this.#terms || this.#owner.over) return;
    this.#owed = false;
    this.#cancelWait();
    this.#peer?.dispose();
    this.#setting.slots.clear();
    if (this.#state.peek() !== "failed") this.#state.value = this.#state.peek() === "idle" ? "connecting" : "reconnecting";
    const peer = new Peer({
      ...this.#terms,
      deviceClass: this.#setting.deviceClass,
      request: this.#setting.request,
      offered: () => (offers += 1),
      opened: (lines) => {
        this.#setting.slots.open(lines);
        this.#setting.opened();
      },
      changed: (state) => {
        if (state === "connected") this.#failures = 0;
        this.#state.value = state;
      },
      measured: (measurements) => (this.#measurements.value = measurements),
      broken: (problem) => this.#broken(problem),
    });
    this.#peer = peer;
    for (const [source, track] of this.#tracks) peer.send(source, track);
  }

  /** @param {import("../state/types.js").Problem | null} problem */
  #broken(problem) {
    this.#peer = null;
    this.#measurements.value = null;
    if (problem?.code === "unreachable") {
      this.#owed = true;
      this.#state.value = "reconnecting";
      return;
    }
    const wait = waits[Math.min(this.#failures, waits.length - 1)] ?? 0;
    this.#failures += 1;
    this.#state.value = this.#failures >= failedAfter ? "failed" : "reconnecting";
    this.#cancelWait = this.#owner.after(wait, () => this.#make());
  }

  /** What each slot receives, for diagnostics.
   * @returns {Promise<import("../state/types.js").SlotStatistics[]>} */
  async statistics() {
    const report = await this.#peer?.statistics();
    const inbound = report ? inboundByMid(entriesOf(report)) : new Map();
    return this.#setting.slots.all().map(({ mid, kind, fill, ready }) => {
      const entry = inbound.get(mid);
      return {
        mid,
        kind,
        participant: fill?.participant ?? null,
        source: fill?.source ?? null,
        ready,
        packets: entry?.packetsReceived ?? 0,
        framesDecoded: entry?.framesDecoded ?? 0,
        width: entry?.frameWidth ?? 0,
        height: entry?.frameHeight ?? 0,
        audioEnergy: entry?.totalAudioEnergy ?? 0,
        concealedSamples: entry?.concealedSamples ?? 0,
      };
    });
  }
}
