// The forms of the two cards that are written by hand.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { theApp } from "./the_app.js";
import { written } from "./unsent.js";

/** @typedef {"card" | "business"} CardKind */
/** @typedef {{ name: string, label: string, long?: boolean, needed?: boolean, hint?: string }} Field */

/** @returns {Record<CardKind, Field[]>} */
function fields() {
  const page = { name: "link", label: t("card-link"), hint: "https://" };
  return {
    card: [
      { name: "title", label: t("card-title"), needed: true },
      { name: "text", label: t("card-text"), long: true },
      { name: "for_whom", label: t("card-for-whom") },
      { name: "amount", label: t("card-amount") },
      { name: "deadline", label: t("card-deadline") },
      { name: "steps", label: t("card-steps-each"), long: true },
      page,
    ],
    business: [
      { name: "business", label: t("business-name"), needed: true },
      { name: "person", label: t("business-person") },
      { name: "place", label: t("business-place") },
      { name: "does", label: t("business-does"), long: true },
      { name: "offers", label: t("business-offers"), long: true },
      { name: "needs", label: t("business-needs"), long: true },
      page,
    ],
  };
}

/** What is known of oneself already. @returns {Partial<Record<string, string | null>>} */
export function knownOfOneself() {
  const you = theApp().state.you.value;
  return { business: you?.business ?? null, person: you?.name ?? null };
}

/**
 * @param {CardKind} kind @param {(event: SubmitEvent) => void} submit
 * @param {{ filled?: Partial<Record<string, string | null>>, words?: string, more?: unknown, foot?: unknown }} [setting] what stands in the fields already, above
 *   and below them, and beside the button
 */
export function cardForm(kind, submit, { filled = {}, words, more = nothing, foot = nothing } = {}) {
  return html`<form class="stack" data-testid="form-${kind}" @submit=${submit}>
    <p class="soft small">${words ?? t(kind === "card" ? "present-card-words" : "present-business-words")}</p>
    ${fields()[kind].map(({ name, label, long, needed, hint }) => html`<div class="field"><label for="card-${name}">${label}</label>
      ${long
        ? html`<textarea id="card-${name}" name=${name} rows="3" maxlength="2000" ${written(`new-${kind} ${name}`, filled[name] ?? "")}></textarea>`
        : html`<input id="card-${name}" name=${name} type="text" maxlength="500" autocomplete="off" placeholder=${hint ?? ""} ${written(`new-${kind} ${name}`, filled[name] ?? "")} ?required=${needed} />`}</div>`)}
    ${more}
    <div class="dialog-foot">${foot}<button class="button main" type="submit" data-testid="card-show">${t("present-show")}</button></div>
  </form>`;
}

/** @param {CardKind} kind @param {HTMLFormElement} form @returns {import("../protocol/types.js").Show} */
export function readCard(kind, form) {
  const data = new FormData(form);
  const text = (/** @type {string} */ name) => String(data.get(name) ?? "").trim();
  const maybe = (/** @type {string} */ name) => text(name) || null;
  if (kind === "business") {
    const [person, place, does, needs, offers, link] = ["person", "place", "does", "needs", "offers", "link"].map(maybe);
    return { type: "business", picture: data.has("picture"), card: { business: text("business"), person: person ?? null, place: place ?? null, does: does ?? null, needs: needs ?? null, offers: offers ?? null, link: link ?? null } };
  }
  const steps = text("steps").split("\n").map((step) => step.trim()).filter(Boolean);
  return { type: "card", card: { title: text("title"), text: text("text"), for_whom: maybe("for_whom"), amount: maybe("amount"), deadline: maybe("deadline"), steps, link: maybe("link") } };
}
