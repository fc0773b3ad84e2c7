// Somebody on a thin line wants the sound only: one tap, and pictures neither come nor go; another, and they are back.
import assert from "node:assert/strict";
import { phone } from "./lib/chromium.mjs";
import { scene } from "./lib/scene.mjs";
import { never, until } from "./lib/wait.mjs";

scene("sound only", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let anu;

  step("two people see and hear each other, one of them on a phone", async () => {
    [maarit, anu] = await Promise.all([
      set.chromium({ name: "Maarit", mark: "red" }),
      set.chromium({ name: "Anu", mark: "green", screen: phone }),
    ]);
    await Promise.all([maarit.entersDirectly(set.server.links.moderator), anu.entersDirectly(set.server.links.advisor)]);
    await Promise.all([maarit.seesFaces({ Anu: "green" }), anu.seesFaces({ Maarit: "red" })]);
  });

  step("Anu taps once: no picture comes or goes any more, and she is heard and hears", async () => {
    await anu.click("sound-only");
    await anu.sees("sound-only-banner");
    await until("Maarit's tile is blank", async () => !["red"].includes((await anu.faces()).Maarit ?? ""), { explain: () => anu.faces() });
    await until("Anu's camera is off", async () => !(await anu.sends("video")));
    const decoded = async () => Object.values((await anu.statistics()).decoded).reduce((sum, frames) => sum + frames, 0);
    const before = await decoded();
    await never("a picture came", 1_500, async () => (await decoded()) > before + 2);
    await Promise.all([maarit.hears(["green"]), anu.hears(["red"])]);
    await Promise.all([anu.screenshot("sound-only-phone.png"), maarit.screenshot("sound-only-other.png")]);
  });

  step("a page that is loaded again keeps to sounds", async () => {
    await anu.driver.reload();
    await anu.sees("sound-only-banner");
    await until("she is back", () => anu.connected());
    await anu.hears(["red"]);
    await never("a picture comes", 1_500, async () => (await anu.faces()).Maarit === "red");
    assert.equal(await anu.sends("video"), false);
    // Sound of a page that nobody has touched waits for a tap.
    if (await anu.visible("tap-to-hear")) await anu.click("tap-to-hear");
  });

  step("on a desk the button stands in the toolbar", async () => {
    await maarit.click("sound-only");
    await maarit.sees("sound-only-banner");
    assert.equal(await maarit.attribute("sound-only", "aria-pressed"), "true");
    await maarit.screenshot("sound-only-desktop.png");
    await maarit.click("show-pictures");
    await maarit.seesNoMore("sound-only-banner");
    await maarit.click("toggle-camera");
  });

  step("another tap brings the pictures back; the camera stays off until Anu wants it", async () => {
    await anu.click("show-pictures");
    await anu.seesFaces({ Maarit: "red" });
    assert.equal(await anu.sends("video"), false);
    // Another program has the camera, and lets go of it.
    await anu.driver.evaluate(() => {
      const devices = /** @type {any} */ (navigator.mediaDevices);
      devices.taken = devices.getUserMedia;
      devices.getUserMedia = () => Promise.reject(new DOMException("taken", "NotReadableError"));
    });
    await anu.click("toggle-camera");
    await anu.sees("device-problem");
    await anu.driver.evaluate(() => {
      const devices = /** @type {any} */ (navigator.mediaDevices);
      devices.getUserMedia = devices.taken;
    });
    await anu.click("device-again");
    await maarit.seesFaces({ Anu: "green" });
  });
});
