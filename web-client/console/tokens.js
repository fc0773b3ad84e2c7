// Keys by which programs get at the network's data: made, shown once, taken back.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { day, t } from "../i18n/index.js";
import { api, changed, resource, within } from "./desk.js";
import { confirm } from "./dialogs.js";
import { showSecret } from "./secret_dialog.js";
import { fetched } from "./words.js";

/** @typedef {import("../protocol/api_types.js").ApiToken} ApiToken */

const scopes = [
  "network:read", "network:write", "members:read", "members:write", "evenings:read", "evenings:write",
  "announcements:read", "announcements:write", "schemes:read", "schemes:write", "webhooks:write",
];
const dayMs = 86_400_000;
const lives = ["90", "365", ""];

/** @param {string} scope */
function scopeWords(scope) {
  return t(`scope-${scope.replace(":", "-")}`);
}

class Tokens extends WatchingElement {
  #adding = signal(false);

  /** @override */
  render() {
    const found = /** @type {import("./desk.js").Resource<{ tokens: readonly ApiToken[] }>} */ (resource(within("api-tokens")));
    const end = () => (this.#adding.value = false);
    return html`<section class="stack" aria-labelledby="tokens-title" @token-made=${end} @given-up=${end}><h2 id="tokens-title">${t("tokens-title")}</h2>
      <p class="soft small">${t("tokens-words")}</p>
      ${fetched(found, ({ tokens }) => tokens.length === 0 ? html`<p>${t("tokens-none")}</p>` : html`<ul class="plain lines" data-testid="tokens">${tokens.map((one) => html`<li class="line" data-testid="token">
        <span><b><bdi>${one.title}</bdi></b><br /><span class="small">${one.scopes.map(scopeWords).join(", ")}</span><br />
          <span class="soft small">${t("token-made", { day: day(one.created_at) })}, ${one.expires_at === null ? t("token-forever") : t("token-until", { day: day(one.expires_at) })}</span></span>
        <button class="button narrow danger-text" type="button" data-testid="token-revoke" aria-label=${t("token-revoke-this", { title: one.title })} @click=${() => revoke(one)}>${icon("trash-2")}${t("token-revoke")}</button></li>`)}</ul>`)}
      ${this.#adding.value ? html`<koronailta-token-form></koronailta-token-form>`
        : html`<div><button class="button" type="button" data-testid="add-token" @click=${() => (this.#adding.value = true)}>${icon("key-round")}${t("token-make")}</button></div>`}</section>`;
  }
}

/** @param {ApiToken} token */
function revoke(token) {
  confirm({
    title: t("token-revoke-title", { title: token.title }),
    words: t("token-revoke-words"),
    action: t("token-revoke"),
    carry: async () => {
      const answer = await api.ask(within(`api-tokens/${token.id}`), { method: "DELETE" });
      if (answer.ok) changed(within("api-tokens"));
      return answer.ok ? null : answer.problem;
    },
  });
}

customElements.define("koronailta-tokens", Tokens);

class TokenForm extends FormElement {
  /** @override */
  connected() {
    this.begin("token.new", { title: "", scopes: ["evenings:read"], days: "365" });
    this.beginAtFirstField();
  }

  /** @override */
  fields() {
    return html`${this.line("title", t("token-title"), { max: 80, hint: t("token-title-hint") })}
      ${this.ticks("scopes", t("token-scopes"), scopes.map((value) => ({ value, words: scopeWords(value) })))}
      ${this.pick("days", t("token-life"), lives.map((value) => ({ value, words: t(value === "" ? "token-life-forever" : `token-life-${value}`) })))}`;
  }

  /** @override */
  check() {
    if (this.text("title").trim() === "") return { field: "title", key: "form-name-missing" };
    return /** @type {readonly string[]} */ (this.values.value["scopes"]).length === 0 ? { field: "scopes", key: "form-scope-missing" } : null;
  }

  /** @override */
  action() {
    return t("token-make");
  }

  /** @override */
  beside() {
    return this.giveUp();
  }

  /** @override */
  save() {
    const { title, scopes: chosen, days } = this.values.peek();
    const expires_at = days === "" || days === undefined ? null : Date.now() + Number(days) * dayMs;
    return api.ask(within("api-tokens"), { method: "POST", body: { title, scopes: chosen, expires_at }, key: this.key.of(this.values.peek()) });
  }

  /** @override @param {import("../protocol/api.js").Given<ApiToken & { token: string }>} answer */
  done({ value }) {
    changed(within("api-tokens"));
    this.dispatchEvent(new CustomEvent("token-made", { bubbles: true }));
    showSecret({ title: value.title, words: t("token-secret-words"), secret: value.token });
  }
}

customElements.define("koronailta-token-form", TokenForm);
