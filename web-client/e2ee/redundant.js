// Several sound packets in one (RFC 2198), as the server sends them to who is on a lossy line: each was sealed by itself.

import { concat } from "./bytes.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {{ type: number, offset: number, data: Bytes }} Block an earlier packet: its payload type, and how much earlier in samples */

/** Set where another block's header follows. */
const follows = 0x80;
/** Of a header that is followed by another one, and of the last one. */
const [headerLength, lastLength] = [4, 1];

/**
 * The packets in one, the earlier ones first; null for what cannot be several in one.
 * @param {Bytes} payload @returns {{ earlier: Block[], type: number, data: Bytes } | null}
 */
export function taken(payload) {
  /** @type {{ type: number, offset: number, length: number }[]} */
  const headers = [];
  let at = 0;
  while (((payload[at] ?? 0) & follows) !== 0) {
    const [first = 0, high = 0, middle = 0, low = 0] = payload.subarray(at, at + headerLength);
    // Fourteen bits of offset, ten of length.
    const fields = (high << 16) | (middle << 8) | low;
    headers.push({ type: first & 0x7f, offset: fields >> 10, length: fields & 0x3ff });
    at += headerLength;
  }
  const type = payload[at];
  at += lastLength;
  const sum = headers.reduce((length, header) => length + header.length, at);
  if (type === undefined || sum >= payload.length) return null;
  const earlier = headers.map((header) => {
    const data = payload.slice(at, at + header.length);
    at += header.length;
    return { type: header.type, offset: header.offset, data };
  });
  return { earlier, type, data: payload.slice(at) };
}

/** @param {{ earlier: readonly Block[], type: number, data: Bytes }} packets @returns {Bytes} */
export function together({ earlier, type, data }) {
  const headers = earlier.map((block) => {
    const fields = (block.offset << 10) | block.data.length;
    return Uint8Array.of(follows | block.type, fields >> 16, (fields >> 8) & 0xff, fields & 0xff);
  });
  return concat(...headers, Uint8Array.of(type), ...earlier.map((block) => block.data), data);
}
