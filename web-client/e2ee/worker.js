// The worker through which every encoded frame of the page goes. One `Frames` for all of them: the counter of a key is one
// for all tracks and layers.

import { Frames } from "./frames.js";

/**
 * @typedef {{ side: "send" | "receive", kind: "audio" | "video", name: string }} Line
 * @typedef {{ type: "stop" | "lift" }
 *   | { type: "seal_with" | "open_with", kid: string, key: Uint8Array<ArrayBuffer> }
 *   | { type: "forget_before", kid: string }
 *   | { type: "line", line: Line, readable: ReadableStream, writable: WritableStream }
 *   | { type: "counts" }} Order
 * @typedef {{ type: "led", line: string } | { type: "stopped" } | { type: "counts", counts: Frames["counts"] }} Word
 * @typedef {{ data: ArrayBuffer }} EncodedFrame
 */

const frames = new Frames();
/** Sending lines of which a frame has gone through here. @type {Set<string>} */
const led = new Set();

/** @param {Word} word */
function tell(word) {
  globalThis.postMessage(word);
}

/** @param {Line} line @returns {TransformStream<EncodedFrame, EncodedFrame>} */
function transform({ side, kind, name }) {
  return new TransformStream({
    async transform(frame, controller) {
      const bytes = new Uint8Array(frame.data);
      const other = side === "send" ? await frames.seal(kind, bytes) : await frames.open(kind, bytes);
      if (!other) return;
      if (other !== bytes) frame.data = other.buffer;
      controller.enqueue(frame);
      if (side === "send" && !led.has(name)) {
        led.add(name);
        tell({ type: "led", line: name });
      }
    },
  });
}

/**
 * What is under way. Where nothing in here holds a transformer, Chromium's garbage collection may take it away before its line is connected to it,
 * and the line never sends or shows anything. @type {Set<object>}
 */
const held = new Set();

/** @param {Line} line @param {{ readable: ReadableStream, writable: WritableStream }} transformer */
function lead(line, transformer) {
  held.add(transformer);
  const ended = () => void held.delete(transformer);
  // It ends with the connection, which is no fault.
  transformer.readable.pipeThrough(transform(line)).pipeTo(transformer.writable).then(ended, ended);
}

globalThis.addEventListener("rtctransform", (/** @type {any} */ event) => {
  const { transformer } = event;
  lead(transformer.options, transformer);
});

globalThis.addEventListener("message", (/** @type {MessageEvent<Order>} */ { data: order }) => {
  switch (order.type) {
    case "stop":
      // Whatever was waited for: from now on nothing of this page goes out in the clear.
      void frames.stop();
      return tell({ type: "stopped" });
    case "lift":
      return void frames.lift();
    case "seal_with":
      return void frames.sealWith(BigInt(order.kid), order.key);
    case "open_with":
      return void frames.openWith(BigInt(order.kid), order.key);
    case "forget_before":
      return void frames.forgetBefore(BigInt(order.kid));
    case "line":
      return lead(order.line, order);
    case "counts":
      return tell({ type: "counts", counts: frames.counts });
  }
});
