// Problems and notices as sentences in the language of the page.
import { dayAndClock, hasText, t } from "../i18n/index.js";

/**
 * The sentence of a key from the core, with its values made ready to read.
 * @param {{ key: string, params: Record<string, string | number> }} said
 * @returns {string}
 */
export function sentence({ key, params }) {
  /** @type {Record<string, string | number>} */
  const values = {};
  for (const [name, value] of Object.entries(params)) {
    if (name === "opens_at" && typeof value === "number") values[name] = dayAndClock(value);
    else if (name === "retry_ms" && typeof value === "number") values["seconds"] = Math.max(1, Math.ceil(value / 1000));
    else if (name === "device") values[name] = t(`device-${value}`);
    else if (name === "role") values[name] = t(`role-${value}`);
    else values[name] = value;
  }
  return hasText(key) ? t(key, values) : t("reject-internal");
}
