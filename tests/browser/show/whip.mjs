// An independent program (aiortc) sends onto the stage by WHIP; three browsers of two kinds show its picture, and it ends when told.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { desktop, openChromium, phone } from "../lib/chromium.mjs";
import { openFirefox } from "../lib/firefox.mjs";
import { repository, workFolder } from "../lib/folders.mjs";
import { hook } from "../lib/person.mjs";
import { until } from "../lib/wait.mjs";

/** Python with aiortc, installed before the scene's network is cut off: see tests/lib/show.sh. */
const python = process.env.KORONAILTA_AIORTC ?? join(workFolder, "aiortc/bin/python");

/** Magenta, as the program sends it, in degrees. */
const hue = { from: 285, to: 315 };

/** @param {import("../lib/figures.mjs").Figures} figures @param {import("../lib/server.mjs").Server} server @param {string} sabotage */
export async function whip(figures, server, sabotage) {
  if (!existsSync(python) || spawnSync(python, ["-c", "import aiortc"]).status !== 0) {
    process.stderr.write("aiortc is not installed: nothing sends by WHIP\n");
    figures.add("whip_browsers_that_show_it", 0);
    return;
  }
  const without = /** @type {("camera" | "microphone")[]} */ (["camera", "microphone"]);
  const people = await Promise.all([
    openChromium({ name: "Maarit", mark: "red", screen: desktop }),
    openChromium({ name: "Eero", mark: "blue", screen: phone }),
    openFirefox({ name: "Sanna" }),
  ]);
  const [maarit, eero, sanna] = people;
  const token = server.links.advisor.split("/").at(-1) ?? "";
  const sender = spawn(python, [join(repository, "tests/browser/show/whip_client.py"), server.origin, sabotage === "whip-bearer" ? "nobody" : token], { stdio: ["pipe", "pipe", "inherit"] });
  /** @type {string[]} */
  const said = [];
  createInterface({ input: sender.stdout }).on("line", (line) => said.push(line));
  try {
    await maarit.entersDirectly(server.links.moderator, { without });
    for (const one of [eero, sanna]) {
      await one.joins(server.links.participant, { without });
      await maarit.admits(one.name);
      await one.sees("room");
    }
    await maarit.closesPanel();
    const shows = async (/** @type {import("../lib/person.mjs").Person} */ one) => {
      const seen = await until(`${one.name} sees the program's picture`, () => one.driver.evaluate(([stage]) => {
        const video = document.querySelector(`${stage} video`);
        return video instanceof HTMLVideoElement && video.videoWidth > 0 ? /** @type {any} */ (window).observed.hue(video) : null;
      }, [hook("stage")]).then((found) => typeof found === "number" && found >= hue.from && found <= hue.to), { within: 30_000 }).catch(() => false);
      return Boolean(seen);
    };
    const shown = await Promise.all(people.map(shows));
    figures.add("whip_browsers_that_show_it", shown.filter(Boolean).length);
    sender.stdin.write("\n");
    const over = await until("the stage is empty again", async () => !(await maarit.visible("stage")), { within: 10_000 }).catch(() => false);
    figures.add("whip_left_on_stage", over && said.includes("ended 200") ? 0 : 1);
  } finally {
    sender.kill();
    await Promise.all(people.map((one) => one.close()));
  }
}
