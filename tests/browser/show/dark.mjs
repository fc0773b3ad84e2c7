// The path of one person goes dark for a while, signalling and media alike, or leads from another address. Part of
// `tests/run show thin-line`.
import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { openChromium } from "../lib/chromium.mjs";
import { lineAddress } from "../lib/line.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";

/** Anu reaches the server by an address of her own, so that only her connections go dark. */
const ownAddress = "127.0.0.3";
const delay_ms = 30;

/** @param {string} words */
const nft = (words) => execFileSync("nft", [words]);

/**
 * Leads Anu's address to the server's port. Media goes over UDP alone, for only that is darkened and moved by the line: over TCP a browser
 * would go round the darkness.
 * @param {number} port
 */
function road(port) {
  nft(`add table ip road; add chain ip road out { type nat hook output priority -100; }; add rule ip road out ip daddr ${ownAddress} tcp dport ${port} dnat to 127.0.0.1;
    add chain ip road in { type filter hook input priority 0; };
    add chain ip road media { type filter hook input priority 0; }; add rule ip road media ip daddr ${lineAddress} meta l4proto tcp drop`);
  return {
    /** Packets vanish without a word, in both directions. */
    close: () => nft(`add rule ip road in ct original ip daddr ${ownAddress} drop`),
    open: () => nft("flush chain ip road in"),
    remove: () => nft("delete table ip road"),
  };
}

/** Seconds until both hear each other again. @param {import("../lib/person.mjs").Person} one @param {import("../lib/person.mjs").Person} other */
async function backAfter(one, other) {
  const begun = performance.now();
  const packets = async (/** @type {typeof one} */ who) => (await who.statistics()).received.audio;
  const back = async (/** @type {typeof one} */ who) => {
    let before = await packets(who);
    const hears = async () => {
      const now = await packets(who);
      // A new connection counts anew.
      before = Math.min(before, now);
      return now > before + 20;
    };
    await until(`${who.name} hears again`, hears, { within: 60_000, every: 50 });
    return (performance.now() - begun) / 1000;
  };
  return Math.max(...(await Promise.all([back(one), back(other)])));
}

/** @param {import("../lib/figures.mjs").Figures} figures */
export async function dark(figures) {
  const server = await Server.start("show-dark", { line: 20_201_126 });
  const way = road(server.port);
  const [anu, maarit] = await Promise.all([openChromium({ name: "Anu", mark: "green" }), openChromium({ name: "Maarit", mark: "red" })]);
  /** @returns {Promise<string>} */
  const identity = () => anu.driver.evaluate(() => /** @type {any} */ (globalThis).koronailta.app.state.you.value?.id);
  const loaded = () => anu.driver.evaluate(() => performance.timeOrigin);
  /** @param {number} seconds */
  const darkness = async (seconds) => {
    const flow = await server.line.flowOf(anu);
    way.close();
    await server.line.set({ flow, up: { dark: true }, down: { dark: true } });
    // Not a wait for something to happen: the length of the darkness.
    await pause(seconds * 1_000);
    way.open();
    // A new connection is another flow: all lines.
    await server.line.set({ up: { delay_ms }, down: { delay_ms } });
    return backAfter(anu, maarit);
  };
  try {
    await Promise.all([anu.entersDirectly(server.links.advisor.replace("127.0.0.1", ownAddress)), maarit.entersDirectly(server.links.moderator)]);
    await Promise.all([anu.hears(["red"]), maarit.hears(["green"])]);
    const [who, page] = [await identity(), await loaded()];
    await anu.seesFaces({ Maarit: "red" });
    // First of all, on the way that was there from the beginning: a restart after the darkness finds another one by itself.
    await server.line.move(await server.line.flowOf(anu));
    figures.add("back_seconds_after_move", await backAfter(anu, maarit));
    figures.add("back_seconds_after_5_dark", await darkness(5));
    await until("the picture is back", async () => (await anu.faces()).Maarit === "red", { within: 20_000 });
    figures.add("back_seconds_after_120_dark", await darkness(120));
    const same = (await identity()) === who && (await loaded()) === page;
    figures.add("reloads_or_new_people_after_dark", same ? 0 : 1);
    // Nobody stands there twice.
    figures.add("ghosts_after_dark", (await maarit.texts("tile")).length - 2);
  } finally {
    way.remove();
    await Promise.all([anu, maarit].map((one) => one.close()));
    await server.stop();
  }
}
