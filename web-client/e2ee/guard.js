// Leads the lines of a peer connection through the worker, and says whether this browser can do it at all.

import { signal } from "../vendor/signals.js";
import { startWorker } from "../protocol/workers.js";
import { Owner } from "../state/owner.js";
import { keptMs } from "./frames.js";

/** @typedef {import("./worker.js").Line} Line */

/** Whether frames can be sealed here: by script transforms, by encoded streams, or not. @returns {"transform" | "streams" | null} */
export function ability() {
  if (typeof Worker === "undefined" || !globalThis.crypto?.subtle) return null;
  if (typeof (/** @type {any} */ (globalThis).RTCRtpScriptTransform) === "function") return "transform";
  const sender = /** @type {any} */ (globalThis).RTCRtpSender?.prototype;
  return typeof sender?.createEncodedStreams === "function" ? "streams" : null;
}

/** What a connection must be made with for its lines to be guarded. @returns {object} */
export function connectionOptions() {
  return ability() === "streams" ? { encodedInsertableStreams: true } : {};
}

export class Guard {
  #owner = new Owner();
  #worker;
  /** @type {Map<string, () => void>} what waits for a line's first sealed frame */
  #waiting = new Map();
  #lines = 0;
  /** @type {() => void} */
  #cancelForget = () => {};
  #lifted = signal(false);

  /** Closed to begin with: a key opens it, or the word that nothing is encrypted here. */
  constructor() {
    this.#worker = startWorker("frames");
    this.#owner.own(() => this.#worker.terminate());
    this.#owner.listen(this.#worker, "message", ({ data }) => {
      if (data.type !== "led") return;
      this.#waiting.get(data.line)?.();
      this.#waiting.delete(data.line);
    });
  }

  dispose() {
    this.#owner.dispose();
  }

  /**
   * To be called in the same turn in which the transceiver was made: set later, Chromium takes no notice of it and sends in the
   * clear.
   * @param {RTCRtpSender | RTCRtpReceiver} end @param {"send" | "receive"} side @param {"audio" | "video"} kind
   * @param {() => void} [led] the worker has let the first frame out: the browser does lead this line through it
   * @returns {() => void} the connection has ended: nobody waits for that frame any more
   */
  lead(end, side, kind, led) {
    this.#lines += 1;
    /** @type {Line} */
    const line = { side, kind, name: String(this.#lines) };
    if (led) this.#waiting.set(line.name, led);
    const forget = () => void this.#waiting.delete(line.name);
    const it = /** @type {any} */ (end);
    if (ability() === "transform") {
      const Transform = /** @type {any} */ (globalThis).RTCRtpScriptTransform;
      it.transform = new Transform(this.#worker, line);
      return forget;
    }
    const { readable, writable } = it.createEncodedStreams();
    this.#worker.postMessage({ type: "line", line, readable, writable }, [readable, writable]);
    return forget;
  }

  /** Whether frames pass as they are: the place is not encrypted. */
  get lifted() {
    return this.#lifted;
  }

  lift() {
    this.#lifted.value = true;
    this.#worker.postMessage({ type: "lift" });
  }

  /** @returns {Promise<void>} when the worker lets nothing out any more */
  stop() {
    this.#lifted.value = false;
    return new Promise((resolve) => {
      const end = this.#owner.listen(this.#worker, "message", ({ data }) => {
        if (data.type !== "stopped") return;
        end();
        resolve();
      });
      this.#worker.postMessage({ type: "stop" });
    });
  }

  /** @param {bigint} kid @param {Uint8Array<ArrayBuffer>} key */
  sealWith(kid, key) {
    this.#worker.postMessage({ type: "seal_with", kid: String(kid), key });
  }

  /** @param {bigint} kid @param {Uint8Array<ArrayBuffer>} key */
  openWith(kid, key) {
    this.#worker.postMessage({ type: "open_with", kid: String(kid), key });
  }

  /**
   * Older keys open what is still on its way, and then nothing any more: who has left could go on speaking under theirs.
   * @param {bigint} first the lowest key id that is kept
   */
  forgetSoon(first) {
    this.#cancelForget();
    this.#cancelForget = this.#owner.after(keptMs, () => this.forget(first));
  }

  forgetAll() {
    this.forget(1n << 64n);
  }

  /** @param {bigint} first the lowest key id that is kept */
  forget(first) {
    this.#cancelForget();
    this.#worker.postMessage({ type: "forget_before", kid: String(first) });
  }

  /** The worker's counters. @returns {Promise<import("./frames.js").Frames["counts"]>} */
  counts() {
    return new Promise((resolve) => {
      const end = this.#owner.listen(this.#worker, "message", ({ data }) => {
        if (data.type !== "counts") return;
        end();
        resolve(data.counts);
      });
      this.#worker.postMessage({ type: "counts" });
    });
  }
}
