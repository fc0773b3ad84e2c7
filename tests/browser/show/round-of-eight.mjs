// A round of eight with twenty seconds each: two in browsers, six who send all the time and try to switch on out of turn, one
// of whom passes and one of whom is lost. Part of `tests/run show peer-support`.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { openChromium, phone } from "../lib/chromium.mjs";
import { repository } from "../lib/folders.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";

const seconds = 20;
/** A turn's time, the breath after it, and what the machine may take. */
const longest = seconds * 1_000 + 2_000 + 1_500;
const order = ["Anna", "Vieno", "Eero", "Tapio", "Saara", "Onni", "Helmi", "Ilmari"];
const [passes, drops] = ["Tapio", "Onni"];

/** @param {Server} server */
function guests(server) {
  const names = order.filter((name) => name !== "Anna" && name !== "Eero").join(",");
  const words = ["--link", server.links.participant, "--names", names, "--passes", String(passes), "--drops", String(drops)];
  const child = spawn(join(repository, "target/debug/koronailta-guests"), words, { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  /** @type {Promise<any>} */
  const told = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`the guests ended with ${code}`))));
  });
  // Looked at later.
  told.catch(() => undefined);
  return { told, stop: () => child.kill() };
}

/** @param {import("../lib/figures.mjs").Figures} figures */
export async function roundOfEight(figures) {
  const server = await Server.start("show-round-of-eight");
  const people = await Promise.all([
    openChromium({ name: "Maarit", mark: "red" }),
    openChromium({ name: "Anna", mark: "green" }),
    openChromium({ name: "Eero", mark: "blue", screen: phone }),
  ]);
  const [maarit, anna, eero] = people;
  const others = guests(server);
  /** The participant's id by name. @type {Record<string, string>} */
  let ids = {};
  const speaker = () => maarit.attribute("round", "data-speaker");
  /** @param {string} name */
  const turnOf = (name) => until(`it is ${name}'s turn`, async () => (await speaker()) === ids[name], { within: 8 * longest });
  /** Whether the moderator hears this one alone, and neither of the two browsers otherwise. @param {typeof anna} one @param {string} mark */
  async function isHeardAlone(one, mark) {
    await turnOf(one.name);
    await one.click(await one.visible("round-microphone") ? "round-microphone" : "toggle-microphone");
    const heard = () => maarit.heard(400);
    const right = await until(`${one.name} is heard`, async () => (await heard()).includes(mark), { within: 8_000 }).then(() => true, () => false);
    const foreign = (await heard()).filter((tone) => tone !== mark && tone !== "red");
    return right && foreign.length === 0;
  }
  try {
    await maarit.entersDirectly(server.links.moderator);
    for (const one of [anna, eero]) {
      await one.joins(server.links.participant);
      await maarit.admits(one.name);
      await one.sees("room");
    }
    for (const name of order) if (name !== "Anna" && name !== "Eero") await maarit.admits(name);
    await until("all are there", async () => {
      ids = await maarit.driver.evaluate(() => {
        const { roster } = /** @type {any} */ (globalThis).koronailta.app.state;
        return Object.fromEntries(roster.value.map((/** @type {any} */ one) => [one.name, one.id]));
      });
      return order.every((name) => ids[name]);
    });
    for (const one of [anna, eero]) await one.click("toggle-microphone");
    const participants = order.map((name) => ids[name]);
    await maarit.driver.evaluate((/** @type {any} */ plan) => /** @type {any} */ (globalThis).koronailta.app.dispatch({ type: "round_start", plan }), {
      order: { by: "list", participants }, seconds, enforced: true,
    });
    const annaRight = await isHeardAlone(anna, "green");
    const eeroRight = await isHeardAlone(eero, "blue");
    await Promise.all([maarit.screenshot("round-of-eight-desktop.png"), eero.screenshot("round-of-eight-phone.png")]);
    const told = await others.told;
    process.stderr.write(`${JSON.stringify({ told, annaRight, eeroRight })}\n`);
    const expected = order.filter((name) => name !== drops).map((name) => ids[name]);
    const turns = /** @type {{ speaker: string, ms: number }[]} */ (told.turns);
    figures.add("round_turns_in_order", expected.filter((id, at) => turns[at]?.speaker === id).length);
    figures.add("round_turns_too_many", turns.length - expected.length);
    const full = turns.filter((turn) => turn.speaker !== ids[String(passes)]);
    figures.add("round_turns_of_wrong_length", full.filter(({ ms }) => ms < seconds * 1_000 - 500 || ms > longest).length);
    figures.add("round_people_told_otherwise", told.told_otherwise);
    figures.add("round_packets_in_turn", told.packets_in_turn);
    figures.add("round_packets_out_of_turn", told.packets_out_of_turn);
    figures.add("round_switched_on_out_of_turn", told.accepted_out_of_turn);
    figures.add("round_browser_voices_right", Number(annaRight) + Number(eeroRight));
  } finally {
    others.stop();
    await Promise.all(people.map((one) => one.close()));
    await server.stop();
  }
}
