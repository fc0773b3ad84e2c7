// What a network tells everybody: who it is, when its evenings are, how to get in touch.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { page } from "../components/page.js";
import { sentence } from "../components/sentence.js";
import { setTimeZone, t } from "../i18n/index.js";
import "../board/board.js";
import { Api } from "../protocol/api.js";
import { savesFile } from "./blobs.js";
import "./answers.js";
import { announcement, asking, eveningWords, paragraphs, problemPage } from "./parts.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").PublicNetwork} PublicNetwork */
/** @typedef {import("../protocol/api_types.js").PublicEvening} PublicEvening */
/** @typedef {import("../protocol/api_types.js").PublicAnnouncement} PublicAnnouncement */

/** More are in the calendar. */
const mostEvenings = 6;

class PublicPage extends WatchingElement {
  /** @override */
  static properties = { slug: { attribute: false } };
  #api = new Api();
  #network = signal(/** @type {PublicNetwork | null} */ (null));
  #evenings = signal(/** @type {readonly PublicEvening[]} */ ([]));
  #announcements = signal(/** @type {readonly PublicAnnouncement[]} */ ([]));
  #problem = signal(/** @type {Problem | null} */ (null));
  #refused = signal(/** @type {Problem | null} */ (null));

  constructor() {
    super();
    this.slug = "";
  }

  get #path() {
    return `networks/${encodeURIComponent(this.slug)}`;
  }

  /** @override */
  connected() {
    void this.#ask();
  }

  async #ask() {
    this.#problem.value = null;
    /** @type {[import("../protocol/api.js").Answer<PublicNetwork>, import("../protocol/api.js").Answer<{ evenings: readonly PublicEvening[] }>]} */
    const [network, evenings] = await Promise.all([this.#api.get(this.#path), this.#api.get(`${this.#path}/evenings`)]);
    const refused = network.ok ? evenings : network;
    if (!refused.ok) {
      this.#problem.value = refused.problem;
      return;
    }
    if (!network.ok || !evenings.ok) return;
    setTimeZone(network.value.time_zone);
    document.title = `${network.value.name} – Koronailta`;
    this.#evenings.value = evenings.value.evenings.slice(0, mostEvenings);
    await this.#askAnnouncements();
    this.#network.value = network.value;
  }

  /** What is told to everybody. */
  async #askAnnouncements() {
    /** @type {import("../protocol/api.js").Answer<{ announcements: readonly PublicAnnouncement[] }>} */
    const answer = await this.#api.get(`${this.#path}/announcements`);
    if (answer.ok) this.#announcements.value = answer.value.announcements;
    else this.#refused.value = answer.problem;
  }

  /** @param {PublicAnnouncement} one @param {import("../protocol/api_types.js").Attachment} file */
  async #save(one, file) {
    this.#refused.value = await savesFile(this.#api, `${this.#path}/announcements/${one.id}/attachments/${file.id}`, file.name);
  }

  /** @override */
  render() {
    const network = this.#network.value;
    const problem = this.#problem.value;
    if (!network) return problem ? problemPage(problem, () => void this.#ask()) : asking();
    return page(html`<div class="network-page" data-testid="network-page" data-accent=${network.accent}>
      <section class="sheet-card network-head">${network.logo ? html`<img class="logo" src=${`/api/v1/${this.#path}/logo`} alt="" />` : nothing}<h1 tabindex="-1"><bdi>${network.name}</bdi></h1>${paragraphs(network.public_text)}
        <p>${t("network-invites")}</p>
        ${network.contact_email ? html`<p>${icon("mail")} <a href=${`mailto:${network.contact_email}`}>${network.contact_email}</a></p>` : nothing}</section>
      <section class="sheet-card" aria-labelledby="public-evenings"><h2 id="public-evenings">${t("network-evenings")}</h2>
        ${this.#evenings.value.length === 0 ? html`<p class="soft">${t("network-no-evenings")}</p>` : html`<ul class="plain lines" data-testid="public-evenings">${this.#evenings.value.map((one) => html`<li class="stack tight">${eveningWords(one)}</li>`)}</ul>`}
        <p class="small">${icon("calendar-plus")} <a href=${`/api/v1/${this.#path}/evenings.ics`} download>${t("network-calendar")}</a></p></section>
      ${this.#refused.value ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(this.#refused.value)}</span></p>` : nothing}
      ${this.#announcements.value.length > 0 ? html`<section class="stack" aria-labelledby="public-board"><h2 id="public-board">${t("me-board")}</h2><ul class="plain cards">${this.#announcements.value.map((one) => announcement(one, (file) => void this.#save(one, file)))}</ul>
        <p class="small">${icon("rss")} <a href=${`/api/v1/${this.#path}/announcements.atom`}>${t("network-feed")}</a></p></section>` : nothing}
      <koronailta-board .api=${this.#api} .slug=${this.slug}></koronailta-board>
      <koronailta-kept-answers .slug=${this.slug}></koronailta-kept-answers>
      ${network.privacy_text ? html`<details class="sheet-card fold"><summary>${icon("shield")}${t("network-privacy")}${icon("chevron-down", "chevron")}</summary><div class="stack">${paragraphs(network.privacy_text)}</div></details>` : nothing}
    </div>`, { narrow: true });
  }
}

customElements.define("koronailta-public-page", PublicPage);
