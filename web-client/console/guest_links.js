// Links for guests: whoever has one comes to the waiting room and is let in by the host.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { dayAndClock, t } from "../i18n/index.js";
import { RequestKey } from "../protocol/api.js";
import { api, changed, resource, theNetwork, within } from "./desk.js";
import { confirm } from "./dialogs.js";
import { showLink } from "./link_sheet.js";
import { fetched, trouble } from "./words.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").GuestLink} GuestLink */

class GuestLinks extends WatchingElement {
  #busy = signal(false);
  #problem = signal(/** @type {Problem | null} */ (null));
  #key = new RequestKey();

  /** @override */
  render() {
    const links = /** @type {import("./desk.js").Resource<{ links: readonly GuestLink[] }>} */ (resource(within("guest-links")));
    const problem = this.#problem.value;
    return html`<section class="stack" aria-labelledby="guest-title"><h2 id="guest-title">${t("guest-title")}</h2>
      <p class="soft small">${t("guest-words")}</p>
      ${fetched(links, ({ links: all }) => {
        const valid = all.filter((one) => one.state === "valid" || one.state === "not_yet");
        return valid.length === 0 ? html`<p>${t("guest-none")}</p>` : html`<ul class="plain lines" data-testid="guest-links">${valid.map((one) => html`<li class="line">
          <span>${t("guest-made", { when: dayAndClock(one.created_at) })}</span>
          <button class="button narrow danger-text" type="button" data-testid="guest-revoke" @click=${() => revoke(one)}>${icon("link-2-off")}${t("link-revoke")}</button></li>`)}</ul>`;
      })}
      ${problem ? trouble(problem) : nothing}
      <div><button class="button" type="button" data-testid="make-guest-link" aria-disabled=${this.#busy.value ? "true" : "false"} @click=${this.#make}>${icon("link")}${t("guest-make")}</button></div>
    </section>`;
  }

  #make = async () => {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    const body = {};
    const answer = await api.ask(within("guest-links"), { method: "POST", body, key: this.#key.of(body) });
    this.#busy.value = false;
    this.#problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.#key.done();
    changed(within("guest-links"));
    const { url } = /** @type {{ url: string }} */ (answer.value);
    showLink({ url, title: theNetwork().value?.name ?? t("guest-title"), words: t("guest-sheet-words") });
  };
}

/** @param {GuestLink} link */
function revoke(link) {
  confirm({
    title: t("guest-revoke-title"),
    words: t("guest-revoke-words"),
    action: t("link-revoke"),
    carry: async () => {
      const answer = await api.ask(within(`guest-links/${link.id}`), { method: "DELETE" });
      if (answer.ok) changed(within("guest-links"));
      return answer.ok ? null : answer.problem;
    },
  });
}

customElements.define("koronailta-guest-links", GuestLinks);
