// A document as an advisor brings it: made by Chromium's own PDF writer, with fonts, headings, lists and drawings.
import { chromium } from "playwright-core";
import { until } from "./wait.mjs";

/** The words in large letters on a page. @param {number} page */
export const heading = (page) => `Tukimuoto numero ${page}`;

/** @param {number} page */
function slide(page) {
  const bars = Array.from({ length: 8 }, (_, bar) => `<i style="height:${20 + ((page * 37 + bar * 53) % 130)}px"></i>`).join("");
  return `<section><h1>${heading(page)}</h1><p>Hakuaika päättyy ${1 + (page % 28)}.12.2026 klo 16.00. Ääkköset: åäö ŋđšž €.</p>
    <ol><li>Kirjaudu palveluun.</li><li>Liitä tuloslaskelma ja selvitys.</li><li>Odota päätöstä noin ${page} viikkoa.</li></ol>
    <div>${bars}</div><small>Sivu ${page}</small></section>`;
}

/** @param {number} pages @returns {Promise<Buffer>} */
export async function slidesPdf(pages) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromiumSandbox: false });
  try {
    const page = await browser.newPage();
    const sections = Array.from({ length: pages }, (_, index) => slide(index + 1)).join("");
    await page.setContent(`<!doctype html><html lang="fi"><style>
      @page { size: 1280px 720px; margin: 0 } body { margin: 0; font: 28px sans-serif }
      section { box-sizing: border-box; height: 720px; padding: 60px; break-after: page; background: linear-gradient(#fff, #e3ebf8) }
      h1 { color: #2d5192; font-size: 60px } div { display: flex; gap: 12px; align-items: end } i { width: 60px; background: #f4b04b }
    </style>${sections}</html>`);
    return await page.pdf({ preferCSSPageSize: true, printBackground: true });
  } finally {
    await browser.close();
  }
}

/**
 * Brings a document and puts it onto the stage.
 * @param {import("./person.mjs").Person & { page: import("playwright-core").Page }} who @param {string} name @param {Buffer} buffer
 */
export async function presents(who, name, buffer) {
  await brings(who, name, buffer);
  const title = name.replace(/\.pdf$/, "");
  await until(`${who.name} sees ${title} in the list`, async () => (await who.texts("document")).some((text) => text.includes(title)), { explain: () => who.shownText() });
  await who.clicksWithin("document", title, "document-show");
  await who.sees("slides");
}

/** @param {import("./person.mjs").Person & { page: import("playwright-core").Page }} who @param {string} name @param {Buffer} buffer */
export async function brings(who, name, buffer) {
  await who.click("present");
  await who.page.locator('[data-testid="upload-file"]').setInputFiles({ name, mimeType: "application/pdf", buffer });
}

/** The page that somebody has before them: drawn, not only told. @param {import("./person.mjs").Person} who */
export async function pageOf(who) {
  return Number(await who.attribute("slides", "data-shown"));
}
