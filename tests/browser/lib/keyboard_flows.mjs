// Everything that an organizer and a member do, by keyboard alone: each flow begins on a page that somebody has just opened or come to,
// and ends where its result can be read.
import assert from "node:assert/strict";
import { join } from "node:path";
import { repository } from "./folders.mjs";
import { Keys } from "./keyboard.mjs";
import { addressIn } from "./mailbox.mjs";
import { hasAuthenticator, table } from "./organizing.mjs";
import { until } from "./wait.mjs";

/** @typedef {import("./axe.mjs").Visitor} Visitor */
/**
 * @typedef {object} Desk
 * @property {import("./server.mjs").Server} server
 * @property {import("./mailbox.mjs").Mailbox} mailbox
 * @property {Visitor} maarit
 * @property {Keys} keys
 * @property {import("./ears.mjs").Ears} ears a program that is told of evenings
 */
/** @typedef {{ words: string, short?: true, play: (desk: Desk) => Promise<unknown> }} Flow short: played in every test run, too */

/** @param {string} id */
const at = (id) => `[data-testid="${id}"]`;
const picture = join(repository, "web-client/icon-192.png");
const other = join(repository, "web-client/icon-512.png");

/** @param {Desk} desk @param {string} what @param {() => Promise<unknown>} condition */
const seen = ({ maarit }, what, condition) => until(what, condition, { explain: () => maarit.shownText() });

/** @param {Desk} desk */
async function saved(desk) {
  await seen(desk, "it is saved", () => desk.maarit.page.locator(".saved", { hasText: "Tallennettu" }).first().isVisible());
}

/** Goes to a section by its entry. @param {Desk} desk @param {string} name */
async function section({ maarit, keys }, name) {
  const before = maarit.page.url();
  await keys.use(at(`section-${name}`));
  await maarit.page.locator(`[data-testid="section-${name}"][aria-current=page]`).waitFor();
  // A new view begins at its heading.
  if (maarit.page.url() !== before) await maarit.page.locator("main h1:focus").waitFor();
}

/** The question before something grave: Escape goes back to where one was, Enter on the answer does it. @param {Desk} desk @param {string} button */
async function confirmed({ maarit, keys }, button) {
  await keys.use(button);
  await maarit.sees("confirm");
  await keys.press("Escape");
  await maarit.seesNoMore("confirm");
  assert.equal(await maarit.page.evaluate((wanted) => document.activeElement?.matches(wanted), button), true, `the focus is back on ${button}`);
  await keys.use(button);
  await maarit.sees("confirm");
  await keys.use(at("confirm"));
  await maarit.seesNoMore("confirm");
}

/** @type {readonly Flow[]} */
export const organizerFlows = [
  {
    words: "the link of the first start, and a network with two languages",
    short: true,
    play: async ({ server, maarit, keys }) => {
      await maarit.open(server.founder);
      keys.begins();
      await keys.use(at("sign-in-button"));
      await maarit.sees("new-network");
      keys.begins();
      await keys.use(at("save"));
      await maarit.sees("field-problem");
      await keys.writes(at("field-name"), "Kemi");
      await keys.use(at("field-languages-sv"), " ");
      await keys.writes(at("field-organizer_name"), "Maarit Korhonen");
      await keys.writes(at("field-organizer_email"), "maarit@example.fi");
      await keys.use("koronailta-new-network summary");
      await keys.to(at("field-slug"));
      await keys.use(at("save"));
      await maarit.sees("steps");
    },
  },
  {
    words: "settings: words, colour, ticks, what is folded away, a number",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await section(desk, "settings");
      await keys.writes(at("field-public_text"), "Kemin yrittäjät tapaavat tiistaisin.");
      await keys.writes(at("field-contact_email"), "maarit@example.fi");
      await keys.chooses("[name=accent]", at("field-accent-lingon"));
      await keys.use(at("field-members_may_host"), " ");
      await keys.use("koronailta-network-form summary");
      await keys.writes(at("field-privacy_text"), "Tiedot käsittelee Maarit.");
      await keys.picks(at("field-time_zone"), "Europe/Stockholm");
      await keys.picks(at("field-time_zone"), "Europe/Helsinki");
      await keys.writes(at("field-chat_days"), "30");
      await keys.use(`koronailta-network-form ${at("save")}`);
      await saved(desk);
      assert.equal(await maarit.attribute("console", "data-accent"), "lingon");
    },
  },
  {
    words: "the network's sign: brought, changed, taken away",
    play: async (desk) => {
      const { maarit, keys } = desk;
      const shown = () => maarit.page.locator("img.logo").evaluate((image) => /** @type {HTMLImageElement} */ (image).src).catch(() => "");
      await keys.gives(at("logo-file"), picture);
      const first = await seen(desk, "the sign", shown);
      await keys.gives(at("logo-file"), other);
      await seen(desk, "another sign", async () => (await shown()) !== first);
      await keys.gives(at("logo-file"), { name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>") });
      await maarit.page.locator("koronailta-logo [data-testid=trouble]").waitFor();
      await keys.use("koronailta-logo .danger-text");
      await seen(desk, "no sign", async () => (await shown()) === "");
      await keys.settles();
      await keys.gives(at("logo-file"), picture);
      await seen(desk, "the sign again", shown);
    },
  },
  {
    words: "whom to turn to: opened and closed again, added, removed",
    short: true,
    play: async (desk) => {
      const { maarit, keys } = desk;
      await section(desk, "settings");
      await keys.use(at("add-help"));
      await keys.use(at("give-up"));
      await keys.use(at("add-help"));
      await maarit.page.locator("koronailta-help-form input:focus").waitFor();
      await keys.writes(`koronailta-help-form ${at("field-title")}`, "Kriisipuhelin");
      await keys.writes(`koronailta-help-form ${at("field-address")}`, "09 2525 0111");
      await keys.use(`koronailta-help-form ${at("save")}`);
      await maarit.sees("help-contacts");
      await keys.settles();
      await confirmed(desk, `${at("help-contacts")} button`);
      await maarit.seesNoMore("help-contacts");
      await keys.settles();
    },
  },
  {
    words: "a link for guests: made, copied, printed, taken back",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await maarit.page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: desk.server.origin });
      await keys.use(at("make-guest-link"));
      await maarit.sees("qr");
      const [url] = await maarit.texts("made-link");
      await keys.use(at("copy-link"));
      await seen(desk, "the link is copied", async () => (await maarit.page.evaluate(() => navigator.clipboard.readText())) === url);
      await maarit.page.evaluate(() => (/** @type {any} */ (window).print = () => document.body.setAttribute("data-printed", "")));
      await keys.use(at("print-link"));
      await maarit.page.locator("body[data-printed]").waitFor();
      await keys.press("Escape");
      await maarit.seesNoMore("link-sheet");
      await confirmed(desk, at("guest-revoke"));
      await maarit.seesNoMore("guest-revoke");
      await keys.settles();
    },
  },
  {
    words: "a member by hand, with a second person, links, and everything removed again",
    short: true,
    play: async (desk) => {
      const { maarit, keys, mailbox } = desk;
      await section(desk, "members");
      await keys.use(at("add-member"));
      await keys.use(at("save"));
      await maarit.page.locator(`${at("field-name")}:focus`).waitFor();
      await keys.types("Kahvila Tunturi");
      await keys.writes(at("field-place"), "Kemi");
      await keys.writes(at("field-person"), "Sanna Salo");
      await keys.writes(at("field-email"), "sanna@example.fi");
      await keys.picks(at("field-language"), "sv");
      await keys.use(at("save"));
      await maarit.sees("network-person");
      await keys.writes(`koronailta-member-form ${at("field-line_of_business")}`, "kahvila");
      await keys.use(`koronailta-member-form ${at("save")}`);
      await saved(desk);
      await keys.use(at("add-person"));
      await maarit.page.locator("koronailta-person-form input:focus").waitFor();
      await keys.types("Väinö Salo");
      await keys.use(`${at("add-person")}, koronailta-person-form:last-of-type ${at("save")}:not([data-testid=network-person] *)`);
      await seen(desk, "two people", async () => (await maarit.texts("network-person")).length === 2);
      await keys.settles();
      const sanna = `${at("network-person")}[data-name="Sanna Salo"]`;
      await keys.use(`${sanna} ${at("person-link")}`);
      await maarit.sees("qr");
      await keys.press("Escape");
      await maarit.seesNoMore("link-sheet");
      await confirmed(desk, `${sanna} ${at("person-link")}`);
      await maarit.sees("qr");
      await keys.press("Escape");
      await confirmed(desk, `${sanna} ${at("person-link-mail")}`);
      await mailbox.to("sanna@example.fi");
      await confirmed(desk, `${sanna} ${at("person-link-revoke")}`);
      await keys.settles();
      await confirmed(desk, `${at("network-person")}[data-name="Väinö Salo"] ${at("remove-person")}`);
      await seen(desk, "one person", async () => (await maarit.texts("network-person")).length === 1);
      await keys.settles();
      await confirmed(desk, at("remove-member"));
      await maarit.sees("empty");
      await keys.settles();
    },
  },
  {
    words: "members from a table: a mistake, the table anew, what would be done, done; and from a file",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await keys.use(at("import-members"));
      await keys.use("koronailta-members-import summary");
      await keys.to(at("import-text"));
      await maarit.page.keyboard.insertText(table.replace("eero@example.fi", "eero at example"));
      await keys.use(at("import-look"));
      await maarit.sees("import-problem");
      await maarit.page.locator("#import-preview-title:focus").waitFor();
      await keys.to(at("import-text"));
      await maarit.page.keyboard.press("Control+A");
      await maarit.page.keyboard.insertText(table);
      await keys.use(at("import-look"));
      await seen(desk, "three rows", async () => (await maarit.texts("import-row")).length === 3);
      await keys.use(at("import-carry"));
      await maarit.sees("import-done");
      await keys.settles();
      await keys.use(at("import-to-members"));
      await seen(desk, "three members", async () => (await maarit.texts("member")).length === 3);
      await keys.to(at("export-members"));
      await keys.use(at("import-members"));
      await keys.gives(at("import-file"), { name: "jasenet.csv", mimeType: "text/csv", buffer: Buffer.from(`${table}\r\nLapin Laulu;musiikki;Kemi;;;fi`, "latin1") });
      await seen(desk, "four rows", async () => (await maarit.texts("import-row")).length === 4);
      await keys.use(at("import-carry"));
      await maarit.sees("import-done");
      await keys.settles();
      await keys.use("a.back");
      await seen(desk, "four members", async () => (await maarit.texts("member")).length === 4);
    },
  },
  {
    words: "somebody who helps: added, another role, own link, a way in, removed",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await section(desk, "staff");
      await keys.use(at("add-staff"));
      await keys.writes(at("field-name"), "Anu Neuvoja");
      await keys.chooses('[data-testid^="field-role-"]', at("field-role-advisor"));
      await keys.use(at("save"));
      const anu = `${at("staff-person")}[data-name="Anu Neuvoja"]`;
      await maarit.page.locator(anu).waitFor();
      await keys.settles();
      await keys.use(anu);
      await keys.writes(at("field-email"), "anu@example.fi");
      await keys.chooses('[data-testid^="field-role-"]', at("field-role-organizer"));
      await keys.use(at("save"));
      await saved(desk);
      await keys.use(at("sign-in-link"));
      await maarit.sees("qr");
      await keys.press("Escape");
      await maarit.seesNoMore("link-sheet");
      await keys.use(at("person-link"));
      await maarit.sees("qr");
      await keys.press("Escape");
      await maarit.seesNoMore("link-sheet");
      await confirmed(desk, at("remove-person"));
      await seen(desk, "Maarit alone", async () => (await maarit.texts("staff-person")).length === 1);
      await keys.settles();
    },
  },
  {
    words: "a series: its day, how often, its end, what is folded away; changed",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await section(desk, "evenings");
      await keys.use(at("new-evening"));
      await keys.writes(at("field-title"), "Tiistai-ilta");
      await keys.dates(at("field-date"), ahead(2));
      await keys.clocks(at("field-clock"), "18:30");
      await keys.picks(at("field-minutes"), "90");
      await keys.chooses('[data-testid^="field-again-"]', at("field-again-weekly"));
      await keys.dates(at("field-until"), ahead(60));
      await keys.picks(at("field-invite_days"), "3");
      await keys.use("koronailta-new-evening summary");
      await keys.writes(at("field-place"), "Kemin kirjasto");
      await keys.use(at("save"));
      await seen(desk, "its evenings", async () => (await maarit.texts("evening")).length >= 4);
      await keys.settles();
      await keys.writes(`koronailta-series-form ${at("field-title")}`, "Tiistain ilta");
      await keys.use(`koronailta-series-form ${at("save")}`);
      await saved(desk);
    },
  },
  {
    words: "dates of it where it stands: one moved, after changing one's mind, one left out",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await keys.use(at("move-date"));
      await keys.use(at("give-up"));
      await keys.use(at("move-date"));
      await maarit.page.locator("koronailta-move-form input:focus").waitFor();
      await keys.dates(`koronailta-move-form ${at("field-date")}`, ahead(3));
      await keys.clocks(`koronailta-move-form ${at("field-clock")}`, "17:45");
      await keys.use(`koronailta-move-form ${at("save")}`);
      await seen(desk, "it is moved", async () => (await maarit.texts("series-date"))[0]?.includes("17.45"));
      await keys.settles();
      const left = `${at("series-date")}:nth-child(2)`;
      await confirmed(desk, `${left} ${at("cancel-date")}`);
      await maarit.page.locator(`${left}[data-state=cancelled]`).waitFor();
      await keys.settles();
    },
  },
  {
    words: "one evening of it moved, another not held",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await keys.use(at("evening"));
      await maarit.sees("send-invitations");
      await keys.settles();
      await keys.dates(`koronailta-evening-form ${at("field-date")}`, ahead(4));
      await keys.clocks(`koronailta-evening-form ${at("field-clock")}`, "19:15");
      await keys.use(`koronailta-evening-form ${at("save")}`);
      await saved(desk);
      await confirmed(desk, at("cancel-evening"));
      await seen(desk, "it is cancelled", async () => (await maarit.attribute("evening-state", "data-state")) === "cancelled");
      await keys.settles();
    },
  },
  {
    words: "a single evening copied from it, invitations, the word afterwards",
    play: async (desk) => {
      const { maarit, keys, mailbox } = desk;
      await keys.use(at("copy-evening"));
      await keys.writes(at("field-title"), "Tukien hakeminen");
      await keys.dates(at("field-date"), ahead(9));
      await keys.use(at("save"));
      await maarit.sees("send-invitations");
      await keys.settles();
      await keys.use(at("send-invitations"));
      await mailbox.to("aino@example.fi");
      await seen(desk, "who is invited", async () => (await maarit.texts("invitation")).length >= 3);
      await keys.settles();
      await keys.use(`${at("invitation")}[data-name="Aino Niemelä"] ${at("invite-again")}`);
      await maarit.sees("invited-again");
      await seen(desk, "a second mail", async () => mailbox.mails.filter(({ to }) => to.includes("aino@example.fi")).length === 2);
      await keys.use("details.fold > summary");
      await keys.writes(at("field-summary"), "Hakuohje: https://example.fi/tuki");
      await keys.use(`koronailta-summary-form ${at("save")}`);
      await saved(desk);
    },
  },
  {
    words: "an announcement with a file: published, changed, its file removed, taken back; and one that stays",
    play: async (desk) => {
      const { maarit, keys } = desk;
      for (const title of ["Väärä tiedote", "Kehittämistuki haettavana"]) {
        await section(desk, "announcements");
        await keys.use(at("new-announcement"));
        await keys.writes(at("field-title"), title);
        await keys.writes(at("field-text"), "Haku on auki. Ohje: https://example.fi/tuki");
        await keys.use(at("field-public"), " ");
        await keys.use(at("save"));
        await maarit.sees("attachment-file");
        await keys.settles();
        await keys.gives(at("attachment-file"), { name: "ohje.txt", mimeType: "text/plain", buffer: Buffer.from("Näin haet tukea.") });
        await seen(desk, "the file", () => maarit.page.locator("koronailta-files li").first().isVisible());
        if (title !== "Väärä tiedote") continue;
        await keys.use("koronailta-files li button");
        await seen(desk, "no file", async () => (await maarit.page.locator("koronailta-files li").count()) === 0);
        await keys.settles();
        await keys.writes(at("field-text"), "Tämä on väärä.");
        await keys.use(at("save"));
        await saved(desk);
        await confirmed(desk, at("remove-announcement"));
        await maarit.sees("empty");
        await keys.settles();
      }
    },
  },
  {
    words: "keys for programs and notices to them: made, copied, tried out, switched off, taken back",
    play: async (desk) => {
      const { maarit, keys, ears } = desk;
      await section(desk, "settings");
      await keys.use(at("to-programs"));
      await keys.use(at("add-token"));
      await maarit.page.locator("koronailta-token-form input:focus").waitFor();
      await keys.types("Verkkosivun kalenteri");
      await keys.use(at("field-scopes-members:read"), " ");
      await keys.picks(at("field-days"), "90");
      await keys.use(`koronailta-token-form ${at("save")}`);
      await maarit.sees("secret");
      const [key = ""] = await maarit.texts("secret");
      assert.match(key, /^kt_/u);
      await keys.use(at("copy-secret"));
      await keys.press("Escape");
      await maarit.seesNoMore("secret");
      const asks = () => fetch(`${desk.server.origin}/api/v1/networks/kemi/members`, { headers: { authorization: `Bearer ${key}` } });
      assert.equal((await asks()).status, 200);
      await confirmed(desk, at("token-revoke"));
      await maarit.seesNoMore("token-revoke");
      await keys.settles();
      assert.equal((await asks()).status, 401);
      await keys.use(at("add-webhook"));
      await maarit.page.locator("koronailta-webhook-form input:focus").waitFor();
      await keys.types(ears.address);
      await keys.use(at("field-events-evening.joined"), " ");
      await keys.use(`koronailta-webhook-form ${at("save")}`);
      await maarit.sees("secret");
      const [secret = ""] = await maarit.texts("secret");
      await keys.press("Escape");
      await maarit.seesNoMore("secret");
      await keys.use(at("try-webhook"));
      await maarit.sees("hook-heard");
      assert.deepEqual(ears.heard(secret), ["test"]);
      ears.status = 500;
      await keys.use(at("try-webhook"));
      await maarit.sees("hook-not-heard");
      await keys.use(at("deliveries"));
      await keys.use(at("switch-webhook"));
      await maarit.page.locator("[data-testid=webhook][data-disabled=true]").waitFor();
      await keys.use(at("switch-webhook"));
      await maarit.page.locator("[data-testid=webhook][data-disabled=false]").waitFor();
      await confirmed(desk, at("remove-webhook"));
      await maarit.seesNoMore("webhook");
      await keys.settles();
    },
  },
  {
    words: "two people change the same words: both are read, one is taken",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await section(desk, "settings");
      await keys.writes(at("field-help_phone"), "016 000 0001");
      await maarit.page.evaluate(async () => {
        const path = "/api/v1/networks/kemi";
        const version = (await fetch(path)).headers.get("etag") ?? "";
        await fetch(path, { method: "PATCH", headers: { "content-type": "application/json", "if-match": version }, body: JSON.stringify({ help_phone: "016 000 0002" }) });
      });
      await keys.use(`koronailta-network-form ${at("save")}`);
      await maarit.sees("both-versions");
      await keys.use(at("take-theirs"));
      await keys.use(`koronailta-network-form ${at("save")}`);
      await saved(desk);
      assert.equal(await maarit.page.locator(at("field-help_phone")).inputValue(), "016 000 0002");
    },
  },
  {
    words: "another network, and the way between the two",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await keys.use(at("open-account"));
      await maarit.sees("sign-out");
      await keys.use('a[href="#/new"]');
      await maarit.page.locator(`koronailta-new-network ${at("field-name")}`).waitFor();
      await keys.settles();
      await keys.writes(at("field-name"), "Tornio");
      await keys.use(at("save"));
      await maarit.sees("steps");
      await keys.settles();
      await keys.use("a.brand");
      await maarit.page.locator('a.card-link[href="#/kemi"]').waitFor();
      await keys.settles();
      await keys.use('a.card-link[href="#/kemi"]');
      await maarit.sees("console");
      await keys.settles();
    },
  },
  {
    words: "oneself: a passkey, the look, the language, out and in again; a passkey removed",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await hasAuthenticator(maarit);
      await keys.use(at("open-account"));
      await keys.use(at("add-passkey"));
      await maarit.sees("passkeys");
      await keys.picks("#account-theme", "dark");
      await keys.picks("#account-theme", "system");
      await keys.press("Escape");
      await keys.use(".console-tools [lang=sv]");
      await seen(desk, "Swedish", () => maarit.page.locator("html[lang=sv]").count());
      await keys.use(".console-tools [lang=fi]");
      await seen(desk, "Finnish", () => maarit.page.locator("html[lang=fi]").count());
      await keys.use(at("open-account"));
      await keys.use(at("sign-out"));
      await maarit.sees("signed-out");
      keys.begins();
      await keys.use(at("passkey-sign-in"));
      await maarit.page.locator('a.card-link[href="#/kemi"]').waitFor();
      await keys.settles();
      await keys.use('a.card-link[href="#/kemi"]');
      await maarit.sees("console");
      await keys.settles();
      await keys.use(at("open-account"));
      await keys.use(`${at("passkeys")} button`);
      await maarit.seesNoMore("passkeys");
      await keys.settles();
      await keys.press("Escape");
      await maarit.seesNoMore("sign-out");
    },
  },
  {
    words: "the series ended",
    play: async (desk) => {
      const { maarit, keys } = desk;
      await section(desk, "evenings");
      await keys.use(at("series"));
      await maarit.sees("remove-series");
      await keys.settles();
      await confirmed(desk, at("remove-series"));
      await maarit.seesNoMore("remove-series");
      await seen(desk, "no series", async () => (await maarit.texts("series")).length === 0);
      await keys.settles();
    },
  },
];

/** @type {readonly Flow[]} */
export const memberFlows = [
  {
    words: "the answer to an invitation, and another one",
    play: async (desk) => {
      const { maarit, keys, mailbox, server } = desk;
      const mail = await mailbox.to("aino@example.fi");
      await maarit.open(addressIn(mail, `${server.origin}/rsvp/`));
      await maarit.sees("rsvp");
      keys.begins();
      for (const answer of ["no", "yes"]) {
        await keys.use(at(`rsvp-${answer}`), answer === "no" ? " " : "Enter");
        await seen(desk, `the answer is ${answer}`, async () => (await maarit.attribute("rsvp", "data-answer")) === answer);
      }
    },
  },
  {
    words: "one's own page: answers, the card with a picture, mail, the calendar, a file of the board",
    play: async (desk) => {
      const { maarit, keys, mailbox, server } = desk;
      const mail = await mailbox.to("aino@example.fi");
      const token = new URL(addressIn(mail, `${server.origin}/j/`)).pathname.split("/").at(-1);
      await maarit.open(`${server.origin}/m/${token}`);
      await maarit.sees("member-page");
      keys.begins();
      await keys.use(at("my-maybe"));
      await seen(desk, "the answer", async () => (await maarit.attribute("my-evening", "data-answer")) === "maybe");
      await keys.to(at("to-evening"));
      await keys.use(at("my-calendar"));
      await maarit.sees("my-calendar-address");
      await keys.settles();
      const [download] = await Promise.all([maarit.page.waitForEvent("download"), keys.use(`${at("announcement")} button`)]);
      assert.equal(download.suggestedFilename(), "ohje.txt");
      await keys.writes(at("field-does"), "Kudon villasukkia.");
      await keys.writes(at("field-needs"), "Kaipaan apua verkkokauppaan.");
      await keys.picks(at("field-language"), "sv");
      await keys.picks(at("field-language"), "fi");
      await keys.use(at("save"));
      await saved(desk);
      await keys.gives(at("card-picture"), picture);
      await maarit.page.locator("img.card-picture").waitFor();
      await keys.gives(at("card-picture"), { name: "pommi.png", mimeType: "image/png", buffer: Buffer.from("not a picture") });
      await maarit.page.locator("koronailta-card-form .problem").waitFor();
      await keys.use("koronailta-card-form .danger-text");
      await maarit.page.locator("img.card-picture").waitFor({ state: "detached" });
      await keys.settles();
      await keys.use(at("my-mail-digest"), " ");
      await seen(desk, "no digest", async () => !(await maarit.page.locator(at("my-mail-digest")).isChecked()));
      await keys.settles();
    },
  },
  {
    words: "the network's page for everybody: a programme, privacy, a file, the calendar",
    play: async (desk) => {
      const { maarit, keys, server } = desk;
      await maarit.open(`${server.origin}/n/kemi`);
      await maarit.sees("network-page");
      keys.begins();
      await keys.to('a[href^="mailto:"]');
      await keys.to('a[href$="evenings.ics"]');
      const [download] = await Promise.all([maarit.page.waitForEvent("download"), keys.use(`${at("announcement")} button`)]);
      assert.equal(download.suggestedFilename(), "ohje.txt");
      await keys.use("details.sheet-card > summary");
      await maarit.page.locator("details.sheet-card[open]").waitFor();
    },
  },
  {
    words: "a way in by mail, which acts on a press",
    play: async (desk) => {
      const { maarit, keys, mailbox, server } = desk;
      await maarit.page.context().clearCookies();
      await maarit.open(`${server.origin}/organizer`);
      await maarit.sees("signed-out");
      keys.begins();
      await keys.use("koronailta-ways-in summary");
      await keys.writes(at("sign-in-email"), "maarit@example.fi");
      await keys.press("Enter");
      const mail = await mailbox.to("maarit@example.fi", ({ letter }) => (letter.text ?? "").includes("/sign-in/"));
      await maarit.open(addressIn(mail, `${server.origin}/sign-in/`));
      await maarit.sees("sign-in-button");
      keys.begins();
      await keys.use(at("sign-in-button"));
      await maarit.page.locator('a.card-link[href="#/kemi"]').waitFor();
    },
  },
];

/** A day so many days from now. @param {number} days */
function ahead(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Plays flow after flow; a flow that fails is told and the next one begins anew at the start. @param {Omit<Desk, "keys">} given */
export async function playsByKeyboard(given) {
  const desk = { ...given, keys: new Keys(given.maarit) };
  let done = 0;
  for (const { words, play } of [...organizerFlows, ...memberFlows]) {
    try {
      await play(desk);
      await desk.keys.settles();
      done += 1;
    } catch (error) {
      process.stderr.write(`by keyboard, ${words}: ${error}\n`);
      await given.maarit.screenshot(`failed-keyboard-${done}.png`).catch(() => {});
      break;
    }
  }
  for (const one of desk.keys.lost) process.stderr.write(`the focus was lost after: ${one}\n`);
  for (const one of desk.keys.unseen) process.stderr.write(`the focus could not be seen on: ${one}\n`);
  return { done, lost: desk.keys.lost.length, unseen: desk.keys.unseen.length };
}
