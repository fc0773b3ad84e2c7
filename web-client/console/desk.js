// What the organizer's side knows: who is signed in, where on the page one is, and what was fetched.
import { Api } from "../protocol/api.js";
import { computed, signal } from "../vendor/signals.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").Session} Session */
/** @typedef {import("../protocol/api_types.js").Network} Network */

/** Who is signed in; null: nobody. undefined: not asked yet. @type {import("../vendor/signals.js").Signal<Session | null | undefined>} */
export const session = signal(undefined);

/** The session ended while somebody was at work. What they have written stays where it is. */
export const signedOut = signal(false);

export const api = new Api({
  unauthorised: () => {
    if (session.peek()) signedOut.value = true;
  },
});

/** Asks who is signed in. @returns {Promise<Problem | null>} why it could not be told */
export async function askSession() {
  const answer = await api.get("session");
  if (answer.ok) {
    session.value = /** @type {Session} */ (answer.value);
    signedOut.value = false;
    return null;
  }
  if (answer.status === 401 || answer.status === 404) {
    if (!session.peek()) session.value = null;
    return null;
  }
  return answer.problem;
}

/** @param {string} hash `#/rovaniemi/members/…` @returns {readonly string[]} */
function steps(hash) {
  return hash.replace(/^#\/?/u, "").split("/").filter(Boolean).map(decoded);
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where one is: the network's slug, the section, and what in it. */
export const place = signal(steps(globalThis.location?.hash ?? ""));

/** Follows the address; to be called once. */
export function followAddress() {
  addEventListener("hashchange", () => (place.value = steps(location.hash)));
}

/** @param {readonly string[]} to */
export function address(...to) {
  return `#/${to.map(encodeURIComponent).join("/")}`;
}

/** @param {readonly string[]} to */
export function go(...to) {
  location.hash = address(...to);
}

/** The network that one works on. */
export const slug = computed(() => place.value[0] ?? "");

/**
 * @template T
 * @typedef {{ type: "asking" } | { type: "there", value: T, etag: string | null, problem: Problem | null } | { type: "problem", problem: Problem }} Fetched
 */

/** Something of the server's that is shown. What was fetched once stays shown while it is asked again.
 * @template T */
export class Resource {
  #path;
  #list;
  #asked = 0;
  /** @type {import("../vendor/signals.js").Signal<Fetched<T>>} */
  state = signal({ type: "asking" });

  /** @param {string} path @param {string} [list] the part of the answer that comes page by page */
  constructor(path, list) {
    this.#path = path;
    this.#list = list;
    void this.load();
  }

  async load() {
    const mine = ++this.#asked;
    const answer = await this.#whole();
    if (mine !== this.#asked) return;
    const before = this.state.peek();
    if (answer.ok) this.state.value = { type: "there", value: answer.value, etag: answer.etag, problem: null };
    else this.state.value = before.type === "there" ? { ...before, problem: answer.problem } : { type: "problem", problem: answer.problem };
  }

  /** @returns {Promise<import("../protocol/api.js").Answer<T>>} */
  async #whole() {
    /** @type {import("../protocol/api.js").Answer<any>} */
    const first = await api.get(this.#path);
    if (!first.ok || !this.#list) return first;
    const all = [...first.value[this.#list]];
    for (let next = first.value.next; next; ) {
      /** @type {import("../protocol/api.js").Answer<any>} */
      const more = await api.get(`${this.#path}&after=${encodeURIComponent(next)}`);
      if (!more.ok) return more;
      all.push(...more.value[this.#list]);
      next = more.value.next;
    }
    return { ...first, value: { ...first.value, [this.#list]: all } };
  }

  /** @returns {T | undefined} */
  get value() {
    const state = this.state.value;
    return state.type === "there" ? state.value : undefined;
  }

  /** @param {T} value @param {string | null} etag */
  set(value, etag) {
    this.#asked += 1;
    this.state.value = { type: "there", value, etag, problem: null };
  }
}

/** Resources by their path: what two views show is fetched once. @type {Map<string, Resource<any>>} */
const resources = new Map();

/** @template T @param {string} path @param {string} [list] @returns {Resource<T>} */
export function resource(path, list) {
  const known = resources.get(path);
  if (known) return known;
  const made = new Resource(path, list);
  resources.set(path, made);
  return made;
}

/** Something has changed: what is below these paths is asked again if it is shown, and forgotten otherwise.
 * @param {...string} prefixes */
export function changed(...prefixes) {
  for (const [path, one] of resources) if (prefixes.some((prefix) => path.startsWith(prefix))) void one.load();
}

/** @param {string} path of the network one works on */
export function within(path) {
  return `networks/${encodeURIComponent(slug.value)}${path === "" ? "" : `/${path}`}`;
}

/** All businesses of the network, however many. @returns {Resource<{ members: readonly import("../protocol/api_types.js").Member[] }>} */
export function theMembers() {
  return resource(within("members?limit=500"), "members");
}

/** The network one works on. */
export function theNetwork() {
  return /** @type {Resource<Network>} */ (resource(within("")));
}
