// The guidance board: an advisor writes it, a member finds what she needs and asks to be contacted, and the room sees it as a card.
import assert from "node:assert/strict";
import { holds } from "./lib/axe.mjs";
import { developing, withAdvisorAndMember, writesScheme } from "./lib/board.mjs";
import { desktop, phone } from "./lib/chromium.mjs";
import { notesQuestions, undescribed } from "./lib/described.mjs";
import { tabsTo } from "./lib/keyboard.mjs";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

scene("board", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let anu;
  /** @type {Visitor} */ let aino;
  /** @type {Visitor} */ let guest;
  let ways = { anu: "", aino: "", page: "" };
  /** @type {import("./lib/described.mjs").Asked[][]} */
  const asked = [];

  step("Anu writes a draft, which Aino does not see", async () => {
    ways = await withAdvisorAndMember(set.server);
    anu = await set.chromium({ name: "Anu", mark: "red", screen: desktop });
    aino = await set.chromium({ name: "Aino", mark: "green", screen: phone });
    asked.push(notesQuestions(anu.page.context()), notesQuestions(aino.page.context()));
    await anu.open(ways.anu);
    await anu.click("sign-in-button");
    await anu.sees("console");
    await anu.click("section-schemes");
    await anu.sees("empty");
    await holds(anu, "board-empty-desktop");
    await writesScheme(anu, developing);
    await aino.open(ways.page);
    await aino.sees("member-page");
    assert.equal(await aino.visible("board"), false);
  });

  step("an unfinished language is named, and the published scheme stands on Aino's page", async () => {
    await anu.page.locator("details", { has: anu.page.locator("[data-testid=field-name_sv]") }).locator("summary").click();
    await anu.fill("field-name_sv", "Utvecklingsstöd");
    await anu.chooses("field-state-published");
    await anu.click("save");
    await anu.sees("field-problem");
    assert.equal(await anu.attribute("field-problem", "data-name"), "text_sv");
    await holds(anu, "board-write-desktop");
    await anu.fill("field-text_sv", "För att utveckla en ny produkt.");
    await anu.click("save");
    await until("it is saved", async () => (await anu.page.locator(".saved").first().innerText()).includes("Tallennettu"));
    await anu.click("section-schemes");
    await until("it is published", async () => (await anu.attribute("scheme", "data-state")) === "published");
    await holds(anu, "board-list-desktop");
    await anu.page.setViewportSize(phone.viewport);
    await holds(anu, "board-list-phone");
    await anu.click("scheme");
    await anu.sees("remove-scheme");
    await holds(anu, "board-write-phone");
    await anu.chooses("field-public");
    await anu.click("save");
    await until("it is saved", async () => (await anu.page.locator(".saved").first().innerText()).includes("Tallennettu"));
    await anu.page.setViewportSize(desktop.viewport);
    await anu.click("section-schemes");
  });

  step("Aino finds it by a word without its dots, and marks by keyboard that she applies", async () => {
    await aino.page.reload();
    await aino.sees("board");
    await aino.fill("board-search", "messumatka");
    await until("nothing is found", async () => (await aino.texts("scheme")).length === 0);
    await aino.fill("board-search", "kehittamis LIIKEVAIHTO");
    await until("it is found", async () => (await aino.texts("scheme")).length === 1);
    await tabsTo(aino, "scheme-open");
    await aino.page.keyboard.press("Enter");
    await tabsTo(aino, "applying");
    await aino.page.keyboard.press("Enter");
    await until("it is marked", async () => (await aino.attribute("applying", "aria-pressed")) === "true");
    const words = (await aino.texts("scheme"))[0] ?? "";
    assert.ok(words.includes("Hakuaika päättyy ti 15.12.2099 klo 16.15") && words.includes("Merkinnän näet vain sinä"), words);
    await holds(aino, "board-member-phone");
    await anu.page.reload();
    await anu.sees("scheme");
    assert.ok(!(await anu.shownText()).includes("Haet"), "whoever writes the board does not see it");
  });

  step("she asks to be contacted, once she has agreed", async () => {
    await aino.click("scheme-contact");
    await aino.sees("contact-consent");
    await aino.fill("field-phone", "016 123 4567");
    await aino.fill("field-words", "Voinko hakea, jos aloitin vasta?");
    await aino.page.locator("koronailta-contact-form [data-testid=save]").click();
    await aino.sees("field-problem");
    assert.equal(await aino.attribute("field-problem", "data-name"), "agreed");
    await aino.chooses("field-agreed");
    await holds(aino, "contact-form-phone");
    await aino.page.locator("koronailta-contact-form [data-testid=save]").click();
    await aino.sees("contact-sent");
    await until("it waits", async () => (await aino.attribute("asked-request", "data-state")) === "new");
  });

  step("Anu reads it, takes it, and Aino sees that somebody does", async () => {
    await anu.click("section-contact-requests");
    await anu.sees("contact-request");
    const words = (await anu.texts("contact-request"))[0] ?? "";
    for (const part of ["Aino Niemelä", "Kehittämistuki", "016 123 4567", "Voinko hakea"]) assert.ok(words.includes(part), words);
    await holds(anu, "contact-requests-desktop");
    await anu.page.setViewportSize(phone.viewport);
    await holds(anu, "contact-requests-phone");
    await anu.page.setViewportSize(desktop.viewport);
    await anu.click("contact-take");
    await until("it is hers", async () => (await anu.attribute("contact-request", "data-state")) === "taken");
    await aino.page.reload();
    await until("Aino sees it", async () => (await aino.attribute("asked-request", "data-state")) === "taken", { explain: () => aino.shownText() });
    await holds(aino, "contact-member-phone");
  });

  step("in the evening Anu picks the support from the board, and all see it as a card", async () => {
    await anu.entersDirectly(set.server.links.advisor, { without: ["camera"] });
    await aino.joins(ways.aino, { without: ["camera"] });
    await aino.sees("room");
    await anu.click("present");
    await anu.click("present-card");
    await anu.fill("pick-search", "kehittamis");
    await until("it is found", async () => (await anu.texts("pick")).length === 1);
    await holds(anu, "present-pick-desktop");
    await anu.click("pick-show");
    await aino.sees("guidance-card");
    const card = (await aino.texts("guidance-card"))[0] ?? "";
    for (const part of [developing.name, "ti 15.12.2099 klo 16.15", "Täytä hakemus", "tuki.example/haku"]) assert.ok(card.includes(part), card);
    await holds(anu, "stage-card-desktop");
    await holds(aino, "stage-card-phone");
    await aino.click("card-contact");
    await aino.sees("asked-request");
    await holds(aino, "contact-room-phone");
  });

  step("she takes it back, and Anu has nothing of it any more", async () => {
    await aino.click("withdraw");
    await until("it is gone", async () => (await aino.texts("asked-request")).length === 0);
    await anu.leaves();
    await anu.open(`${set.server.origin}/organizer#/rovaniemi/contact-requests`);
    await anu.sees("empty");
    assert.ok(!(await anu.shownText()).includes("Aino"), await anu.shownText());
    assert.equal(set.server.hasOnDisk("Voinko hakea"), false, "nor has the disk");
    await anu.open(`${set.server.origin}/n/rovaniemi`);
    await anu.click("scheme-open");
    assert.equal(await anu.visible("applying"), false, "nobody to be reminded");
    await holds(anu, "board-public-desktop");
  });

  step("a guest of the evening sees, too, how far it has come, and nothing of it once Anu has erased it", async () => {
    const token = set.server.links.participant.split("/").at(-1) ?? "";
    const { evening } = await (await fetch(`${set.server.origin}/api/v1/links/resolve`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) })).json();
    const link = /http\S+/.exec(await set.server.command("link", "add", "--evening", evening.evening, "--role", "participant", "--admits"))?.[0] ?? "";
    const opens = async () => {
      await guest.click("open-more");
      await guest.click("open-contact");
    };
    guest = await set.chromium({ name: "Vieras", mark: "blue", screen: phone });
    await guest.entersDirectly(link, { without: ["camera"] });
    await opens();
    await guest.fill("field-phone", "016 765");
    await guest.chooses("field-agreed");
    await guest.page.locator("koronailta-contact-form [data-testid=save]").click();
    await guest.sees("contact-sent");
    await until("it waits", async () => (await guest.attribute("asked-request", "data-state")) === "new");
    await anu.open(`${set.server.origin}/organizer#/rovaniemi/contact-requests`);
    await anu.click("contact-take");
    await until("it is hers", async () => (await anu.attribute("contact-request", "data-state")) === "taken");
    await guest.page.keyboard.press("Escape");
    await opens();
    await until("the guest sees it", async () => (await guest.attribute("asked-request", "data-state")) === "taken", { explain: () => guest.shownText() });
    await holds(guest, "contact-guest-phone");
    await anu.click("contact-erase");
    await anu.click("confirm");
    await anu.sees("empty");
    await guest.page.keyboard.press("Escape");
    await opens();
    await guest.sees("contact-consent");
    await until("it is gone", async () => (await guest.texts("asked-request")).length === 0);
    assert.equal(await guest.driver.evaluate(() => localStorage.getItem("koronailta.contact-requests")), null, "nor does the browser keep its secret");
  });

  step("what was asked stands in the description, and the pages complained of nothing", async () => {
    assert.deepEqual(await undescribed(set.server.origin, asked.flat()), []);
    assert.deepEqual([anu, aino, guest].flatMap((one) => one.complaints), []);
  });
});
