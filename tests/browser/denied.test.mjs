// Those for whom something does not work: no permission, no devices, no valid link.
import assert from "node:assert/strict";
import { phone } from "./lib/chromium.mjs";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

scene("denied", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let visitor;

  step("a moderator with camera and microphone is there", async () => {
    maarit = await set.chromium({ name: "Maarit", mark: "red" });
    await maarit.entersDirectly(set.server.links.moderator);
  });

  step("an unknown link is explained in a sentence", async () => {
    visitor = await set.chromium({ name: "Paula", media: "denied", screen: phone });
    await visitor.open(`${set.server.origin}/j/tuntematon-linkki-jota-ei-ole`);
    await visitor.sees("link-problem");
    assert.match(await visitor.shownText(), /linkki/i);
    assert.equal(await visitor.visible("join-button"), false);
    await visitor.screenshot("link-problem-phone-light.png");
  });

  step("the front page asks for the link one was given", async () => {
    await visitor.open(`${set.server.origin}/`);
    await until("there are words", async () => (await visitor.shownText()).length > 40);
    await visitor.screenshot("front-phone-light.png");
  });

  step("who denies camera and microphone is told so, and comes in nevertheless to see and hear", async () => {
    await visitor.joins(set.server.links.advisor);
    await visitor.sees("room");
    await visitor.seesFaces({ Maarit: "red" });
    await visitor.hears(["red"]);
    assert.equal(await visitor.microphoneIsOn(), false);
    assert.equal(await visitor.sends("audio"), false);
    assert.equal(await visitor.sends("video"), false);
    await visitor.leaves();
    await visitor.sees("ended");
    await visitor.close();
  });

  step("without camera and microphone is an equal choice", async () => {
    const chooser = await set.chromium({ name: "Liisa", mark: "blue" });
    await chooser.joins(set.server.links.advisor, { without: ["camera", "microphone"] });
    await chooser.sees("room");
    await chooser.seesFaces({ Maarit: "red" });
    await chooser.hears(["red"]);
    assert.equal(await chooser.sends("audio"), false);
    assert.equal(await chooser.sends("video"), false);
    assert.deepEqual(await maarit.heard(), []);
    await chooser.close();
  });

  step("a machine without any device gets in as well", async () => {
    const bare = await set.chromium({ name: "Ritva", media: "none" });
    await bare.joins(set.server.links.advisor);
    await bare.sees("room");
    await bare.seesFaces({ Maarit: "red" });
    await bare.hears(["red"]);
    await bare.writes("Minulla ei ole kameraa.");
    await maarit.reads("Minulla ei ole kameraa.");
    await bare.close();
  });
});
