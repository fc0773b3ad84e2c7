// What is written in one's group, as the chat shows it.
import { html, nothing, repeat } from "../vendor/lit.js";
import { clock, t } from "../i18n/index.js";
import { icon } from "./icon.js";
import { linked } from "./linked.js";
import { sentence } from "./sentence.js";
import { act, theApp } from "./the_app.js";

/** @typedef {import("../state/group_chat.js").GroupWord} GroupWord */

/** The messages, or a word about what this place is for. */
export function groupWords() {
  const words = theApp().state.groupChat.value;
  if (words.length === 0) return html`<p class="empty">${t("chat-empty-group")}</p>`;
  return repeat(words, ({ id }) => id, one);
}

/** @param {GroupWord} word */
function one({ id, author, name, role, at, text, state, problem }) {
  const own = author === theApp().state.you.value?.id;
  const by = own ? t("chat-you") : name;
  return html`<article class="message ${own ? "own" : ""}" data-testid="group-message" data-message=${id} data-state=${state} aria-label="${by} ${clock(at)}">
    <div class="by"><b><bdi>${by}</bdi></b>
      ${role === "participant" ? nothing : html`<span>${t(`role-${role}`)}</span>`}
      <time datetime=${new Date(at).toISOString()}>${clock(at)}</time></div>
    ${text === null ? html`<p class="words gone">${t("chat-closed-words")}</p>` : html`<p class="words" dir="auto">${linked(text)}</p>`}
    ${state === "sending" ? html`<p class="soft small">${t("chat-sending")}</p>` : nothing}
    ${state === "failed"
      ? html`<p class="problem">${icon("triangle-alert")}<span>${t("chat-failed")} ${problem ? sentence(problem) : ""}</span></p>
        <div class="row">
          <button class="button narrow" type="button" @click=${() => act({ type: "group_chat_retry", message: id })}>${t("chat-retry")}</button>
          <button class="button narrow quiet" type="button" @click=${() => act({ type: "group_chat_discard", message: id })}>${t("chat-discard")}</button>
        </div>`
      : nothing}
  </article>`;
}
