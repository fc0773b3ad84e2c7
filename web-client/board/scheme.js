// A support scheme in words: in the reader's language as far as it is written in it, with its deadline as people say it.
import { day, dayAndClock, language, t } from "../i18n/index.js";
import { serverNow } from "../protocol/clock.js";

/** @typedef {import("../protocol/api_types.js").Scheme} Scheme */
/** @typedef {import("../protocol/api_types.js").SchemeText} SchemeText */

/** In the language of the page, else in the first there is. @param {Scheme} scheme @returns {SchemeText} */
export function wordsOf(scheme) {
  const found = scheme.texts.find((one) => one.language === language.value) ?? scheme.texts[0];
  return found ?? { language: "fi", name: "", for_whom: "", amount: "", text: "", steps: [], links: [] };
}

/** The day, and the time where there is one. @param {NonNullable<Scheme["deadline"]>} deadline */
export function lastMoment({ local, ends_at }) {
  // A deadline of a whole day ends with it, at the next midnight.
  return local.length > 10 ? dayAndClock(ends_at) : day(ends_at - 1);
}

/** @param {Scheme} scheme */
export function isOver({ deadline }) {
  return deadline !== null && deadline.ends_at <= serverNow();
}

/** @param {Scheme} scheme */
export function deadlineWords(scheme) {
  if (scheme.deadline === null) return t("scheme-open");
  return t(isOver(scheme) ? "scheme-over" : "scheme-until", { when: lastMoment(scheme.deadline) });
}

/** Characters of a card's text and lines on the stage: the server's limits. */
const cardText = 600;
const cardLine = 120;

/** Cut at a word, and said so. @param {string} text @param {number} most */
export function shortened(text, most) {
  const letters = [...text];
  if (letters.length <= most) return text;
  const cut = letters.slice(0, most - 1).join("");
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))}…`;
}

/** What the stage shows of a scheme. @param {Scheme} scheme @returns {import("../protocol/types.js").GuidanceCard} */
export function stageCard(scheme) {
  const words = wordsOf(scheme);
  return {
    title: words.name,
    text: shortened(words.text, cardText),
    for_whom: shortened(words.for_whom, cardLine) || null,
    amount: shortened(words.amount, cardLine) || null,
    deadline: scheme.deadline && (isOver(scheme) ? deadlineWords(scheme) : lastMoment(scheme.deadline)),
    steps: [...words.steps],
    link: words.links[0]?.url ?? null,
  };
}
