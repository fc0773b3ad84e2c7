// Pages with one thing to say: no link, a link that does not open, the end.
import { html, nothing } from "../vendor/lit.js";
import { span, t } from "../i18n/index.js";
import { foldedAskForm } from "./ask_form.js";
import "./feedback.js";
import { foldedHelpContacts } from "./help_contacts.js";
import { icon } from "./icon.js";
import { helpLine, page } from "./page.js";
import { sentence } from "./sentence.js";
import { act } from "./the_app.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../state/types.js").LinkInfo} LinkInfo */
/** @typedef {import("../state/types.js").EndReason} EndReason */

const card = { calm: true, narrow: true };

export function loadingPage() {
  return page(html`<div class="sheet-card"><h1 class="loading" tabindex="-1">${t("loading")}</h1></div>`, card);
}

export function frontPage() {
  return page(
    html`<div class="sheet-card">
      <h1 tabindex="-1">${t("front-title")}</h1>
      <p>${t("front-words")}</p>
      <p>${t("front-how")}</p>
      <p class="soft">${t("front-no-link")}</p>
    </div>`,
    card,
  );
}

/** @param {string} code */
function problemTitle(code) {
  if (code === "link_not_yet" || code === "evening_not_open") return t("problem-title-early");
  if (code === "evening_ended") return t("problem-title-ended");
  return t("problem-title");
}

/** Problems that may pass by themselves: trying again makes sense. */
const passing = new Set(["unreachable", "internal", "room_full", "lobby_full", "too_many_joins", "too_many_commands", "server_restarting"]);

/**
 * @param {Problem} problem
 * @param {number | null} opensAt
 * @param {LinkInfo | null} link
 */
export function linkProblemPage(problem, opensAt, link) {
  return page(
    html`<div class="sheet-card" data-testid="link-problem" data-code=${problem.code}>
      <h1 tabindex="-1">${problemTitle(problem.code)}</h1>
      ${link ? html`<p class="row">${icon("calendar")}<span><bdi>${link.evening.title}</bdi><br />
        ${span(link.evening.starts_at, link.evening.ends_at)}</span></p>` : nothing}
      <p>${sentence(problem)}</p>
      ${opensAt === null ? nothing : html`<p class="soft">${t("problem-early-words")}</p>`}
      ${passing.has(problem.code)
        ? html`<div><button class="button main" type="button" @click=${() => act({ type: "retry_link" })}>${t("try-again")}</button></div>`
        : nothing}
      ${problem.code === "evening_not_open" ? foldedAskForm({ ahead: true }) : nothing}
      ${link && problem.code === "evening_ended" ? html`<koronailta-feedback></koronailta-feedback>` : nothing}
      ${helpLine(link?.evening.help_phone)}
      <p class="soft small">${t("problem-code", { code: problem.code })}</p>
    </div>`,
    card,
  );
}

/** @type {Record<EndReason, string>} */
const endings = {
  left: "left",
  removed: "removed",
  denied: "denied",
  evening_ended: "ended",
  elsewhere: "elsewhere",
  session_lost: "lost",
  link_invalid: "failed",
  reload: "failed",
  failed: "failed",
};

/** Where coming back works (and is not a way around a moderator's decision). */
const mayRejoin = new Set(["left", "elsewhere", "session_lost", "failed"]);

/**
 * @param {EndReason} reason
 * @param {Problem | null} problem
 * @param {string | null} phone
 */
export function endedPage(reason, problem, phone) {
  const family = endings[reason];
  return page(
    html`<div class="sheet-card" data-testid="ended" data-reason=${reason}>
      <h1 tabindex="-1">${t(`ended-${family}-title`)}</h1>
      <p>${family === "failed" ? sentence(problem ?? { key: "reject-internal", params: {} }) : t(`ended-${family}-words`)}</p>
      ${mayRejoin.has(reason)
        ? html`<div><button class="button main" type="button" @click=${() => act({ type: "rejoin" })}>${t(reason === "left" || reason === "elsewhere" ? "ended-back" : "ended-rejoin")}</button></div>`
        : nothing}
      ${reason === "reload"
        ? html`<div><button class="button main" type="button" @click=${() => location.reload()}>${t("reload")}</button></div>`
        : nothing}
      ${reason === "left" || reason === "evening_ended" ? nothing : helpLine(phone)}
      ${reason === "left" || reason === "evening_ended" ? html`<koronailta-feedback></koronailta-feedback>` : nothing}
      ${foldedHelpContacts()}
    </div>`,
    card,
  );
}
