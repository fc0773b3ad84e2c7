// Oneself as an organizer: passkeys, other networks, signing out.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { DialogElement } from "../components/dialog.js";
import { icon } from "../components/icon.js";
import { languageSwitch } from "../components/page.js";
import { sentence } from "../components/sentence.js";
import { setTheme, theme } from "../components/theme.js";
import { day, t } from "../i18n/index.js";
import { forgetDrafts } from "../forms/drafts.js";
import { api, changed, resource, session } from "./desk.js";
import { addPasskey, canUsePasskeys } from "./passkeys.js";
import { fetched } from "./words.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").Passkey} Passkey */

class AccountDialog extends DialogElement {
  #problem = signal(/** @type {Problem | null} */ (null));
  #busy = signal(false);

  /** @override */
  heading() {
    return session.value?.person?.name ?? t("account-title");
  }

  /** @override */
  body() {
    const problem = this.#problem.value;
    return html`<section class="stack tight"><h3>${t("passkeys-title")}</h3><p class="soft small">${t("passkeys-words")}</p>
        ${fetched(passkeys(), ({ passkeys: all }) => all.length === 0 ? nothing : html`<ul class="plain lines" data-testid="passkeys">${all.map((one) => html`<li class="line"><span><bdi>${one.title}</bdi> <span class="soft small">${day(one.created_at)}</span></span>
          <button class="button quiet round danger-text" type="button" aria-label=${t("passkey-remove", { title: one.title })} @click=${() => void this.#remove(one)}>${icon("trash-2")}</button></li>`)}</ul>`)}
        ${canUsePasskeys() ? html`<div><button class="button" type="button" data-testid="add-passkey" aria-disabled=${this.#busy.value ? "true" : "false"} @click=${this.#add}>${icon("key-round")}${t("passkey-add")}</button></div>` : nothing}
        ${problem ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}</section>
      <div class="account-language">${languageSwitch()}</div>
      <div class="field"><label for="account-theme">${t("account-theme")}</label><select id="account-theme" .value=${live(theme.value)} @change=${(/** @type {Event} */ event) => setTheme(/** @type {import("../components/theme.js").Theme} */ (/** @type {HTMLSelectElement} */ (event.target).value))}>
        ${/** @type {const} */ (["system", "light", "dark"]).map((one) => html`<option value=${one} ?selected=${theme.value === one}>${t(`account-theme-${one}`)}</option>`)}</select></div>
      <div class="menu-list"><a class="button quiet" href="#/new" @click=${() => this.close()}>${icon("plus")}${t("network-another")}</a>
        <button class="button quiet" type="button" data-testid="sign-out" @click=${this.#out}>${icon("log-out")}${t("sign-out")}</button></div>`;
  }

  #add = async () => {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    this.#problem.value = await addPasskey(t("passkey-of", { when: day(Date.now()) }));
    this.#busy.value = false;
    changed("passkeys");
  };

  /** @param {Passkey} passkey */
  async #remove(passkey) {
    const answer = await api.ask(`passkeys/${passkey.id}`, { method: "DELETE" });
    this.#problem.value = answer.ok ? null : answer.problem;
    changed("passkeys");
  }

  #out = async () => {
    const answer = await api.ask("session", { method: "DELETE" });
    if (!answer.ok && answer.status !== 401) {
      this.#problem.value = answer.problem;
      return;
    }
    forgetDrafts();
    location.replace("/organizer");
  };
}

/** One's own. @returns {import("./desk.js").Resource<{ passkeys: readonly Passkey[] }>} */
export function passkeys() {
  return resource("passkeys");
}

customElements.define("koronailta-account-dialog", AccountDialog);
