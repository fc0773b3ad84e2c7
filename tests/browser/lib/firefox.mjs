// Firefox ESR for one person. Its own pretended camera and microphone cannot be fed from files: the picture changes its
// colour all the time and the tone is 1000 Hz, which is all a scene needs to know.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { screenshotFolder } from "./folders.mjs";
import { observer } from "./observe.mjs";
import { Person } from "./person.mjs";
import { until } from "./wait.mjs";

const preferences = {
  "media.navigator.streams.fake": true,
  "media.navigator.permission.disabled": true,
  // Nothing of the browser's own in the background.
  "app.update.enabled": false,
  "browser.safebrowsing.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false,
  "media.gmp-manager.updateEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.enabled": false,
  "intl.accept_languages": "fi-FI, fi",
};

/** @param {{ name: string }} who */
export async function openFirefox({ name }) {
  const profile = mkdtempSync(join(tmpdir(), "koronailta-firefox-"));
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    userDataDir: profile,
    extraPrefsFirefox: preferences,
    // A home of its own: Firefox refuses to run as root in somebody else's.
    env: { ...process.env, HOME: profile, MOZ_DISABLE_CONTENT_SANDBOX: "1" },
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.evaluateOnNewDocument(observer);

  /** @param {string} selector */
  const visible = (selector) =>
    page.evaluate((wanted) => {
      const element = document.querySelector(wanted);
      return element instanceof HTMLElement && element.checkVisibility() && element.getClientRects().length > 0;
    }, selector);
  const person = new Person(
    {
      open: (url) => page.goto(url),
      reload: () => page.reload(),
      click: async (selector) => {
        await until(`${name} can press ${selector}`, () => visible(selector));
        await page.locator(selector).setTimeout(10_000).click();
      },
      fill: (selector, text) => page.locator(selector).setTimeout(10_000).fill(text),
      visible,
      evaluate: (body, argument) => page.evaluate(/** @type {any} */ (body), argument),
      screenshot: (file) => page.screenshot({ path: /** @type {`${string}.png`} */ (join(screenshotFolder, file)) }),
      close: async () => {
        await browser.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      },
    },
    { name, mark: "firefox" },
  );
  page.on("pageerror", (error) => person.complaints.push(`uncaught: ${error instanceof Error ? error.message : error}`));
  return Object.assign(person, { page });
}
