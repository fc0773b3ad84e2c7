// Tells the server now and then how good the line is: a few numbers, for the mark beside the name and for whoever runs the server.

/** @typedef {import("../state/types.js").Measurements} Measurements */
/** @typedef {import("../protocol/types.js").ConnectionReport} ConnectionReport */

/** So many measurements make a report: ten seconds. */
const together = 5;

/** @param {number[]} values */
const mean = (values) => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
/** @param {number} share 0 to 1, in thousandths */
const thousandths = (share) => Math.round(1000 * Math.min(1, Math.max(0, share)));

/** @param {readonly Measurements[]} all one after the other @returns {ConnectionReport} */
export function summary(all) {
  const trips = all.flatMap(({ roundTripMs }) => (roundTripMs === null ? [] : [roundTripMs]));
  const of = (/** @type {(one: Measurements) => number} */ pick) => mean(all.map(pick));
  return {
    round_trip_ms: trips.length === 0 ? null : Math.min(65_535, Math.round(mean(trips))),
    lost_in: thousandths(of(({ lossIn }) => lossIn)),
    lost_out: thousandths(of(({ lossOut }) => lossOut)),
    received_kbps: Math.min(1_000_000, Math.round(of(({ bitsIn }) => bitsIn) / 1000)),
    sent_kbps: Math.min(1_000_000, Math.round(of(({ bitsOut }) => bitsOut) / 1000)),
    concealed: thousandths(of(({ concealed }) => concealed)),
    frozen_ms: Math.min(960_000, Math.round(all.reduce((sum, { frozenMs }) => sum + frozenMs, 0))),
    path: all.at(-1)?.path ?? null,
  };
}

export class Reporting {
  #send;
  /** @type {Measurements[]} */
  #kept = [];

  /** @param {(report: ConnectionReport) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** @param {Measurements | null} measured null: the line is gone, and what was measured with it */
  take(measured) {
    if (!measured) {
      this.#kept = [];
      return;
    }
    this.#kept.push(measured);
    if (this.#kept.length < together) return;
    this.#send(summary(this.#kept));
    this.#kept = [];
  }
}
