// Chromium for one person, with a camera and a microphone of their own, or without.
import { join } from "node:path";
import { chromium } from "playwright-core";
import { screenshotFolder } from "./folders.mjs";
import { pretendedMedia } from "./media.mjs";
import { observer } from "./observe.mjs";
import { Person } from "./person.mjs";

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Where a machine has no network but the loopback, it is otherwise left out of the candidates.
  "--allow-loopback-in-peer-connection",
];

/** Which devices there are and what the person answers when asked for them. */
const devices = {
  /** @param {{ video: string, audio: string }} media */
  granted: (media) => {
    return [
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${media.video}`,
      `--use-file-for-fake-audio-capture=${media.audio}`,
    ];
  },
  denied: () => ["--use-fake-device-for-media-stream"],
  /** Nothing pretended: what is shared is a real tab, which a flag has to choose. */
  real: () => [],
  none: () => ["--use-fake-ui-for-media-stream"],
};

export const desktop = { viewport: { width: 1280, height: 800 } };
export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  userAgent: "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36",
};

/**
 * @param {{ name: string, mark?: string, media?: keyof typeof devices, screen?: typeof desktop | typeof phone,
 *   colorScheme?: "light" | "dark", locale?: string, extraFlags?: string[], files?: { video: string, audio: string },
 *   scripts?: (() => void)[], bypassPolicy?: boolean }} who `scripts` run before the page's own; a measuring one may need what the policy forbids
 */
export async function openChromium({ name, mark = "red", media = "granted", screen = desktop, colorScheme = "light", locale = "fi-FI", extraFlags = [], files, scripts = [], bypassPolicy = false }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    chromiumSandbox: false,
    args: [...flags, ...devices[media](files ?? pretendedMedia(mark)), ...extraFlags],
  });
  const context = await browser.newContext({ ...screen, colorScheme, locale, timezoneId: "Europe/Helsinki", reducedMotion: "reduce", bypassCSP: bypassPolicy });
  for (const script of [observer, ...scripts]) await context.addInitScript(script);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);

  const person = new Person(
    {
      open: (url) => page.goto(url),
      reload: () => page.reload(),
      click: (selector) => page.locator(selector).first().click(),
      fill: (selector, text) => page.locator(selector).first().fill(text),
      visible: (selector) => page.locator(selector).first().isVisible(),
      // Playwright's types want to know more about the argument than a driver can.
      evaluate: (body, argument) => page.evaluate(/** @type {any} */ (body), argument),
      screenshot: (file) => page.screenshot({ path: join(screenshotFolder, file) }),
      close: () => browser.close(),
    },
    { name, mark },
  );
  page.on("pageerror", (error) => person.complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") person.complaints.push(`console: ${message.text()} ${message.location().url ?? ""}`);
  });
  return Object.assign(person, { page, context });
}
