// How people get in whose network lets little through. Part of `tests/run show thin-line`.
import { openChromium } from "../lib/chromium.mjs";
import * as firewall from "../lib/firewall.mjs";
import { Server } from "../lib/server.mjs";
import { relayAddress, Turn } from "../lib/turn.mjs";
import { until } from "../lib/wait.mjs";

const joins = 3;
/** Who is not in by then is not let in by this network. */
const patience = 25_000;

/** The relay of the scene has a certificate that nobody knows; a real one has one that browsers do. */
const extraFlags = ["--ignore-certificate-errors"];

/** @param {number[]} times */
const median = (times) => [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? Infinity;

/**
 * From the press of the button to the other's face and voice, in seconds, and by which way.
 * @param {Server} server @returns {Promise<{ seconds: number, way: Awaited<ReturnType<import("../lib/person.mjs").Person["path"]>> }>}
 */
async function enters(server) {
  const anu = await openChromium({ name: "Anu", mark: "green", extraFlags });
  try {
    await anu.open(server.links.advisor);
    await anu.sees("join-name");
    const begun = performance.now();
    await anu.fillsIn();
    try {
      await anu.seesFaces({ Maarit: "red" }, patience);
      const seconds = (performance.now() - begun) / 1000;
      await until("Anu hears Maarit", async () => (await anu.heard()).includes("red"));
      return { seconds, way: await anu.path() };
    } catch (error) {
      process.stderr.write(`not in: ${error}\n`);
      return { seconds: Infinity, way: null };
    }
  } finally {
    await anu.close();
  }
}

/**
 * Two people meet behind the same firewall, one of them several times.
 * @param {Turn} turn @param {number} times @param {(way: NonNullable<Awaited<ReturnType<typeof enters>>["way"]>) => boolean} right
 * @returns {Promise<number>} median of the seconds it took
 */
async function meetings(turn, times, right) {
  const server = await Server.start("show-getting-through", { flags: turn.flags });
  const maarit = await openChromium({ name: "Maarit", mark: "red", extraFlags });
  try {
    await maarit.entersDirectly(server.links.moderator);
    await until("Maarit's line is up", () => maarit.connected(), { within: patience }).catch(() => {});
    const took = /** @type {number[]} */ ([]);
    for (let count = 0; count < times && !took.includes(Infinity); count += 1) {
      const { seconds, way } = await enters(server);
      took.push(way && right(way) ? seconds : Infinity);
      process.stderr.write(`${JSON.stringify({ seconds, way })}\n`);
    }
    return took.includes(Infinity) ? Infinity : median(took);
  } finally {
    await maarit.close();
    await server.stop();
  }
}

/** @param {import("../lib/figures.mjs").Figures} figures */
export async function gettingThrough(figures) {
  if (!firewall.possible()) {
    figures.add("tcp_join_later_seconds", NaN);
    figures.add("turn_tls_joined", NaN);
    return;
  }
  const turn = await Turn.start("show-getting-through");
  try {
    const direct = await meetings(turn, joins, ({ protocol, kind }) => protocol === "udp" && kind !== "relay");
    firewall.withoutUdp();
    const later = await meetings(turn, joins, ({ protocol, kind }) => protocol === "tcp" && kind !== "relay");
    if (firewall.dropped() === 0) throw new Error("nothing was dropped");
    figures.add("tcp_join_later_seconds", later - direct);
    firewall.only443(relayAddress);
    const relayed = await meetings(turn, 1, ({ kind, relay }) => kind === "relay" && relay === "tls");
    if (firewall.dropped() === 0) throw new Error("nothing was dropped");
    figures.add("turn_tls_joined", Number(relayed < Infinity));
  } finally {
    firewall.open();
    await turn.stop();
  }
}
