// Moving on a page by the keyboard alone: Tab, Enter, Space, arrows, Escape, letters. Nothing here clicks, and no script gives the focus.
import assert from "node:assert/strict";
import { until } from "./wait.mjs";

/** @typedef {import("./axe.mjs").Visitor} Visitor */

/** Presses that a page may take to get anywhere. */
const mostTabs = 150;

/** The focus may be on its way for so long, in milliseconds. */
const settlingMs = 2_500;

/** What has the focus, and whether it can be seen there. */
function focusOf() {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return null;
  const shown = [focused, focused.closest("label")].some((element) => {
    if (!element) return false;
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
  });
  return { id: focused.dataset.testid ?? "", words: (focused.innerText || focused.getAttribute("aria-label") || focused.tagName).slice(0, 60), shown };
}

/** Presses Tab until the focus stands on `id`, and holds that it can be seen there. @param {Visitor} one @param {string} id */
export async function tabsTo(one, id) {
  await new Keys(one).to(`[data-testid="${id}"]`);
}

/** One person's keyboard, which also counts where the focus was lost and where it could not be seen. */
export class Keys {
  /** After which presses nothing had the focus. @type {string[]} */
  lost = [];
  /** What could not be seen to have it. @type {string[]} */
  unseen = [];
  #last = "the page was opened";

  /** @type {((chooser: import("playwright-core").FileChooser) => void) | undefined} */
  #taken;

  /** @param {Visitor} one */
  constructor(one) {
    this.one = one;
    // From the beginning: a dialog that is asked for before anybody listens stays open where nobody sees it.
    one.page.on("filechooser", (chooser) => this.#taken?.(chooser));
  }

  get #page() {
    return this.one.page;
  }

  /** A page that was just opened has the focus nowhere yet. */
  begins() {
    this.#last = "";
  }

  /** Nothing may be without the focus for long, unless a page was just loaded. */
  async settles() {
    if (this.#last === "") return;
    const end = performance.now() + settlingMs;
    for (;;) {
      const focus = await this.#page.evaluate(focusOf).catch(() => undefined);
      if (focus) return;
      if (performance.now() > end) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.lost.push(this.#last);
    this.#last = "";
  }

  /** @param {string} key @param {string} [what] */
  async press(key, what = key) {
    const before = await this.#page.evaluate(() => performance.timeOrigin).catch(() => 0);
    await this.#page.keyboard.press(key);
    this.#last = what;
    const after = await this.#page.evaluate(() => performance.timeOrigin).catch(() => -1);
    if (before !== after) this.begins();
    else await this.settles();
  }

  /** @param {string} text */
  types(text) {
    return this.#page.keyboard.type(text);
  }

  /** Presses Tab until the focus stands on what this selects, as soon as it is there. @param {string} selector */
  async to(selector) {
    await until(`${selector} is there`, () => this.#page.locator(selector).first().isVisible(), { explain: () => this.one.shownText() });
    await this.settles();
    const on = () => this.#page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
    for (let pressed = 0; !(await on()); pressed += 1) {
      if (pressed >= mostTabs) throw new Error(`${selector} cannot be reached with Tab`);
      await this.#page.keyboard.press("Tab");
    }
    const focus = await this.#page.evaluate(focusOf);
    if (!focus?.shown) this.unseen.push(selector);
  }

  /** Goes there and presses Enter. @param {string} selector @param {string} [key] */
  async use(selector, key = "Enter") {
    await this.to(selector);
    await this.press(key, `${key} on ${selector}`);
  }

  /** Goes to a field and writes into it, in place of what was there. @param {string} selector @param {string} text */
  async writes(selector, text) {
    await this.to(selector);
    await this.#page.keyboard.press("Control+A");
    await this.types(text);
    assert.equal(await this.#value(selector), text);
  }

  /** Takes one of a list that drops down, by the arrows. @param {string} selector @param {string} value */
  async picks(selector, value) {
    await this.to(selector);
    await this.#page.keyboard.press("Home");
    for (let pressed = 0; (await this.#value(selector)) !== value; pressed += 1) {
      if (pressed > 40) throw new Error(`${selector} has no ${value}`);
      await this.#page.keyboard.press("ArrowDown");
    }
    await this.settles();
  }

  /** Takes one of a group of radio buttons. @param {string} group @param {string} wanted */
  async chooses(group, wanted) {
    await this.to(group);
    for (let pressed = 0; !(await this.#page.evaluate((one) => document.activeElement?.matches(one) === true, wanted)); pressed += 1) {
      if (pressed > 12) throw new Error(`${wanted} cannot be reached with the arrows`);
      await this.#page.keyboard.press("ArrowDown");
    }
    // An arrow chooses where it goes; on the first one nothing may be chosen yet.
    await this.press(" ", `Space on ${wanted}`);
    assert.equal(await this.#page.locator(wanted).isChecked(), true, wanted);
  }

  /** A day, part by part, in the order of this browser's language. @param {string} selector @param {string} date `2026-12-01` */
  async dates(selector, date) {
    const [year = "", month = "", day = ""] = date.split("-");
    for (const order of [[day, month, year], [month, day, year], [year, month, day]]) {
      await this.#leaves(selector);
      await this.to(selector);
      await this.types(order.join(""));
      if ((await this.#value(selector)) === date) return;
    }
    throw new Error(`${selector} did not take ${date}: ${await this.#value(selector)}`);
  }

  /** A field of several parts begins at its first one only for who comes from before it. @param {string} selector */
  async #leaves(selector) {
    const there = () => this.#page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
    for (let pressed = 0; pressed < 5 && (await there()); pressed += 1) await this.#page.keyboard.press("Shift+Tab");
  }

  /** @param {string} selector @param {string} clock `18:30` */
  async clocks(selector, clock) {
    await this.#leaves(selector);
    await this.to(selector);
    await this.types(clock.replace(":", ""));
    assert.equal(await this.#value(selector), clock);
  }

  /** Opens the system's own dialog for files, which takes these. @param {string} selector @param {Parameters<import("playwright-core").FileChooser["setFiles"]>[0]} files */
  async gives(selector, files) {
    await this.to(selector);
    /** @type {import("playwright-core").FileChooser | undefined} */
    let opened;
    this.#taken = (chooser) => (opened = chooser);
    await this.#page.keyboard.press("Enter");
    const chooser = await until(`the dialog for a file on ${selector}`, () => opened);
    this.#last = `a file for ${selector}`;
    await chooser.setFiles(files);
    await this.settles();
  }

  /** @param {string} selector */
  #value(selector) {
    return this.#page.locator(selector).first().evaluate((field) => /** @type {HTMLInputElement} */ (field).value);
  }
}
