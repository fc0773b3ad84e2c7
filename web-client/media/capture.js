// The person's own microphone and camera: asked for together, kept alive, and captured again when the system took
// them away.

import { signal } from "../vendor/signals.js";

/** @typedef {"microphone" | "camera"} Kind */
/** @typedef {"denied" | "missing" | "busy" | "failed" | "lost" | "interrupted"} Trouble */

/**
 * `off`: not captured. `starting`: the browser may be asking for permission. `lost` and `interrupted` end by themselves: with another
 * device, or once the system gives the device back, as after a phone call.
 * @typedef {{ state: "off" } | { state: "starting" } | { state: "on", track: MediaStreamTrack } | { state: Trouble }} Capture
 */

/** @type {Readonly<Record<string, Trouble>>} */
const troubles = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** @param {unknown} error @returns {Trouble} */
export function troubleOf(error) {
  return (error instanceof Error && troubles[error.name]) || "failed";
}

/** A device that ends by itself is tried again at once; if that goes on, it is given up. */
const againWithinMs = 3_000;
/** So long a device may be silenced by the system without a word about it: some are for a moment when another program opens them. */
const mutedMs = 500;

/** @param {string} id */
const exact = (id) => (id ? { deviceId: { exact: id } } : {});

export class Captures {
  #owner;
  #chosen;
  #phone;
  /** @type {Record<Kind, import("../vendor/signals.js").Signal<Capture>>} */
  #captures = {
    microphone: signal(/** @type {Capture} */ ({ state: "off" })),
    camera: signal(/** @type {Capture} */ ({ state: "off" })),
  };
  /** Grows with each wish, so that a late answer to an older one is not taken. @type {Record<Kind, number>} */
  #wish = { microphone: 0, camera: 0 };
  /** What is captured, also while it gives nothing. @type {Record<Kind, MediaStreamTrack | null>} */
  #held = { microphone: null, camera: null };
  /** @type {Record<Kind, number>} */
  #endedAt = { microphone: -Infinity, camera: -Infinity };

  /**
   * @param {import("../state/owner.js").Owner} owner
   * @param {() => { microphone: string, camera: string }} chosen ids; empty for the browser's default
   * @param {boolean} phone
   */
  constructor(owner, chosen, phone) {
    this.#owner = owner;
    this.#chosen = chosen;
    this.#phone = phone;
    owner.own(() => {
      this.stop("microphone");
      this.stop("camera");
    });
    owner.listen(document, "visibilitychange", () => {
      if (document.visibilityState === "visible") this.#revive();
    });
    // None at an insecure address.
    if (navigator.mediaDevices instanceof EventTarget) owner.listen(navigator.mediaDevices, "devicechange", () => this.#revive());
  }

  get microphone() {
    return this.#captures.microphone;
  }
  get camera() {
    return this.#captures.camera;
  }

  /** The live track, if there is one. @param {Kind} kind @returns {MediaStreamTrack | null} */
  track(kind) {
    const capture = this.#captures[kind].peek();
    return capture.state === "on" ? capture.track : null;
  }

  /**
   * Captures what is asked and not captured yet. Both are asked in one question to the person; if that fails, each is
   * tried alone, so that a missing camera does not cost the voice.
   * @param {readonly Kind[]} kinds
   */
  async start(kinds) {
    const wanted = kinds.filter((kind) => !["on", "starting"].includes(this.#captures[kind].peek().state));
    if (wanted.length === 0) return;
    const wishes = wanted.map((kind) => ({ kind, wish: ++this.#wish[kind] }));
    for (const { kind } of wishes) {
      this.#release(kind);
      this.#captures[kind].value = { state: "starting" };
    }
    if (!navigator.mediaDevices?.getUserMedia) {
      for (const { kind } of wishes) this.#captures[kind].value = { state: "missing" };
      return;
    }
    try {
      await this.#capture(wishes);
    } catch (error) {
      if (wishes.length === 1 && wishes[0]) return this.#give(wishes[0], { state: troubleOf(error) });
      for (const wish of wishes) {
        // Taken back while the browser asked: the person is not asked again.
        if (!this.#isWished(wish)) continue;
        await this.#capture([wish]).catch((reason) => this.#give(wish, { state: troubleOf(reason) }));
      }
    }
  }

  /** @param {Kind} kind */
  stop(kind) {
    this.#wish[kind] += 1;
    this.#captures[kind].value = { state: "off" };
    this.#release(kind);
  }

  /** @param {Kind} kind */
  #release(kind) {
    this.#held[kind]?.stop();
    this.#held[kind] = null;
  }

  /** Captures anew, with the device chosen now. @param {Kind} kind */
  async restart(kind) {
    // Many phones cannot open a second camera while the first is open.
    this.stop(kind);
    await this.start([kind]);
  }

  /** @param {{ kind: Kind, wish: number }[]} wishes */
  async #capture(wishes) {
    const asks = (/** @type {Kind} */ kind) => wishes.some((wish) => wish.kind === kind);
    const stream = await this.#ask(asks("microphone"), asks("camera"));
    for (const wish of wishes) {
      const track = wish.kind === "microphone" ? stream.getAudioTracks()[0] : stream.getVideoTracks()[0];
      if (!track) this.#give(wish, { state: "missing" });
      else if (!this.#give(wish, { state: "on", track })) track.stop();
      else this.#watch(wish.kind, track);
    }
  }

  /** A device that was chosen once and is gone now gives way to the default.
   * @param {boolean} microphone @param {boolean} camera */
  async #ask(microphone, camera) {
    const { microphone: microphoneId, camera: cameraId } = this.#chosen();
    try {
      return await navigator.mediaDevices.getUserMedia({
        audio: microphone && { ...this.#audio(), ...exact(microphoneId) },
        video: camera && { ...this.#video(), ...exact(cameraId) },
      });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "OverconstrainedError") throw error;
      return navigator.mediaDevices.getUserMedia({ audio: microphone && this.#audio(), video: camera && this.#video() });
    }
  }

  #audio() {
    return { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: { ideal: 1 } };
  }

  #video() {
    const [width, height] = this.#phone ? [640, 360] : [1280, 720];
    return { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 24, max: 30 }, facingMode: "user" };
  }

  /** @param {{ kind: Kind, wish: number }} wish @param {Capture} capture @returns {boolean} it was still wished */
  #give(wish, capture) {
    if (!this.#isWished(wish)) return false;
    this.#captures[wish.kind].value = capture;
    return true;
  }

  /** @param {{ kind: Kind, wish: number }} wish */
  #isWished({ kind, wish }) {
    return this.#wish[kind] === wish && !this.#owner.over;
  }

  /** @param {Kind} kind @param {MediaStreamTrack} track */
  #watch(kind, track) {
    this.#held[kind] = track;
    const held = () => this.#held[kind] === track && !this.#owner.over;
    // `stop` by ourselves fires no `ended`: this is a pulled cable, a revoked permission or a phone call.
    track.addEventListener("ended", () => {
      if (held()) void this.#again(kind);
    });
    const silenced = () => {
      this.#owner.after(mutedMs, () => {
        if (held() && track.muted && this.track(kind)) this.#captures[kind].value = { state: "interrupted" };
      });
    };
    track.addEventListener("mute", silenced);
    track.addEventListener("unmute", () => {
      if (held() && track.readyState === "live") this.#captures[kind].value = { state: "on", track };
    });
    // What is captured during a phone call is silent from its beginning.
    if (track.muted) silenced();
  }

  /** @param {Kind} kind */
  async #again(kind) {
    const now = performance.now();
    const soon = now - this.#endedAt[kind] < againWithinMs;
    this.#endedAt[kind] = now;
    if (!soon) return this.#recapture(kind);
    this.#release(kind);
    this.#captures[kind].value = { state: "lost" };
  }

  /** Without a word until it is known what comes of it. @param {Kind} kind */
  async #recapture(kind) {
    const wish = { kind, wish: ++this.#wish[kind] };
    this.#release(kind);
    try {
      await this.#capture([wish]);
    } catch (error) {
      // What was there and is gone is "lost", whatever the browser calls it; a withdrawn permission is named as such.
      const state = troubleOf(error) === "denied" ? "denied" : "lost";
      if (this.#captures[kind].peek().state !== state) this.#give(wish, { state });
    }
  }

  /** A phone that was locked or rang gives tracks that are dead or silent; a new device may be the one that was missed. */
  #revive() {
    for (const kind of /** @type {const} */ (["microphone", "camera"])) {
      const { state } = this.#captures[kind].peek();
      const track = this.#held[kind];
      const dead = track && (track.readyState === "ended" || track.muted) && ["on", "interrupted"].includes(state);
      if (dead || state === "lost") void this.#recapture(kind);
    }
  }
}
