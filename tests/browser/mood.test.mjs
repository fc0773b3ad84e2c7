// How people feel and whom to turn to: asked at the door and at the end, told to nobody, the sum of it once.
import assert from "node:assert/strict";
import { holds } from "./lib/axe.mjs";
import { desktop, phone } from "./lib/chromium.mjs";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

scene("mood", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let eero;

  /** Opens or closes the question. @param {"door" | "end"} moment */
  async function turns(moment) {
    await maarit.click("open-more");
    await maarit.click("open-mood");
    await maarit.click(`mood-toggle-${moment}`);
    await maarit.page.keyboard.press("Escape");
    await maarit.seesNoMore(`mood-toggle-${moment}`);
  }

  /** A page that was loaded anew may wait for a tap before it plays sound; the browser decides. */
  async function tapsToHear() {
    await until("Eero is connected", () => eero.connected());
    const asked = await until("a tap is asked for", () => eero.visible("tap-to-hear"), { within: 2_000 }).catch(() => false);
    if (asked) await eero.click("tap-to-hear");
    await eero.seesNoMore("tap-to-hear");
  }

  step("the organizer names help contacts, the host asks how people come in", async () => {
    const network = ["--network", "rovaniemi"];
    const add = (/** @type {string[]} */ ...words) => set.server.command("network", "help", "add", ...network, ...words);
    await add("--title", "Kriisipuhelin", "--address", "09 2525 0111", "--hours", "Joka päivä ympäri vuorokauden");
    await add("--title", "Kristelefon", "--address", "09 2525 0112", "--language", "sv");
    await add("--title", "Yrittäjän talousapu", "--address", "https://example.fi/talousapu");
    maarit = await set.chromium({ name: "Maarit", mark: "red", screen: desktop });
    await maarit.entersDirectly(set.server.links.moderator);
    await maarit.click("open-more");
    await maarit.click("open-mood");
    await maarit.sees("mood-toggle-door");
    await holds(maarit, "mood-host-desktop");
    await maarit.page.keyboard.press("Escape");
    await turns("door");
    await maarit.sees("mood");
  });

  step("the help contacts stand on the page before joining, closed until somebody opens them", async () => {
    eero = await set.chromium({ name: "Eero", mark: "blue", screen: phone });
    await eero.open(set.server.links.participant);
    await eero.sees("open-help-contacts");
    await eero.sees("not-recorded");
    assert.equal(await eero.visible("help-contacts"), false);
    await eero.click("open-help-contacts");
    await eero.sees("help-contacts");
    const texts = await eero.texts("help-contact");
    assert.equal(texts.length, 3);
    assert.match(texts[0] ?? "", /Kriisipuhelin/);
    assert.match(texts[2] ?? "", /Svenska/, "who helps in another language comes last, and it is said");
    const ways = await eero.driver.evaluate(() => [...document.querySelectorAll("[data-testid=help-contact] a")].map((one) => one.getAttribute("href")));
    assert.deepEqual(ways, ["tel:0925250111", "https://example.fi/talousapu", "tel:0925250112"]);
    await holds(eero, "help-contacts-check-phone");
  });

  step("who waits at the door answers with one tap, once", async () => {
    await eero.fillsIn();
    await eero.sees("waiting");
    await eero.sees("mood");
    await holds(eero, "mood-door-phone");
    await eero.click("mood-low");
    await eero.sees("mood-thanks");
    await eero.driver.reload();
    await eero.sees("waiting");
    assert.equal(await eero.visible("mood"), false, "an answer is not asked for again");
  });

  step("three more answer at the door and go", async () => {
    for (const [name, mood] of [["Aila", "heavy"], ["Jouni", "light"], ["Kaisa", "low"]]) {
      const one = await set.chromium({ name: name ?? "", media: "none" });
      await one.joins(set.server.links.participant);
      await one.sees("mood");
      await one.click(`mood-${mood}`);
      await one.sees("mood-thanks");
      await one.close();
    }
  });

  step("the sum is shown to all when the host closes the question, and help with it", async () => {
    await holds(maarit, "mood-room-desktop");
    await maarit.click("mood-light");
    await maarit.sees("mood-thanks");
    await maarit.admits("Eero");
    await eero.sees("room");
    await tapsToHear();
    await maarit.closesPanel();
    await turns("door");
    for (const one of [maarit, eero]) {
      await one.sees("mood-result");
      const [words] = await one.texts("mood-result");
      assert.deepEqual(words?.match(/\d+/g), ["1", "2", "0", "2", "0"]);
      assert.match(words ?? "", /Et ole yksin/);
    }
    await holds(eero, "mood-result-phone");
    await holds(maarit, "mood-result-desktop");
    await eero.click("mood-result-close");
    await maarit.click("mood-result-close");
    await eero.driver.reload();
    await eero.sees("room");
    await tapsToHear();
    assert.equal(await eero.visible("mood-result"), false, "it is shown once");
  });

  step("not answering is an equal choice, and too few answers are told to nobody", async () => {
    await turns("end");
    await eero.sees("mood");
    await eero.click("mood-skip");
    await eero.seesNoMore("mood");
    await maarit.click("mood-bright");
    await turns("end");
    await maarit.sees("mood-result");
    assert.deepEqual((await maarit.texts("mood-result"))[0]?.match(/\d/g) ?? [], []);
    await maarit.click("mood-result-close");
    await eero.click("mood-result-close");
  });

  step("help that is offered opens the contacts, and they are in the menu always", async () => {
    await maarit.click("open-more");
    await maarit.click("open-mood");
    await maarit.click("help-offer");
    await eero.sees("accept-help");
    await eero.screenshot("help-offered-phone-light.png");
    await eero.click("accept-help");
    await eero.sees("help-contacts");
    await holds(eero, "help-contacts-room-phone");
    await eero.page.keyboard.press("Escape");
    await eero.seesNoMore("help-contacts");
    await eero.click("open-more");
    await holds(eero, "more-phone");
    await eero.click("open-contacts");
    await eero.sees("help-contacts");
  });

  step("the pages complained of nothing", async () => {
    assert.deepEqual([maarit, eero].flatMap((one) => one.complaints), []);
  });
});
