// A member's own card from the network: asked for, looked at, changed for the evening and shown by her own press only.
import assert from "node:assert/strict";
import { holds } from "./lib/axe.mjs";
import { withAdvisorAndMember } from "./lib/board.mjs";
import { desktop, phone } from "./lib/chromium.mjs";
import { drawnPicture, writesOwnCard } from "./lib/own_page.mjs";
import { hook } from "./lib/person.mjs";
import { scene } from "./lib/scene.mjs";
import { never, until } from "./lib/wait.mjs";

scene("own-card", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let anu;
  /** @type {Visitor} */ let aino;
  let page = "";
  const shown = async (/** @type {Visitor} */ one) => (await one.texts("business-card"))[0] ?? "";

  step("Anu, who advises, and Aino, a member with a card in her network, are in the room", async () => {
    const ways = await withAdvisorAndMember(set.server);
    page = ways.page;
    const without = /** @type {("camera" | "microphone")[]} */ (["camera", "microphone"]);
    [anu, aino] = await Promise.all([
      set.chromium({ name: "Anu Lehto", mark: "green", screen: desktop }),
      set.chromium({ name: "Aino Niemelä", mark: "blue", screen: phone }),
    ]);
    await writesOwnCard(set.server, page, { does: "Kudon villasukkia.", needs: "", offers: "Neulon tilauksesta." }, await drawnPicture(aino.page));
    await anu.entersDirectly(set.server.links.advisor, { without });
    await aino.joins(ways.aino, { without });
    await aino.sees("room");
  });

  step("Anu has a clock on the stage and asks Aino to present: nothing of Aino's is shown by that", async () => {
    await anu.click("present");
    await anu.click("present-timer");
    await anu.click("timer-start");
    await aino.sees("stage-timer");
    await anu.moderates("Aino", "action-card");
    await aino.sees("card-asked");
    await never("a card is shown without Aino", 1_500, () => anu.visible("business-card"));
    await holds(aino, "own-card-asked-axe-phone");
  });

  step("Aino says not now, and Anu is told", async () => {
    await aino.click("card-decline");
    await aino.seesNoMore("card-asked");
    await anu.sees("notice");
    assert.match((await anu.texts("notice")).join(" "), /Aino Niemelä ei esittele yritystään juuri nyt/);
  });

  step("asked again she looks at her card as the others would see it, picture and all", async () => {
    await anu.moderates("Aino", "action-card");
    await aino.sees("card-asked");
    await aino.click("card-look");
    await aino.sees("own-card");
    const words = await shown(aino);
    for (const part of ["Ainon käsityöt", "Aino Niemelä", "Kudon villasukkia.", "Neulon tilauksesta."]) assert.ok(words.includes(part), `${part}: ${words}`);
    await aino.sees("card-picture");
    await holds(aino, "own-card-preview-axe-phone");
    await aino.screenshot("own-card-preview-phone.png");
    assert.equal(await anu.visible("business-card"), false, "looking is not showing");
  });

  step("one press shows it, in place of the clock", async () => {
    await aino.click("own-card-show");
    await Promise.all([anu, aino].map((one) => one.sees("business-card")));
    await anu.sees("card-picture");
    assert.ok((await shown(anu)).includes("Kudon villasukkia."));
    await aino.seesNoMore("card-asked");
    await anu.screenshot("own-card-desktop.png");
  });

  step("whoever presents then, Aino takes her card down herself", async () => {
    await anu.click("stage-take");
    await until("Anu presents", async () => (await anu.visible("stage-take")) === false);
    await aino.click("stage-clear");
    await anu.seesNoMore("stage");
  });

  step("she changes it for the evening; her page in the network stays as it was", async () => {
    await aino.click("open-more");
    await aino.click("open-present");
    await aino.click("own-card-change");
    await aino.driver.fill("#card-does", "Tänään villasukat puoleen hintaan.");
    await aino.page.locator(hook("own-card-picture")).uncheck();
    await aino.click("card-show");
    await until("Anu reads it", async () => (await shown(anu)).includes("puoleen hintaan"), { explain: () => shown(anu) });
    assert.equal(await anu.visible("card-picture"), false, "without the picture, as she ticked");
    const token = new URL(page).pathname.split("/").at(-1);
    const me = await (await fetch(`${set.server.origin}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).json();
    assert.equal(me.card.does, "Kudon villasukkia.");
    await aino.click("open-more");
    await aino.click("open-present");
    await until("it is there to be shown again", async () => (await aino.texts("own-card"))[0]?.includes("puoleen hintaan") ?? false, { explain: () => aino.shownText() });
    await aino.click("own-card-back");
    await until("the network's words are back", async () => (await aino.texts("own-card"))[0]?.includes("Kudon villasukkia.") ?? false);
  });
});
