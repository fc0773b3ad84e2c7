// Somebody's words with the web addresses in them as links.
import { html } from "../vendor/lit.js";
import { linkify } from "./text.js";

/** @param {string} text */
export function linked(text) {
  return linkify(text).map((piece) =>
    piece.kind === "text" ? piece.text : html`<a href=${piece.href} target="_blank" rel="noopener noreferrer">${piece.text}</a>`,
  );
}
