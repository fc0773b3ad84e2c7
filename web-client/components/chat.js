// The written conversation: to everybody, or in private between one person and the staff.
import { createRef, html, nothing, ref, repeat } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { clock, day, t } from "../i18n/index.js";
import { WatchingElement } from "./element.js";
import { groupWords } from "./group_words.js";
import { icon } from "./icon.js";
import { linked } from "./linked.js";
import { groupTitle } from "./place_bar.js";
import { sentence } from "./sentence.js";
import { act, may, theApp } from "./the_app.js";
import { chatThread, dialog, panel } from "./ui_state.js";
import { seen, threadOf, unreadIn } from "./unread.js";
import { forgetUnsent, unsent, written } from "./unsent.js";

/** @typedef {import("../protocol/types.js").ChatMessage} ChatMessage */
/** @typedef {import("../protocol/types.js").Reaction} Reaction */
/** @typedef {import("../state/types.js").PendingMessage} PendingMessage */

/** @type {readonly (readonly [Reaction, import("./icon.js").IconName])[]} */
const reactions = [["heart", "heart"], ["thanks", "flower-2"], ["applause", "sparkles"], ["hug", "hand-heart"], ["same", "heart-handshake"]];

export class ChatElement extends WatchingElement {
  #list = createRef();
  /** The message whose reactions (and deletion) are open to choose from. */
  #open = signal(/** @type {string | null} */ (null));
  #empty = signal(true);
  #atEnd = true;

  /** @override */
  connected() {
    this.watch(() => {
      this.#empty.value = unsent(unsentIn(chatThread.value)).trim() === "";
    });
    // What stands in the open thread has been seen.
    this.watch(() => {
      const thread = chatThread.value;
      const word = theApp().state.groupChat.value.at(-1);
      if (thread === "group" && word) seen(thread, word.at);
      const last = theApp().state.chat.value.messages.findLast((one) => threadOf(one.audience) === thread);
      if (last) seen(thread, last.chat_seq);
    });
    this.watch(() => {
      chatThread.value;
      this.#atEnd = true;
    });
  }

  /** @override */
  firstUpdated() {
    this.querySelector("h2")?.focus();
  }

  /** @override */
  render() {
    const { chat } = theApp().state;
    const thread = chatThread.value;
    const inGroup = thread === "group";
    const messages = chat.value.messages.filter((one) => threadOf(one.audience) === thread);
    const pending = chat.value.pending.filter((one) => threadOf(one.audience) === thread);
    return html`<section class="panel" aria-labelledby="chat-title" data-testid="chat">
      <div class="panel-head">
        <h2 id="chat-title" tabindex="-1">${t("chat-title")}</h2>
        <button class="button quiet round" type="button" aria-label=${t("close")} @click=${() => (panel.value = "none")}>${icon("x")}</button>
      </div>
      ${this.#threads()}
      <div class="panel-scroll" ${ref(this.#list)} tabindex="0" role="log" aria-live="off" aria-label=${t("chat-title")} @scroll=${this.#scrolled}>
        <div class="messages">
          ${inGroup ? groupWords() : nothing}
          ${chat.value.earlier && !inGroup ? html`<button class="button narrow" type="button" aria-disabled=${chat.value.loadingEarlier ? "true" : "false"}
            @click=${this.#older}>${t("chat-earlier")}</button>` : nothing}
          ${messages.length + pending.length === 0 && !inGroup ? html`<p class="empty">${t(thread === "everyone" ? "chat-empty" : "chat-empty-staff")}</p>` : nothing}
          ${repeat(messages, (one) => one.id, (one, index) => html`${this.#dayBefore(messages, index)}${this.#message(one)}`)}
          ${repeat(pending, (one) => one.id, (one) => this.#pending(one))}
        </div>
      </div>
      ${this.#compose(thread)}
    </section>`;
  }

  /** Only those who have more than one thread see the choice. */
  #threads() {
    const { state } = theApp();
    const you = state.you.value?.id ?? "";
    /** @type {[string, string][]} */
    const choices = [["everyone", t("chat-everyone")]];
    const { group } = state.place.value;
    if (group) choices.unshift(["group", withCount(groupTitle(group.name), "group")]);
    if (may("read_staff_chat")) {
      const names = new Map(state.roster.value.map((one) => [one.id, one.name]));
      /** @type {Set<string>} */
      const askers = new Set();
      for (const one of state.chat.value.messages) {
        if (one.audience.type !== "staff") continue;
        askers.add(one.audience.with);
        if (one.author === one.audience.with && !names.has(one.author)) names.set(one.author, one.author_name);
      }
      if (chatThread.value !== "everyone") askers.add(chatThread.value);
      for (const asker of askers) {
        const label = asker === you ? t("chat-staff") : t("chat-staff-with", { name: names.get(asker) ?? "…" });
        choices.push([asker, withCount(label, asker)]);
      }
    } else if (may("ask_staff")) choices.push([you, t("chat-staff")]);
    if (choices.length < 2) return nothing;
    return html`<div class="tabs">
      <div class="field">
        <label class="visually-hidden" for="chat-thread">${t("chat-to")}</label>
        <select id="chat-thread" data-testid="chat-thread" .value=${chatThread.value} @change=${(/** @type {Event} */ event) => {
          if (event.target instanceof HTMLSelectElement) chatThread.value = event.target.value;
        }}>
          ${choices.map(([value, label]) => html`<option value=${value} ?selected=${value === chatThread.value}>${label}</option>`)}
        </select>
      </div>
    </div>`;
  }

  /** @param {readonly ChatMessage[]} messages @param {number} index */
  #dayBefore(messages, index) {
    const one = messages[index];
    const before = messages[index - 1];
    if (!one || (before && day(before.at) === day(one.at))) return nothing;
    return html`<h3 class="chat-day">${day(one.at)}</h3>`;
  }

  /** @param {ChatMessage} one */
  #message(one) {
    const you = theApp().state.you.value?.id;
    const own = one.author === you;
    const mayDelete = !one.deleted && (own || may("moderate_chat"));
    const open = this.#open.value === one.id;
    const name = own ? t("chat-you") : one.author_name;
    return html`<article class="message ${own ? "own" : ""} ${one.audience.type === "staff" ? "private" : ""}"
      data-testid="chat-message" data-message=${one.id} data-seq=${one.chat_seq} aria-label="${name} ${clock(one.at)}">
      <div class="by"><b><bdi>${name}</bdi></b>
        ${one.author_role === "participant" ? nothing : html`<span>${t(`role-${one.author_role}`)}</span>`}
        <time datetime=${new Date(one.at).toISOString()}>${clock(one.at)}</time></div>
      ${one.deleted ? html`<p class="words gone">${t("chat-deleted")}</p>` : html`<p class="words" dir="auto">${linked(one.text)}</p>`}
      ${one.deleted ? nothing : html`<div class="foot">
        ${reactions.map(([kind, shape]) => this.#reaction(one, kind, shape, open))}
        ${open && mayDelete ? html`<button class="reaction" type="button" data-testid="chat-delete" @click=${() => {
          this.#open.value = null;
          dialog.value = { kind: "delete", message: one.id };
        }}>${icon("trash-2")}<span>${t("chat-delete")}</span></button>` : nothing}
        <button class="mini" type="button" aria-label=${t("chat-react")} aria-expanded=${open ? "true" : "false"} data-testid="chat-more"
          @click=${() => (this.#open.value = open ? null : one.id)}>${icon(open ? "x" : "smile-plus")}</button>
      </div>`}
    </article>`;
  }

  /** @param {ChatMessage} one @param {Reaction} kind @param {import("./icon.js").IconName} shape @param {boolean} open */
  #reaction(one, kind, shape, open) {
    const who = one.reactions[kind] ?? [];
    if (who.length === 0 && !open) return nothing;
    const you = theApp().state.you.value?.id ?? "";
    const on = who.includes(you);
    const word = t(`reaction-${kind}`);
    return html`<button class="reaction" type="button" aria-pressed=${on ? "true" : "false"} data-testid="chat-reaction" data-reaction=${kind}
      aria-label=${t("reaction-count", { reaction: word, count: who.length })}
      @click=${() => {
        act({ type: "chat_react", message: one.id, reaction: kind, on: !on });
        this.#open.value = null;
      }}>${icon(shape)}<span>${word}${who.length > 0 ? ` ${who.length}` : ""}</span></button>`;
  }

  /** @param {PendingMessage} one */
  #pending(one) {
    return html`<article class="message own ${one.audience.type === "staff" ? "private" : ""}" data-testid="chat-pending" data-message=${one.id} data-state=${one.state}>
      <p class="words" dir="auto">${linked(one.text)}</p>
      ${one.state === "sending"
        ? html`<p class="soft small">${t("chat-sending")}</p>`
        : html`<p class="problem">${icon("triangle-alert")}<span>${t("chat-failed")} ${one.problem ? sentence(one.problem) : ""}</span></p>
          <div class="row">
            <button class="button narrow" type="button" @click=${() => act({ type: "chat_retry", message: one.id })}>${t("chat-retry")}</button>
            <button class="button narrow quiet" type="button" @click=${() => act({ type: "chat_discard", message: one.id })}>${t("chat-discard")}</button>
          </div>`}
    </article>`;
  }

  /** @param {string} thread */
  #compose(thread) {
    const { state } = theApp();
    const you = state.you.value?.id ?? "";
    const toEveryone = thread === "everyone";
    const inGroup = thread === "group";
    const mayWrite = inGroup || (toEveryone ? may("chat") : may("ask_staff") || may("read_staff_chat"));
    if (!mayWrite) return nothing;
    // The room would refuse it: nothing shall slip out of a group by mistake.
    if (toEveryone && state.place.value.group) return html`<p class="compose audience">${t("chat-everyone-from-group")}</p>`;
    const asked = state.roster.value.find((one) => one.id === thread)?.name;
    const hint = inGroup ? t("chat-group-hint") : toEveryone ? t("chat-everyone") : thread === you ? t("chat-staff-hint") : t("chat-staff-with-hint", { name: asked ?? "…" });
    return html`<form class="compose" @submit=${this.#send}>
      <p class="audience" id="chat-audience">${hint}</p>
      <div class="line">
        <textarea name="text" rows="1" maxlength="4000" data-testid="chat-input" aria-label=${t("chat-write")} aria-describedby="chat-audience" ${written(unsentIn(thread))}
          placeholder=${t("chat-write")} @keydown=${this.#keys} @input=${this.#typed}></textarea>
        <button class="button round ${this.#empty.value ? "" : "main"}" type="submit" data-testid="chat-send" aria-label=${t("chat-send")}>${icon("send")}</button>
      </div>
    </form>`;
  }

  /** @param {InputEvent} event */
  #typed(event) {
    if (event.target instanceof HTMLTextAreaElement) this.#empty.value = event.target.value.trim() === "";
  }

  /** Enter sends where there is a real keyboard; a phone's Enter makes a new line.
   * @param {KeyboardEvent} event */
  #keys(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || theApp().state.deviceClass === "phone") return;
    event.preventDefault();
    if (event.target instanceof HTMLTextAreaElement) event.target.form?.requestSubmit();
  }

  /** @param {SubmitEvent} event */
  #send(event) {
    event.preventDefault();
    const thread = chatThread.peek();
    const text = unsent(unsentIn(thread)).trim();
    if (text === "") return;
    this.#atEnd = true;
    if (thread === "group") act({ type: "group_chat_post", text });
    else act({ type: "chat_post", text, audience: thread === "everyone" ? { type: "everyone" } : { type: "staff", with: thread } });
    forgetUnsent(unsentIn(thread));
    this.#empty.value = true;
    this.querySelector("textarea")?.focus();
  }

  async #older() {
    const list = /** @type {HTMLElement | undefined} */ (this.#list.value);
    const below = list ? list.scrollHeight - list.scrollTop : 0;
    await theApp().dispatch({ type: "chat_older" });
    await this.updateComplete;
    // What one was reading stays where it was.
    if (list) list.scrollTop = list.scrollHeight - below;
  }

  #scrolled() {
    const list = /** @type {HTMLElement | undefined} */ (this.#list.value);
    if (list) this.#atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  }

  /** @override */
  updated() {
    const list = /** @type {HTMLElement | undefined} */ (this.#list.value);
    if (list && this.#atEnd) list.scrollTop = list.scrollHeight;
  }
}

/** What is written for one is not sent to others: each thread has its own, and each group. @param {string} thread */
function unsentIn(thread) {
  return `chat ${thread === "group" ? (theApp().state.place.value.group?.name.id ?? "") : thread}`;
}

/** @param {string} label @param {string} thread */
function withCount(label, thread) {
  const count = unreadIn(thread);
  return count > 0 ? `${label} (${count})` : label;
}

customElements.define("koronailta-chat", ChatElement);
