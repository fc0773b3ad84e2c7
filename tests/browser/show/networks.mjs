// The figures of networks as browsers give them: `tests/run show networks`. A new organizer comes to the first evening, two tabs
// change the same thing, axe looks at the pages, and everything is done once more by keyboard alone. `--only first-evening` or `keyboard`.
import { problemsOf } from "../lib/axe.mjs";
import { openChromium } from "../lib/chromium.mjs";
import { Ears } from "../lib/ears.mjs";
import { Figures } from "../lib/figures.mjs";
import { firstEvening, newStage } from "../lib/first_evening.mjs";
import { playsByKeyboard } from "../lib/keyboard_flows.mjs";
import { Mailbox } from "../lib/mailbox.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";

/** @typedef {import("../lib/axe.mjs").Visitor} Visitor */

const figures = new Figures("networks");

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

/** @param {string} name @param {(given: { server: Server, mailbox: Mailbox, chromium: (who: Parameters<typeof openChromium>[0]) => Promise<Visitor> }) => Promise<void>} play */
async function onServer(name, play) {
  const mailbox = await Mailbox.start();
  const server = await Server.start(name, { links: "founder", flags: [...mailbox.flags, "--private-webhooks"] });
  /** @type {Visitor[]} */
  const people = [];
  try {
    await play({
      mailbox,
      server,
      chromium: async (who) => {
        const one = await openChromium(who);
        people.push(one);
        return one;
      },
    });
  } finally {
    await Promise.all(people.map((one) => one.close()));
    await server.stop();
    await mailbox.stop();
  }
}

/** @param {Visitor} maarit */
async function looksAtPages(maarit) {
  let looked = 0;
  let found = 0;
  for (const path of ["", "/members", "/members/new", "/members/import", "/evenings", "/evenings/new", "/announcements", "/announcements/new", "/staff", "/staff/new", "/settings", "/settings/programs"]) {
    await maarit.page.evaluate((hash) => (location.hash = hash), `#/meri-lapin-yrittajat${path}`);
    await until(`${path} is shown`, () => maarit.page.evaluate(() => document.querySelector("main h1")?.textContent?.trim()));
    const problems = await problemsOf(maarit);
    for (const one of problems) process.stderr.write(`${path}: ${one}\n`);
    looked += 1;
    found += problems.length;
  }
  figures.add("organizer_pages_looked_at", looked);
  figures.add("organizer_axe_findings", found);
}

/** @type {Record<string, () => Promise<void>>} */
const parts = {
  "first-evening": () => onServer("show-networks", async (given) => {
    const stage = newStage(given);
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
    figures.add("organizer_written_words_lost", done === firstEvening.length ? await wordsLost(stage.maarit) : 2);
    await looksAtPages(stage.maarit);
  }),
  keyboard: () => onServer("show-keyboard", async ({ chromium, ...given }) => {
    const maarit = await chromium({ name: "Maarit", media: "denied" });
    const ears = await Ears.open();
    const { done, lost, unseen } = await playsByKeyboard({ ...given, maarit, ears }).finally(() => ears.close());
    figures.add("organizer_keyboard_flows_done", done);
    figures.add("organizer_keyboard_focus_lost", lost);
    figures.add("organizer_keyboard_focus_unseen", unseen);
  }),
};

const wanted = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : null;
for (const [name, measure] of Object.entries(parts)) if (wanted === null || wanted === name) await measure();
process.exitCode = figures.allHeld() || (wanted !== null && !(wanted in parts)) ? 0 : 1;
