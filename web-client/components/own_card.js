// The card of one's business for the stage: one's own from the network, looked at before it is shown and changed for this
// evening only if one likes. Whoever has none there writes one by hand.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { t } from "../i18n/index.js";
import { hereAt } from "../protocol/here.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { cardForm, knownOfOneself, readCard } from "./present_forms.js";
import { cardOfBusiness } from "./stage_cards.js";
import { theApp } from "./the_app.js";
import { forgetUnsent, isUnsent } from "./unsent.js";

/** @typedef {import("../protocol/types.js").BusinessCard} Card */
/** @typedef {Extract<import("../protocol/types.js").Show, { type: "business" }>} Show */
/** @typedef {import("../protocol/api_types.js").Me} Me */

/** As it was changed for one evening; forgotten with the page. @type {{ evening: string, show: Show } | null} */
let tonight = null;

/** @param {Me} me @returns {Show | null} nothing to show without the name of a business */
export function showOf({ business, name, place, card: { does, needs, offers, picture } }) {
  if (!business) return null;
  return { type: "business", picture, card: { business, person: name, place, does: does || null, needs: needs || null, offers: offers || null, link: null } };
}

class OwnCard extends WatchingElement {
  /** What the network has, `null` where that is nothing. */
  #found = signal(/** @type {Show | null | undefined} */ (undefined));
  #show = signal(/** @type {Show | null} */ (null));
  #writes = signal(isUnsent("new-business"));
  #evening = "";

  /** @override */
  connected() {
    this.#evening = theApp().state.evening.peek()?.evening ?? "";
    void this.#ask();
  }

  /** By a link that is nobody's own there is no card. */
  async #ask() {
    /** @type {import("../protocol/api.js").Answer<Me> | undefined} */
    const answer = await hereAt(this.#evening)?.get("me");
    const found = answer?.ok ? showOf(answer.value) : null;
    this.#show.value = tonight?.evening === this.#evening ? tonight.show : found;
    this.#found.value = found;
  }

  /** @override */
  render() {
    const found = this.#found.value;
    const show = this.#show.value;
    if (found === undefined) return html`<p class="soft" role="status">${t("asking")}</p>`;
    if (!show) return cardForm("business", this.#written, { filled: knownOfOneself() });
    return this.#writes.value ? this.#form(show, found) : this.#preview(show, found);
  }

  /** @param {Show} show @param {Show | null} found */
  #preview(show, found) {
    const changed = found && show !== found;
    return html`<div class="stack" data-testid="own-card">
      <p class="soft small">${t(changed ? "own-card-changed" : "own-card-words")}</p>
      <div class="card-preview">${cardOfBusiness(show.card, show.picture ? "me/picture" : null)}</div>
      <div class="dialog-foot">${changed ? html`<button class="button quiet" type="button" data-testid="own-card-back" @click=${() => this.#back(found)}>${t("own-card-back")}</button>` : nothing}
        <button class="button" type="button" data-testid="own-card-change" @click=${() => (this.#writes.value = true)}>${icon("pencil")}${t("own-card-change")}</button>
        <button class="button main" type="button" data-testid="own-card-show" @click=${() => this.#shows(show)}>${t("own-card-show")}</button></div>
    </div>`;
  }

  /** @param {Show} show @param {Show | null} found */
  #form(show, found) {
    const picture = found?.picture
      ? html`<label class="tick"><input type="checkbox" name="picture" .checked=${live(show.picture)} data-testid="own-card-picture" /><span>${t("own-card-picture")}</span></label>`
      : nothing;
    const foot = html`<button class="button quiet" type="button" @click=${() => (this.#writes.value = false)}>${t("cancel")}</button>`;
    return cardForm("business", this.#written, { filled: { ...show.card }, words: t("own-card-tonight"), more: picture, foot });
  }

  /** @param {SubmitEvent} event */
  #written = (event) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const show = readCard("business", event.target);
    if (show.type !== "business") return;
    tonight = { evening: this.#evening, show };
    this.#shows(show);
  };

  /** @param {Show} found */
  #back(found) {
    tonight = null;
    forgetUnsent("new-business");
    this.#show.value = found;
  }

  /** @param {Show} show */
  #shows(show) {
    this.dispatchEvent(new CustomEvent("shown", { detail: show }));
  }
}

customElements.define("koronailta-own-card", OwnCard);
