// The picture of a card: only who is in the evening may have it, so it is fetched and not addressed.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { hereAt } from "../protocol/here.js";
import { WatchingElement } from "./element.js";
import { theApp } from "./the_app.js";

class CardPicture extends WatchingElement {
  /** @override */
  static properties = { path: { attribute: false } };
  #address = signal(/** @type {string | null} */ (null));
  #of = "";

  constructor() {
    super();
    this.path = "";
  }

  /** @override */
  connected() {
    this.atDisconnect(() => this.#show(null));
    void this.#fetch();
  }

  /** @override */
  updated() {
    void this.#fetch();
  }

  /** A picture that does not come is not missed. */
  async #fetch() {
    const { path } = this;
    if (!this.isConnected || path === this.#of) return;
    this.#of = path;
    this.#show(null);
    const evening = theApp().state.evening.peek()?.evening;
    const answer = evening ? await hereAt(evening)?.file(path) : undefined;
    if (answer?.ok && this.isConnected && this.#of === path) this.#show(URL.createObjectURL(answer.value));
  }

  /** @param {string | null} address */
  #show(address) {
    const before = this.#address.peek();
    if (before) URL.revokeObjectURL(before);
    if (address === null && !this.isConnected) this.#of = "";
    this.#address.value = address;
  }

  /** @override */
  render() {
    const address = this.#address.value;
    return address ? html`<img src=${address} alt="" data-testid="card-picture" />` : nothing;
  }
}

customElements.define("koronailta-card-picture", CardPicture);
