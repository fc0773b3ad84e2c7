// A new organizer's first hours: from the first start to the evening that opens, with real mail in between; then a passkey, a lost line, a
// session that ends while somebody writes, and two tabs that change the same thing.
import assert from "node:assert/strict";
import { undescribed } from "./lib/described.mjs";
import { firstEvening, newStage } from "./lib/first_evening.mjs";
import { Mailbox } from "./lib/mailbox.mjs";
import { hasAuthenticator } from "./lib/organizing.mjs";
import { scene } from "./lib/scene.mjs";
import { Server } from "./lib/server.mjs";
import { until } from "./lib/wait.mjs";

const mailbox = await Mailbox.start();

scene("organizer", (step, set) => {
  const stage = newStage({ mailbox, chromium: (who) => set.chromium(who) });

  for (const { words, play } of firstEvening) {
    step(words, () => {
      stage.server = set.server;
      return play(stage);
    });
  }

  step("a passkey on this device signs in the next time", async () => {
    await hasAuthenticator(stage.maarit);
    await stage.maarit.click("open-account");
    await stage.maarit.click("add-passkey");
    await stage.maarit.sees("passkeys");
    await stage.maarit.click("sign-out");
    await stage.maarit.sees("passkey-sign-in");
    await stage.maarit.click("passkey-sign-in");
    await stage.maarit.sees("console");
  });

  step("a lost line while saving loses nothing", async () => {
    await stage.maarit.click("section-settings");
    await stage.maarit.sees("field-public_text");
    await stage.maarit.fill("field-public_text", "Meri-Lapin yrittäjien oma ilta.");
    await stage.maarit.page.context().setOffline(true);
    await stage.maarit.click("save");
    await stage.maarit.sees("form-problem");
    assert.equal(await stage.maarit.attribute("form-problem", "data-code"), "unreachable");
    await stage.maarit.page.context().setOffline(false);
    assert.equal(await stage.maarit.page.locator("[data-testid=field-public_text]").inputValue(), "Meri-Lapin yrittäjien oma ilta.");
    await stage.maarit.click("save");
    await until("it is saved", async () => (await stage.maarit.page.locator(".saved").first().innerText()).includes("Tallennettu"));
  });

  step("a session that ends while Maarit writes: she signs in again and goes on", async () => {
    await stage.maarit.fill("field-public_text", "Tule sellaisena kuin olet.");
    await stage.maarit.driver.evaluate(async () => {
      await fetch("/api/v1/session", { method: "DELETE" });
    });
    await stage.maarit.click("save");
    await stage.maarit.sees("session-over");
    await stage.maarit.click("passkey-sign-in");
    await stage.maarit.seesNoMore("session-over");
    assert.equal(await stage.maarit.page.locator("[data-testid=field-public_text]").inputValue(), "Tule sellaisena kuin olet.");
    await stage.maarit.click("save");
    await until("it is saved", async () => (await stage.maarit.page.locator(".saved").first().innerText()).includes("Tallennettu"));
  });

  step("two tabs change the same words: both are shown, and nothing is lost", async () => {
    const other = await stage.maarit.page.context().newPage();
    await other.goto(stage.maarit.page.url());
    await other.locator("[data-testid=field-public_text]").fill("Toisesta välilehdestä.");
    await other.locator("[data-testid=field-help_phone]").fill("016 000 0001");
    await stage.maarit.fill("field-public_text", "Ensimmäisestä välilehdestä.");
    await stage.maarit.click("save");
    await until("it is saved", async () => (await stage.maarit.page.locator(".saved").first().innerText()).includes("Tallennettu"));
    await other.locator("[data-testid=save]").first().click();
    await other.locator("[data-testid=both-versions]").waitFor();
    const words = await other.locator("[data-testid=both-versions]").innerText();
    assert.ok(words.includes("Ensimmäisestä välilehdestä.") && words.includes("Toisesta välilehdestä."), words);
    assert.equal(await other.locator("[data-testid=both-field]").count(), 1, "the telephone number is not disputed");
    await other.locator("[data-testid=take-theirs]").click();
    await other.locator("[data-testid=save]").first().click();
    await other.locator(".saved", { hasText: "Tallennettu" }).first().waitFor();
    assert.equal(await other.locator("[data-testid=field-help_phone]").inputValue(), "016 000 0001");
    assert.equal(await other.locator("[data-testid=field-public_text]").inputValue(), "Ensimmäisestä välilehdestä.");
    await other.close();
  });

  step("all that the pages asked, and were answered, stands in the server's description", async () => {
    assert.ok(stage.asked.length > 50, String(stage.asked.length));
    assert.deepEqual(await undescribed(set.server.origin, stage.asked), []);
    assert.deepEqual(stage.maarit.complaints.filter((one) => one.startsWith("uncaught")), []);
  });
}, () => Server.start("organizer", { links: "founder", flags: mailbox.flags }), () => mailbox.stop());
