// Who wishes to be contacted: for the network's advisors, and nobody else.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { reach } from "../components/contact_address.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { day, dayAndClock, language, languageNames, t } from "../i18n/index.js";
import { api, resource, within } from "./desk.js";
import { confirm } from "./dialogs.js";
import { empty, fetched, head, trouble } from "./words.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").ContactRequest} ContactRequest */
/** @typedef {import("../protocol/api_types.js").ContactState} ContactState */

/** @returns {import("./desk.js").Resource<{ requests: readonly ContactRequest[] }>} */
function theRequests() {
  return resource(within("contact-requests"));
}

/** @type {Readonly<Record<ContactState, readonly (readonly [ContactState, import("../components/icon.js").IconName, string])[]>>} */
const turns = {
  new: [["taken", "hand-helping", "contact-take"]],
  taken: [["done", "check", "contact-done"], ["new", "undo-2", "contact-leave"]],
  done: [["taken", "rotate-ccw", "contact-again"]],
};

class ContactRequestsElement extends WatchingElement {
  #problem = signal(/** @type {Problem | null} */ (null));
  #busy = false;

  /** @override */
  connected() {
    // Somebody may have written, or another advisor taken something, since it was looked at last.
    void theRequests().load();
  }

  /** @override */
  render() {
    const problem = this.#problem.value;
    return html`${head(t("section-contact-requests"), { words: t("contact-requests-words") })}
      ${problem ? trouble(problem) : nothing}
      ${fetched(theRequests(), ({ requests }) => requests.length === 0 ? empty("hand-helping", t("contact-none-title"), t("contact-none-words"))
        : html`<ul class="plain cards" data-testid="contact-requests">${requests.map((one) => this.#request(one))}</ul>`)}`;
  }

  /** @param {ContactRequest} one */
  #request(one) {
    return html`<li class="sheet-card stack" data-testid="contact-request" data-state=${one.state}>
      <div class="stack tight"><h2><bdi>${one.name}</bdi></h2>
        <p class="small soft">${dayAndClock(one.created_at)} · ${t(`contact-state-${one.state}`)}${one.taken_by ? html` · <bdi>${one.taken_by}</bdi>` : nothing}${one.guest ? html` · ${t("contact-guest")}` : nothing}</p></div>
      ${one.about ? html`<p><b><bdi>${one.about}</bdi></b></p>` : nothing}
      ${one.words ? html`<p class="lines-kept"><bdi>${one.words}</bdi></p>` : nothing}
      <p class="row">${this.#way("phone", one.phone)} ${this.#way("mail", one.email)}</p>
      ${one.language === language.value ? nothing : html`<p class="small soft">${t("contact-language", { language: languageNames[one.language] })}</p>`}
      <div class="row">${turns[one.state].map(([state, shape, key]) => html`<button class="button ${state === "new" ? "" : "main"} narrow" type="button" data-testid=${key} aria-label="${t(key)}: ${one.name}" @click=${() => void this.#turn(one, state)}>${icon(shape)}${t(key)}</button>`)}
        <button class="button danger-text narrow" type="button" data-testid="contact-erase" aria-label="${t("contact-erase")}: ${one.name}" @click=${() => this.#erase(one)}>${icon("trash-2")}${t("contact-erase")}</button></div>
      <details class="fold small"><summary>${icon("shield")}${t("contact-consent-given")}${icon("chevron-down", "chevron")}</summary><p lang=${one.language}>${one.consent}</p></details>
      <p class="small soft">${t("contact-erased", { day: day(one.erased_at) })}</p></li>`;
  }

  /** @param {import("../components/icon.js").IconName} shape @param {string | null} written */
  #way(shape, written) {
    const way = written === null ? null : reach(written);
    if (written === null) return nothing;
    return html`<span>${icon(shape)} ${way ? html`<a href=${way.href}><bdi>${written}</bdi></a>` : html`<bdi>${written}</bdi>`}</span>`;
  }

  /** @param {ContactRequest} one */
  #erase(one) {
    confirm({
      title: t("contact-erase-title", { name: one.name }),
      words: t("contact-erase-words"),
      action: t("contact-erase"),
      carry: async () => {
        const answer = await api.ask(within(`contact-requests/${one.id}`), { method: "DELETE", version: `"${one.version}"` });
        await theRequests().load();
        return answer.ok || answer.status === 404 ? null : answer.problem;
      },
    });
  }

  /** @param {ContactRequest} one @param {ContactState} state */
  async #turn(one, state) {
    if (this.#busy) return;
    this.#busy = true;
    const answer = await api.ask(within(`contact-requests/${one.id}`), { method: "PATCH", body: { state }, version: `"${one.version}"` });
    this.#busy = false;
    this.#problem.value = answer.ok ? null : answer.problem;
    // Shown is what is so now, also when somebody else was faster, or the person has taken it back.
    await theRequests().load();
  }
}

customElements.define("koronailta-contact-requests", ContactRequestsElement);
