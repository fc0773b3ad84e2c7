// The figures of networks as browsers give them: `tests/run show networks`. A new organizer comes to the first evening, two tabs
// change the same thing, and axe looks at the pages.
import { problemsOf } from "../lib/axe.mjs";
import { openChromium } from "../lib/chromium.mjs";
import { Figures } from "../lib/figures.mjs";
import { firstEvening, newStage } from "../lib/first_evening.mjs";
import { Mailbox } from "../lib/mailbox.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";

/** @typedef {import("../lib/axe.mjs").Visitor} Visitor */

const figures = new Figures("networks");
const mailbox = await Mailbox.start();
const server = await Server.start("show-networks", { links: "founder", flags: mailbox.flags });
/** @type {Visitor[]} */
const people = [];
const stage = newStage({
  mailbox,
  server,
  chromium: async (who) => {
    const one = await openChromium(who);
    people.push(one);
    return one;
  },
});

/** Changes the introduction of the network in two tabs, one after the other; what both wrote is looked for. @param {Visitor} maarit */
async function wordsLost(maarit) {
  const words = ["Ensimmäinen välilehti kirjoitti tämän.", "Toinen välilehti kirjoitti tämän."];
  await maarit.click("section-settings");
  await maarit.sees("field-public_text");
  const other = await maarit.page.context().newPage();
  await other.goto(maarit.page.url());
  await other.locator("[data-testid=field-public_text]").fill(words[1]);
  await maarit.fill("field-public_text", words[0]);
  await maarit.click("save");
  await maarit.page.locator(".saved", { hasText: "Tallennettu" }).first().waitFor();
  await other.locator("[data-testid=save]").first().click();
  const answered = other.locator("[data-testid=both-versions], .saved:has-text('Tallennettu')").first();
  await answered.waitFor();
  const shown = await other.evaluate(() => document.body.innerText + [...document.querySelectorAll("textarea")].map(({ value }) => value).join("\n"));
  await other.close();
  return words.filter((one) => !shown.includes(one)).length;
}

try {
  let done = 0;
  for (const { words, play } of firstEvening) {
    try {
      await play(stage);
      done += 1;
    } catch (error) {
      process.stderr.write(`${words}: ${error}\n`);
      break;
    }
  }
  figures.add("organizer_first_evening_steps_done", done);
  const { maarit } = stage;
  figures.add("organizer_written_words_lost", done === firstEvening.length ? await wordsLost(maarit) : 2);
  let looked = 0;
  let found = 0;
  for (const path of ["", "/members", "/members/new", "/members/import", "/evenings", "/evenings/new", "/announcements", "/announcements/new", "/staff", "/staff/new", "/settings"]) {
    await maarit.page.evaluate((hash) => (location.hash = hash), `#/meri-lapin-yrittajat${path}`);
    await until(`${path} is shown`, () => maarit.page.evaluate(() => document.querySelector("main h1")?.textContent?.trim()));
    const problems = await problemsOf(maarit);
    for (const one of problems) process.stderr.write(`${path}: ${one}\n`);
    looked += 1;
    found += problems.length;
  }
  figures.add("organizer_pages_looked_at", looked);
  figures.add("organizer_axe_findings", found);
} finally {
  await Promise.all(people.map((one) => one.close()));
  await server.stop();
  await mailbox.stop();
}
process.exitCode = figures.allHeld() ? 0 : 1;
