// Small pure pieces about names and words.

/**
 * Up to two letters for a tile without a picture.
 * @param {string} name
 */
export function initials(name) {
  const words = name.trim().split(/[\s-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = [...(words[0] ?? "")].find((letter) => /\p{L}|\p{N}/u.test(letter)) ?? "";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")].find((letter) => /\p{L}|\p{N}/u.test(letter)) ?? "") : "";
  return (first + last).toLocaleUpperCase("fi") || "·";
}

/**
 * A name as others see it: of several before one device all are named, "Kokoustila Kemi: Aino, Ville".
 * @param {Pick<import("../protocol/types.js").Participant, "name" | "together">} person
 */
export function nameOf({ name, together }) {
  if (!together) return name;
  const names = together.names.join(", ");
  if (together.place) return `${together.place}: ${names}`;
  return together.names.includes(name) ? names : `${name}: ${names}`;
}

/**
 * One of six colours of the winter sky, the same for a person each time.
 * @param {string} id
 */
export function discColour(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return `a${(sum % 6) + 1}`;
}

/** @typedef {{ kind: "text", text: string } | { kind: "link", text: string, href: string }} Piece */

/** Only addresses that say themselves what they are; the last character is never sentence punctuation. */
const address = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}]/giu;

/**
 * Words with the web addresses in them found.
 * @param {string} text
 * @returns {Piece[]}
 */
export function linkify(text) {
  /** @type {Piece[]} */
  const pieces = [];
  let end = 0;
  for (const found of text.matchAll(address)) {
    /** @type {URL} */
    let url;
    try {
      url = new URL(found[0]);
    } catch {
      continue;
    }
    if (found.index > end) pieces.push({ kind: "text", text: text.slice(end, found.index) });
    pieces.push({ kind: "link", text: found[0], href: url.href });
    end = found.index + found[0].length;
  }
  if (end < text.length) pieces.push({ kind: "text", text: text.slice(end) });
  return pieces;
}

/**
 * A telephone number as a `tel:` address.
 * @param {string} phone
 */
export function telephone(phone) {
  return `tel:${phone.replace(/[^+\d]/gu, "")}`;
}
