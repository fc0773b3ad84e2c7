// Cards and clocks on the stage.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import "./card_picture.js";
import { minutesAndSeconds } from "./countdown.js";
import { icon } from "./icon.js";
import { may, theApp } from "./the_app.js";
import "./time_left.js";
import { dialog } from "./ui_state.js";

/** @typedef {import("../protocol/types.js").Stage} Stage */

/** @param {string | null} address */
function link(address) {
  // The server lets nothing else through; a page does not rely on it.
  if (!address?.startsWith("https://")) return nothing;
  return html`<p class="card-link"><a href=${address} target="_blank" rel="noopener noreferrer">${icon("external-link")}<bdi>${address.slice("https://".length)}</bdi></a></p>`;
}

/** @param {string} label @param {string | null} text */
function line(label, text) {
  return text ? html`<div><dt>${label}</dt><dd><bdi>${text}</bdi></dd></div>` : nothing;
}

/** @param {Extract<Stage, { type: "card" }>} card */
export function guidanceCard(card) {
  return html`<article class="stage-card" data-testid="guidance-card">
    <h2><bdi>${card.title}</bdi></h2>
    ${card.text ? html`<p class="card-text"><bdi>${card.text}</bdi></p>` : nothing}
    <dl class="card-facts">${line(t("card-for-whom"), card.for_whom)} ${line(t("card-amount"), card.amount)} ${line(t("card-deadline"), card.deadline)}</dl>
    ${card.steps.length > 0 ? html`<h3>${t("card-steps")}</h3><ol class="card-steps">${card.steps.map((step) => html`<li><bdi>${step}</bdi></li>`)}</ol>` : nothing}
    ${link(card.link)}
    ${may("present") ? nothing : html`<div><button class="button narrow" type="button" data-testid="card-contact" @click=${() => (dialog.value = { kind: "contact", about: card.title })}>${icon("hand-helping")}${t("contact-open")}</button></div>`}
  </article>`;
}

/** Where the picture on a card comes from. @param {Extract<Stage, { type: "business" }>} card */
function pictureOf({ picture, by }) {
  const evening = theApp().state.evening.value?.evening;
  return picture && by && evening ? `evenings/${evening}/cards/${by}/picture` : null;
}

/** @param {Extract<Stage, { type: "business" }>} card */
export function businessCard(card) {
  return cardOfBusiness(card, pictureOf(card));
}

/** @param {import("../protocol/types.js").BusinessCard} card @param {string | null} picture where it is fetched */
export function cardOfBusiness(card, picture) {
  const below = [card.person, card.place].filter((part) => part !== null).join(", ");
  return html`<article class="stage-card" data-testid="business-card">
    <div class="card-head"><div><h2><bdi>${card.business}</bdi></h2>${below ? html`<p class="soft"><bdi>${below}</bdi></p>` : nothing}</div>
      ${picture ? html`<koronailta-card-picture .path=${picture}></koronailta-card-picture>` : nothing}</div>
    <dl class="card-facts long">${line(t("business-does"), card.does)} ${line(t("business-offers"), card.offers)} ${line(t("business-needs"), card.needs)}</dl>
    ${link(card.link)}
  </article>`;
}

/** @param {Extract<Stage, { type: "timer" }>} clock */
export function stageClock({ title, phase, seconds }) {
  return html`<div class="stage-clock" data-testid="stage-timer" data-phase=${phase.type}>
    ${title ? html`<h2><bdi>${title}</bdi></h2>` : nothing}
    ${phase.type === "running"
      ? html`<koronailta-time-left .until=${phase.ends_at} .whole=${seconds * 1000}></koronailta-time-left>`
      : html`<p class="time-figures">${t("time-left", minutesAndSeconds(phase.left_ms))}</p><p class="soft">${t("timer-paused")}</p>`}
  </div>`;
}
