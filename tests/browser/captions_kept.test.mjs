// Captions that the organizer has kept: chosen in the form of an evening, told to everybody, read and saved afterwards, erased at once.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { holds } from "./lib/axe.mjs";
import { desktop, phone } from "./lib/chromium.mjs";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

scene("captions_kept", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let kaisa;
  /** @type {Visitor} */ let tuula;
  /** @type {Visitor} */ let eero;
  let evening = "";
  let links = { captioner: "", participant: "", moderator: "" };

  step("Kaisa says in the form of an evening that captions are kept, which an encrypted one does not offer", async () => {
    kaisa = await set.chromium({ name: "Kaisa", mark: "green", screen: desktop });
    await kaisa.open(/** @type {Record<string, string>} */ (set.server.links)["console"] ?? "");
    await kaisa.click("sign-in-button");
    await kaisa.sees("console");
    await kaisa.click("section-evenings");
    await kaisa.click("new-evening");
    await kaisa.fill("field-title", "Tuki-ilta");
    await kaisa.chooses("field-again-once");
    await kaisa.page.locator("koronailta-new-evening details summary").click();
    await kaisa.chooses("field-captions_kept");
    await holds(kaisa, "captions-choose-desktop");
    await kaisa.chooses("field-encrypted");
    await kaisa.sees("captions-not-kept");
    assert.equal(await kaisa.visible("field-captions_kept"), false);
    await kaisa.page.locator("[data-testid=field-encrypted]").uncheck();
    await kaisa.page.setViewportSize(phone.viewport);
    await kaisa.page.locator("[data-testid=save]").scrollIntoViewIfNeeded();
    await holds(kaisa, "captions-choose-phone");
    await kaisa.page.setViewportSize(desktop.viewport);
    await kaisa.click("save");
    await kaisa.sees("evening-state");
    assert.equal(await kaisa.page.locator("[data-testid=field-captions_kept]").isChecked(), true);
  });

  step("everybody is told before and in the room, the writer too", async () => {
    evening = (await set.server.command("evening", "add", "--network", "rovaniemi", "--title", "Tuki-ilta", "--starts", "now", "--doors-minutes", "0", "--keep-captions")).trim();
    /** @param {string[]} words */
    const link = async (...words) => /http\S+/.exec(await set.server.command("link", "add", "--evening", evening, ...words))?.[0] ?? "";
    links = { captioner: await link("--role", "captioner", "--admits"), participant: await link("--role", "participant", "--admits"), moderator: await link("--role", "moderator") };
    tuula = await set.chromium({ name: "Tuula", mark: "red", screen: desktop });
    eero = await set.chromium({ name: "Eero", mark: "blue", screen: phone });
    await eero.open(links.participant);
    await eero.sees("not-recorded-captions");
    await eero.page.locator("[data-testid=not-recorded-captions]").scrollIntoViewIfNeeded();
    await holds(eero, "captions-kept-door-phone");
    await Promise.all([tuula.entersDirectly(links.captioner, { without: ["camera"] }), eero.entersDirectly(links.participant, { without: ["camera"] })]);
    assert.equal((await tuula.texts("room-not-recorded"))[0], "Tekstitys tallennetaan");
    await tuula.sees("caption-text");
    assert.match((await tuula.texts("caption-writer"))[0] ?? "", /Teksti tallennetaan/u);
    for (const words of ["Tervetloa kaikille", "Hakuaika päättyy perjantaina."]) {
      await tuula.fill("caption-text", words);
      await tuula.page.keyboard.press("Enter");
    }
    await until("Eero reads both", async () => (await eero.texts("caption")).length === 2);
    await tuula.click("caption-correct");
    await tuula.fill("caption-text", "Tervetuloa kaikille");
    await tuula.page.keyboard.press("Enter");
    await until("Eero reads it corrected", async () => (await eero.texts("caption"))[0] === "Tervetuloa kaikille");
    assert.equal((await eero.texts("captions-kept"))[0], "Tämän illan tekstitys tallennetaan. Sen voi lukea illan jälkeen.");
    const described = await eero.driver.evaluate(() => document.getElementById(document.querySelector("[data-testid=captions]")?.getAttribute("aria-describedby") ?? "")?.textContent?.trim());
    assert.match(described ?? "", /tallennetaan/u, "screen readers are told");
    await holds(tuula, "captions-kept-desktop");
    await holds(eero, "captions-kept-phone");
  });

  step("a page that is loaded anew counts on, so that nothing is written over", async () => {
    await tuula.page.reload();
    await tuula.sees("caption-text");
    await tuula.fill("caption-text", "Kiitos.");
    await tuula.page.keyboard.press("Enter");
    await until("Eero reads three lines", async () => JSON.stringify(await eero.texts("caption")) === JSON.stringify(["Tervetuloa kaikille", "Hakuaika päättyy perjantaina.", "Kiitos."]), {
      explain: () => eero.texts("caption"),
    });
  });

  step("afterwards they are read and saved on the evening's page", async () => {
    await set.server.command("evening", "end", evening);
    await eero.sees("feedback");
    await eero.open(`${set.server.origin}/after/${links.moderator.split("/").at(-1)}/${evening}`);
    await eero.click("after-captions-read");
    await eero.sees("after-captions-lines");
    assert.match((await eero.texts("after-captions-lines"))[0] ?? "", /Tervetuloa kaikille\s+Hakuaika päättyy perjantaina\.\s+Kiitos\.$/u);
    await holds(eero, "captions-after-phone");
    await eero.page.setViewportSize(desktop.viewport);
    await holds(eero, "captions-after-desktop");
    const saved = eero.page.waitForEvent("download");
    await eero.click("after-captions-vtt");
    const file = await saved;
    assert.equal(file.suggestedFilename(), "Tekstitys fi.vtt");
    assert.match(await readFile(await file.path(), "utf8"), /^WEBVTT\n\n\d\d:\d\d:\d\d\.\d{3} --> [\d:.]+\nTervetuloa kaikille\n/u);
  });

  step("Kaisa erases them at once", async () => {
    await kaisa.open(`${set.server.origin}/organizer#/rovaniemi/evenings/${evening}`);
    await kaisa.sees("kept-captions");
    await holds(kaisa, "captions-erase-desktop");
    await kaisa.page.setViewportSize(phone.viewport);
    await holds(kaisa, "captions-erase-phone");
    await kaisa.click("erase-captions");
    await kaisa.click("confirm");
    await kaisa.seesNoMore("kept-captions");
    await eero.page.reload();
    await eero.sees("after-page");
    assert.equal(await eero.visible("after-captions"), false);
  });

  step("the pages complained of nothing", async () => {
    assert.deepEqual([kaisa, tuula, eero].flatMap((one) => one.complaints), []);
  });
});
