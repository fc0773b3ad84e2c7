// A round in four browsers: each in turn, the others silent while it is enforced, passing, coming back, leaving.
import assert from "node:assert/strict";
import { desktop, phone } from "./lib/chromium.mjs";
import { hook } from "./lib/person.mjs";
import { scene } from "./lib/scene.mjs";
import { never, until } from "./lib/wait.mjs";

scene("round", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let anna;
  /** @type {Visitor} */ let eero;
  /** @type {Visitor} */ let sanna;

  /** Whose turn it is, by name. @param {Visitor} looker */
  const speaker = (looker) =>
    looker.driver.evaluate(
      ([round, tile]) => {
        const id = document.querySelector(round)?.getAttribute("data-speaker");
        return [...document.querySelectorAll(tile)].find((one) => one.getAttribute("data-participant") === id)?.getAttribute("data-name") ?? null;
      },
      [hook("round"), hook("tile")],
    );
  /** @param {string} name @param {number} [within] */
  const turnOf = (name, within = 15_000) =>
    Promise.all([maarit, anna, eero, sanna].map((one) => until(`${one.name} sees that it is ${name}'s turn`, async () => (await speaker(one)) === name, { within })));

  step("a host and three entrepreneurs are in the room", async () => {
    [maarit, anna, eero, sanna] = await Promise.all([
      set.chromium({ name: "Maarit", mark: "red", screen: desktop }),
      set.chromium({ name: "Anna", mark: "green", screen: desktop, colorScheme: "dark" }),
      set.chromium({ name: "Eero", mark: "blue", screen: phone }),
      set.chromium({ name: "Sanna", mark: "yellow", screen: desktop }),
    ]);
    await maarit.entersDirectly(set.server.links.moderator);
    for (const one of [anna, eero, sanna]) {
      await one.joins(set.server.links.participant);
      await maarit.admits(one.name);
      await one.sees("room");
    }
    await maarit.closesPanel();
    await sanna.hears(["blue", "green", "red"]);
  });

  step("the host starts an enforced round in the order of arrival, by keyboard", async () => {
    await maarit.click("open-more");
    await maarit.click("open-round");
    await maarit.page.locator(hook("round-order-roster")).press("Space");
    await maarit.page.locator(hook("round-seconds")).selectOption("30");
    await maarit.page.locator(hook("round-enforced")).press("Space");
    await maarit.screenshot("round-start-desktop.png");
    await maarit.page.locator(hook("round-start")).press("Enter");
    await turnOf("Anna");
    assert.deepEqual(await sanna.texts("round-next-in-line"), ["Seuraavaksi: Eero", "Sanna"]);
  });

  step("only the one whose turn it is and the host are heard, also where a page insists", async () => {
    // Anna had her microphone on already; nobody else is left on, and nobody is switched on.
    await Promise.all([eero.hears(["green", "red"]), sanna.hears(["green", "red"]), maarit.hears(["green"])]);
    await eero.pressesAnyway("toggle-microphone");
    await never("Eero is heard out of turn", 1_500, async () => (await sanna.heard(400)).includes("blue"));
    await anna.screenshot("round-own-turn-desktop-dark.png");
    await eero.screenshot("round-phone.png");
    await maarit.screenshot("round-desktop.png");
  });

  step("who has finished gives the word on, and falls silent", async () => {
    await anna.click("round-done");
    await turnOf("Eero");
    await until("Anna's microphone is off", async () => !(await anna.microphoneIsOn()));
    assert.equal(await eero.microphoneIsOn(), false, "nobody is switched on by somebody else");
    await eero.click("round-microphone");
    await sanna.hears(["blue", "red"]);
    await eero.screenshot("round-own-turn-phone.png");
  });

  step("the host pauses and goes on; the speaker comes back to it at the end", async () => {
    await maarit.click("round-pause");
    await until("it is paused", async () => (await sanna.attribute("round", "data-phase")) === "paused");
    await maarit.click("round-resume");
    await turnOf("Eero");
    await eero.click("round-later");
    await turnOf("Sanna");
    assert.deepEqual(await anna.texts("round-next-in-line"), ["Seuraavaksi: Eero"]);
  });

  step("passing is one tap, and after the last turn everybody may speak again", async () => {
    await sanna.click("round-pass");
    await turnOf("Eero");
    await eero.click("round-done");
    await Promise.all([maarit, anna, eero, sanna].map((one) => one.seesNoMore("round")));
    await sanna.click("toggle-microphone");
    await maarit.hears(["yellow"]);
  });

  step("where each names the next one, the buttons are with whoever has spoken, who may do it aloud", async () => {
    await maarit.click("open-more");
    await maarit.click("open-round");
    await maarit.page.locator(hook("round-order-nomination")).press("Space");
    await maarit.page.locator(hook("round-first")).selectOption({ label: "Anna" });
    await maarit.page.locator(hook("round-enforced")).press("Space");
    await maarit.page.locator(hook("round-start")).press("Enter");
    await turnOf("Anna");
    await anna.click("round-microphone");
    await anna.click("round-done");
    await until("Anna is asked", async () => (await anna.attribute("round", "data-phase")) === "choosing");
    await sanna.hears(["green", "red"]);
    assert.equal(await anna.microphoneIsOn(), true);
    assert.equal(await sanna.visible("round-nominate"), false);
    await anna.page.locator(hook("round-nominate"), { hasText: "Eero" }).click();
    await turnOf("Eero");
    await until("Anna's microphone is off", async () => !(await anna.microphoneIsOn()));
    await maarit.click("round-end");
    for (const one of [maarit, anna, eero, sanna]) assert.deepEqual(one.complaints, [], one.name);
  });
});
