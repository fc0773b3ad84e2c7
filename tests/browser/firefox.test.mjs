// Firefox and Chromium in one room.
import { scene } from "./lib/scene.mjs";

scene("firefox", (step, set) => {
  /** @type {Awaited<ReturnType<typeof set.chromium>>} */ let maarit;
  /** @type {Awaited<ReturnType<typeof set.firefox>>} */ let filippa;

  step("both come in", async () => {
    if (!process.env.SCENE_MEDIA_ADDRESS) throw new Error("Firefox finds no path to a server on the loopback: run this through tests/lib/isolated.sh");
    [maarit, filippa] = await Promise.all([set.chromium({ name: "Maarit", mark: "red" }), set.firefox({ name: "Filippa" })]);
    await Promise.all([maarit.entersDirectly(set.server.links.moderator), filippa.entersDirectly(set.server.links.advisor)]);
  });

  step("they see each other", async () => {
    await filippa.seesFaces({ Maarit: "red" });
    // Firefox's pretended camera changes its colour all the time.
    await maarit.seesColours("Filippa", 2);
  });

  step("they hear each other", async () => {
    await Promise.all([maarit.hears(["firefox"]), filippa.hears(["red"])]);
  });

  step("they read each other", async () => {
    await filippa.writes("Terveisiä Firefoxista.");
    await maarit.reads("Terveisiä Firefoxista.");
    await maarit.writes("Hyvin kuuluu.");
    await filippa.reads("Hyvin kuuluu.");
    await filippa.screenshot("room-firefox.png");
  });
});
