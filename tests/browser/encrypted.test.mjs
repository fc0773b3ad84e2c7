// An end-to-end encrypted evening: three people hear and see each other, the server forwards nothing that looks readable,
// and whoever has left has no key of what comes after.
import assert from "node:assert/strict";
import { desktop } from "./lib/chromium.mjs";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

scene("encrypted", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let anu;
  /** @type {Visitor} */ let eero;
  /** @type {Record<"moderator" | "participant", string>} */ let links;
  const everybody = () => [maarit, anu, eero];

  /** The server's own counts of frames in encrypted places. */
  async function counted() {
    const text = await (await fetch(`${set.server.origin}/metrics`)).text();
    /** @param {string} name */
    const of = (name) => Number(new RegExp(`^koronailta_media_frames_${name}_total (\\d+)$`, "m").exec(text)?.[1]);
    return { sealed: of("sealed"), stale: of("stale"), open: of("open") };
  }

  /** @param {Visitor} who @returns {Promise<{ sealed: number, withheld: number, plain: number, opened: number, unopened: number }>} */
  const frames = (who) => who.driver.evaluate(() => /** @type {any} */ (globalThis).koronailta.frames());

  /** @param {Visitor} who @returns {Promise<{ type: string, epoch?: number, words?: number[] }>} */
  const confidence = (who) => who.driver.evaluate(() => /** @type {any} */ (globalThis).koronailta.app.state.confidence.value);

  /** Everybody of them has the same numbers, and of one epoch. @param {Visitor[]} people */
  const sameWords = (people) =>
    until("the same words for everybody", async () => {
      const all = await Promise.all(people.map(confidence));
      const agreed = all.every((one) => one.type === "sealed" && one.epoch === all[0]?.epoch && String(one.words) === String(all[0]?.words));
      return agreed ? all[0] : undefined;
    });

  step("an organizer makes an encrypted evening, and everybody comes in", async () => {
    const evening = (await set.server.command("evening", "add", "--network", "rovaniemi", "--title", "Salattu ilta", "--starts", "now", "--doors-minutes", "0", "--encrypted")).trim();
    /** @param {string[]} words */
    const link = async (...words) => /http\S+/.exec(await set.server.command("link", "add", "--evening", evening, ...words))?.[0] ?? "";
    links = { moderator: await link("--role", "moderator"), participant: await link("--role", "participant", "--admits") };
    [maarit, anu, eero] = await Promise.all([
      set.chromium({ name: "Maarit", mark: "red", screen: desktop }),
      set.chromium({ name: "Anu", mark: "green", screen: desktop }),
      set.chromium({ name: "Eero", mark: "blue", screen: desktop }),
    ]);
    await maarit.entersDirectly(links.moderator);
    await Promise.all([anu.entersDirectly(links.participant), eero.entersDirectly(links.participant)]);
  });

  step("all read the same numbers", async () => {
    await sameWords(everybody());
    await maarit.sees("sealed");
  });

  step("faces and voices arrive", async () => {
    await Promise.all([
      maarit.seesFaces({ Anu: "green", Eero: "blue" }),
      anu.seesFaces({ Maarit: "red", Eero: "blue" }),
      eero.seesFaces({ Maarit: "red", Anu: "green" }),
    ]);
    await Promise.all([maarit.hears(["blue", "green"]), anu.hears(["blue", "red"]), eero.hears(["green", "red"])]);
    await maarit.screenshot("room-encrypted-desktop.png");
  });

  step("no readable frame was ever sent: by the workers' counts, and by what the server saw", async () => {
    for (const one of everybody()) {
      const counts = await frames(one);
      assert.ok(counts.sealed > 50 && counts.opened > 50, `${one.name}: ${JSON.stringify(counts)}`);
      assert.equal(counts.plain, 0, one.name);
    }
    const seen = await counted();
    assert.ok(seen.sealed > 100, JSON.stringify(seen));
    assert.equal(seen.open, 0, JSON.stringify(seen));
  });

  step("when somebody leaves, the numbers change and the others go on", async () => {
    const before = await sameWords(everybody());
    await eero.driver.evaluate(() => /** @type {any} */ (globalThis).koronailta.app.dispatch({ type: "leave", quiet: false }));
    const after = await until("new words", async () => {
      const now = await sameWords([maarit, anu]);
      return (now.epoch ?? 0) > (before.epoch ?? 0) ? now : null;
    });
    assert.notDeepEqual(after.words, before.words);
    await Promise.all([maarit.hears(["green"]), anu.hears(["red"])]);
    await Promise.all([maarit.seesFaces({ Anu: "green" }), anu.seesFaces({ Maarit: "red" })]);
    assert.equal((await counted()).open, 0);
  });
});
