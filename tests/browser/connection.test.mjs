// Lines lose a third of everything: people are told, with what helps; they see it of each other; the operator has it in figures.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openChromium } from "./lib/chromium.mjs";
import { Server } from "./lib/server.mjs";
import { until } from "./lib/wait.mjs";

test("a weak line is shown to oneself, to the others and to the operator", { timeout: 120_000 }, async () => {
  const server = await Server.start("connection", { line: 20_201_124 });
  const [maarit, anu] = await Promise.all([openChromium({ name: "Maarit", mark: "red" }), openChromium({ name: "Anu", mark: "green" })]);
  try {
    await Promise.all([maarit.entersDirectly(server.links.moderator), anu.entersDirectly(server.links.advisor)]);
    await Promise.all([maarit.seesFaces({ Anu: "green" }), anu.seesFaces({ Maarit: "red" })]);
    assert.equal(await anu.visible("line-weak"), false, "the line is good");
    await server.line.set({ up: { loss: 0.35 }, down: { loss: 0.35 } });
    // Where the pictures had to stop, that is said instead.
    await until("Anu is told", async () => (await anu.visible("line-weak")) || (await anu.visible("weak-line")), { within: 45_000 });
    await anu.click("open-more");
    await anu.click("open-settings");
    await until("the panel says so", async () => (await anu.attribute("connection-panel", "data-line")) === "weak", { within: 30_000 });
    await maarit.opensPeople();
    const marked = () => maarit.driver.evaluate(() => [...document.querySelectorAll("[data-testid=person]:has([data-line=weak])")].map((one) => /** @type {HTMLElement} */ (one).dataset.name));
    await until("Maarit sees whose line is weak", async () => (await marked()).includes("Anu"), { within: 30_000, explain: marked });
    const figures = await (await fetch(`${server.origin}/metrics`)).text();
    assert.match(figures, /koronailta_client_lost_in_ratio_bucket\{path="udp",le="0\.1"\} \d+/);
  } finally {
    await Promise.all([maarit, anu].map((one) => one.close()));
    await server.stop();
  }
});
