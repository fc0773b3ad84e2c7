// Programs that are told when an evening begins and ends: made, tried out, watched, switched off.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { dayAndClock, t } from "../i18n/index.js";
import { api, changed, resource, within } from "./desk.js";
import { confirm } from "./dialogs.js";
import { showSecret } from "./secret_dialog.js";
import { fetched, trouble } from "./words.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").Webhook} Webhook */
/** @typedef {import("../protocol/api_types.js").WebhookDelivery} WebhookDelivery */
/** @typedef {import("../protocol/api_types.js").WebhookTried} WebhookTried */

const events = ["evening.started", "evening.joined", "evening.ended"];

/** @param {string} event */
function eventWords(event) {
  return t(`hook-${event.replace(".", "-")}`);
}

class Webhooks extends WatchingElement {
  #adding = signal(false);

  /** @override */
  render() {
    const found = /** @type {import("./desk.js").Resource<{ webhooks: readonly Webhook[] }>} */ (resource(within("webhooks")));
    const end = () => (this.#adding.value = false);
    return html`<section class="stack" aria-labelledby="hooks-title" @hook-made=${end} @given-up=${end}><h2 id="hooks-title">${t("hooks-title")}</h2>
      <p class="soft small">${t("hooks-words")}</p>
      ${fetched(found, ({ webhooks }) => webhooks.length === 0 ? html`<p>${t("hooks-none")}</p>`
        : html`<ul class="plain lines" data-testid="webhooks">${webhooks.map((one) => html`<li><koronailta-webhook .webhook=${one}></koronailta-webhook></li>`)}</ul>`)}
      ${this.#adding.value ? html`<koronailta-webhook-form></koronailta-webhook-form>`
        : html`<div><button class="button" type="button" data-testid="add-webhook" @click=${() => (this.#adding.value = true)}>${icon("plus")}${t("hook-add")}</button></div>`}</section>`;
  }
}

customElements.define("koronailta-webhooks", Webhooks);

class WebhookElement extends WatchingElement {
  /** @override */
  static properties = { webhook: { attribute: false } };
  #tried = signal(/** @type {WebhookTried | "trying" | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));
  #open = signal(false);

  constructor() {
    super();
    /** @type {Webhook | null} */
    this.webhook = null;
  }

  /** @override */
  render() {
    const one = this.webhook;
    if (!one) return nothing;
    const problem = this.#problem.value;
    return html`<div class="stack tight" data-testid="webhook" data-disabled=${one.disabled ? "true" : "false"}>
      <p class="link-address"><b><bdi>${one.url}</bdi></b></p>
      <p class="small">${one.events.map(eventWords).join(", ")}</p>
      <p class="small">${this.#state(one)}</p>
      <div class="row"><button class="button narrow" type="button" data-testid="try-webhook" aria-disabled=${this.#tried.value === "trying" ? "true" : "false"} @click=${() => void this.#try(one)}>${icon("send")}${t("hook-try")}</button>
        <button class="button narrow" type="button" data-testid="switch-webhook" @click=${() => void this.#switch(one)}>${icon(one.disabled ? "play" : "pause")}${t(one.disabled ? "hook-on" : "hook-off")}</button>
        <button class="button narrow danger-text" type="button" data-testid="remove-webhook" @click=${() => remove(one)}>${icon("trash-2")}${t("remove")}</button></div>
      <div role="status">${this.#result()}</div>
      ${problem ? trouble(problem) : nothing}
      <details class="fold small" @toggle=${(/** @type {Event} */ event) => (this.#open.value = /** @type {HTMLDetailsElement} */ (event.target).open)}><summary data-testid="deliveries">${icon("history")}${t("hook-deliveries")}${icon("chevron-down", "chevron")}</summary>
        ${this.#open.value ? this.#deliveries(one) : nothing}</details></div>`;
  }

  /** @param {Webhook} one */
  #state({ disabled, failing_since }) {
    if (disabled) return t("hook-is-off");
    return failing_since === null ? t("hook-fine") : t("hook-failing", { when: dayAndClock(failing_since) });
  }

  #result() {
    const tried = this.#tried.value;
    if (tried === null || tried === "trying") return tried === null ? nothing : html`<p class="small">${t("asking")}</p>`;
    if (tried.heard) return html`<p class="note" data-testid="hook-heard">${icon("check")}<span>${t("hook-heard")}</span></p>`;
    return html`<p class="note lingon" data-testid="hook-not-heard" data-problem=${tried.problem}>${icon("triangle-alert")}<span>${t(`hook-problem-${tried.problem}`, { status: tried.status ?? 0 })}</span></p>`;
  }

  /** @param {Webhook} one */
  #deliveries(one) {
    const found = /** @type {import("./desk.js").Resource<{ deliveries: readonly WebhookDelivery[] }>} */ (resource(within(`webhooks/${one.id}/deliveries`)));
    return fetched(found, ({ deliveries }) => deliveries.length === 0 ? html`<p class="soft">${t("hook-deliveries-none")}</p>`
      : html`<ul class="plain lines">${deliveries.map((row) => html`<li class="line"><span>${eventWords(row.event)}<br /><span class="soft">${dayAndClock(row.happened_at)}</span></span><span class="soft">${became(row)}</span></li>`)}</ul>`);
  }

  /** @param {Webhook} one */
  async #try(one) {
    if (this.#tried.peek() === "trying") return;
    this.#tried.value = "trying";
    /** @type {import("../protocol/api.js").Answer<WebhookTried>} */
    const answer = await api.ask(within(`webhooks/${one.id}/test`), { method: "POST" });
    this.#problem.value = answer.ok ? null : answer.problem;
    this.#tried.value = answer.ok ? answer.value : null;
  }

  /** @param {Webhook} one */
  async #switch(one) {
    const answer = await api.ask(within(`webhooks/${one.id}`), { method: "PATCH", body: { disabled: !one.disabled }, version: `"${one.version}"` });
    this.#problem.value = answer.ok ? null : answer.problem;
    changed(within("webhooks"));
  }
}

customElements.define("koronailta-webhook", WebhookElement);

/** @param {WebhookDelivery} row */
function became({ delivered_at, next_at, attempts }) {
  if (delivered_at !== null) return t("hook-delivered", { when: dayAndClock(delivered_at) });
  return next_at === null ? t("hook-given-up", { count: attempts }) : t("hook-waiting", { when: dayAndClock(next_at) });
}

/** @param {Webhook} webhook */
function remove(webhook) {
  confirm({
    title: t("hook-remove-title"),
    words: t("hook-remove-words", { url: webhook.url }),
    action: t("remove"),
    carry: async () => {
      const answer = await api.ask(within(`webhooks/${webhook.id}`), { method: "DELETE", version: `"${webhook.version}"` });
      if (answer.ok) changed(within("webhooks"));
      return answer.ok ? null : answer.problem;
    },
  });
}

class WebhookForm extends FormElement {
  /** @override */
  connected() {
    this.begin("webhook.new", { url: "", events: ["evening.started", "evening.ended"] });
    this.beginAtFirstField();
  }

  /** @override */
  fields() {
    return html`${this.line("url", t("hook-url"), { type: "url", max: 500, hint: t("hook-url-hint") })}
      ${this.ticks("events", t("hook-events"), events.map((value) => ({ value, words: eventWords(value) })))}`;
  }

  /** @override */
  check() {
    if (this.text("url").trim() === "") return { field: "url", key: "form-url-missing" };
    return /** @type {readonly string[]} */ (this.values.value["events"]).length === 0 ? { field: "events", key: "form-scope-missing" } : null;
  }

  /** @override */
  action() {
    return t("hook-add");
  }

  /** @override */
  beside() {
    return this.giveUp();
  }

  /** @override */
  save() {
    const body = { ...this.values.peek(), url: this.text("url").trim() };
    return api.ask(within("webhooks"), { method: "POST", body, key: this.key.of(body) });
  }

  /** @override @param {import("../protocol/api.js").Given<Webhook & { secret: string }>} answer */
  done({ value }) {
    changed(within("webhooks"));
    this.dispatchEvent(new CustomEvent("hook-made", { bubbles: true }));
    showSecret({ title: t("hook-secret"), words: t("hook-secret-words"), secret: value.secret });
  }
}

customElements.define("koronailta-webhook-form", WebhookForm);
