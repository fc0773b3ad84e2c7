// An evening in three browsers: a moderator and an advisor at their desks, an entrepreneur with a phone.
import assert from "node:assert/strict";
import { desktop, phone } from "./lib/chromium.mjs";
import { hook } from "./lib/person.mjs";
import { scene } from "./lib/scene.mjs";
import { never, until } from "./lib/wait.mjs";

scene("evening", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let anu;
  /** @type {Visitor} */ let eero;
  const everybody = () => [maarit, anu, eero];

  step("staff comes in by their links without waiting", async () => {
    [maarit, anu, eero] = await Promise.all([
      set.chromium({ name: "Maarit", mark: "red", screen: desktop }),
      set.chromium({ name: "Anu", mark: "green", screen: desktop, colorScheme: "dark" }),
      set.chromium({ name: "Eero", mark: "blue", screen: phone }),
    ]);
    await Promise.all([maarit.entersDirectly(set.server.links.moderator), anu.entersDirectly(set.server.links.advisor)]);
  });

  step("an entrepreneur knocks by opening the link, and gets nothing of the room while waiting", async () => {
    await eero.joins(set.server.links.participant, { business: "Eeron verstas" });
    await eero.sees("waiting");
    await eero.screenshot("lobby-phone-light.png");
    assert.deepEqual(await eero.texts("tile"), []);
    const { received } = await eero.statistics();
    assert.deepEqual(received, { audio: 0, video: 0 });
  });

  step("the moderator sees who knocks and lets them in", async () => {
    await maarit.admits("Eero");
    await eero.sees("room");
  });

  step("everybody sees everybody, each face under its own name", async () => {
    await Promise.all([
      maarit.seesFaces({ Anu: "green", Eero: "blue" }),
      anu.seesFaces({ Maarit: "red", Eero: "blue" }),
      eero.seesFaces({ Maarit: "red", Anu: "green" }),
    ]);
    for (const one of everybody()) {
      const before = await one.statistics();
      await until(`${one.name}'s pictures go on`, async () => {
        const now = await one.statistics();
        const growing = Object.keys(now.decoded).filter((mid) => now.decoded[mid] > (before.decoded[mid] ?? 0));
        return growing.length >= 2;
      });
    }
  });

  step("everybody hears everybody, and nobody themselves", async () => {
    await maarit.driver.evaluate(() => {
      Object.assign(window, { begunAnew: 0 });
      for (const video of document.querySelectorAll("[data-testid=tile] video")) video.addEventListener("emptied", () => (/** @type {any} */ (window).begunAnew += 1));
    });
    await Promise.all([maarit.hears(["blue", "green"]), anu.hears(["blue", "red"]), eero.hears(["green", "red"])]);
    const begunAnew = await maarit.driver.evaluate(() => /** @type {any} */ (window).begunAnew);
    assert.equal(begunAnew, 0, "pictures go on while people speak");
    await maarit.screenshot("room-desktop-light.png");
    await anu.screenshot("room-desktop-dark.png");
    await eero.screenshot("room-phone-light.png");
  });

  step("what is written reaches everybody once, in the same order", async () => {
    await maarit.writes("Tervetuloa iltaan.");
    await eero.reads("Tervetuloa iltaan.");
    await eero.writes("Kiitos, hyvää iltaa.");
    await anu.reads("Kiitos, hyvää iltaa.");
    await anu.writes("Hei kaikille.");
    for (const one of everybody()) {
      await one.reads("Hei kaikille.");
      const words = (await one.texts("chat-message")).map((text) => /Tervetuloa iltaan\.|Kiitos, hyvää iltaa\.|Hei kaikille\./.exec(text)?.[0]);
      assert.deepEqual(words, ["Tervetuloa iltaan.", "Kiitos, hyvää iltaa.", "Hei kaikille."], one.name);
    }
    await eero.closesPanel();
  });

  step("a courtesy mute switches the microphone off, and its owner may switch it on again", async () => {
    await maarit.moderates("Eero", "action-mute");
    await until("Eero's microphone is really off", async () => !(await eero.microphoneIsOn()) && !(await eero.sends("audio")));
    await anu.hears(["red"]);
    await eero.click("toggle-microphone");
    await until("Eero's microphone is really on", async () => (await eero.microphoneIsOn()) && (await eero.sends("audio")));
    await anu.hears(["blue", "red"]);
  });

  step("the button shows what the microphone really does", async () => {
    await eero.click("toggle-microphone");
    await until("off on the button and on the line", async () => !(await eero.microphoneIsOn()) && !(await eero.sends("audio")));
    await anu.hears(["red"]);
    await eero.click("toggle-microphone");
    await anu.hears(["blue", "red"]);
  });

  step("a blocked microphone stays silent, and lifting the block switches nothing on", async () => {
    await maarit.moderates("Eero", "action-block");
    await anu.hears(["red"]);
    await eero.pressesAnyway("toggle-microphone");
    await never("Eero is heard although blocked", 1500, async () => (await anu.heard(400)).includes("blue"));
    assert.equal(await eero.microphoneIsOn(), false);
    await maarit.moderates("Eero", "action-unblock");
    await never("Eero is switched on by somebody else", 1000, () => eero.microphoneIsOn());
    await eero.click("toggle-microphone");
    await anu.hears(["blue", "red"]);
  });

  step("while the floor is held only staff is heard", async () => {
    await maarit.holdsFloor();
    await anu.hears(["red"]);
    await maarit.hears(["green"]);
    await eero.pressesAnyway("toggle-microphone");
    await never("Eero is heard over the held floor", 1500, async () => (await anu.heard(400)).includes("blue"));
    const noticed = () => eero.driver.visible('[data-key="notice-floor-taken"]');
    await until("Eero reads why the microphone went off", noticed);
    await maarit.releasesFloor();
    await until("the notice is gone with the floor", async () => !(await noticed()));
    await until("Eero may switch on again", async () => {
      if (!(await eero.microphoneIsOn())) await eero.pressesAnyway("toggle-microphone");
      return eero.microphoneIsOn();
    });
    await anu.hears(["blue", "red"]);
  });

  step("a shared screen stands on everybody's stage, is offered to the next, taken down by the host, and taken back", async () => {
    await anu.click("share-screen");
    for (const one of [maarit, eero]) {
      await one.sees("stage");
      await until(`${one.name} sees the screen's picture`, () => one.stageHasPicture(), { within: 30_000 });
    }
    await maarit.screenshot("stage-desktop-light.png");
    assert.equal(await eero.visible("stage-clear"), false, "who neither leads nor is next has no buttons");
    await anu.click("stage-hand");
    await anu.page.locator(hook("hand-to"), { hasText: "Eero" }).click();
    await until("Eero reads that he may go on", async () => (await eero.texts("stage"))[0]?.includes("antaa yhteisen näkymän sinulle") ?? false);
    await until("Anu reads who is next", async () => (await anu.texts("stage"))[0]?.includes("Seuraavaksi esittää Eero") ?? false);
    await Promise.all([maarit.screenshot("stage-lead-desktop.png"), anu.screenshot("stage-shares-desktop.png"), eero.screenshot("stage-offered.png")]);
    await maarit.click("stage-clear");
    await Promise.all([maarit, anu, eero].map((one) => one.seesNoMore("stage")));
    await anu.click("share-screen");
    await Promise.all([maarit.sees("stage"), eero.sees("stage")]);
    await anu.click("share-screen");
    await Promise.all([maarit.seesNoMore("stage"), eero.seesNoMore("stage")]);
  });

  step("all of this took one exchange of session descriptions each", async () => {
    for (const one of everybody()) assert.equal(await one.offers(), 1, one.name);
  });

  step("after a reload one is back in the room without knocking", async () => {
    await eero.driver.reload();
    await eero.sees("room");
    assert.deepEqual(await maarit.texts("lobby-entry"), []);
    await eero.seesFaces({ Maarit: "red", Anu: "green" });
    await maarit.seesFaces({ Eero: "blue" });
  });

  step("who is removed reads so, and does not come back by the same link", async () => {
    await maarit.moderates("Eero", "action-remove");
    await eero.sees("ended");
    assert.equal(await eero.attribute("ended", "data-reason"), "removed");
    await until("Eero's tile is gone", async () => !("Eero" in (await anu.faces())));
    await eero.open(set.server.links.participant);
    await until("the way in stays closed", async () => {
      if (await eero.visible("join-button")) await eero.fillsIn();
      return (await eero.visible("link-problem")) || (await eero.visible("ended")) || (await eero.visible("join-problem"));
    });
    assert.equal(await eero.visible("room"), false);
    assert.deepEqual(await maarit.texts("lobby-entry"), []);
  });

  step("who leaves is gone for the others, and the pages complained of nothing", async () => {
    await anu.leaves();
    await anu.sees("ended");
    await until("Anu's tile is gone", async () => !("Anu" in (await maarit.faces())));
    assert.deepEqual(everybody().flatMap((one) => one.complaints), []);
  });
});
