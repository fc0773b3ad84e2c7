// The words of the client: Fluent files per language, one language shown at a time, switched without a reload.
import { FluentBundle, FluentResource } from "../vendor/fluent.js";
import { computed, signal } from "../vendor/signals.js";

/** @typedef {"fi" | "sv" | "en"} Language */

/** Finnish first: it is the language of the evenings.
 * @type {readonly Language[]} */
export const languages = ["fi", "sv", "en"];

/** Each language in its own words.
 * @type {Readonly<Record<Language, string>>} */
export const languageNames = { fi: "Suomi", sv: "Svenska", en: "English" };

/** The files of texts that this page needs. @type {readonly string[]} */
let files = [];
const locales = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" };
const storageKey = "koronailta.language";

/** Finland's, until a network says otherwise. */
const timeZone = signal("Europe/Helsinki");

/** @type {import("../vendor/signals.js").Signal<{ language: Language, bundle: FluentBundle }>} */
const current = signal({ language: "fi", bundle: new FluentBundle("fi") });

/** The language shown now. */
export const language = computed(() => current.value.language);

/** @type {Map<Language, FluentBundle>} */
const loaded = new Map();

/**
 * Makes a bundle of the texts of one language's files.
 * @param {Language} wanted
 * @param {readonly string[]} texts
 */
export function makeBundle(wanted, texts) {
  // Isolation marks would stand in every aria-label and copied text; the server refuses direction-changing names.
  const bundle = new FluentBundle(locales[wanted], { useIsolating: false });
  for (const text of texts) {
    const errors = bundle.addResource(new FluentResource(text));
    for (const error of errors) console.warn(error.message);
  }
  return bundle;
}

/** @param {Language} wanted */
async function bundleOf(wanted) {
  const known = loaded.get(wanted);
  if (known) return known;
  const texts = await Promise.all(
    files.map(async (file) => {
      const response = await fetch(new URL(`./${wanted}/${file}.ftl`, import.meta.url));
      if (!response.ok) throw new Error(`i18n: ${response.status} for ${wanted}/${file}`);
      return response.text();
    }),
  );
  const bundle = makeBundle(wanted, texts);
  loaded.set(wanted, bundle);
  return bundle;
}

/** @param {string | null | undefined} tag
 * @returns {Language | undefined} */
function known(tag) {
  const primary = (tag ?? "").slice(0, 2).toLowerCase();
  return languages.find((one) => one === primary);
}

/** The remembered language, else the browser's first that is known, else Finnish.
 * @returns {Language} */
function preferred() {
  const asked = known(new URLSearchParams(globalThis.location?.search ?? "").get("lang"));
  if (asked) return asked;
  try {
    const remembered = known(localStorage.getItem(storageKey));
    if (remembered) return remembered;
  } catch {
    // Storage may be forbidden; then nothing is remembered.
  }
  for (const tag of navigator.languages ?? []) {
    const found = known(tag);
    if (found) return found;
  }
  return "fi";
}

/** Loads the words of the preferred language. Call once before the first view.
 * @param {readonly string[]} wanted the files of texts that this page needs, without their ending */
export async function startLanguage(wanted) {
  files = wanted;
  await show(preferred());
}

/** Times are shown as the clocks of the network go. @param {string} zone */
export function setTimeZone(zone) {
  timeZone.value = zone;
}

/** Switches the language and remembers it.
 * @param {Language} wanted */
export async function setLanguage(wanted) {
  try {
    localStorage.setItem(storageKey, wanted);
  } catch {
    // As above.
  }
  await show(wanted);
}

/** @param {Language} wanted */
async function show(wanted) {
  current.value = { language: wanted, bundle: await bundleOf(wanted) };
  document.documentElement.lang = wanted;
}

/**
 * The sentence of `key`. Reading it in a render ties the view to the language.
 * @param {string} key
 * @param {Record<string, import("../vendor/fluent.js").FluentVariable>} [values]
 * @returns {string}
 */
export function t(key, values) {
  const { bundle } = current.value;
  const message = bundle.getMessage(key);
  if (!message?.value) return key;
  /** @type {Error[]} */
  const errors = [];
  const text = bundle.formatPattern(message.value, values, errors);
  for (const error of errors) console.warn(`${key}: ${error.message}`);
  return text;
}

/** Whether there is such a sentence.
 * @param {string} key */
export function hasText(key) {
  return current.value.bundle.hasMessage(key);
}

/** @param {number} at @param {Intl.DateTimeFormatOptions} options */
function parts(at, options) {
  const format = new Intl.DateTimeFormat(locales[current.value.language], { timeZone: timeZone.value, ...options });
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

/** "18.00" in Finnish and Swedish, "18:00" in English.
 * @param {number} at milliseconds since the epoch */
export function clock(at) {
  const { hour, minute } = parts(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${hour}${current.value.language === "en" ? ":" : "."}${minute}`;
}

/** A clock that was written, as `clock` shows it. @param {string} written "18:00" */
export function clockWords(written) {
  return current.value.language === "en" ? written : written.replace(":", ".");
}

/** "ti 24.11.2026", "tis 24.11.2026", "Tue 24 Nov 2026".
 * @param {number} at milliseconds since the epoch */
export function day(at) {
  const shown = current.value.language;
  if (shown === "en") {
    const { weekday, day, month, year } = parts(at, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
    return `${weekday} ${day} ${month} ${year}`;
  }
  const { weekday, day, month, year } = parts(at, { weekday: "short", day: "numeric", month: "numeric", year: "numeric" });
  return `${(weekday ?? "").replace(".", "")} ${day}.${month}.${year}`;
}

/** "ti 24.11.2026 klo 18.00".
 * @param {number} at milliseconds since the epoch */
export function dayAndClock(at) {
  return t("time-day-and-clock", { day: day(at), clock: clock(at) });
}

/** "ti 24.11.2026 klo 18.00–20.00", or both days when it goes past midnight.
 * @param {number} from milliseconds since the epoch
 * @param {number} to */
export function span(from, to) {
  if (day(from) !== day(to)) return `${dayAndClock(from)} – ${dayAndClock(to)}`;
  return t("time-day-and-clock", { day: day(from), clock: `${clock(from)}–${clock(to)}` });
}
