// The figures of peer support as browsers give them: `tests/run show peer-support`. A group of Chromium, Firefox and an
// independent peer talks end-to-end encrypted.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { openChromium } from "../lib/chromium.mjs";
import { Figures } from "../lib/figures.mjs";
import { openFirefox } from "../lib/firefox.mjs";
import { repository } from "../lib/folders.mjs";
import { confidence, counted, frames } from "../lib/sealed.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";
import { roundOfEight } from "./round-of-eight.mjs";

const figures = new Figures("peer-support");
const server = await Server.start("show-peer-support");
const [maarit, anu, filippa] = await Promise.all([
  openChromium({ name: "Maarit", mark: "red" }),
  openChromium({ name: "Anu", mark: "green" }),
  openFirefox({ name: "Filippa" }),
]);

/** @param {() => Promise<unknown>} hoped what should come true; a figure says whether it did */
const given = (hoped) => hoped().then(() => true, () => false);

/**
 * How far from what a fair coin gives, in standard deviations.
 * @param {number} bits @param {number} agreeing
 */
const offChance = (bits, agreeing) => (bits > 0 ? Math.abs(agreeing - bits / 2) / (Math.sqrt(bits) / 2) : Infinity);

/** The peer that opens what it hears; what it tells at its end. */
function independent() {
  const child = spawn(join(repository, "target/debug/koronailta-ear"), ["--link", server.links.participant, "--name", "Korva"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  /** @type {Promise<any>} */
  const told = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`the independent peer ended with ${code}`))));
  });
  // Looked at later.
  told.catch(() => undefined);
  return { told, stop: () => child.kill() };
}

/** The moderator puts these people into one group. @param {readonly string[]} names */
function group(names) {
  return maarit.driver.evaluate(async (/** @type {readonly string[]} */ wanted) => {
    const { app } = /** @type {any} */ (globalThis).koronailta;
    const members = app.state.roster.value.filter((/** @type {any} */ one) => wanted.includes(one.name)).map((/** @type {any} */ one) => one.id);
    await app.dispatch({ type: "groups_arrange", arrange: { by: "hand", groups: [{ topic: null, members }] } });
    await app.dispatch({ type: "groups_open", seconds: null });
  }, names);
}

const ear = independent();
try {
  await maarit.entersDirectly(server.links.moderator);
  for (const one of [anu, filippa]) {
    await one.joins(server.links.participant);
    await maarit.admits(one.name);
    await one.sees("room");
  }
  await maarit.admits("Korva");
  await until("all are there", async () => (await maarit.texts("tile")).some((text) => text.includes("Korva")));
  await group(["Anu", "Filippa", "Korva"]);
  await Promise.all([anu.sees("group"), filippa.sees("group")]);
  await until("keys", async () => (await Promise.all([anu, filippa].map(confidence))).every(({ type }) => type === "sealed"));
  const before = await Promise.all([anu, filippa].map(frames));
  const hears = await Promise.all([given(() => anu.hears(["firefox"])), given(() => filippa.hears(["green"]))]);
  const words = await Promise.all([anu, filippa].map(confidence));
  const told = await ear.told;
  const after = await Promise.all([anu, filippa].map(frames));
  process.stderr.write(`${JSON.stringify({ told, before, after, words, hears})}\n`);
  /** @param {"sealed" | "plain"} name */
  const more = (name) => after.reduce((sum, counts, at) => sum + counts[name] - (before[at]?.[name] ?? 0), 0);
  // The independent peer says nothing: of the two browsers each hears the other, and it opens what both say.
  figures.add("e2ee_voices_heard", hears.filter(Boolean).length + told.voices);
  figures.add("e2ee_faces_opened", told.faces);
  figures.add("e2ee_frames_sealed", more("sealed"));
  figures.add("e2ee_frames_in_the_clear", more("plain"));
  figures.add("e2ee_frames_open_at_server", (await counted(server.origin)).open);
  figures.add("e2ee_bits_compared", told.bits);
  figures.add("e2ee_bits_off_chance_deviations", offChance(told.bits, told.bits_agreeing));
  figures.add("e2ee_picture_bits_compared", told.picture_bits);
  figures.add("e2ee_picture_bits_off_chance_deviations", offChance(told.picture_bits, told.picture_bits_agreeing));
  figures.add("e2ee_opened_under_other_keys", told.opened_under_other_keys);
  const all = [...words.map((one) => String(one.words)), String(told.words)];
  figures.add("e2ee_words_that_differ", new Set(all).size - 1);
} finally {
  ear.stop();
  await Promise.all([maarit, anu, filippa].map((one) => one.close()));
  await server.stop();
}
await roundOfEight(figures);
process.exitCode = figures.allHeld() ? 0 : 1;
