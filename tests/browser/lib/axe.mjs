// What axe finds on the page that a person sees now.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** @typedef {import("./person.mjs").Person & { page: import("playwright-core").Page }} Visitor */

/**
 * What axe finds now. It cannot tell the contrast of words before a gradient or below a decoration, so the sky is made
 * plain for the look, once in each of its colours.
 * @param {Visitor} one
 */
async function violations(one) {
  if (!(await one.page.evaluate(() => "axe" in window))) await one.page.evaluate(axe);
  return one.page.evaluate(async (wanted) => {
    const plain = new CSSStyleSheet();
    document.adoptedStyleSheets.push(plain);
    const skies = document.querySelector(".page") ? ["--sky-top", "--sky-middle", "--sky-low"] : ["--room"];
    const found = new Set();
    let contrasts = 0;
    for (const sky of skies) {
      plain.replaceSync(`.page::before, koronailta-tile::after { content: none !important } .page { background: var(${sky}) !important }`);
      const { violations, passes } = await /** @type {any} */ (window).axe.run(document, { runOnly: wanted });
      for (const { id, nodes } of violations) {
        found.add(`${id}: ${nodes.map((/** @type {any} */ node) => `${node.target} ${node.any?.[0]?.message ?? ""}`).slice(0, 4).join(" | ")}`);
      }
      contrasts += passes.find((/** @type {any} */ rule) => rule.id === "color-contrast")?.nodes.length ?? 0;
    }
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== plain);
    if (contrasts === 0) found.add("no word's contrast could be told");
    return [...found];
  }, tags);
}

/** What axe finds in both themes. @param {Visitor} one */
export async function problemsOf(one) {
  const found = [];
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await one.page.emulateMedia({ colorScheme });
    found.push(...(await violations(one)).map((words) => `${colorScheme}: ${words}`));
  }
  await one.page.emulateMedia({ colorScheme: "light" });
  return found;
}

/**
 * Nothing to complain of in both themes; leaves a picture of each.
 * @param {Visitor} one @param {string} picture begins the pictures' names
 */
export async function holds(one, picture) {
  const found = [];
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await one.page.emulateMedia({ colorScheme });
    found.push(...(await violations(one)).map((words) => `${colorScheme}: ${words}`));
    await one.screenshot(`${picture}-${colorScheme}.png`);
  }
  await one.page.emulateMedia({ colorScheme: "light" });
  assert.deepEqual(found, [], picture);
}
