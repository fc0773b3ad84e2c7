// The figures of an evening as browsers give them: `tests/run show evening`.
import { Figures } from "../lib/figures.mjs";
import { openChromium, phone } from "../lib/chromium.mjs";
import { Server } from "../lib/server.mjs";
import { until } from "../lib/wait.mjs";

const figures = new Figures("evening");
const server = await Server.start("show-evening", { links: "printed" });
const people = await Promise.all([
  openChromium({ name: "Maarit", mark: "red" }),
  openChromium({ name: "Anu", mark: "green" }),
  openChromium({ name: "Eero", mark: "blue", screen: phone }),
]);
const [maarit, anu, eero] = people;

/** How many of the other two each person has right, all together. @param {(one: typeof maarit, other: typeof maarit) => Promise<boolean>} right */
async function pairs(right) {
  let count = 0;
  for (const one of people) for (const other of people) if (one !== other && (await right(one, other))) count += 1;
  return count;
}

/** Looks until everybody has both others right at once; how many pairs had it when it came true or the time was over.
 * @param {(one: typeof maarit, other: typeof maarit) => Promise<boolean>} right */
async function allPairs(right) {
  const wanted = people.length * (people.length - 1);
  let count = 0;
  await given(() => until("all have both others right", async () => (count = await pairs(right)) === wanted, { within: 20_000 }));
  return count;
}

/** @param {() => Promise<unknown>} hoped what should come true; a figure says whether it did */
const given = (hoped) => hoped().catch(() => undefined);

async function meet() {
  await Promise.all([maarit.entersDirectly(server.links.moderator), anu.entersDirectly(server.links.advisor)]);
  await eero.joins(server.links.participant);
  await eero.sees("waiting");
  const { received } = await eero.statistics();
  figures.add("browser_packets_before_admission", received.audio + received.video);
  await maarit.admits("Eero");
  await eero.sees("room");
  figures.add("browser_faces_right", await allPairs(async (one, other) => (await one.faces())[other.name] === other.mark));
  figures.add("browser_voices_right", await allPairs(async (one, other) => (await one.heard()).includes(String(other.mark))));
}

/** A blocked person whose page sends all the same. */
async function block() {
  await eero.driver.evaluate(() => void Object.assign(window, { defy: /** @type {any} */ (window).observed.defiance() }));
  await maarit.moderates("Eero", "action-block");
  await given(() => anu.hears(["red"], 3_000));
  const before = await eero.statistics();
  await eero.driver.evaluate(() => /** @type {any} */ (window).defy());
  await given(() => until("Eero's page really sends", async () => (await eero.statistics()).sent.audio > before.sent.audio + 50));
  let heard = 0;
  for (let look = 0; look < 5; look += 1) if ((await anu.heard(400)).includes("blue")) heard += 1;
  figures.add("browser_blocked_voice_heard", heard);
  await maarit.moderates("Eero", "action-unblock");
}

/** The server dies while people write and is started again. */
async function killAndReturn() {
  const written = ["yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi"].map((word) => `sanottu: ${word}`);
  for (const words of written.slice(0, 4)) await maarit.writes(words);
  await server.kill();
  await Promise.all(people.map((one) => one.sees("reconnecting")));
  for (const words of written.slice(4)) await maarit.writes(words);
  await server.launch();
  const up = performance.now();
  const took = await Promise.all(
    people.map(async (one) => {
      await given(() => until("back", () => one.connected(), { within: 20_000, every: 20 }));
      return (performance.now() - up) / 1000;
    }),
  );
  figures.add("browser_back_after_kill_seconds", Math.max(...took));
  let wrong = 0;
  for (const one of people) {
    await given(() => one.reads(/** @type {string} */ (written.at(-1))));
    const read = (await one.texts("chat-message")).map((text) => written.find((words) => text.includes(words))).filter(Boolean);
    if (JSON.stringify(read) !== JSON.stringify(written)) wrong += 1;
  }
  figures.add("browser_chats_not_exactly_once_in_order", wrong);
}

try {
  await meet();
  figures.add("browser_offers_each", Math.max(...(await Promise.all(people.map((one) => one.offers())))));
  await block();
  await killAndReturn();
} finally {
  await Promise.all(people.map((one) => one.close()));
  await server.stop();
}
process.exitCode = figures.allHeld() ? 0 : 1;
