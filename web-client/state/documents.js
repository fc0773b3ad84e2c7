// Documents over HTTP: brought in pieces by who may present, read by everybody who sees them on the stage.

import { signal } from "../vendor/signals.js";
import { problemFrom, problemOf, Refused, unreachable } from "../protocol/problem.js";

/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").Upload} Upload */

/** Bytes of a piece: small enough that an interruption costs a thin line little. The server takes up to four times as much. */
const pieceBytes = 256 * 1024;

/** A piece that takes longer is sent again. */
const patienceMs = 60_000;

/** Pauses between tries while the server cannot be reached, in milliseconds. */
const pausesMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000];

/**
 * @typedef {object} DocumentSetting
 * @property {() => { evening: string, participant: string, secret: string } | null} who
 * @property {(milliseconds: number) => Promise<void>} pause
 * @property {typeof fetch} [fetch]
 */

export class Documents {
  #setting;
  #fetch;
  #upload = signal(/** @type {Upload | null} */ (null));
  /** Counts uploads, so that one that was given up says nothing more. */
  #turn = 0;

  /** @param {DocumentSetting} setting */
  constructor(setting) {
    this.#setting = setting;
    this.#fetch = setting.fetch ?? ((/** @type {any} */ url, /** @type {any} */ options) => fetch(url, options));
  }

  /** The upload that is on its way, or why it was refused. */
  get upload() {
    return this.#upload;
  }

  /** Where a document is, and what opens it.
   * @param {string} material @returns {{ url: string, headers: Record<string, string> } | null} */
  source(material) {
    const who = this.#setting.who();
    if (!who) return null;
    return { url: `${this.#base(who)}/${encodeURIComponent(material)}/content`, headers: this.#headers(who) };
  }

  /** @param {{ evening: string }} who */
  #base({ evening }) {
    return `/api/v1/evenings/${encodeURIComponent(evening)}/materials`;
  }

  /** @param {{ participant: string, secret: string }} who */
  #headers({ participant, secret }) {
    return { authorization: `Bearer ${participant}.${secret}` };
  }

  /** @param {File} file @param {string} title @param {boolean} download @returns {Promise<Problem | null>} */
  async bring(file, title, download) {
    const turn = (this.#turn += 1);
    const tell = (/** @type {Partial<Upload>} */ more) => {
      if (turn === this.#turn) this.#upload.value = { title, part: 0, problem: null, ...more };
    };
    tell({});
    try {
      const begun = await this.#ask("POST", "", JSON.stringify({ title, bytes: file.size, download }), { "content-type": "application/json" });
      await this.#send(`/${encodeURIComponent(begun.id)}`, file, (part) => tell({ part }), () => turn !== this.#turn);
      if (turn === this.#turn) this.#upload.value = null;
      return null;
    } catch (error) {
      const problem = problemFrom(error);
      tell({ problem });
      return problem;
    }
  }

  /** Piece by piece; after an interruption from where the server says.
   * @param {string} path @param {File} file @param {(part: number) => void} tell @param {() => boolean} over */
  async #send(path, file, tell, over) {
    let offset = 0;
    let tries = 0;
    // Whole is not done: the server looks at the document after its last piece, and may refuse it.
    let looking = false;
    while (offset < file.size || looking) {
      if (over()) return void (await this.#ask("DELETE", path).catch(() => {}));
      if (looking) {
        const state = await this.#ask("GET", path).catch((error) => {
          if (problemFrom(error).code !== "unreachable") throw error;
          return { offset, pages: null };
        });
        offset = state.offset;
        looking = offset >= file.size && typeof state.pages !== "number";
        const pause = pausesMs[tries];
        if (looking && pause === undefined) throw new Refused(unreachable);
        tries += 1;
        if (looking) await this.#setting.pause(pause ?? 0);
        else tries = 0;
        continue;
      }
      const piece = file.slice(offset, offset + pieceBytes);
      const headers = { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) };
      try {
        const { offset: next } = await this.#ask("PATCH", path, piece, headers);
        offset = next;
        tries = 0;
      } catch (error) {
        const problem = problemFrom(error);
        if (problem.code === "upload_offset" && typeof problem.params["offset"] === "number" && tries === 0) {
          offset = problem.params["offset"];
          looking = offset >= file.size;
          tries = 1;
          continue;
        }
        const pause = pausesMs[tries];
        if (!["unreachable", "upload_busy", "storage_full"].includes(problem.code) || pause === undefined) throw error;
        tries += 1;
        await this.#setting.pause(pause);
        // Nobody knows how much of the piece arrived.
        const state = await this.#ask("GET", path).catch(() => ({ offset, pages: null }));
        offset = state.offset;
        looking = offset >= file.size && typeof state.pages !== "number";
      }
      tell(offset / file.size);
    }
  }

  /** @param {string} material @returns {Promise<Problem | null>} */
  async erase(material) {
    try {
      await this.#ask("DELETE", `/${encodeURIComponent(material)}`);
      return null;
    } catch (error) {
      return problemFrom(error);
    }
  }

  /** Gives the upload up, or takes its problem away. */
  cancel() {
    this.#turn += 1;
    this.#upload.value = null;
  }

  /** @param {string} method @param {string} path @param {BodyInit} [body] @param {Record<string, string>} [headers] @returns {Promise<any>} */
  async #ask(method, path, body, headers = {}) {
    const who = this.#setting.who();
    if (!who) throw new Refused(unreachable);
    /** @type {Response} */
    let response;
    try {
      response = await this.#fetch(this.#base(who) + path, {
        method,
        headers: { ...this.#headers(who), ...headers },
        cache: "no-store",
        signal: AbortSignal.timeout(patienceMs),
        ...(body === undefined ? {} : { body }),
      });
    } catch {
      throw new Refused(unreachable);
    }
    if (response.status === 204) return null;
    const said = await response.json().catch(() => null);
    if (response.ok && said) return said;
    if (typeof said?.code === "string" && typeof said?.key === "string") throw new Refused(problemOf(said));
    throw new Refused(unreachable);
  }
}
