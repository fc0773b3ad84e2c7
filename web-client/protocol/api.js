// The interface over HTTP: one question, one answer. Nothing is asked again by itself; whoever presses the button once more
// sends the same key with the same words, by which the server recognises what it has done already.

import { setClockBy } from "./clock.js";
import { newId } from "./ids.js";
import { problemOf, unreachable } from "./problem.js";

/** @typedef {import("../state/types.js").Problem} Problem */

/**
 * @template T
 * @typedef {{ ok: true, status: number, value: T, etag: string | null }} Given
 */
/** @typedef {{ ok: false, status: number, problem: Problem }} Refusal status 0: no answer */
/**
 * @template T
 * @typedef {Given<T> | Refusal} Answer
 */

/**
 * @typedef {object} Question
 * @property {"GET" | "POST" | "PATCH" | "PUT" | "DELETE"} [method]
 * @property {unknown} [body] sent as JSON
 * @property {Blob | string} [content] sent as it is
 * @property {string} [type] of `content`
 * @property {string | null} [version] the ETag that the change is based on
 * @property {string} [key] by which the server recognises a repeated request
 */

/** An answer that takes longer is none. */
const patienceMs = 20_000;

export class Api {
  #bearer;
  #participant;
  #unauthorised;

  /**
   * @param {{ bearer?: string, participant?: string, unauthorised?: () => void }} [setting] the token of a link instead of the
   *   session's cookie; who one is in the room; what to do when the session is over
   */
  constructor({ bearer, participant, unauthorised = () => {} } = {}) {
    this.#bearer = bearer;
    this.#participant = participant;
    this.#unauthorised = unauthorised;
  }

  /**
   * @template T
   * @param {string} path below `/api/v1/`
   * @param {Question} [question]
   * @returns {Promise<Answer<T>>}
   */
  async ask(path, question = {}) {
    /** @type {Response} */
    let response;
    try {
      response = await fetch(`/api/v1/${path}`, this.#request(question));
    } catch {
      return { ok: false, status: 0, problem: unreachable };
    }
    setClockBy(response);
    if (response.status === 401) this.#unauthorised();
    return response.ok ? read(response) : refusal(response);
  }

  /** @template T @param {string} path @returns {Promise<Answer<T>>} */
  get(path) {
    return this.ask(path);
  }

  /** Bytes. @param {string} path @returns {Promise<Answer<Blob>>} */
  async file(path) {
    try {
      const response = await fetch(`/api/v1/${path}`, this.#request({}));
      if (response.status === 401) this.#unauthorised();
      if (!response.ok) return await refusal(response);
      return { ok: true, status: response.status, value: await response.blob(), etag: response.headers.get("etag") };
    } catch {
      return { ok: false, status: 0, problem: unreachable };
    }
  }

  /** @param {Question} question @returns {RequestInit} */
  #request({ method = "GET", body, content, type, version, key }) {
    /** @type {Record<string, string>} */
    const headers = {};
    if (this.#bearer) headers["authorization"] = `Bearer ${this.#bearer}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    else if (type) headers["content-type"] = type;
    if (this.#participant) headers["koronailta-participant"] = this.#participant;
    if (version) headers["if-match"] = version;
    if (key) headers["idempotency-key"] = key;
    const sent = body === undefined ? content : JSON.stringify(body);
    return {
      method,
      headers,
      cache: "no-store",
      credentials: this.#bearer ? "omit" : "same-origin",
      signal: AbortSignal.timeout(patienceMs),
      ...(sent === undefined ? {} : { body: sent }),
    };
  }
}

/** @param {Response} response @returns {Promise<Answer<any>>} */
async function read(response) {
  const etag = response.headers.get("etag");
  const kind = response.headers.get("content-type") ?? "";
  try {
    const value = response.status === 204 ? null : kind.includes("json") ? await response.json() : await response.text();
    return { ok: true, status: response.status, value, etag };
  } catch {
    return { ok: false, status: 0, problem: unreachable };
  }
}

/** @type {Readonly<Record<number, string>>} */
const byStatus = {
  401: "form-signed-out",
  403: "reject-forbidden",
  404: "form-not-found",
  412: "form-version-stale",
  413: "reject-message-too-large",
};

/** @param {Response} response @returns {Promise<Refusal>} */
async function refusal(response) {
  const { status } = response;
  try {
    const body = await response.json();
    if (typeof body?.code === "string" && typeof body?.key === "string") return { ok: false, status, problem: problemOf(body) };
  } catch {
    // A refusal without words of its own, such as one of a proxy.
  }
  return { ok: false, status, problem: { code: "page", key: byStatus[status] ?? "reject-internal", params: {} } };
}

/** The key of a creating request: as long as the words are the same it is the same, so that a second press of the button,
 * or a try after a lost line, makes nothing twice. */
export class RequestKey {
  #words = "";
  #key = "";

  /** @param {unknown} body */
  of(body) {
    const words = JSON.stringify(body);
    if (words !== this.#words || this.#key === "") {
      this.#words = words;
      this.#key = newId();
    }
    return this.#key;
  }

  /** What comes next is meant anew, even in the same words. */
  done() {
    this.#key = "";
  }
}
