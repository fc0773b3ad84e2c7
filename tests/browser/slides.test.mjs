// Slides in three browsers: brought, shown, read ahead, pointed at, handed over and taken down.
import assert from "node:assert/strict";
import { holds } from "./lib/axe.mjs";
import { desktop, phone } from "./lib/chromium.mjs";
import { hook } from "./lib/person.mjs";
import { scene } from "./lib/scene.mjs";
import { brings, heading, pageOf, presents, slidesPdf } from "./lib/slides.mjs";
import { until } from "./lib/wait.mjs";

scene("slides", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let anu;
  /** @type {Visitor} */ let eero;

  /** @param {number} page @param {Visitor[]} [whom] */
  const atPage = (page, whom = [maarit, anu, eero]) =>
    Promise.all(whom.map((one) => until(`${one.name} has page ${page} before them`, async () => (await pageOf(one)) === page, { explain: () => one.shownText() })));

  /** @param {Visitor} who @param {string} words */
  const heard = (who, words) =>
    until(`${who.name} hears: ${words}`, () => who.driver.evaluate((said) => [...document.querySelectorAll(".visually-hidden[role=status]")].some((one) => one.textContent?.trim() === said), words));

  step("an advisor, a host and an entrepreneur are in the room", async () => {
    const without = /** @type {const} */ (["camera", "microphone"]);
    [maarit, anu, eero] = await Promise.all([
      set.chromium({ name: "Maarit", mark: "red", screen: desktop, colorScheme: "dark" }),
      set.chromium({ name: "Anu", mark: "green", screen: { viewport: { width: 1440, height: 900 } } }),
      set.chromium({ name: "Eero", mark: "blue", screen: phone }),
    ]);
    await Promise.all([maarit.entersDirectly(set.server.links.moderator, { without: [...without] }), anu.entersDirectly(set.server.links.advisor, { without: [...without] })]);
    await eero.joins(set.server.links.participant, { without: [...without] });
    await maarit.admits("Eero");
    await eero.sees("room");
    await maarit.closesPanel();
  });

  step("a file that is no document is refused by its name, and nothing is there", async () => {
    await brings(anu, "kuva.pdf", Buffer.from("\x89PNG\r\n\x1a\n, whatever its name says", "latin1"));
    await until("Anu is told why", async () => (await anu.attribute("upload-problem", "data-code")) === "material_not_pdf");
    assert.deepEqual(await anu.texts("document"), []);
    await anu.page.keyboard.press("Escape");
  });

  step("the document is there for all, each as sharp as their screen", async () => {
    await maarit.driver.evaluate((tile) => document.querySelector(tile)?.setAttribute("data-scene-before", ""), hook("tile"));
    await presents(anu, "Tuet 2026.pdf", await slidesPdf(12));
    await atPage(1);
    assert.equal(await maarit.driver.evaluate((tile) => document.querySelectorAll(`${tile}[data-scene-before]`).length, hook("tile")), 1, "a face goes to the side with its picture");
    for (const one of [anu, eero]) {
      const { drawn, shown, dense } = await one.driver.evaluate((slide) => {
        const canvas = document.querySelector(`${slide} canvas`);
        if (!(canvas instanceof HTMLCanvasElement)) throw new Error("no page is drawn");
        return { drawn: canvas.width, shown: canvas.getBoundingClientRect().width, dense: devicePixelRatio };
      }, hook("slide"));
      assert.ok(Math.abs(drawn - shown * dense) <= 2, `${one.name}: ${drawn} pixels for ${shown} at ${dense}`);
    }
    await until("the words are there to be read aloud", async () => (await eero.texts("slide"))[0]?.includes(heading(1)) ?? false);
    await Promise.all([anu.screenshot("slides-presenter-desktop.png"), eero.screenshot("slides-phone.png"), maarit.screenshot("slides-desktop-dark.png")]);
    await holds(eero, "slides-axe-phone");
  });

  step("the presenter turns pages by keyboard, and all are in step", async () => {
    await anu.page.locator(hook("slides")).focus();
    await anu.page.keyboard.press("ArrowRight");
    await atPage(2);
    await anu.page.keyboard.press("End");
    await atPage(12);
    await anu.page.keyboard.press("Home");
    await atPage(1);
  });

  step("one reads ahead and comes back, and nobody else notices", async () => {
    await eero.click("slides-next");
    await eero.click("slides-next");
    await atPage(3, [eero]);
    assert.equal(await eero.attribute("slides", "data-own"), "true");
    await heard(eero, "Sivu 3 / 12");
    await anu.click("slides-next");
    await atPage(2, [anu, maarit]);
    assert.equal(await pageOf(eero), 3);
    await eero.screenshot("slides-ahead-phone.png");
    await eero.click("slides-follow");
    await heard(eero, "Sivu 2 / 12, esittäjän sivu");
    await atPage(2);
  });

  step("where the presenter points is seen by the others", async () => {
    const box = await anu.page.locator(hook("slide")).boundingBox();
    assert.ok(box);
    await anu.page.mouse.move(box.x + box.width / 4, box.y + box.height / 2, { steps: 4 });
    await Promise.all([maarit.sees("slide-pointer"), eero.sees("slide-pointer")]);
    await until("it is where she points", () =>
      eero.driver.evaluate(([slide, pointer]) => {
        const [page, mark] = [slide, pointer].map((one) => document.querySelector(one)?.getBoundingClientRect());
        if (!page || !mark) return false;
        const [x, y] = [(mark.x + mark.width / 2 - page.x) / page.width, (mark.y + mark.height / 2 - page.y) / page.height];
        return Math.abs(x - 0.25) < 0.02 && Math.abs(y - 0.5) < 0.02;
      }, [hook("slide"), hook("slide-pointer")]));
    assert.equal(await anu.visible("slide-pointer"), false);
    await anu.page.mouse.move(5, 5);
    await eero.seesNoMore("slide-pointer");
  });

  step("a poll beside the slides leaves them large on a phone, upright and on its side, and the faces come back", async () => {
    await maarit.closesPanel();
    await anu.click("open-more");
    await anu.click("make-poll");
    await anu.fill("poll-question", "Kuuluuko ja näkyykö?");
    await anu.fill("poll-options", "Kyllä\nEi\nVain kuuluu\nVain näkyy");
    await anu.click("poll-open");
    await eero.sees("poll");
    const width = async () => (await eero.page.locator(hook("slide")).boundingBox())?.width ?? 0;
    const { viewport } = phone;
    await until("the page is as wide as the phone", async () => (await width()) > viewport.width * 0.9, { explain: width });
    await holds(eero, "slides-poll-axe-phone");
    await eero.page.setViewportSize({ width: viewport.height, height: viewport.width });
    await until("and on its side it has half the width", async () => (await width()) > viewport.height * 0.5, { explain: width });
    assert.ok(await eero.visible("poll-answer"));
    await anu.click("open-more");
    await anu.click("write-captions");
    await anu.fill("caption-text", "Näkyykö teksti?");
    await anu.page.setViewportSize({ width: viewport.height, height: viewport.width });
    for (const one of [anu, eero]) {
      const places = () => one.driver.evaluate((above) => above.map((selector) => document.querySelector(selector)?.getBoundingClientRect().toJSON() ?? null), [hook("stage"), hook("captions")]);
      await until(`where ${one.name} has little room, captions stand below the page`, async () => {
        const [stage, captions] = await places();
        return stage && captions && stage.height > 150 && captions.top >= stage.bottom;
      }, { explain: places });
    }
    await anu.page.locator(hook("caption-text")).click({ trial: true });
    await anu.page.setViewportSize(desktop.viewport);
    await anu.click("open-more");
    await anu.click("write-captions");
    await eero.clicksWithin("poll", "Kyllä", "poll-option");
    await eero.click("poll-answer");
    await eero.sees("poll-thanks");
    await eero.sees("tile");
    await eero.page.setViewportSize(viewport);
    await anu.click("poll-close");
    await eero.sees("poll-result");
    await Promise.all([anu, maarit, eero].map((one) => one.click("poll-put-away")));
  });

  step("the stage is handed over, outlives a restart, and is taken down by the host", async () => {
    await anu.click("stage-hand");
    await anu.page.locator(hook("hand-to"), { hasText: "Eero" }).click();
    await until("Eero presents", async () => (await eero.attribute("stage", "data-participant")) === (await anu.attribute("stage", "data-participant")) && (await eero.visible("stage-hand")));
    await eero.click("slides-next");
    await atPage(3);
    // A page that is turned is stored after it was told, but before what is said next, which is stored first.
    await maarit.writes("Nyt sivulla kolme.");
    await until("what Maarit says is stored", async () => (await maarit.texts("chat-message")).some((text) => text.includes("sivulla kolme")));
    await maarit.closesPanel();
    await set.server.kill();
    await Promise.all([maarit, anu, eero].map((one) => one.sees("reconnecting")));
    await set.server.launch();
    await atPage(3);
    // Page 3 stands there all through the restart: Eero turns it once he is back, not before, or he would turn it twice.
    await Promise.all([maarit, anu, eero].map((one) => one.seesNoMore("reconnecting")));
    await eero.click("slides-next");
    await atPage(4);
    await maarit.click("stage-clear");
    await Promise.all([maarit, anu, eero].map((one) => one.seesNoMore("stage")));
  });

  step("a clock and a card are seen by all", async () => {
    await anu.click("present");
    await anu.click("present-timer");
    await anu.fill("timer-title", "Tauko");
    assert.equal(await anu.page.locator(hook("timer-minutes")).inputValue(), "5", "what the form says is what the clock will run");
    await anu.click("timer-start");
    await Promise.all([maarit, eero].map((one) => one.sees("stage-timer")));
    await anu.click("timer-pause");
    await until("it stands still for all", async () => (await eero.attribute("stage-timer", "data-phase")) === "paused");
    await Promise.all([anu.screenshot("stage-timer-desktop.png"), eero.screenshot("stage-timer-phone.png")]);
    await anu.click("present");
    await anu.click("present-card");
    await anu.page.locator(`${hook("card-by-hand")} summary`).click();
    await anu.page.locator("#card-title").fill("Yksinyrittäjän tuki");
    await anu.page.locator("#card-text").fill("Tuki hiljaisen kauden yli.");
    await anu.page.locator("#card-amount").fill("2 000 €");
    await anu.page.locator("#card-deadline").fill("31.12.2026 klo 16.00");
    await anu.page.locator("#card-steps").fill("Kirjaudu palveluun.\nLiitä tuloslaskelma.");
    await anu.page.locator("#card-link").fill("https://tuki.example.fi/haku");
    await anu.screenshot("present-card-desktop.png");
    await anu.click("card-show");
    await Promise.all([maarit, eero].map((one) => one.sees("guidance-card")));
    await Promise.all([maarit.screenshot("stage-card-desktop-dark.png"), eero.screenshot("stage-card-phone.png")]);
    await holds(maarit, "stage-card-axe");
    await eero.click("open-more");
    await eero.click("open-present");
    await eero.screenshot("present-business-phone.png");
    await eero.page.keyboard.press("Escape");
    // The socket that broke with the server is said by the browser itself.
    const own = (/** @type {string} */ text) => !/WebSocket connection|Failed to load resource|ERR_CONNECTION/.test(text);
    for (const one of [maarit, anu, eero]) assert.deepEqual(one.complaints.filter(own), [], one.name);
  });
});
