// Waiting for a condition with a deadline.
import { setTimeout as pause } from "node:timers/promises";

/**
 * Asks `condition` again and again until it gives something truthy, and returns that.
 * @template T
 * @param {string} what said in the error
 * @param {() => Promise<T> | T} condition
 * @param {{ within?: number, every?: number, explain?: () => Promise<unknown> | unknown }} [options] milliseconds
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, condition, { within = 15_000, every = 100, explain } = {}) {
  const deadline = performance.now() + within;
  let last;
  for (;;) {
    try {
      last = await condition();
    } catch (error) {
      last = undefined;
      if (performance.now() >= deadline) throw error;
    }
    if (last) return last;
    if (performance.now() >= deadline) {
      const why = explain ? `: ${JSON.stringify(await explain())}` : "";
      throw new Error(`not within ${within} ms: ${what}${why}`);
    }
    await pause(every);
  }
}

/** Fails as soon as `condition` gives something truthy; otherwise returns after `during` milliseconds.
 * @param {string} what @param {number} during @param {() => Promise<unknown> | unknown} condition */
export async function never(what, during, condition) {
  const end = performance.now() + during;
  while (performance.now() < end) {
    const seen = await condition();
    if (seen) throw new Error(`happened but must not: ${what}: ${JSON.stringify(seen)}`);
    await pause(100);
  }
}
