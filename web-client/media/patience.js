// Where packets are lost, on one's own line or on the sender's, what is lost comes late: it is asked for again. By themselves browsers wait just so
// long that most of it comes in time, and with every twentieth packet lost that is a game of chance. So there it is waited for a little longer.

/** A third request has brought it by then, where it takes 60 ms there and back. */
export const patientMs = 280;
/** From such a part of the packets on, lost or asked for again; of sounds twice as much as what had to be invented. */
const lossyFrom = 0.02;
/** How much the newest second counts. */
const weight = 0.3;
/** A line that was so bad is believed to be good only after this; each change is a small stumble. */
const calmMs = 20_000;

/**
 * Sums of the browser since the beginning.
 * @typedef {{ received: number, lost: number, asked: number, samples: number, invented: number }} Counted
 * Of one receiver: the part that comes late or never, and till when it is waited for; whether anything came in the newest second, and the part
 * of it that was invented. A sound that ends is invented for a moment longer, with nothing lost: so that counts only once the sound has gone on.
 * @typedef {{ counted: Counted, part: number, until: number, came: boolean, invented: number }} Patience
 */

/** @param {any} entry of `inbound-rtp` @returns {Counted} */
export function countedOf(entry) {
  return {
    received: entry.packetsReceived ?? 0,
    lost: entry.packetsLost ?? 0,
    asked: entry.nackCount ?? 0,
    samples: entry.totalSamplesReceived ?? 0,
    // In silence nothing is missing that anybody would notice.
    invented: (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0),
  };
}

/** @param {Counted} now @param {Patience | undefined} before @param {number} at milliseconds @returns {Patience} */
export function patienceOf(now, before, at) {
  if (!before) return { counted: now, part: 0, until: 0, came: false, invented: 0 };
  const grown = (/** @type {keyof Counted} */ name) => Math.max(0, now[name] - before.counted[name]);
  const missed = Math.max(grown("lost"), grown("asked"));
  const packets = grown("received") + missed;
  const samples = grown("samples");
  const came = grown("received") > 0;
  const goesOn = came && before.came;
  const newest = Math.max(packets > 0 ? missed / packets : 0, goesOn ? before.invented : 0);
  const part = before.part + (newest - before.part) * weight;
  const invented = goesOn && samples > 0 ? (2 * grown("invented")) / samples : 0;
  return { counted: now, part, until: part >= lossyFrom ? at + calmMs : before.until, came, invented };
}

/** Another sound comes by the same receiver from now on. @param {Patience} before @returns {Patience} */
export const withAnother = (before) => ({ ...before, came: false, invented: 0 });
