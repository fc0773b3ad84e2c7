// What one has asked the advisors for, and the way to take it back.
import { html, nothing } from "../vendor/lit.js";
import { icon } from "../components/icon.js";
import { sentence } from "../components/sentence.js";
import { day, t } from "../i18n/index.js";

/** @param {import("./desk.js").ContactDesk} desk */
export function askedFor(desk) {
  const problem = desk.problem.value;
  return html`${problem ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}
    ${desk.asked.length === 0 ? nothing : html`<ul class="plain asked" data-testid="asked">${desk.asked.map((one) => html`<li data-testid="asked-request" data-state=${one.state ?? "unknown"}>
      <div class="stack tight"><b><bdi>${one.about || t("contact-about-nothing")}</bdi></b>
        <span class="small soft">${day(one.created_at)}${one.state === null ? nothing : html` · ${t(`contact-state-${one.state}`)}`}</span></div>
      <button class="button narrow" type="button" data-testid="withdraw" aria-label="${t("contact-withdraw")}: ${one.about || t("contact-about-nothing")}" @click=${() => void desk.withdraw(one)}>${icon("undo-2")}${t("contact-withdraw")}</button></li>`)}</ul>
      <p class="soft small">${t("contact-withdraw-words")}</p>`}`;
}
