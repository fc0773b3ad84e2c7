// What somebody has told about their business on their own page: shown to those in the room who open their name.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { hereAt } from "../protocol/here.js";
import "./card_picture.js";
import { WatchingElement } from "./element.js";
import { linked } from "./linked.js";
import { theApp } from "./the_app.js";

/** @typedef {{ participant: string, business: string | null, card: { does: string, needs: string, offers: string, picture: boolean } }} CardInRoom */

class BusinessCard extends WatchingElement {
  /** @override */
  static properties = { participant: { attribute: false } };
  #card = signal(/** @type {CardInRoom | null} */ (null));

  constructor() {
    super();
    this.participant = "";
  }

  /** @override */
  connected() {
    void this.#ask();
  }

  /** A card that cannot be fetched is not missed: it is an extra beside the name. */
  async #ask() {
    const evening = theApp().state.evening.peek()?.evening;
    const api = evening ? hereAt(evening) : null;
    if (!api) return;
    /** @type {import("../protocol/api.js").Answer<{ cards: readonly CardInRoom[] }>} */
    const answer = await api.get(`evenings/${evening}/cards`);
    const found = answer.ok ? answer.value.cards.find(({ participant }) => participant === this.participant) : undefined;
    if (found && this.isConnected) this.#card.value = found;
  }

  /** @override */
  render() {
    const found = this.#card.value;
    if (!found) return nothing;
    const { does, needs, offers, picture } = found.card;
    const evening = theApp().state.evening.value?.evening;
    return html`<section class="business-card" data-testid="business-card" aria-label=${t("seat-card")}>
      ${picture && evening ? html`<koronailta-card-picture .path=${`evenings/${evening}/cards/${this.participant}/picture`}></koronailta-card-picture>` : nothing}
      <dl>${[["seat-card-does", does], ["seat-card-needs", needs], ["seat-card-offers", offers]].map(([key, words]) => words ? html`<div><dt class="small soft">${t(key ?? "")}</dt><dd><bdi>${linked(words)}</bdi></dd></div>` : nothing)}</dl>
    </section>`;
  }
}

customElements.define("koronailta-business-card", BusinessCard);
