// An end-to-end encrypted evening: three people hear and see each other, the server forwards nothing that looks readable,
// captions are read by who has the keys, and whoever has left has no key of what comes after.
import assert from "node:assert/strict";
import { desktop } from "./lib/chromium.mjs";
import { scene } from "./lib/scene.mjs";
import { counted, frames, sameWords } from "./lib/sealed.mjs";
import { until } from "./lib/wait.mjs";

scene("encrypted", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let anu;
  /** @type {Visitor} */ let eero;
  /** @type {Record<"moderator" | "participant", string>} */ let links;
  const everybody = () => [maarit, anu, eero];

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
    // An older browser, which leads frames through a worker in another way.
    await eero.context.addInitScript(() => void Reflect.deleteProperty(globalThis, "RTCRtpScriptTransform"));
    await maarit.entersDirectly(links.moderator);
    await Promise.all([anu.entersDirectly(links.participant), eero.entersDirectly(links.participant)]);
  });

  step("all read the same numbers", async () => {
    await sameWords(everybody());
    await maarit.sees("sealed");
    const older = await eero.driver.evaluate(() => typeof (/** @type {any} */ (globalThis).RTCRtpScriptTransform) === "undefined");
    assert.equal(older, true, "Eero's browser has no script transforms");
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
    const seen = await counted(set.server.origin);
    assert.ok(seen.sealed > 100, JSON.stringify(seen));
    assert.equal(seen.open, 0, JSON.stringify(seen));
  });

  step("captions go out sealed, are read here, and by nobody who is elsewhere", async () => {
    /** @param {Visitor} who @param {string} words */
    const reads = (who, words) => until(`${who.name} reads ${words}`, async () => (await who.texts("caption")).includes(words), { explain: () => who.texts("caption") });
    await maarit.click("open-more");
    await maarit.click("write-captions");
    await maarit.fill("caption-text", "Tervetuloa iltaan");
    await Promise.all([maarit, anu, eero].map((one) => reads(one, "Tervetuloa iltaan")));
    await maarit.page.keyboard.press("Enter");
    await anu.moderates("Eero", "action-side-talk");
    await eero.click("side-talk-accept");
    await Promise.all([anu.sees("group"), eero.sees("group")]);
    await maarit.fill("caption-text", "Tämä on yhteisen huoneen puhetta");
    await reads(maarit, "Tämä on yhteisen huoneen puhetta");
    for (const one of [anu, eero]) assert.deepEqual(await one.texts("caption"), [], one.name);
    await eero.click("group-leave");
    await Promise.all([anu.seesNoMore("group"), eero.seesNoMore("group")]);
    await anu.closesPanel();
    await sameWords(everybody());
    await maarit.fill("caption-text", "Tämä on yhteisen huoneen puhetta taas");
    await Promise.all([anu, eero].map((one) => reads(one, "Tämä on yhteisen huoneen puhetta taas")));
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
    assert.equal((await counted(set.server.origin)).open, 0);
  });
});
