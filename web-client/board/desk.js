// Wishes to be contacted by an advisor: what one would agree to, what one has asked for, and taking it back.
import { language } from "../i18n/index.js";
import { signal } from "../vendor/signals.js";
import { RequestKey } from "../protocol/api.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").AskingView} AskingView */
/** @typedef {import("../protocol/api_types.js").AskedView} AskedView */
/** @typedef {import("../protocol/api_types.js").MadeView} MadeView */

/** A guest has no link of their own: this browser keeps the secret by which they take it back. */
const storageKey = "koronailta.contact-requests";

/** @typedef {AskedView & { secret: string }} Kept */

/** @returns {readonly Kept[]} */
function kept() {
  try {
    const list = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** @param {readonly Kept[]} list */
function keep(list) {
  try {
    if (list.length === 0) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, JSON.stringify(list));
  } catch {
    // Then it can be taken back only as long as the page is open.
  }
}

export class ContactDesk {
  #api;
  #path;
  #key = new RequestKey();
  #guest = signal(kept());
  /** null: not asked yet. */
  known = signal(/** @type {AskingView | null} */ (null));
  problem = signal(/** @type {Problem | null} */ (null));

  /** @param {import("../protocol/api.js").Api} api @param {string} path whose requests, below `/api/v1/` */
  constructor(api, path) {
    this.#api = api;
    this.#path = path;
  }

  /** What one has asked for, the newest first. @returns {readonly AskedView[]} */
  get asked() {
    return [...this.#guest.value, ...(this.known.value?.requests ?? [])];
  }

  async load() {
    /** @type {import("../protocol/api.js").Answer<AskingView>} */
    const answer = await this.#api.get(`${this.#path}?language=${language.peek()}`);
    this.problem.value = answer.ok ? null : answer.problem;
    if (answer.ok) this.known.value = answer.value;
  }

  /** @param {Record<string, unknown>} body @returns {Promise<import("../protocol/api.js").Answer<MadeView>>} */
  async ask(body) {
    /** @type {import("../protocol/api.js").Answer<MadeView>} */
    const answer = await this.#api.ask(this.#path, { method: "POST", body, key: this.#key.of(body) });
    if (!answer.ok) return answer;
    this.#key.done();
    const { request, withdraw } = answer.value;
    if (withdraw !== null) {
      this.#guest.value = [{ ...request, secret: withdraw }, ...this.#guest.peek()];
      keep(this.#guest.peek());
    }
    await this.load();
    return answer;
  }

  /** @param {AskedView} asked */
  async withdraw(asked) {
    const own = this.#guest.peek().find(({ id }) => id === asked.id);
    const answer = own
      ? await this.#api.ask("contact-requests/withdraw", { method: "POST", body: { secret: own.secret } })
      : await this.#api.ask(`me/contact-requests/${asked.id}`, { method: "DELETE" });
    // What is not there any more was erased in its time: as good as taken back.
    const gone = answer.ok || answer.status === 404;
    this.problem.value = gone || answer.ok ? null : answer.problem;
    if (!gone) return;
    if (own) {
      this.#guest.value = this.#guest.peek().filter((one) => one !== own);
      keep(this.#guest.peek());
    } else await this.load();
  }
}
