// A scene: steps that build on each other, played in order. After the first step that fails the rest fails at once,
// instead of waiting for what can no longer happen.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { openChromium } from "./chromium.mjs";
import { openFirefox } from "./firefox.mjs";
import { screenshotFolder } from "./folders.mjs";
import { Server } from "./server.mjs";

/**
 * What a scene has at hand. Everything opened through it is closed at the end.
 * @typedef {object} Set
 * @property {Server} server
 * @property {(who: Parameters<typeof openChromium>[0]) => ReturnType<typeof openChromium>} chromium
 * @property {(who: Parameters<typeof openFirefox>[0]) => ReturnType<typeof openFirefox>} firefox
 */

/**
 * @param {string} name
 * @param {(step: (words: string, play: () => Promise<unknown>) => void, set: Set) => void} script
 * @param {() => Promise<Server>} [start] another server than the usual one
 * @param {() => Promise<unknown>} [end] what else has to be stopped
 */
export function scene(name, script, start = () => Server.start(name), end = async () => {}) {
  describe(name, { timeout: 180_000 }, () => {
    /** @type {(() => Promise<unknown>)[]} */
    const closings = [];
    /** @type {import("./person.mjs").Person[]} */
    const people = [];
    let broken = "";
    /** @template {{ close: () => Promise<unknown> }} P @param {Promise<P>} opening */
    const kept = async (opening) => {
      const person = await opening;
      closings.push(() => person.close());
      people.push(/** @type {any} */ (person));
      return person;
    };
    const set = /** @type {Set} */ ({
      chromium: (who) => kept(openChromium(who)),
      firefox: (who) => kept(openFirefox(who)),
    });
    after(async () => {
      await Promise.all(closings.map((close) => close().catch(() => {})));
      await set.server?.stop();
      await end();
    });
    script((words, play) => {
      it(words, { timeout: 60_000 }, async (context) => {
        if (broken) throw new Error(`not played, because "${broken}" failed`);
        try {
          set.server ??= await start();
          await play();
        } catch (error) {
          broken = words;
          for (const person of people) {
            const file = `failed-${name}-${person.name}`.replace(/[^a-z0-9]+/gi, "-").toLowerCase();
            await person.driver.screenshot(`${file}.png`).catch(() => {});
            const lines = await person.driver.evaluate(() => /** @type {any} */ (window).observed.lines()).catch(String);
            writeFileSync(join(screenshotFolder, `${file}.json`), JSON.stringify(lines, null, 1));
            for (const complaint of person.complaints) context.diagnostic(`${person.name}: ${complaint}`);
          }
          throw error;
        }
      });
    }, set);
  });
}
