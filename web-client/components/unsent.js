// What somebody writes and has not sent, as long as the visit lasts: a panel that closes, a tap beside a dialog and the door that
// opens take nothing of it away. In memory only: what is asked without a name is written nowhere.
import { AsyncDirective, directive, noChange } from "../vendor/lit.js";

/** @typedef {HTMLTextAreaElement | HTMLInputElement} Field */

/** @type {Map<string, string>} */
const texts = new Map();
/** Where they stand now. @type {Map<Field, string>} */
const fields = new Map();

/** @param {string} key */
export function unsent(key) {
  return texts.get(key) ?? "";
}

/** Whether something stands under a key, or under one that begins with it and a space. @param {string} key */
export function isUnsent(key) {
  return [...texts].some(([one, text]) => belongs(one, key) && text !== "");
}

/** @param {string} key @param {string} text */
export function keepUnsent(key, text) {
  texts.set(key, text);
}

/** It was sent: all that stands under the key, and under those that begin with it and a space.
 * @param {string} key @param {string} [sent] only if nobody has written on meanwhile */
export function forgetUnsent(key, sent) {
  if (sent !== undefined && unsent(key).trim() !== sent) return;
  for (const one of [...texts.keys()]) if (belongs(one, key)) texts.delete(one);
  for (const [field, one] of fields) if (belongs(one, key)) field.value = "";
}

/** What else goes with it. @type {(() => void)[]} */
const others = [];

/** @param {() => void} forget when the visit is over */
export function atVisitEnd(forget) {
  others.push(forget);
}

/** The visit is over: whoever comes next to this page finds nothing of it. */
export function forgetAllUnsent() {
  texts.clear();
  for (const forget of others) forget();
}

/** @param {string} one @param {string} key */
function belongs(one, key) {
  return one === key || one.startsWith(`${key} `);
}

class Written extends AsyncDirective {
  /** @type {Field | null} */
  #field = null;
  #key = "";

  /** @param {string} _key @param {string} [_start] */
  render(_key, _start) {
    return noChange;
  }

  /** @override @param {any} part the field @param {[key: string, start?: string]} place */
  update({ element }, [key, start = ""]) {
    if (!(element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement)) return noChange;
    if (this.#field === element && this.#key === key) return noChange;
    if (this.#field !== element) element.addEventListener("input", () => keepUnsent(this.#key, element.value));
    this.#field = element;
    this.#key = key;
    fields.set(element, key);
    element.value = texts.get(key) ?? start;
    return noChange;
  }

  /** @override */
  disconnected() {
    if (this.#field) fields.delete(this.#field);
  }

  /** @override */
  reconnected() {
    if (this.#field) fields.set(this.#field, this.#key);
  }
}

/** On a field: what is written in it is kept under the key; it begins with what was, or with `start`. */
export const written = directive(Written);
