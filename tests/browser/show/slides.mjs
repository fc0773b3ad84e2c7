// Forty pages for an advisor and two who look on screens of different sizes: how soon a page that is turned is before everybody,
// and whether who reads ahead is left alone and comes back to the right page.
import { desktop, openChromium, phone } from "../lib/chromium.mjs";
import { hook } from "../lib/person.mjs";
import { heading, pageOf, presents, slidesPdf } from "../lib/slides.mjs";
import { until } from "../lib/wait.mjs";

const pages = 40;
/** Milliseconds that a page is read before the next; nobody leafs as fast as a machine. */
const readMs = 250;

/** Notes in the page when each page is before the person's eyes: drawn, and put where it is seen. */
function watchPages() {
  const seen = /** @type {[number, number][]} */ ([]);
  let last = -1;
  const look = () => {
    const page = Number(document.querySelector("[data-testid=slides]")?.getAttribute("data-shown") ?? 0);
    if (page !== last) seen.push([(last = page), performance.timeOrigin + performance.now()]);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  /** @type {any} */ (window).pagesSeen = seen;
}

/** @param {import("../lib/figures.mjs").Figures} figures @param {import("../lib/server.mjs").Server} server @param {string} sabotage */
export async function slides(figures, server, sabotage) {
  const without = /** @type {("camera" | "microphone")[]} */ (["camera", "microphone"]);
  const [maarit, anu, eero] = await Promise.all([
    openChromium({ name: "Maarit", mark: "red", screen: desktop }),
    openChromium({ name: "Anu", mark: "green", screen: { viewport: { width: 1440, height: 900 } } }),
    openChromium({ name: "Eero", mark: "blue", screen: phone }),
  ]);
  const viewers = [maarit, eero];
  try {
    await Promise.all([maarit.entersDirectly(server.links.moderator, { without }), anu.entersDirectly(server.links.advisor, { without })]);
    await eero.joins(server.links.participant, { without });
    await maarit.admits("Eero");
    await maarit.closesPanel();
    await presents(anu, "Tuet 2026.pdf", await slidesPdf(pages));
    await Promise.all([...viewers, anu].map((one) => until(`${one.name} has the first page`, async () => (await pageOf(one)) === 1, { within: 30_000 })));
    // Broken on purpose: whoever looks is late, as on a line of half a second.
    if (sabotage === "slides-late") await Promise.all(viewers.map((one) => one.page.evaluate(() => {
      const raf = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (body) => Number(setTimeout(() => raf(body), 400));
    })));
    await Promise.all(viewers.map((one) => one.page.evaluate(watchPages)));

    /** @type {number[]} */
    const steps = [];
    await anu.page.locator(hook("slides")).focus();
    for (let page = 2; page <= pages; page += 1) {
      const pressed = await anu.page.evaluate(() => performance.timeOrigin + performance.now());
      await anu.page.keyboard.press("ArrowRight");
      for (const one of viewers) {
        const at = await until(`${one.name} has page ${page}`, () => one.page.evaluate((wanted) => /** @type {any} */ (window).pagesSeen.find((/** @type {[number, number]} */ [number]) => number === wanted)?.[1], page), { every: 10 });
        steps.push(Number(at) - pressed);
      }
      // Not a wait for something to happen: the time in which a page is read.
      await anu.page.waitForTimeout(readMs);
    }
    steps.sort((one, other) => one - other);
    process.stderr.write(`${JSON.stringify({ steps: steps.length, median: steps[steps.length >> 1], most: steps.at(-1) })}\n`);
    figures.add("slides_page_steps", steps.length);
    figures.add("slides_page_step_p95_ms", steps[Math.floor(steps.length * 0.95)] ?? Infinity);

    // Eero reads back and ahead by himself, the presenter goes on, and he returns.
    let wrong = 0;
    for (const turns of [3, 1, 5]) {
      for (let turn = 0; turn < turns; turn += 1) await eero.click("slides-previous");
      const own = pages - turns;
      await until("Eero reads by himself", async () => (await pageOf(eero)) === own);
      await anu.click("slides-previous");
      await until("Maarit follows", async () => (await pageOf(maarit)) === pages - 1);
      if ((await pageOf(eero)) !== own && own !== pages - 1) wrong += 1;
      if (await eero.visible("slides-follow")) await eero.click("slides-follow");
      await until("Eero is back", async () => (await pageOf(eero)) === pages - 1).catch(() => (wrong += 1));
      await anu.click("slides-next");
      await Promise.all(viewers.map((one) => until(`${one.name} has the last page`, async () => (await pageOf(one)) === pages)));
    }
    figures.add("slides_returns_to_wrong_page", wrong);
    const said = (await eero.texts("slide"))[0] ?? "";
    figures.add("slides_words_missing", said.includes(heading(pages)) ? 0 : 1);
    const complaints = [maarit, anu, eero].flatMap((one) => one.complaints);
    for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
    figures.add("slides_complaints_of_browsers", complaints.length);
  } finally {
    await Promise.all([maarit, anu, eero].map((one) => one.close()));
  }
}
