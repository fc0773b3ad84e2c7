// Small groups in four browsers: arranged by keyboard, heard by nobody else, visited with a word before, called back.
import assert from "node:assert/strict";
import { desktop, phone } from "./lib/chromium.mjs";
import { hook } from "./lib/person.mjs";
import { scene } from "./lib/scene.mjs";
import { confidence, counted, frames, sameWords } from "./lib/sealed.mjs";
import { never, until } from "./lib/wait.mjs";

scene("groups", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let anna;
  /** @type {Visitor} */ let eero;
  /** @type {Visitor} */ let sanna;
  const everybody = () => [maarit, anna, eero, sanna];

  step("a host and three entrepreneurs are in the common room", async () => {
    [maarit, anna, eero, sanna] = await Promise.all([
      set.chromium({ name: "Maarit", mark: "red", screen: desktop }),
      set.chromium({ name: "Anna", mark: "green", screen: desktop, colorScheme: "dark" }),
      set.chromium({ name: "Eero", mark: "blue", screen: phone }),
      set.chromium({ name: "Sanna", mark: "yellow", screen: desktop }),
    ]);
    await maarit.entersDirectly(set.server.links.moderator);
    for (const one of [anna, eero, sanna]) {
      await one.joins(set.server.links.participant, { business: `${one.name}n paja` });
      await maarit.admits(one.name);
      await one.sees("room");
    }
    await maarit.closesPanel();
    await Promise.all([maarit.hears(["blue", "green", "yellow"]), sanna.hears(["blue", "green", "red"])]);
  });

  step("two step aside by mutual consent, are heard by nobody else, and come back", async () => {
    await anna.moderates("Sanna", "action-side-talk");
    await sanna.sees("side-talk-asked");
    await sanna.click("side-talk-decline");
    await anna.seesNoMore("side-talk-waiting");
    assert.equal(await anna.visible("group"), false, "nobody is taken aside against their will");
    await anna.moderates("Sanna", "action-side-talk");
    await sanna.click("side-talk-accept");
    await Promise.all([anna.sees("group"), sanna.sees("group")]);
    await Promise.all([anna.hears(["yellow"]), sanna.hears(["green"]), eero.hears(["red"]), maarit.hears(["blue"])]);
    await sanna.screenshot("side-talk-desktop.png");
    await sanna.click("group-leave");
    await Promise.all([anna.seesNoMore("group"), sanna.seesNoMore("group")]);
    await eero.hears(["green", "red", "yellow"]);
    await anna.closesPanel();
  });

  step("the host divides them and changes the plan by keyboard alone", async () => {
    await maarit.click("open-more");
    await maarit.click("open-groups");
    await maarit.page.locator(hook("groups-way-size")).press("Space");
    await maarit.page.locator(hook("groups-count")).fill("3");
    await maarit.page.locator(hook("groups-arrange")).press("Enter");
    await maarit.sees("planned-group");
    const place = maarit.page.locator(`${hook("group-member")}[data-name=Sanna] select`);
    await place.focus();
    await maarit.page.keyboard.press("End");
    await maarit.sees("unassigned");
    assert.deepEqual((await maarit.texts("planned-group")).length, 1);
    await maarit.screenshot("groups-plan-desktop.png");
    await maarit.page.locator(hook("groups-open")).press("Enter");
    await maarit.sees("open-group");
    await maarit.screenshot("groups-open-desktop.png");
    await maarit.page.keyboard.press("Escape");
  });

  step("a group sees and hears its own people and nobody else", async () => {
    await Promise.all([anna.sees("group"), eero.sees("group")]);
    await Promise.all([anna.seesFaces({ Eero: "blue" }), eero.seesFaces({ Anna: "green" }), sanna.seesFaces({ Maarit: "red" })]);
    await Promise.all([anna.hears(["blue"]), eero.hears(["green"]), sanna.hears(["red"]), maarit.hears(["yellow"])]);
    assert.deepEqual(Object.keys(await anna.faces()).sort(), ["Anna", "Eero"]);
    assert.deepEqual(Object.keys(await sanna.faces()).sort(), ["Maarit", "Sanna"]);
    assert.equal(await sanna.visible("group"), false);
    await anna.screenshot("group-desktop-dark.png");
    await eero.screenshot("group-phone.png");
    for (const one of everybody()) assert.equal(await one.offers(), 1, `${one.name} made no new offer`);
  });

  step("the group is end-to-end encrypted, the common room says that it is not", async () => {
    await sameWords([anna, eero]);
    await Promise.all([anna.sees("sealed"), eero.sees("sealed")]);
    for (const one of [anna, eero]) await one.driver.evaluate((what) => void /** @type {HTMLElement | null} */ (document.querySelector(what))?.click(), `${hook("sealed")} summary`);
    await anna.screenshot("group-sealed-desktop-dark.png");
    await eero.screenshot("group-sealed-phone.png");
    assert.deepEqual(await anna.texts("sealed-words"), await eero.texts("sealed-words"), "what they would read aloud");
    for (const one of [anna, eero]) await one.driver.evaluate((what) => void /** @type {HTMLElement | null} */ (document.querySelector(what))?.click(), `${hook("sealed")} summary`);
    for (const one of [maarit, sanna]) assert.equal((await confidence(one)).type, "open");
    const before = await Promise.all([anna, eero].map(frames));
    await until("a hundred sealed frames of each", async () => {
      const now = await Promise.all([anna, eero].map(frames));
      assert.deepEqual(now.map(({ plain }) => plain), before.map(({ plain }) => plain), "not one in the clear");
      return now.every(({ sealed, opened }, at) => sealed > (before[at]?.sealed ?? 0) + 100 && opened > (before[at]?.opened ?? 0) + 100);
    });
    const seen = await counted(set.server.origin);
    assert.ok(seen.sealed > 100, JSON.stringify(seen));
    assert.equal(seen.open, 0, "by what the server saw too");
  });

  step("what is written in the group is read there only, and stands on no disk", async () => {
    await anna.writes("Laskut painavat mieltä");
    await eero.opensChat();
    await until("Eero reads it", async () => (await eero.texts("group-message")).some((text) => text.includes("Laskut painavat mieltä")));
    await until("it is posted", async () => (await anna.page.locator(`${hook("group-message")}[data-state=posted]`).count()) === 1);
    await anna.screenshot("group-chat-desktop.png");
    await eero.screenshot("group-chat-phone.png");
    await sanna.opensChat();
    assert.deepEqual(await sanna.texts("group-message"), []);
    assert.equal((await sanna.shownText()).includes("Laskut painavat"), false);
    assert.equal(set.server.hasOnDisk("Laskut painavat"), false);
    await Promise.all([anna, eero, sanna].map((one) => one.closesPanel()));
    await sanna.writes("Kaikille sanottu");
    await until("what is for all is kept", () => set.server.hasOnDisk("Kaikille sanottu"));
    await sanna.closesPanel();
  });

  step("a group asks for a host, who is announced before anything is heard", async () => {
    await anna.click("call-moderator");
    await maarit.sees("group-calls");
    await maarit.clicksWithin("group-calls", "", "visit-caller");
    await Promise.all([anna.sees("visit"), eero.sees("visit")]);
    await never("the visitor hears the group before it was told", 1_000, async () => (await maarit.visible("group")) && !(await anna.visible("visit")));
    await maarit.sees("group");
    await maarit.hears(["blue", "green"]);
    await eero.hears(["green", "red"]);
    await anna.seesNoMore("visit");
    await maarit.click("group-leave");
    await maarit.hears(["yellow"]);
  });

  step("a page that is loaded again comes back to its group", async () => {
    await eero.driver.reload();
    await eero.sees("group", 20_000);
    await Promise.all([anna.hears(["blue"]), sameWords([anna, eero])]);
  });

  step("the call back is gentle, and one more minute may be taken", async () => {
    await maarit.click("open-more");
    await maarit.click("open-groups");
    await maarit.click("groups-call-back");
    await Promise.all([anna.sees("called-back"), eero.sees("called-back")]);
    await eero.screenshot("group-called-back-phone.png");
    await anna.click("one-more-minute");
    await eero.seesNoMore("one-more-minute");
  });

  step("when the groups close everybody is together again, and nobody made a new offer", async () => {
    await maarit.click("open-more");
    await maarit.click("open-groups");
    await maarit.click("groups-close-now");
    await Promise.all([anna.seesNoMore("group"), eero.seesNoMore("group")]);
    await Promise.all([maarit.hears(["blue", "green", "yellow"]), anna.hears(["blue", "red", "yellow"]), sanna.hears(["blue", "green", "red"])]);
    await until("all faces are there", async () => Object.keys(await maarit.faces()).length === 4);
    for (const one of [maarit, anna, sanna]) assert.equal(await one.offers(), 1, `${one.name} made no new offer`);
    for (const one of everybody()) assert.equal((await confidence(one)).type, "open", one.name);
    for (const one of everybody()) assert.deepEqual(one.complaints, [], one.name);
    assert.equal((await counted(set.server.origin)).open, 0);
  });
});
