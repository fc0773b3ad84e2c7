import { html } from "../vendor/lit.js";
import { shapes } from "../vendor/icons.js";

/** @typedef {keyof typeof shapes} IconName */

/**
 * One icon of the set. Hidden from screen readers: the words stand beside it or in the button's name.
 * @param {IconName} name
 * @param {string} [extra] further classes
 */
export function icon(name, extra) {
  return html`<svg class="icon ${extra ?? ""}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes[name]}</svg>`;
}
