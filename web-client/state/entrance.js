// The way to the door: what the link in the address opens, and when.

import { resolveLink, tokenOf } from "../protocol/links.js";
import { ability } from "../e2ee/guard.js";
import { subprotocol } from "../protocol/socket.js";

/** @typedef {import("./types.js").LinkInfo} LinkInfo */
/** @typedef {import("./types.js").Phase} Phase */
/** @typedef {import("./types.js").Problem} Problem */

/** A page that waits for the doors asks again a little after they open, and not all pages in one moment. */
const lateMs = 500;
const spreadMs = 3_000;
/** Longer timers overflow in browsers; then it is asked in between. */
const longestMs = 6 * 3_600_000;
/** A service that cannot be reached is tried again by itself. */
const unreachableMs = 5_000;

const staff = ["advisor", "moderator", "organizer"];

/**
 * @typedef {{ token: string, link: LinkInfo }} Door
 */

/**
 * @param {{ link: LinkInfo } | { problem: Problem }} answer
 * @param {boolean} [able] this browser can encrypt end to end
 * @returns {Phase | null} what stands in the way; null: nothing
 */
export function hindrance(answer, able = ability() !== null) {
  if ("problem" in answer) {
    const opensAt = answer.problem.params["opens_at"];
    return { type: "link_problem", problem: answer.problem, opensAt: typeof opensAt === "number" ? opensAt : null, link: null };
  }
  const { link } = answer;
  if (!link.protocols.includes(subprotocol)) {
    return { type: "ended", reason: "reload", problem: { code: "protocol_unsupported", key: "reject-protocol-unsupported", params: {} } };
  }
  if (link.state === "ended") {
    return { type: "link_problem", problem: { code: "evening_ended", key: "reject-evening-ended", params: {} }, opensAt: null, link };
  }
  if (link.evening.encrypted && !able) {
    const problem = /** @type {const} */ ({ code: "encryption_needed", key: "reject-encryption-needed", params: {} });
    return { type: "link_problem", problem, opensAt: null, link };
  }
  // Staff prepares the evening behind closed doors.
  if (link.state === "early" && !staff.includes(link.role)) {
    const params = { opens_at: link.doors_open_at };
    const problem = /** @type {const} */ ({ code: "evening_not_open", key: "reject-evening-not-open", params });
    return { type: "link_problem", problem, opensAt: link.doors_open_at, link };
  }
  return null;
}

/**
 * Who came in while the link was valid stays in, also with a page that is loaded again after its time.
 * @param {{ link: LinkInfo } | { problem: Problem }} answer
 * @param {() => LinkInfo | null} remembered
 */
export function stillIn(answer, remembered) {
  if (!("problem" in answer) || answer.problem.code !== "link_expired") return answer;
  const link = remembered();
  return link ? { link } : answer;
}

export class Entrance {
  #owner;
  #ears;
  /** @type {() => void} */
  #cancel = () => {};
  #asking = 0;

  /**
   * @param {import("./owner.js").Owner} owner
   * @param {{ phase: (phase: Phase) => void, link: (link: LinkInfo) => void, open: (door: Door) => void, remembered: (token: string) => LinkInfo | null }} ears
   *   `remembered`: what the link opened for somebody who is in
   */
  constructor(owner, ears) {
    this.#owner = owner;
    this.#ears = ears;
  }

  /** Asks what the address opens. @param {boolean} quietly without showing that it is asked */
  async ask(quietly) {
    this.#cancel();
    const token = tokenOf(location.pathname);
    if (!token) return this.#ears.phase({ type: "front" });
    if (!quietly) this.#ears.phase({ type: "loading" });
    const mine = ++this.#asking;
    const answer = stillIn(await resolveLink(token), () => this.#ears.remembered(token));
    if (this.#owner.over || mine !== this.#asking) return;
    if ("link" in answer) this.#ears.link(answer.link);
    const hindered = hindrance(answer);
    if (!hindered) {
      if ("link" in answer) this.#ears.open({ token, link: answer.link });
      return;
    }
    this.#ears.phase(hindered);
    if (hindered.type === "link_problem") this.#askAgain(hindered);
  }

  /** @param {Extract<Phase, { type: "link_problem" }>} hindered */
  #askAgain({ problem, opensAt }) {
    const untilOpen = opensAt === null ? null : opensAt - Date.now() + lateMs;
    const wait = problem.code === "unreachable" ? unreachableMs : untilOpen;
    if (wait === null) return;
    const spread = Math.random() * (problem.code === "unreachable" ? lateMs : spreadMs);
    this.#cancel = this.#owner.after(Math.min(longestMs, Math.max(1_000, wait) + spread), () => void this.ask(true));
  }
}
