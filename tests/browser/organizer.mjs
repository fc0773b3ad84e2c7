// A new organizer's first hours: from the first start to the evening that opens, with real mail in between; then a passkey, a lost line, a
// session that ends while somebody writes, and two tabs that change the same thing.
import assert from "node:assert/strict";
import { phone } from "./lib/chromium.mjs";
import { notesQuestions, undescribed } from "./lib/described.mjs";
import { Mailbox, addressIn } from "./lib/mailbox.mjs";
import { bringsMembers, foundsNetwork, hasAuthenticator, helsinkiIn, looksAtTable, plansWeekly, table } from "./lib/organizing.mjs";
import { scene } from "./lib/scene.mjs";
import { Server } from "./lib/server.mjs";
import { never, until } from "./lib/wait.mjs";

const mailbox = await Mailbox.start();

scene("organizer", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let aino;

  /** What the pages asked over HTTP. @type {import("./lib/described.mjs").Asked[]} */
  let asked = [];
  /** The organizer's own way to an evening. */
  let ownLink = "";

  step("the link of the first start lets Maarit in once, and she names the network", async () => {
    maarit = await set.chromium({ name: "Maarit", mark: "red" });
    asked = notesQuestions(maarit.page.context());
    await foundsNetwork(maarit, set.server.founder, "Meri-Lapin yrittäjät");
    assert.equal(await maarit.attribute("steps", "data-next"), "members");
    assert.ok(maarit.page.url().endsWith("/organizer#/meri-lapin-yrittajat"), maarit.page.url());
    const late = await set.chromium({ name: "Myöhästynyt", media: "denied" });
    await late.open(set.server.founder);
    await late.click("sign-in-button");
    await late.sees("sign-in-problem");
    assert.equal(await late.attribute("sign-in-problem", "data-code"), "sign_in_unknown");
    await late.close();
  });

  step("three members come from a table, whose mistakes are shown by their line", async () => {
    await maarit.click("do-members");
    await maarit.click("import-members");
    await looksAtTable(maarit, table.replace("eero@example.fi", "eero at example"));
    assert.equal(await maarit.attribute("import-problem", "data-line"), "3");
    assert.equal(await maarit.visible("import-carry"), false, "nothing is brought while a line is wrong");
    await looksAtTable(maarit, table);
    assert.equal(await maarit.visible("import-problem"), false);
    assert.equal((await maarit.texts("import-row")).length, 3);
    await maarit.click("import-carry");
    await maarit.sees("import-done");
    await maarit.click("section-members");
    await until("three members", async () => (await maarit.texts("member")).length === 3);
    await bringsMembers(maarit);
    await maarit.click("section-members");
    await until("still three members", async () => (await maarit.texts("member")).length === 3);
  });

  step("a weekly series", () => plansWeekly(maarit, "Koronailta", helsinkiIn(10)));

  step("invitations go out, once to each, with a calendar's entry", async () => {
    await maarit.page.locator("[data-testid=evening]").first().click();
    await maarit.sees("send-invitations");
    // Twice in one breath.
    await maarit.page.locator("[data-testid=send-invitations]").dblclick();
    const mail = await mailbox.to("aino@example.fi");
    await Promise.all(["eero@example.fi", "anna@example.fi"].map((one) => mailbox.to(one)));
    assert.match(mail.letter.subject ?? "", /Koronailta/u);
    assert.ok(mail.letter.attachments.some(({ mimeType, method }) => mimeType === "text/calendar" || method === "REQUEST"), "an entry for the calendar");
    await until("all are shown as invited", async () => (await maarit.texts("invitation")).length >= 3, { explain: () => maarit.shownText() });
    assert.equal(mailbox.mails.filter(({ to }) => to.includes("aino@example.fi")).length, 1);
  });

  step("Aino answers from the mail; looking at the page alone answers nothing", async () => {
    const mail = await mailbox.to("aino@example.fi");
    aino = await set.chromium({ name: "Aino", mark: "green", screen: phone });
    await aino.open(addressIn(mail, `${set.server.origin}/rsvp/`));
    await aino.sees("rsvp");
    assert.equal(await aino.attribute("rsvp", "data-answer"), "none");
    await aino.page.reload();
    await aino.sees("rsvp");
    assert.equal(await aino.attribute("rsvp", "data-answer"), "none");
    await aino.click("rsvp-yes");
    await until("the answer is there", async () => (await aino.attribute("rsvp", "data-answer")) === "yes");
    await maarit.page.reload();
    await until("Maarit reads it", async () => (await maarit.page.locator("[data-testid=invitation][data-name='Aino Niemelä']").getAttribute("data-rsvp")) === "yes", {
      explain: () => maarit.shownText(),
    });
  });

  step("Maarit makes her own link, with a code to print, and opens the evening", async () => {
    await maarit.click("section-staff");
    await maarit.click("staff-person");
    await maarit.click("person-link");
    await maarit.sees("qr");
    ownLink = (await maarit.texts("made-link"))[0] ?? "";
    assert.ok(ownLink.startsWith(`${set.server.origin}/j/`), ownLink);
    await maarit.entersDirectly(ownLink);
  });

  step("Aino comes in by her personal link without waiting", async () => {
    const mail = await mailbox.to("aino@example.fi");
    const waited = never("Aino waits at the door", 3_000, () => aino.visible("waiting").catch(() => false));
    await aino.joins(addressIn(mail, `${set.server.origin}/j/`));
    await Promise.all([aino.sees("room"), waited]);
    await maarit.opensPeople();
    await until("Maarit sees Aino", async () => (await maarit.texts("person")).some((text) => text.includes("Aino Niemelä")));
    await aino.close();
  });

  step("the organizer's pages know that it goes on", async () => {
    await maarit.leaves();
    await maarit.open(`${set.server.origin}/organizer`);
    await maarit.click("section-evenings");
    await until("it is live", async () => (await maarit.attribute("evening", "data-state")) === "live", { explain: () => maarit.shownText() });
  });

  step("a passkey on this device signs in the next time", async () => {
    await hasAuthenticator(maarit);
    await maarit.click("open-account");
    await maarit.click("add-passkey");
    await maarit.sees("passkeys");
    await maarit.click("sign-out");
    await maarit.sees("passkey-sign-in");
    await maarit.click("passkey-sign-in");
    await maarit.sees("console");
  });

  step("a lost line while saving loses nothing", async () => {
    await maarit.click("section-settings");
    await maarit.sees("field-public_text");
    await maarit.fill("field-public_text", "Meri-Lapin yrittäjien oma ilta.");
    await maarit.page.context().setOffline(true);
    await maarit.click("save");
    await maarit.sees("form-problem");
    assert.equal(await maarit.attribute("form-problem", "data-code"), "unreachable");
    await maarit.page.context().setOffline(false);
    assert.equal(await maarit.page.locator("[data-testid=field-public_text]").inputValue(), "Meri-Lapin yrittäjien oma ilta.");
    await maarit.click("save");
    await until("it is saved", async () => (await maarit.page.locator(".saved").first().innerText()).includes("Tallennettu"));
  });

  step("a session that ends while Maarit writes: she signs in again and goes on", async () => {
    await maarit.fill("field-public_text", "Tule sellaisena kuin olet.");
    await maarit.driver.evaluate(async () => {
      await fetch("/api/v1/session", { method: "DELETE" });
    });
    await maarit.click("save");
    await maarit.sees("session-over");
    await maarit.click("passkey-sign-in");
    await maarit.seesNoMore("session-over");
    assert.equal(await maarit.page.locator("[data-testid=field-public_text]").inputValue(), "Tule sellaisena kuin olet.");
    await maarit.click("save");
    await until("it is saved", async () => (await maarit.page.locator(".saved").first().innerText()).includes("Tallennettu"));
  });

  step("two tabs change the same words: both are shown, and nothing is lost", async () => {
    const other = await maarit.page.context().newPage();
    await other.goto(maarit.page.url());
    await other.locator("[data-testid=field-public_text]").fill("Toisesta välilehdestä.");
    await other.locator("[data-testid=field-help_phone]").fill("016 000 0001");
    await maarit.fill("field-public_text", "Ensimmäisestä välilehdestä.");
    await maarit.click("save");
    await until("it is saved", async () => (await maarit.page.locator(".saved").first().innerText()).includes("Tallennettu"));
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
    assert.ok(asked.length > 50, String(asked.length));
    assert.deepEqual(await undescribed(set.server.origin, asked), []);
    assert.deepEqual(maarit.complaints.filter((one) => one.startsWith("uncaught")), []);
  });
}, () => Server.start("organizer", { links: "founder", flags: mailbox.flags }), () => mailbox.stop());
