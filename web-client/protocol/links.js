// What a link opens, asked before anything else.

import { setClockBy } from "./clock.js";
import { problemOf, unreachable } from "./problem.js";

/** @typedef {import("../state/types.js").LinkInfo} LinkInfo */
/** @typedef {import("../state/types.js").Problem} Problem */

/** An answer that takes longer is none. */
const patienceMs = 10_000;

/** The token in the address `/j/{token}`.
 * @param {string} path
 * @returns {string | null} */
export function tokenOf(path) {
  const found = /^\/j\/([^/]+)\/?$/u.exec(path);
  if (!found?.[1]) return null;
  try {
    return decodeURIComponent(found[1]);
  } catch {
    return found[1];
  }
}

/**
 * @param {string} token
 * @returns {Promise<{ link: LinkInfo } | { problem: Problem }>}
 */
export async function resolveLink(token) {
  try {
    const response = await fetch("/api/v1/links/resolve", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
      cache: "no-store",
      signal: AbortSignal.timeout(patienceMs),
    });
    setClockBy(response);
    const body = await response.json();
    if (response.ok) return { link: body };
    if (typeof body?.code === "string" && typeof body?.key === "string") return { problem: problemOf(body) };
    return { problem: unreachable };
  } catch {
    return { problem: unreachable };
  }
}

/**
 * Something that the link alone may say, outside the room: a question, or feedback.
 * @param {string} token
 * @param {string} evening
 * @param {string} what the last part of the address
 * @param {object} body
 * @returns {Promise<Problem | null>} null when it was taken
 */
export async function sendByLink(token, evening, what, body) {
  try {
    const response = await fetch(`/api/v1/evenings/${encodeURIComponent(evening)}/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      cache: "no-store",
      signal: AbortSignal.timeout(patienceMs),
    });
    if (response.ok) return null;
    const problem = await response.json();
    return typeof problem?.code === "string" && typeof problem?.key === "string" ? problemOf(problem) : unreachable;
  } catch {
    return unreachable;
  }
}
