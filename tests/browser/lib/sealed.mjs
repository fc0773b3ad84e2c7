// What browsers and the server say of encrypted places.
import { until } from "./wait.mjs";

/** @typedef {import("./person.mjs").Person} Person */
/** @typedef {{ type: string, epoch?: number, words?: number[] }} Confidence */

/** The page's own hook. @template T @param {Pick<Person, "driver">} who @param {string} what @returns {Promise<T>} */
function asked({ driver }, what) {
  return driver.evaluate((/** @type {string} */ which) => {
    const { app, frames } = /** @type {any} */ (globalThis).koronailta;
    return which === "frames" ? frames() : app.state.confidence.value;
  }, what);
}

/** The worker's counts. @param {Pick<Person, "driver">} who @returns {Promise<{ sealed: number, withheld: number, plain: number, opened: number, unopened: number }>} */
export function frames(who) {
  return asked(who, "frames");
}

/** Whether the page takes its place for encrypted. @param {Pick<Person, "driver">} who @returns {Promise<Confidence>} */
export function confidence(who) {
  return asked(who, "confidence");
}

/** Everybody of them has the same numbers, and of one epoch. @param {readonly Pick<Person, "driver">[]} people */
export function sameWords(people) {
  return until("the same words for everybody", async () => {
    const all = await Promise.all(people.map(confidence));
    const agreed = all.every((one) => one.type === "sealed" && one.epoch === all[0]?.epoch && String(one.words) === String(all[0]?.words));
    return agreed ? all[0] : undefined;
  });
}

/** The server's own counts of frames in encrypted places. @param {string} origin */
export async function counted(origin) {
  const text = await (await fetch(`${origin}/metrics`)).text();
  /** @param {string} name */
  const of = (name) => Number(new RegExp(`^koronailta_media_frames_${name}_total (\\d+)$`, "m").exec(text)?.[1]);
  return { sealed: of("sealed"), stale: of("stale"), open: of("open") };
}
