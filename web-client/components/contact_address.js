// Where a help contact is reached: by telephone, mail or the web, as the organizer wrote it.
import { telephone } from "./text.js";

/**
 * The address to follow, or null where the words cannot be followed: then they are only read.
 * @param {string} address
 * @returns {{ href: string, kind: "phone" | "mail" | "web" } | null}
 */
export function reach(address) {
  const words = address.trim();
  if (/^\+?[\d\s()./-]+$/u.test(words) && words.replace(/\D/gu, "").length >= 3) return { href: telephone(words), kind: "phone" };
  if (/^[^\s@:/?#]+@[^\s@:/?#]+\.[^\s@:/?#]+$/u.test(words)) return { href: `mailto:${words}`, kind: "mail" };
  const url = URL.parse?.(words) ?? parsed(words);
  return url?.protocol === "https:" || url?.protocol === "http:" ? { href: url.href, kind: "web" } : null;
}

/** For browsers without `URL.parse`. @param {string} words */
function parsed(words) {
  try {
    return new URL(words);
  } catch {
    return null;
  }
}
