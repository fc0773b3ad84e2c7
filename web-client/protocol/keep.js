// What this browser remembers: its own name for the server, and for each evening in this tab who one is.

/**
 * @typedef {object} KeptSession
 * @property {string} participant
 * @property {string} secret
 * @property {JoinDetails} details for the full rejoin, the last step of the ladder
 */

/**
 * @typedef {object} JoinDetails
 * @property {string} token
 * @property {string} name
 * @property {string | null} business
 */

import { newId } from "./ids.js";

/**
 * Storage that may be forbidden or full: then things are remembered as long as the page is open.
 * @param {Storage | undefined} storage
 */
function cautious(storage) {
  /** @type {Map<string, string>} */
  const memory = new Map();
  return {
    /** @param {string} key */
    get(key) {
      try {
        return storage?.getItem(key) ?? memory.get(key) ?? null;
      } catch {
        return memory.get(key) ?? null;
      }
    },
    /** @param {string} key @param {string | null} value */
    set(key, value) {
      if (value === null) memory.delete(key);
      else memory.set(key, value);
      try {
        if (value === null) storage?.removeItem(key);
        else storage?.setItem(key, value);
      } catch {
        // As said above.
      }
    },
  };
}

/** @typedef {ReturnType<typeof cautious>} Cautious */

/** @param {string} name @returns {Storage | undefined} */
function browserStorage(name) {
  try {
    return /** @type {any} */ (globalThis)[name];
  } catch {
    return undefined;
  }
}

export class Keep {
  #tab;
  #browser;

  /**
   * @param {{ tab?: Storage | undefined, browser?: Storage | undefined }} [storages]
   */
  constructor(storages = { tab: browserStorage("sessionStorage"), browser: browserStorage("localStorage") }) {
    this.#tab = cautious(storages.tab);
    this.#browser = cautious(storages.browser);
  }

  /** This browser's own name for itself. */
  get device() {
    const known = this.#browser.get("koronailta.device");
    if (known && /^[0-9a-f-]{36}$/u.test(known)) return known;
    const made = newId();
    this.#browser.set("koronailta.device", made);
    return made;
  }

  /** @param {string} key @param {any} fallback */
  #read(key, fallback) {
    try {
      return JSON.parse(this.#tab.get(key) ?? "null") ?? fallback;
    } catch {
      return fallback;
    }
  }

  /** @param {string} evening @returns {KeptSession | null} */
  session(evening) {
    const kept = this.#read(`koronailta.session.${evening}`, null);
    return typeof kept?.participant === "string" && typeof kept?.secret === "string" && kept.details ? kept : null;
  }

  /** @param {string} evening @param {KeptSession | null} session */
  setSession(evening, session) {
    this.#tab.set(`koronailta.session.${evening}`, session && JSON.stringify(session));
  }

  /** Which of one's sources were on, so that a reloaded page comes back as it was.
   * @param {string} evening @returns {{ microphone: boolean, camera: boolean }} */
  intents(evening) {
    const { microphone = false, camera = false } = this.#read(`koronailta.intents.${evening}`, {});
    return { microphone: microphone === true, camera: camera === true };
  }

  /** @param {string} evening @param {{ microphone: boolean, camera: boolean }} intents */
  setIntents(evening, intents) {
    this.#tab.set(`koronailta.intents.${evening}`, JSON.stringify(intents));
  }

  /** Whether one wants sounds only; a thin line is no thicker after a reload.
   * @param {string} evening */
  soundOnly(evening) {
    return this.#read(`koronailta.sound-only.${evening}`, false) === true;
  }

  /** @param {string} evening @param {boolean} on */
  setSoundOnly(evening, on) {
    this.#tab.set(`koronailta.sound-only.${evening}`, on ? "true" : null);
  }

  /** What a link opened, for a page that is loaded again after the link's time is over.
   * @param {string} token @returns {import("../state/types.js").LinkInfo | null} */
  link(token) {
    const kept = this.#read("koronailta.link", null);
    return kept?.token === token && typeof kept?.link?.evening?.evening === "string" ? kept.link : null;
  }

  /** @param {string} token @param {import("../state/types.js").LinkInfo} link */
  setLink(token, link) {
    this.#tab.set("koronailta.link", JSON.stringify({ token, link }));
  }

  /** Messages that are not acknowledged yet.
   * @param {string} evening @returns {unknown[]} */
  pending(evening) {
    const kept = this.#read(`koronailta.pending.${evening}`, []);
    return Array.isArray(kept) ? kept : [];
  }

  /** @param {string} evening @param {readonly unknown[]} pending */
  setPending(evening, pending) {
    this.#tab.set(`koronailta.pending.${evening}`, pending.length === 0 ? null : JSON.stringify(pending));
  }

  /** @returns {{ microphone: string, camera: string, speaker: string }} */
  chosen() {
    /** @type {any} */
    let kept = null;
    try {
      kept = JSON.parse(this.#browser.get("koronailta.devices") ?? "null");
    } catch {
      // Then nothing is chosen.
    }
    const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : "");
    return { microphone: text(kept?.microphone), camera: text(kept?.camera), speaker: text(kept?.speaker) };
  }

  /** @param {{ microphone: string, camera: string, speaker: string }} chosen */
  setChosen(chosen) {
    this.#browser.set("koronailta.devices", JSON.stringify(chosen));
  }
}
