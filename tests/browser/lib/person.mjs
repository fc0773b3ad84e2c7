// A person in front of a browser: what they do and what they see and hear. The same for every browser.
import { marks } from "./media.mjs";
import { until } from "./wait.mjs";

/**
 * What a browser's driver has to bring.
 * @typedef {object} Driver
 * @property {(url: string) => Promise<unknown>} open
 * @property {() => Promise<unknown>} reload
 * @property {(selector: string) => Promise<unknown>} click waits until it can be clicked
 * @property {(selector: string, text: string) => Promise<unknown>} fill
 * @property {(selector: string) => Promise<boolean>} visible
 * @property {<A, R>(body: (argument: A) => R | Promise<R>, argument?: A) => Promise<R>} evaluate
 * @property {(path: string) => Promise<unknown>} screenshot
 * @property {() => Promise<unknown>} close
 */

/**
 * A receiving line, counted since it was made. `invented`: samples that were concealed while somebody talked.
 * @typedef {{ kind: "audio" | "video", mid: string, packetsReceived: number, packetsLost: number, framesDecoded: number, frameHeight: number,
 *   totalSamplesReceived: number, invented: number, jitterBufferDelay: number, jitterBufferEmittedCount: number, totalFreezesDuration?: number }} Inbound
 */

/** @param {string} id */
export const hook = (id) => `[data-testid="${id}"]`;

/** @param {number} hue @param {number} other */
const hueDistance = (hue, other) => Math.min(Math.abs(hue - other), 360 - Math.abs(hue - other));

/** The mark whose colour this is. @param {number | string} hue @returns {string} */
export function markOfHue(hue) {
  if (typeof hue !== "number") return hue;
  const found = Object.entries(marks).find(([, mark]) => hueDistance(mark.hue, hue) <= 28);
  return found?.[0] ?? `unknown hue ${Math.round(hue)}`;
}

/** The mark whose tone this is. @param {number} tone Hz */
export function markOfTone(tone) {
  const found = Object.entries(marks).find(([, mark]) => Math.abs(mark.tone - tone) <= 0.03 * mark.tone);
  return found?.[0] ?? `unknown tone ${Math.round(tone)}`;
}

/** @param {Iterable<string>} words */
const sorted = (words) => [...words].sort();

export class Person {
  /** Complaints of the page: uncaught errors and console errors. @type {string[]} */
  complaints = [];

  /** @param {Driver} driver @param {{ name: string, mark?: string }} who */
  constructor(driver, { name, mark }) {
    this.driver = driver;
    this.name = name;
    this.mark = mark;
  }

  /** @param {string} link */
  open(link) {
    return this.driver.open(link);
  }
  /** @param {string} id */
  click(id) {
    return this.driver.click(hook(id));
  }
  /** @param {string} id @param {string} text */
  fill(id, text) {
    return this.driver.fill(hook(id), text);
  }
  /** @param {string} id */
  visible(id) {
    return this.driver.visible(hook(id));
  }
  /** @param {string} id @param {number} [within] */
  sees(id, within = 15_000) {
    return until(`${this.name} sees ${id}`, () => this.visible(id), { within, explain: () => this.shownText() });
  }
  /** @param {string} id @param {number} [within] */
  seesNoMore(id, within = 15_000) {
    return until(`${this.name} sees no ${id} any more`, async () => !(await this.visible(id)), { within });
  }
  /** What stands on the page, shortened, for messages. */
  shownText() {
    return this.driver.evaluate(() => document.body.innerText.replace(/\s+/g, " ").slice(0, 600));
  }
  /** @param {string} id @returns {Promise<string[]>} */
  texts(id) {
    return this.driver.evaluate(
      (selector) => [...document.querySelectorAll(selector)].map((one) => /** @type {HTMLElement} */ (one).innerText.trim()),
      hook(id),
    );
  }
  /** @param {string} id @param {string} attribute @returns {Promise<string | null>} */
  attribute(id, attribute) {
    return this.driver.evaluate(
      ([selector, name]) => document.querySelector(selector)?.getAttribute(name) ?? null,
      [hook(id), attribute],
    );
  }

  // --- Coming in -------------------------------------------------------------------------------------------

  /** From the link to the press of the button. @param {string} link @param {{ business?: string, without?: ("camera" | "microphone")[] }} [how] */
  async joins(link, { business, without = [] } = {}) {
    await this.open(link);
    await this.sees("join-name");
    for (const device of without) await this.chooses(`join-without-${device}`);
    await this.fillsIn({ business });
  }
  /** The form before the room, and its button. @param {{ business?: string }} [more] */
  async fillsIn({ business } = {}) {
    if (await this.driver.evaluate((field) => document.querySelector(field)?.hasAttribute("readonly") === false, hook("join-name"))) {
      await this.fill("join-name", this.name);
    }
    if (business) await this.fill("join-business", business);
    if (!(await this.isChecked("join-rules"))) await this.chooses("join-rules");
    await this.click("join-button");
  }
  /** A radio button or a tick box, by its label as a person would. @param {string} id */
  async chooses(id) {
    await this.driver.evaluate((selector) => {
      document.querySelectorAll("[data-scene-target]").forEach((old) => old.removeAttribute("data-scene-target"));
      document.querySelector(selector)?.closest("label")?.setAttribute("data-scene-target", "");
    }, hook(id));
    await this.driver.click("[data-scene-target]");
    await until(`${this.name} chose ${id}`, () => this.isChecked(id), { within: 5_000 });
  }
  /** @param {string} id @returns {Promise<boolean>} */
  isChecked(id) {
    return this.driver.evaluate((selector) => {
      const element = document.querySelector(selector);
      return element instanceof HTMLInputElement ? element.checked : element?.querySelector("input")?.checked === true;
    }, hook(id));
  }
  /** @param {string} link @param {Parameters<Person["joins"]>[1]} [how] */
  async entersDirectly(link, how) {
    await this.joins(link, how);
    await this.sees("room");
  }
  /** Lets a waiting person in by their name. @param {string} name */
  async admits(name) {
    await this.opensPeople();
    await until(`${this.name} sees ${name} at the door`, async () => (await this.texts("lobby-entry")).some((text) => text.includes(name)), {
      explain: () => this.shownText(),
    });
    await this.clicksWithin("lobby-entry", name, "admit");
  }

  /** Presses `id` inside the `container` that has `words` in it, once it is there. @param {string} container @param {string} words @param {string} id */
  async clicksWithin(container, words, id) {
    // Marked for a moment, so that every driver finds it with a plain selector and clicks as a person does.
    const mark = () => this.driver.evaluate(
      ([outer, text, inner]) => {
        document.querySelectorAll("[data-scene-target]").forEach((old) => old.removeAttribute("data-scene-target"));
        const holder = [...document.querySelectorAll(outer)].find((one) => one.textContent?.includes(text));
        const target = holder?.querySelector(inner);
        if (!target) throw new Error(`no ${inner} inside ${outer} with "${text}"`);
        target.setAttribute("data-scene-target", "");
        return true;
      },
      [hook(container), words, hook(id)],
    );
    await until(`${this.name} finds ${id} of "${words}"`, mark, { within: 5_000 });
    await this.driver.click("[data-scene-target]");
  }

  // --- Seeing and hearing ----------------------------------------------------------------------------------

  /** Each tile's name with the mark of the picture in it. @returns {Promise<Record<string, string>>} */
  async faces() {
    const tiles = await this.driver.evaluate(() =>
      [...document.querySelectorAll("[data-testid=tile]")].map((tile) => ({
        name: /** @type {HTMLElement} */ (tile).dataset.name ?? "?",
        hue: /** @type {any} */ (window).observed.hue(tile.querySelector("video")),
      })),
    );
    return Object.fromEntries(tiles.map(({ name, hue }) => [name, markOfHue(hue)]));
  }
  /** Waits until each named tile shows that mark. @param {Record<string, string>} expected @param {number} [within] */
  seesFaces(expected, within = 20_000) {
    return until(
      `${this.name} sees ${JSON.stringify(expected)}`,
      async () => {
        const shown = await this.faces();
        return Object.entries(expected).every(([name, mark]) => shown[name] === mark);
      },
      { within, explain: () => this.faces() },
    );
  }
  /** The marks whose tones this person hears within `during` milliseconds. @param {number} [during] */
  async heard(during = 700) {
    const found = await this.driver.evaluate((time) => /** @type {any} */ (window).observed.tones(time), during);
    return sorted(new Set(found.map((/** @type {{ tone: number }} */ { tone }) => markOfTone(tone))));
  }
  /** Waits until exactly these marks are heard. @param {string[]} expected @param {number} [within] */
  hears(expected, within = 20_000) {
    let last = /** @type {string[]} */ ([]);
    return until(
      `${this.name} hears ${expected.join(", ") || "nobody"}`,
      async () => {
        last = await this.heard();
        return JSON.stringify(last) === JSON.stringify(sorted(expected));
      },
      { within, every: 50, explain: () => last },
    );
  }
  /** What became of what came so far, summed over all receiving lines. @returns {Promise<Record<string, number>>} */
  received() {
    return this.driver.evaluate(() => /** @type {any} */ (window).observed.received());
  }
  /** What each receiving line did so far; such as received anything. @returns {Promise<Inbound[]>} */
  inbound() {
    return this.driver.evaluate(() => /** @type {any} */ (window).observed.inbound());
  }
  /** By which port media leaves, and over what. @returns {Promise<{ port: number, protocol: string, kind: string, relay: string | null } | null>} */
  path() {
    return this.driver.evaluate(() => /** @type {any} */ (window).observed.path());
  }
  /** @returns {Promise<{ decoded: Record<string, number>, sent: { audio: number, video: number }, received: { audio: number, video: number } }>} */
  statistics() {
    return this.driver.evaluate(() => /** @type {any} */ (window).observed.statistics());
  }
  /** Bytes of pictures sent so far, by layer. @returns {Promise<Record<string, number>>} */
  uplink() {
    return this.driver.evaluate(() => /** @type {any} */ (window).observed.uplink());
  }
  /** Offers made by this page: one, however many come and go. @returns {Promise<number>} */
  offers() {
    return this.driver.evaluate(() => /** @type {any} */ (window).observed.offers());
  }
  /** Whether the capture track of this kind is live and enabled, whatever the button says.
   * @param {"audio" | "video"} kind @returns {Promise<boolean>} */
  sends(kind) {
    return this.driver.evaluate(
      (wanted) =>
        /** @type {any} */ (window).observed.connections.some((/** @type {RTCPeerConnection} */ connection) =>
          connection.connectionState !== "closed" &&
          connection.getSenders().some(({ track }) => track?.kind === wanted && track.readyState === "live" && track.enabled && !track.muted),
        ),
      kind,
    );
  }

  /** Different colours follow each other in a tile: somebody's moving picture. @param {string} name @param {number} colours */
  async seesColours(name, colours) {
    const seen = new Set();
    await until(
      `${this.name} sees ${colours} colours of ${name}`,
      async () => {
        const shown = (await this.faces())[name];
        if (shown && !/^(no picture|grey)/.test(shown)) seen.add(shown);
        return seen.size >= colours;
      },
      { within: 20_000, explain: () => [...seen] },
    );
  }
  /** @returns {Promise<boolean>} */
  stageHasPicture() {
    return this.driver.evaluate(() => {
      const stage = document.querySelector("[data-testid=stage]");
      const video = stage?.querySelector("video");
      return stage?.getAttribute("data-ready") === "true" && (video?.videoWidth ?? 0) > 0 && (video?.readyState ?? 0) >= 2;
    });
  }
  /** Signalling and media are up. @returns {Promise<boolean>} */
  connected() {
    return this.driver.evaluate(() => {
      const room = document.querySelector("[data-testid=room]");
      return room?.getAttribute("data-connection") === "online" && room.getAttribute("data-media") === "connected";
    });
  }
  /** What the button shows. @returns {Promise<boolean>} */
  async microphoneIsOn() {
    return (await this.attribute("toggle-microphone", "aria-pressed")) === "true";
  }
  /** Presses a button that may be marked as not available now. @param {string} id @returns {Promise<unknown>} */
  pressesAnyway(id) {
    return this.driver.evaluate((selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector))?.click(), hook(id));
  }

  // --- What a moderator does ------------------------------------------------------------------------------

  async opensPeople() {
    if (!(await this.visible("people"))) await this.click("open-people");
    await this.sees("people");
  }
  /** Opens a person's menu and takes an action of it. @param {string} name @param {string} action */
  async moderates(name, action) {
    await this.opensPeople();
    await this.clicksWithin("person", name, "person-menu");
    await this.click(action);
    if (action === "action-remove") await this.click("confirm");
  }
  async holdsFloor() {
    await this.opensPeople();
    await this.click("hold-floor");
    await until("the floor is held", async () => (await this.attribute("hold-floor", "aria-pressed")) === "true");
  }
  async releasesFloor() {
    await this.click("hold-floor");
    await until("the floor is open", async () => (await this.attribute("hold-floor", "aria-pressed")) === "false");
  }
  async leaves() {
    await this.click("open-leave");
    await this.click("leave");
  }

  // --- Writing ---------------------------------------------------------------------------------------------

  async opensChat() {
    if (!(await this.visible("chat-input"))) await this.click("open-chat");
    await this.sees("chat-input");
  }
  /** On a phone a panel covers the room. */
  async closesPanel() {
    for (const panel of ["chat", "people", "questions"]) if (await this.visible(panel)) await this.driver.click(`${hook(panel)} .panel-head button`);
  }
  /** @param {string} text */
  async writes(text) {
    await this.opensChat();
    await this.fill("chat-input", text);
    await this.click("chat-send");
  }
  /** @param {string} text @param {number} [within] */
  async reads(text, within = 10_000) {
    await this.opensChat();
    await until(`${this.name} reads "${text}"`, async () => (await this.texts("chat-message")).some((one) => one.includes(text)), {
      within,
      explain: () => this.texts("chat-message"),
    });
  }

  /** @param {string} file */
  screenshot(file) {
    return this.driver.screenshot(file);
  }
  close() {
    return this.driver.close();
  }
}
