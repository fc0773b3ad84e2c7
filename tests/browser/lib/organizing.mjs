// What an organizer does on their pages, as a person would: by buttons and fields.
import { until } from "./wait.mjs";

/** @typedef {import("./axe.mjs").Visitor} Visitor */

/** Three businesses, as a spreadsheet saves them in Finland. */
export const table = [
  "yritys;toimiala;paikkakunta;nimi;sähköposti;kieli",
  "Ainon käsityöt;käsityö;Rovaniemi;Aino Niemelä;aino@example.fi;fi",
  "Kemin kalastus;kalastus;Kemi;Eero Mäki;eero@example.fi;fi",
  "Kafé Norrsken;café;Torneå;Anna Berg;anna@example.fi;sv",
].join("\r\n");

/** From the one-time link to a network. @param {Visitor} maarit @param {string} link @param {string} name */
export async function foundsNetwork(maarit, link, name) {
  await maarit.open(link);
  await maarit.sees("sign-in-button");
  await maarit.click("sign-in-button");
  await maarit.sees("new-network");
  await maarit.fill("field-name", name);
  await maarit.fill("field-organizer_name", "Maarit Korhonen");
  await maarit.fill("field-organizer_email", "maarit@example.fi");
  await maarit.click("save");
  await maarit.sees("steps");
}

/** @param {Visitor} maarit @param {string} rows */
export async function looksAtTable(maarit, rows) {
  await maarit.fill("import-text", rows);
  await maarit.click("import-look");
  await maarit.sees("import-preview");
}

/** @param {Visitor} maarit */
export async function bringsMembers(maarit) {
  await maarit.click("section-members");
  await maarit.click("import-members");
  await looksAtTable(maarit, table);
  await maarit.click("import-carry");
  await maarit.sees("import-done");
}

/** The wall clock in Finland, so many minutes from now: `2026-11-24T18:05`. @param {number} minutes */
export function helsinkiIn(minutes) {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Helsinki", dateStyle: "short", timeStyle: "short" });
  return format.format(Date.now() + minutes * 60_000).replace(" ", "T");
}

/** A weekly series that begins on this day and clock. @param {Visitor} maarit @param {string} title @param {string} first `2026-11-24T18:05` */
export async function plansWeekly(maarit, title, first) {
  const [date = "", clock = ""] = first.split("T");
  await maarit.click("section-evenings");
  await maarit.click("new-evening");
  await maarit.sees("field-title");
  await maarit.fill("field-title", title);
  await maarit.fill("field-date", date);
  await maarit.fill("field-clock", clock);
  await maarit.page.locator("[data-testid=field-doors_minutes]").selectOption("60");
  await maarit.chooses("field-again-weekly");
  await maarit.sees("first-dates");
  await maarit.click("save");
  await until("the series has evenings", async () => (await maarit.texts("evening")).length >= 4, { explain: () => maarit.shownText() });
}

/** A device of their own that knows them, as Chromium pretends it. @param {Visitor} one */
export async function hasAuthenticator(one) {
  const session = await one.page.context().newCDPSession(one.page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
