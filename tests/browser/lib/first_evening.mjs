// A new organizer's first evening, step by step: from the link of the first start to a member who comes in by her own link, with real
// mail in between. Played as a scene and counted as a figure.
import assert from "node:assert/strict";
import { phone } from "./chromium.mjs";
import { notesQuestions } from "./described.mjs";
import { addressIn } from "./mailbox.mjs";
import { bringsMembers, foundsNetwork, helsinkiIn, looksAtTable, plansWeekly, table } from "./organizing.mjs";
import { never, until } from "./wait.mjs";

/** @typedef {import("./axe.mjs").Visitor} Visitor */
/**
 * @typedef {object} Stage
 * @property {import("./server.mjs").Server} server
 * @property {import("./mailbox.mjs").Mailbox} mailbox
 * @property {(who: Parameters<typeof import("./chromium.mjs").openChromium>[0]) => Promise<Visitor>} chromium
 * @property {Visitor} maarit
 * @property {Visitor} aino
 * @property {string} ownLink the organizer's own way to an evening
 * @property {import("./described.mjs").Asked[]} asked what the organizer's pages asked over HTTP
 */

/** @param {Pick<Stage, "mailbox" | "chromium"> & { server?: Stage["server"] }} given @returns {Stage} */
export function newStage(given) {
  return /** @type {any} */ ({ ...given, ownLink: "", asked: [] });
}

/** @type {readonly { words: string, play: (stage: Stage) => Promise<unknown> }[]} */
export const firstEvening = [
  {
    words: "the link of the first start lets Maarit in once, and she names the network",
    play: async (stage) => {
      stage.maarit = await stage.chromium({ name: "Maarit", mark: "red" });
      stage.asked = notesQuestions(stage.maarit.page.context());
      await foundsNetwork(stage.maarit, stage.server.founder, "Meri-Lapin yrittäjät");
      assert.equal(await stage.maarit.attribute("steps", "data-next"), "members");
      assert.ok(stage.maarit.page.url().endsWith("/organizer#/meri-lapin-yrittajat"), stage.maarit.page.url());
      const late = await stage.chromium({ name: "Myöhästynyt", media: "denied" });
      await late.open(stage.server.founder);
      await late.click("sign-in-button");
      await late.sees("sign-in-problem");
      assert.equal(await late.attribute("sign-in-problem", "data-code"), "sign_in_unknown");
      await late.close();
    },
  },
  {
    words: "three members come from a table, whose mistakes are shown by their line",
    play: async (stage) => {
      await stage.maarit.click("do-members");
      await stage.maarit.click("import-members");
      await looksAtTable(stage.maarit, table.replace("eero@example.fi", "eero at example"));
      assert.equal(await stage.maarit.attribute("import-problem", "data-line"), "3");
      assert.equal(await stage.maarit.visible("import-carry"), false, "nothing is brought while a line is wrong");
      await looksAtTable(stage.maarit, table);
      assert.equal(await stage.maarit.visible("import-problem"), false);
      assert.equal((await stage.maarit.texts("import-row")).length, 3);
      await stage.maarit.click("import-carry");
      await stage.maarit.sees("import-done");
      await stage.maarit.click("section-members");
      await until("three members", async () => (await stage.maarit.texts("member")).length === 3);
      await bringsMembers(stage.maarit);
      await stage.maarit.click("section-members");
      await until("still three members", async () => (await stage.maarit.texts("member")).length === 3);
    },
  },
  {
    words: "a weekly series",
    play: (stage) => plansWeekly(stage.maarit, "Koronailta", helsinkiIn(10)),
  },
  {
    words: "invitations go out, once to each, with a calendar's entry",
    play: async (stage) => {
      await stage.maarit.page.locator("[data-testid=evening]").first().click();
      await stage.maarit.sees("send-invitations");
      // Twice in one breath.
      await stage.maarit.page.locator("[data-testid=send-invitations]").dblclick();
      const mail = await stage.mailbox.to("aino@example.fi");
      await Promise.all(["eero@example.fi", "anna@example.fi"].map((one) => stage.mailbox.to(one)));
      assert.match(mail.letter.subject ?? "", /Koronailta/u);
      assert.ok(mail.letter.attachments.some(({ mimeType, method }) => mimeType === "text/calendar" || method === "REQUEST"), "an entry for the calendar");
      await until("all are shown as invited", async () => (await stage.maarit.texts("invitation")).length >= 3, { explain: () => stage.maarit.shownText() });
      assert.equal(stage.mailbox.mails.filter(({ to }) => to.includes("aino@example.fi")).length, 1);
    },
  },
  {
    words: "Aino answers from the mail; looking at the page alone answers nothing",
    play: async (stage) => {
      const mail = await stage.mailbox.to("aino@example.fi");
      stage.aino = await stage.chromium({ name: "Aino", mark: "green", screen: phone });
      await stage.aino.open(addressIn(mail, `${stage.server.origin}/rsvp/`));
      await stage.aino.sees("rsvp");
      assert.equal(await stage.aino.attribute("rsvp", "data-answer"), "none");
      await stage.aino.page.reload();
      await stage.aino.sees("rsvp");
      assert.equal(await stage.aino.attribute("rsvp", "data-answer"), "none");
      await stage.aino.click("rsvp-yes");
      await until("the answer is there", async () => (await stage.aino.attribute("rsvp", "data-answer")) === "yes");
      await stage.maarit.page.reload();
      await until("Maarit reads it", async () => (await stage.maarit.page.locator("[data-testid=invitation][data-name='Aino Niemelä']").getAttribute("data-rsvp")) === "yes", {
        explain: () => stage.maarit.shownText(),
      });
    },
  },
  {
    words: "Maarit makes her own link, with a code to print, and opens the evening",
    play: async (stage) => {
      await stage.maarit.click("section-staff");
      await stage.maarit.click("staff-person");
      // The invitation has brought her a link already: a new one takes its place, and she is asked first.
      await stage.maarit.click("person-link");
      await stage.maarit.click("confirm");
      await stage.maarit.sees("qr");
      stage.ownLink = (await stage.maarit.texts("made-link"))[0] ?? "";
      assert.ok(stage.ownLink.startsWith(`${stage.server.origin}/j/`), stage.ownLink);
      await stage.maarit.entersDirectly(stage.ownLink);
    },
  },
  {
    words: "Aino comes in by her personal link without waiting",
    play: async (stage) => {
      const mail = await stage.mailbox.to("aino@example.fi");
      // First a few words about her business, on her own page.
      const token = new URL(addressIn(mail, `${stage.server.origin}/j/`)).pathname.split("/").at(-1);
      await stage.aino.open(`${stage.server.origin}/m/${token}`);
      await stage.aino.fill("field-does", "Kudon villasukkia.");
      await stage.aino.click("save");
      await until("the card is saved", async () => (await stage.aino.page.locator(".saved").innerText()).includes("Tallennettu"));
      const waited = never("Aino waits at the door", 3_000, () => stage.aino.visible("waiting").catch(() => false));
      await stage.aino.joins(addressIn(mail, `${stage.server.origin}/j/`));
      await Promise.all([stage.aino.sees("room"), waited]);
      await stage.maarit.opensPeople();
      await until("Maarit sees Aino", async () => (await stage.maarit.texts("person")).some((text) => text.includes("Aino Niemelä")));
      await stage.maarit.clicksWithin("person", "Aino Niemelä", "person-menu");
      await stage.maarit.sees("business-card");
      assert.ok((await stage.maarit.texts("business-card"))[0]?.includes("Kudon villasukkia."));
      await stage.maarit.page.keyboard.press("Escape");
    },
  },
  {
    words: "Aino and Ville sit together: both are named in the room, and agree to be on the list of who was there",
    play: async (stage) => {
      await stage.aino.click("open-more");
      await stage.aino.click("open-together");
      await stage.aino.fill("together-names", "Aino Niemelä\nVille Niemelä");
      await stage.aino.fill("together-place", "Kokoushuone Kemissä");
      await stage.aino.click("together-show");
      await stage.aino.sees("together-done");
      await until("Maarit reads both names in the picture and in the list", async () => {
        const [tiles, rows] = [await stage.maarit.texts("tile"), await stage.maarit.texts("together")];
        return [tiles, rows].every((texts) => texts.some((text) => text.includes("Kokoushuone Kemissä: Aino Niemelä, Ville Niemelä")));
      }, { explain: async () => [await stage.maarit.texts("tile"), await stage.maarit.texts("together")] });
      await stage.aino.page.keyboard.press("Escape");
      await stage.aino.click("open-more");
      await stage.aino.click("open-attendance");
      // What was said to the others is offered, and nothing is on the list before one agrees.
      assert.equal(await stage.aino.page.locator("[data-testid=seat-names]").inputValue(), "Aino Niemelä\nVille Niemelä");
      await stage.aino.click("seat-agree");
      await stage.aino.sees("seat-listed");
      assert.equal(await stage.aino.attribute("seat-listed", "data-count"), "2");
      await stage.aino.close();
    },
  },
  {
    words: "the organizer's pages know that it goes on",
    play: async (stage) => {
      await stage.maarit.leaves();
      await stage.maarit.open(`${stage.server.origin}/organizer`);
      await stage.maarit.click("section-evenings");
      await until("it is live", async () => (await stage.maarit.attribute("evening", "data-state")) === "live", { explain: () => stage.maarit.shownText() });
      await stage.maarit.page.locator("[data-testid=evening]").first().click();
      await until("who was there", async () => (await stage.maarit.texts("attendance"))[0]?.includes("Kokoushuone Kemissä: Aino Niemelä, Ville Niemelä"), {
        explain: () => stage.maarit.texts("attendance"),
      });
    },
  },
];
