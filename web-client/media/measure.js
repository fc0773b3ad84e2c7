// Reads the browser's statistics: what arrives at all, how good the line is, what each slot shows.

/** @typedef {import("../state/types.js").Measurements} Measurements */
/** @typedef {ReadonlyMap<string, any>} Statistics entries of `RTCStatsReport` by id */

/**
 * Sums whose differences are the line's quality.
 * @typedef {{ at: number, received: number, lost: number, bytesIn: number, bytesOut: number, samples: number, concealed: number, frozen: number }} Sums
 */

/** @param {RTCStatsReport} report @returns {Statistics} */
export function entriesOf(report) {
  return /** @type {any} */ (report);
}

/** @param {Statistics} entries @returns {any} the candidate pair in use */
function pairOf(entries) {
  for (const entry of entries.values()) {
    if (entry.type === "transport" && entry.selectedCandidatePairId) return entries.get(entry.selectedCandidatePairId);
  }
  // Firefox marks the pair itself.
  return [...entries.values()].find((entry) => entry.type === "candidate-pair" && entry.selected);
}

/** A number that grows with everything that arrives: media, its reports and ICE's checks.
 * @param {Statistics} entries */
export function receivedOf(entries) {
  let sum = 0;
  for (const entry of entries.values()) {
    if (entry.type === "transport" || entry.type === "candidate-pair") sum += (entry.bytesReceived ?? 0) + (entry.responsesReceived ?? 0);
    else if (entry.type === "inbound-rtp") sum += entry.packetsReceived ?? 0;
  }
  return sum;
}

/** @param {Statistics} entries @param {number} at milliseconds @returns {Sums} */
export function sumsOf(entries, at) {
  const sums = { at, received: 0, lost: 0, bytesIn: 0, bytesOut: 0, samples: 0, concealed: 0, frozen: 0 };
  for (const entry of entries.values()) {
    if (entry.type === "inbound-rtp") {
      sums.received += entry.packetsReceived ?? 0;
      sums.lost += entry.packetsLost ?? 0;
      sums.bytesIn += entry.bytesReceived ?? 0;
      sums.samples += entry.totalSamplesReceived ?? 0;
      // In silence nothing is missing that anybody would notice.
      sums.concealed += (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0);
      // Seconds; not told by every browser.
      sums.frozen += entry.totalFreezesDuration ?? 0;
    } else if (entry.type === "outbound-rtp") sums.bytesOut += entry.bytesSent ?? 0;
  }
  return sums;
}

/** @param {Statistics} entries @returns {Measurements["path"]} */
function pathOf(entries) {
  const pair = pairOf(entries);
  const local = pair && entries.get(pair.localCandidateId);
  if (!local) return null;
  if (local.candidateType === "relay") return "relay";
  return local.protocol === "tcp" ? "tcp" : "udp";
}

/**
 * @param {Statistics} entries
 * @param {Sums} now
 * @param {Sums} before
 * @returns {Measurements}
 */
export function measurementsOf(entries, now, before) {
  const seconds = Math.max(0.001, (now.at - before.at) / 1000);
  const lost = Math.max(0, now.lost - before.lost);
  const expected = lost + Math.max(0, now.received - before.received);
  const remote = [...entries.values()].filter((entry) => entry.type === "remote-inbound-rtp");
  const roundTrip = pairOf(entries)?.currentRoundTripTime;
  return {
    roundTripMs: typeof roundTrip === "number" ? Math.round(roundTrip * 1000) : null,
    lossIn: expected > 0 ? lost / expected : 0,
    lossOut: Math.max(0, ...remote.map((entry) => entry.fractionLost ?? 0)),
    bitsIn: Math.round((8 * Math.max(0, now.bytesIn - before.bytesIn)) / seconds),
    bitsOut: Math.round((8 * Math.max(0, now.bytesOut - before.bytesOut)) / seconds),
    concealed: now.samples > before.samples ? Math.max(0, now.concealed - before.concealed) / (now.samples - before.samples) : 0,
    frozenMs: Math.round(1000 * Math.max(0, now.frozen - before.frozen)),
    path: pathOf(entries),
  };
}

/** @param {Statistics} entries @returns {Map<string, any>} the receiving streams by mid */
export function inboundByMid(entries) {
  /** @type {Map<string, any>} */
  const found = new Map();
  for (const entry of entries.values()) if (entry.type === "inbound-rtp" && entry.mid !== undefined) found.set(entry.mid, entry);
  return found;
}
