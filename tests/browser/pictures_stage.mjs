// Makes the pictures of everything that can be on the stage, at a desk and on a phone, with the real client and server:
// node tests/browser/pictures_stage.mjs
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { developing, withAdvisorAndMember } from "./lib/board.mjs";
import { desktop, openChromium, phone } from "./lib/chromium.mjs";
import { films, folder, picture } from "./lib/drawn.mjs";
import { audio } from "./lib/media.mjs";
import { drawnPicture, writesOwnCard } from "./lib/own_page.mjs";
import { hook } from "./lib/person.mjs";
import { Server } from "./lib/server.mjs";
import { presents, slidesPdf } from "./lib/slides.mjs";
import { until } from "./lib/wait.mjs";

const title = "Rahoituslaskelma";
const paths = await films();
const silence = join(folder, "silence.wav");
writeFileSync(silence, audio(440, 0));
const server = await Server.start("pictures-stage");
const [anu, maarit, aino] = await Promise.all([
  openChromium({ name: "Anu Lehto", media: "real", screen: desktop, extraFlags: [`--auto-select-tab-capture-source-by-title=${title}`] }),
  openChromium({ name: "Maarit Niemelä", files: { video: paths["maarit"] ?? "", audio: silence }, screen: desktop }),
  openChromium({ name: "Aino Niemelä", files: { video: paths["eero"] ?? "", audio: silence }, screen: phone }),
]);
const people = [anu, maarit, aino];

/** A sheet as an advisor has it open. */
const sheet = `<!doctype html><html lang="fi"><title>${title}</title><style>
  body { margin: 0; font: 22px sans-serif; color: #1b2a41; background: #fff } h1 { margin: 0; padding: 24px 40px; background: #22674f; color: #fff; font-size: 34px }
  table { width: calc(100% - 80px); margin: 30px 40px; border-collapse: collapse } td, th { padding: 13px 16px; border: 1px solid #cdd7e5; text-align: left } td + td, th + th { text-align: right }
  tr:last-child { font-weight: bold; background: #dff0e8 }</style>
  <h1>Rahoituslaskelma: uusi verkkokauppa</h1><table><tr><th>Kulu</th><th>Hinta</th><th>Tuki 50 %</th><th>Oma osuus</th></tr>
  ${[["Verkkokaupan perustaminen", 2400], ["Tuotekuvat", 600], ["Opastus ja neuvonta", 800], ["Markkinointi, ensimmäinen vuosi", 1200], ["Yhteensä", 5000]].map(([what, cost]) =>
    `<tr><td>${what}</td>${[cost, Number(cost) / 2, Number(cost) / 2].map((sum) => `<td>${Number(sum).toLocaleString("fi-FI")} €</td>`).join("")}</tr>`).join("")}</table></html>`;

/** Seen by those who look on, at a desk and on a phone. @param {string} what @param {string} sees */
async function both(what, sees) {
  await Promise.all([maarit, aino].map((one) => one.sees(sees)));
  await Promise.all([maarit, aino].map((one) => until(`${one.name} has faces beside it`, () => one.driver.evaluate(() =>
    [...document.querySelectorAll("koronailta-tile video:not(.blank)")].every((video) => /** @type {HTMLVideoElement} */ (video).getVideoPlaybackQuality().totalVideoFrames > 2)), { within: 20_000 })));
  await maarit.page.mouse.move(5, 5);
  await Promise.all([picture(maarit, `stage-${what}-desktop.png`), picture(aino, `stage-${what}-phone.png`)]);
}

/** As Aino sees it with her phone on its side. @param {string} what */
async function onItsSide(what) {
  await aino.page.setViewportSize({ width: phone.viewport.height, height: phone.viewport.width });
  await aino.page.waitForTimeout(600);
  await picture(aino, `stage-${what}-phone-side.png`);
  await aino.page.setViewportSize(phone.viewport);
}

/** What is on the stage goes, and what was said about it. */
async function cleared() {
  await anu.click("stage-clear");
  await Promise.all(people.map((one) => one.seesNoMore("stage")));
}

try {
  const ways = await withAdvisorAndMember(server);
  const card = { does: "Kudon villasukkia ja lapasia poronvillasta ja suomenlampaan langasta.", offers: "Opetan neulomaan. Teen myös tilauksesta yrityslahjoja.", needs: "Jälleenmyyjää Rovaniemen keskustasta." };
  await writesOwnCard(server, ways.page, card, await drawnPicture(aino.page));
  await anu.entersDirectly(server.links.advisor, { without: ["camera", "microphone"], business: "Yritysneuvonta Lappi" });
  await maarit.entersDirectly(server.links.moderator);
  await aino.joins(ways.aino);
  await aino.sees("room");
  await maarit.closesPanel();

  await presents(anu, "Tuet 2026.pdf", await slidesPdf(12));
  await anu.click("slides-next");
  await until("both have page 2", async () => (await Promise.all([maarit, aino].map((one) => one.attribute("slides", "data-shown")))).every((page) => page === "2"));
  await picture(anu, "stage-slides-presenter-desktop.png");
  await both("slides", "slides");
  await onItsSide("slides");

  await anu.click("present");
  await anu.click("present-timer");
  await anu.fill("timer-title", "Tauko, kahvia ja jaloittelua");
  await anu.click("timer-start");
  await both("timer", "stage-timer");

  await anu.click("present");
  await anu.click("present-card");
  await anu.page.locator(`${hook("card-by-hand")} summary`).click();
  for (const [field, words] of Object.entries({ title: developing.name, text: developing.text, for_whom: developing.whom, amount: developing.amount, deadline: "15.12.2026 klo 16.15", steps: developing.steps, link: "https://tuki.example/haku" })) {
    await anu.page.locator(`#card-${field}`).fill(words);
  }
  await anu.click("card-show");
  await both("card", "guidance-card");
  await cleared();

  await anu.click("open-more");
  await anu.click("make-poll");
  await anu.fill("poll-question", "Mistä puhutaan ensi kerralla?");
  await anu.fill("poll-options", "Tuista ja hakemuksista\nJaksamisesta\nHinnoittelusta\nVerkostosta");
  await anu.click("poll-open");
  await anu.click("poll-to-stage");
  await both("poll", "poll");
  for (const [who, what] of /** @type {const} */ ([[anu, "Hinnoittelusta"], [maarit, "Jaksamisesta"], [aino, "Hinnoittelusta"]])) {
    await who.page.locator(".poll-option", { hasText: what }).first().click();
    await who.click("poll-answer");
    await who.sees("poll-thanks");
  }
  await anu.click("poll-close");
  await both("poll-result", "poll-result");
  await cleared();
  for (const one of people) await one.click("poll-put-away").catch(() => {});

  await anu.moderates("Aino", "action-card");
  await aino.sees("card-asked");
  await picture(aino, "stage-business-asked-phone.png");
  await aino.click("card-look");
  await aino.sees("card-picture");
  await picture(aino, "stage-business-look-phone.png");
  await aino.click("own-card-show");
  await until("the picture is there", () => maarit.visible("card-picture"));
  await both("business", "business-card");
  await anu.closesPanel();
  await cleared();

  const page = await anu.context.newPage();
  await page.setContent(sheet);
  await anu.click("share-screen");
  await page.bringToFront();
  await Promise.all([maarit, aino].map((one) => until(`${one.name} sees the sheet`, () => one.stageHasPicture(), { within: 30_000 })));
  // Sharp text comes a moment after the first picture.
  await until("it is sharp", () => maarit.driver.evaluate((stage) => {
    const video = document.querySelector(`${stage} video`);
    return video instanceof HTMLVideoElement && video.videoHeight >= 700 && video.getVideoPlaybackQuality().totalVideoFrames > 5;
  }, hook("stage")), { within: 30_000 });
  await both("screen", "stage");
  await onItsSide("screen");
} finally {
  await Promise.all(people.map((one) => one.close()));
  await server.stop();
}
