// Why something did not work, as views show it.

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("./types.js").Rejection} Rejection */

/** The server did not hear or answer. @type {Problem} */
export const unreachable = Object.freeze({ code: "unreachable", key: "reject-unreachable", params: {} });

/**
 * @param {Rejection} rejection
 * @returns {Problem}
 */
export function problemOf(rejection) {
  const params = /** @type {Record<string, string | number>} */ ({ ...rejection.params });
  if (typeof params["retry_ms"] === "number") params["seconds"] = Math.max(1, Math.ceil(params["retry_ms"] / 1000));
  return { code: rejection.code, key: rejection.key, params };
}

/** A command that was refused, or never answered. */
export class Refused extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** @param {unknown} error @returns {Problem} */
export function problemFrom(error) {
  return error instanceof Refused ? error.problem : { code: "internal", key: "reject-internal", params: {} };
}
