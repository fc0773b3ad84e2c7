// Voices that are interrupted: by the browser itself, by a phone call, by a headset that is pulled out. They come back by themselves, and meanwhile
// nobody is told that somebody is heard who is not.
//
// No program can ring a phone or pull a plug here. So what the browser would tell the page of it is told in its place: at the page's own track.
import assert from "node:assert/strict";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

/** Lets a script hold the page's microphone, as the system does. */
function holdMicrophone() {
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    const [track] = stream.getAudioTracks();
    if (track) /** @type {any} */ (globalThis).microphone = track;
    return stream;
  };
}

/** In the worker that leads all frames: memory is tidied up while lines are made. */
function tidiesUp() {
  const it = /** @type {any} */ (globalThis);
  it.rounds = 0;
  const tidy = () => {
    it.gc();
    it.rounds += 1;
  };
  it.addEventListener("rtctransform", () => [0, 5, 20, 60, 150, 400].forEach((after) => setTimeout(tidy, after)));
}

/** @param {boolean} rings */
function phone(rings) {
  /** @type {MediaStreamTrack} */
  const track = /** @type {any} */ (globalThis).microphone;
  Object.defineProperty(track, "muted", { configurable: true, value: rings });
  // In a call the system gives silence, or nothing at all.
  track.enabled = !rings;
  track.dispatchEvent(new Event(rings ? "mute" : "unmute"));
}

scene("interrupted", (step, set) => {
  /** @type {Awaited<ReturnType<typeof set.chromium>>} */
  let maarit;
  /** @type {Awaited<ReturnType<typeof set.chromium>>} */
  let anu;
  /** What Maarit's page shows of Anu's microphone. */
  const shown = () =>
    maarit.driver.evaluate(() => {
      const roster = /** @type {any} */ (globalThis).koronailta.app.state.roster.value;
      return [...roster.values()].find((/** @type {{ name: string }} */ { name }) => name === "Anu")?.microphone;
    });

  step("Anu comes in while her browser tidies up, and nothing of hers is thrown away", async () => {
    [maarit, anu] = await Promise.all([
      set.chromium({ name: "Maarit", mark: "red" }),
      set.chromium({ name: "Anu", mark: "green", extraFlags: ["--js-flags=--expose-gc"] }),
    ]);
    await anu.page.addInitScript(holdMicrophone);
    await anu.page.route("**/e2ee/worker.js", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()}\n(${String(tidiesUp)})();` });
    });
    await maarit.entersDirectly(set.server.links.moderator, { without: ["camera"] });
    await anu.entersDirectly(set.server.links.advisor, { without: ["camera"] });
    await Promise.all([maarit.hears(["green"]), anu.hears(["red"])]);
    const rounds = await Promise.all(anu.page.workers().map((worker) => worker.evaluate(() => /** @type {any} */ (globalThis).rounds)));
    assert.ok(Math.max(...rounds) > 50, `${rounds} rounds`);
  });

  step("her phone rings: she is told, and so are the others", async () => {
    await anu.driver.evaluate(phone, true);
    await until("Anu's button says so", async () => (await anu.attribute("toggle-microphone", "data-state")) === "interrupted");
    await until("Maarit sees that Anu's microphone is off", async () => (await shown()) === "off", { explain: shown });
    assert.equal(await anu.sends("audio"), false);
    assert.ok((await anu.shownText()).includes("mikrofoni"), await anu.shownText());
  });

  step("the call is over: she is heard again without doing anything", async () => {
    await anu.driver.evaluate(phone, false);
    await maarit.hears(["green"]);
    assert.equal(await shown(), "on");
    assert.equal(await anu.microphoneIsOn(), true);
  });

  step("her headset is pulled out: another microphone is taken at once", async () => {
    await anu.driver.evaluate(() => {
      const track = /** @type {any} */ (globalThis).microphone;
      track.stop();
      track.dispatchEvent(new Event("ended"));
    });
    await until("another track is sent", () => anu.sends("audio"));
    await maarit.hears(["green"]);
    assert.equal(await shown(), "on");
    assert.deepEqual([...anu.complaints, ...maarit.complaints], []);
  });
});
