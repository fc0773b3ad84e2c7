// What the pages of a network share.
import { html, nothing } from "../vendor/lit.js";
import { icon } from "../components/icon.js";
import { linked } from "../components/linked.js";
import { page } from "../components/page.js";
import { sentence } from "../components/sentence.js";
import { day, span, t } from "../i18n/index.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").PublicEvening} PublicEvening */
/** @typedef {import("../protocol/api_types.js").PublicAnnouncement} PublicAnnouncement */

const card = { calm: true, narrow: true };

export function asking() {
  return page(html`<div class="sheet-card"><h1 class="loading" tabindex="-1">${t("asking")}</h1></div>`, card);
}

/** @param {Problem} problem @param {() => void} again */
export function problemPage(problem, again) {
  return page(html`<div class="sheet-card" data-testid="page-problem" data-code=${problem.code}><h1 tabindex="-1">${t("page-problem-title")}</h1><p>${sentence(problem)}</p>
    ${problem.code === "unreachable" || problem.code === "internal" ? html`<div><button class="button main" type="button" @click=${again}>${t("try-again")}</button></div>` : nothing}</div>`, card);
}

/** Words of several lines, addresses in them as links. @param {string} text */
export function paragraphs(text) {
  return text.split(/\n{2,}/u).filter((one) => one.trim() !== "").map((one) => html`<p class="lines-kept"><bdi>${linked(one)}</bdi></p>`);
}

/** @param {PublicEvening} one */
export function eveningWords(one) {
  return html`<b><bdi>${one.title}</bdi></b><span class="small">${icon("calendar")} ${span(one.starts_at, one.ends_at)}</span>
    ${one.place ? html`<span class="small">${icon("map-pin")} <bdi>${one.place}</bdi></span>` : nothing}
    ${one.programme ? html`<details class="fold small"><summary>${t("evening-programme")}${icon("chevron-down", "chevron")}</summary><div class="stack tight">${paragraphs(one.programme)}</div></details>` : nothing}`;
}

/** @param {PublicAnnouncement} one @param {(file: import("../protocol/api_types.js").Attachment) => void} save an attachment */
export function announcement(one, save) {
  return html`<li class="sheet-card announcement" data-testid="announcement"><h3><bdi>${one.title}</bdi></h3><p class="soft small">${day(one.published_at)}</p>
    ${paragraphs(one.text)}
    ${one.attachments.length > 0 ? html`<div class="row">${one.attachments.map((file) => html`<button class="button narrow" type="button" @click=${() => save(file)}>${icon("paperclip")}<bdi>${file.name}</bdi></button>`)}</div>` : nothing}</li>`;
}
