// Every page of the organizer's side, of a network and of its members: axe finds nothing in either theme, on a desk and on a phone, and what
// an organizer does at first can be done by keyboard alone.
import { holds } from "./lib/axe.mjs";
import { phone } from "./lib/chromium.mjs";
import { tabsTo } from "./lib/keyboard.mjs";
import { Mailbox, addressIn } from "./lib/mailbox.mjs";
import { bringsMembers, foundsNetwork, helsinkiIn, looksAtTable, plansWeekly, table } from "./lib/organizing.mjs";
import { scene } from "./lib/scene.mjs";
import { Server } from "./lib/server.mjs";
import { until } from "./lib/wait.mjs";

const mailbox = await Mailbox.start();

scene("organizer-a11y", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let eero;
  let network = "";

  /** Goes to a place of the organizer's side. @param {Visitor} one @param {string} path */
  async function visits(one, path) {
    await one.page.evaluate((hash) => (location.hash = hash), `#/kemi${path}`);
    await until(`${one.name} is at ${path}`, () => one.page.evaluate(() => {
      const heading = document.querySelector("main h1");
      return heading !== null && heading.textContent?.trim() !== "" && !document.querySelector("main [role=status].soft:not(.small)");
    }));
  }

  step("signing in and naming the network", async () => {
    maarit = await set.chromium({ name: "Maarit", media: "denied" });
    await maarit.open(`${set.server.origin}/organizer`);
    await maarit.sees("signed-out");
    await holds(maarit, "organizer-signed-out-desktop");
    await maarit.open(set.server.founder);
    await maarit.sees("sign-in-button");
    await holds(maarit, "organizer-sign-in-desktop");
    await foundsNetwork(maarit, set.server.founder, "Kemi");
    await holds(maarit, "organizer-start-empty-desktop");
    for (const section of ["members", "evenings", "announcements", "staff"]) {
      await visits(maarit, `/${section}`);
      await holds(maarit, `organizer-${section}-empty-desktop`);
    }
    network = `${set.server.origin}/n/kemi`;
  });

  step("a member by keyboard alone", async () => {
    const { keyboard } = maarit.page;
    await visits(maarit, "");
    await tabsTo(maarit, "section-members");
    await keyboard.press("Enter");
    await maarit.sees("add-member");
    await tabsTo(maarit, "add-member");
    await keyboard.press("Enter");
    await maarit.sees("field-name");
    await tabsTo(maarit, "save");
    await keyboard.press("Enter");
    await maarit.sees("field-problem");
    await until("the focus is where something is missing", () => maarit.page.evaluate(() => document.activeElement?.getAttribute("data-testid") === "field-name"));
    await holds(maarit, "organizer-member-problem-desktop");
    await keyboard.type("Kahvila Tunturi");
    await tabsTo(maarit, "field-person");
    await keyboard.type("Sanna Salo");
    await tabsTo(maarit, "field-email");
    await keyboard.type("sanna@example.fi");
    await tabsTo(maarit, "save");
    await keyboard.press("Enter");
    await maarit.sees("network-person");
    await tabsTo(maarit, "person-link");
    await keyboard.press("Enter");
    await maarit.sees("qr");
    await holds(maarit, "organizer-link-desktop");
    await keyboard.press("Escape");
    await maarit.seesNoMore("link-sheet");
    await holds(maarit, "organizer-member-desktop");
  });

  step("a table with mistakes, and members", async () => {
    await visits(maarit, "/members/import");
    await looksAtTable(maarit, table.replace("eero@example.fi", "eero at example"));
    await holds(maarit, "organizer-import-desktop");
    await bringsMembers(maarit);
    await visits(maarit, "/members");
    await holds(maarit, "organizer-members-desktop");
  });

  step("evenings", async () => {
    await visits(maarit, "/evenings/new");
    await holds(maarit, "organizer-evening-new-desktop");
    await plansWeekly(maarit, "Koronailta", helsinkiIn(10));
    await holds(maarit, "organizer-series-desktop");
    await maarit.page.locator("[data-testid=evening]").first().click();
    await maarit.sees("send-invitations");
    await maarit.click("send-invitations");
    await mailbox.to("eero@example.fi");
    await until("who is invited", async () => (await maarit.texts("invitation")).length >= 3);
    await holds(maarit, "organizer-evening-desktop");
    await maarit.click("cancel-evening");
    await maarit.sees("confirm");
    await holds(maarit, "organizer-cancel-desktop");
    await maarit.page.keyboard.press("Escape");
  });

  step("the board, staff, settings, one's own account", async () => {
    await visits(maarit, "/announcements/new");
    await maarit.fill("field-title", "Kehittämistuki haettavana");
    await maarit.fill("field-text", "Haku on auki joulukuun puoliväliin. Ohje: https://example.fi/tuki");
    await maarit.click("save");
    await maarit.sees("attachment-file");
    await holds(maarit, "organizer-announcement-desktop");
    await visits(maarit, "/staff/new");
    await holds(maarit, "organizer-staff-new-desktop");
    await visits(maarit, "/staff");
    await holds(maarit, "organizer-staff-desktop");
    await visits(maarit, "/settings");
    await maarit.click("add-help");
    await holds(maarit, "organizer-settings-desktop");
    await visits(maarit, "/settings/programs");
    await maarit.click("add-token");
    await maarit.click("add-webhook");
    await holds(maarit, "organizer-programs-desktop");
    await maarit.click("open-account");
    await maarit.sees("sign-out");
    await holds(maarit, "organizer-account-desktop");
    await maarit.page.keyboard.press("Escape");
  });

  step("the same on a phone", async () => {
    eero = await set.chromium({ name: "Eero", media: "denied", screen: phone });
    await eero.page.context().addCookies(await maarit.page.context().cookies());
    await eero.open(`${set.server.origin}/organizer`);
    await eero.sees("console");
    for (const path of ["", "/members", "/evenings", "/evenings/new", "/announcements", "/staff", "/settings", "/settings/programs"]) {
      await visits(eero, path);
      await holds(eero, `organizer${path.replaceAll("/", "-") || "-start"}-phone`);
    }
  });

  step("the network's page, the answer to an invitation, a member's own page", async () => {
    const mail = await mailbox.to("eero@example.fi");
    const answer = addressIn(mail, `${set.server.origin}/rsvp/`);
    const token = new URL(addressIn(mail, `${set.server.origin}/j/`)).pathname.split("/").at(-1);
    for (const [one, screen] of /** @type {const} */ ([[maarit, "desktop"], [eero, "phone"]])) {
      await one.open(network);
      await one.sees("network-page");
      await holds(one, `network-public-${screen}`);
      await one.open(answer);
      await one.sees("rsvp");
      await holds(one, `network-rsvp-${screen}`);
      await one.open(`${set.server.origin}/m/${token}`);
      await one.sees("member-page");
      await holds(one, `network-member-${screen}`);
    }
    await tabsTo(maarit, "my-yes");
    await maarit.page.keyboard.press("Enter");
    await until("the answer is there", async () => (await maarit.attribute("my-evening", "data-answer")) === "yes");
    await tabsTo(maarit, "field-does");
    await maarit.page.keyboard.type("Pyydän siikaa ja vien vieraita merelle.");
    await tabsTo(maarit, "save");
    await maarit.page.keyboard.press("Enter");
    await until("the card is saved", async () => (await maarit.shownText()).includes("Tallennettu") || (await maarit.page.locator(".saved").innerText()).includes("Tallennettu"));
    await maarit.open(`${set.server.origin}/n/ei-ole`);
    await maarit.sees("page-problem");
    await holds(maarit, "network-unknown-desktop");
  });
}, () => Server.start("organizer-a11y", { links: "founder", flags: mailbox.flags }), () => mailbox.stop());
