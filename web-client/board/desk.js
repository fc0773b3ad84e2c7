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

/** As the server said when it was made; what has become of it since is asked by the secret. @typedef {AskedView & { secret: string, network?: string }} Kept */
/** The state is known only once it was asked for. @typedef {Omit<AskedView, "state"> & { state: AskedView["state"] | null }} Asked */
/** @typedef {import("../protocol/api_types.js").GuestState} GuestState */

/** @returns {readonly Kept[]} */
function kept() {
  try {
    const list = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(list) ? list.filter(({ erased_at: until }) => !(until < Date.now())) : [];
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

/** Requests that are asked about at once. */
const statesAtOnce = 50;

/** @param {{ network: string } | null | undefined} told @returns {{ network?: string }} */
function networkOf(told) {
  return told ? { network: told.network } : {};
}

export class ContactDesk {
  #api;
  #path;
  #key = new RequestKey();
  #guest = signal(kept());
  /** By the secret, how far requests of a guest have come. */
  #states = signal(/** @type {ReadonlyMap<string, GuestState>} */ (new Map()));
  /** null: not asked yet. */
  known = signal(/** @type {AskingView | null} */ (null));
  problem = signal(/** @type {Problem | null} */ (null));

  /** @param {import("../protocol/api.js").Api} api @param {string} path whose requests, below `/api/v1/` */
  constructor(api, path) {
    this.#api = api;
    this.#path = path;
  }

  /** What one has asked the advisors of this network for, the newest first. @returns {readonly Asked[]} */
  get asked() {
    const known = this.known.value;
    const own = this.#guest.value.flatMap((one) => {
      const told = this.#states.value.get(one.secret);
      return (told?.network ?? one.network) === known?.network ? [{ ...one, state: told?.state ?? null }] : [];
    });
    return [...own, ...(known?.requests ?? [])];
  }

  async load() {
    /** @type {import("../protocol/api.js").Answer<AskingView>} */
    const answer = await this.#api.get(`${this.#path}?language=${language.peek()}`);
    this.problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.known.value = answer.value;
    await this.#askStates();
  }

  /** What a guest has asked for: the server knows of no guest whose it is, so the secrets tell. */
  async #askStates() {
    const asked = this.#guest.peek().slice(0, statesAtOnce);
    if (asked.length === 0) return;
    /** @type {import("../protocol/api.js").Answer<{ states: readonly (GuestState | null)[] }>} */
    const answer = await this.#api.ask("contact-requests/states", { method: "POST", body: { secrets: asked.map(({ secret }) => secret) } });
    // Then nothing is said of how far they have come.
    if (!answer.ok) return;
    const told = new Map(this.#states.peek());
    const gone = new Set();
    asked.forEach(({ secret }, at) => {
      const state = answer.value.states[at];
      if (state) told.set(secret, state);
      else gone.add(secret);
    });
    this.#states.value = told;
    this.#guest.value = this.#guest.peek().filter(({ secret }) => !gone.has(secret)).map((one) => ({ ...one, ...networkOf(told.get(one.secret)) }));
    keep(this.#guest.peek());
  }

  /** @param {Record<string, unknown>} body @returns {Promise<import("../protocol/api.js").Answer<MadeView>>} */
  async ask(body) {
    /** @type {import("../protocol/api.js").Answer<MadeView>} */
    const answer = await this.#api.ask(this.#path, { method: "POST", body, key: this.#key.of(body) });
    if (!answer.ok) return answer;
    this.#key.done();
    const { request, withdraw } = answer.value;
    if (withdraw !== null) {
      this.#guest.value = [{ ...request, secret: withdraw, ...networkOf(this.known.peek()) }, ...this.#guest.peek()];
      keep(this.#guest.peek());
    }
    await this.load();
    return answer;
  }

  /** @param {Asked} asked */
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
