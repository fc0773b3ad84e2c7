// The buttons of the evening. Each says in words what it does next; the state is in aria-pressed and in the colour.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { isAway, isWished } from "../state/local.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { act, may, theApp } from "./the_app.js";
import { waitingQuestions } from "./questions.js";
import { dialog, narrow, panel } from "./ui_state.js";
import { unreadInAll } from "./unread.js";

/** @typedef {import("../state/types.js").LocalSource} LocalSource */

/** Switches a source of one's own; what is blocked stays so, and the core says why.
 * @param {"microphone" | "camera"} kind */
export function toggleSource(kind) {
  const on = isWished(theApp().state.local[kind].peek());
  act({ type: kind === "microphone" ? "set_microphone" : "set_camera", on: !on });
}

export function toggleHand() {
  const { hands, you } = theApp().state;
  const up = hands.peek().includes(you.peek()?.id ?? "");
  act(up ? { type: "lower_hand" } : { type: "raise_hand" });
}

/** @param {"chat" | "people" | "questions"} which */
export function togglePanel(which) {
  panel.value = panel.peek() === which ? "none" : which;
}

/** Pictures off, or on again; in the toolbar, or on a phone in the head of the room. */
export function soundOnlyButton() {
  const on = theApp().state.soundOnly.value;
  return html`<button class="tool ${on ? "lamp" : ""}" type="button" data-testid="sound-only" aria-pressed=${on ? "true" : "false"} aria-label=${t("tool-sound-only")}
    title=${t(on ? "sound-only-end" : "sound-only-hint")} @click=${() => act({ type: "set_sound_only", on: !on })}>${icon("headphones")}<span class="word">${t("tool-sound-only")}</span></button>`;
}

/** In the toolbar, or on a phone in the head of the room. */
export function peopleButton() {
  const { state } = theApp();
  const waiting = may("keep_door") ? state.lobby.value.length : 0;
  const count = state.here.value.length;
  const open = panel.value === "people";
  return html`<button class="tool people-tool ${open ? "on" : ""}" type="button" data-testid="open-people" data-badge=${waiting > 0 ? waiting : nothing} aria-expanded=${open ? "true" : "false"}
    aria-label="${waiting > 0 ? t("tool-people-waiting", { count: waiting }) : t("tool-people")}, ${count}" @click=${() => togglePanel("people")}>
    ${icon("users")}<span class="word">${narrow.value ? count : t("tool-people")}</span></button>`;
}

/** In the toolbar; on a phone it is in the menu. */
function questionsButton() {
  const waiting = waitingQuestions();
  const open = panel.value === "questions";
  return html`<button class="tool ${open ? "on" : ""}" type="button" data-testid="open-questions" data-badge=${waiting > 0 ? Math.min(waiting, 99) : nothing} aria-expanded=${open ? "true" : "false"}
    aria-label=${waiting > 0 ? t("tool-questions-waiting", { count: waiting }) : t("tool-questions")} @click=${() => togglePanel("questions")}>${icon("circle-help")}<span class="word">${t("tool-questions")}</span></button>`;
}

export function leaveButton() {
  return html`<button class="tool leave" type="button" data-testid="open-leave" aria-haspopup="dialog"
    @click=${() => (dialog.value = { kind: "leave" })}>${icon("log-out")}<span class="word">${t("tool-leave")}</span></button>`;
}

export class ToolbarElement extends WatchingElement {
  /** @override */
  render() {
    const { state } = theApp();
    const stage = state.stage.value;
    const sharing = isWished(state.local.screen.value);
    const up = state.hands.value.includes(state.you.value?.id ?? "");
    const unread = panel.value === "chat" ? 0 : unreadInAll();
    return html`<section class="toolbar" aria-label=${t("room-tools")}>
      ${this.#source("microphone", state.local.microphone.value)} ${this.#source("camera", state.local.camera.value)}
      ${state.local.can.shareScreen && may("share_screen")
        ? html`<button class="tool wide-only ${sharing ? "on" : ""}" type="button" data-testid="share-screen" aria-pressed=${sharing ? "true" : "false"}
            aria-disabled=${stage && !sharing && !may("take_stage") && stage.presenter !== state.you.value?.id && stage.offered_to !== state.you.value?.id ? "true" : "false"}
            @click=${() => act({ type: "set_screen", on: !sharing })}>${icon(sharing ? "screen-share-off" : "screen-share")}<span class="word">${t(sharing ? "tool-share-stop" : "tool-share")}</span></button>`
        : nothing}
      ${may("present") && !narrow.value
        ? html`<button class="tool wide-only" type="button" data-testid="present" aria-haspopup="dialog" @click=${() => (dialog.value = { kind: "present" })}>${icon("presentation")}<span class="word">${t("tool-present")}</span></button>`
        : nothing}
      ${may("raise_hand")
        ? html`<button class="tool ${up ? "lamp" : ""}" type="button" data-testid="raise-hand" aria-pressed=${up ? "true" : "false"}
            aria-label=${t(up ? "tool-hand-lower" : "tool-hand")} @click=${toggleHand}>${icon("hand")}<span class="word">${t("tool-hand-short")}</span></button>`
        : nothing}
      <span class="gap wide-only"></span>
      <button class="tool ${panel.value === "chat" ? "on" : ""}" type="button" data-testid="open-chat" data-badge=${unread > 0 ? Math.min(unread, 99) : nothing} aria-expanded=${panel.value === "chat" ? "true" : "false"}
        aria-label=${unread > 0 ? t("tool-chat-unread", { count: unread }) : t("tool-chat")} @click=${() => togglePanel("chat")}>
        ${icon("message-circle")}<span class="word">${t("tool-chat")}</span></button>
      ${narrow.value ? nothing : questionsButton()} ${narrow.value ? nothing : soundOnlyButton()} ${narrow.value ? nothing : peopleButton()}
      <button class="tool" type="button" data-testid="open-more" aria-haspopup="dialog" @click=${() => (dialog.value = { kind: "more" })}>${icon("ellipsis")}<span class="word">${t("tool-more")}</span></button>
      ${narrow.value ? nothing : leaveButton()}
    </section>`;
  }

  /** @param {"microphone" | "camera"} kind @param {LocalSource} source */
  #source(kind, source) {
    const on = isWished(source);
    const starting = source.state === "starting";
    const blocked = source.state === "blocked";
    const away = isAway(source.state);
    const open = on && !away;
    const shape = kind === "microphone" ? (open ? "mic" : "mic-off") : open ? "video" : "video-off";
    // The name says what it is and what stands in the way; aria-pressed says whether it is wished on.
    const name = t(blocked ? `tool-${kind}-blocked` : away ? `tool-${kind}-away` : starting ? `tool-${kind}-starting` : `tool-${kind}`);
    return html`<button class="tool ${starting || away ? "starting" : on ? "on" : "off"}" type="button" data-testid="toggle-${kind}" data-state=${source.state}
      aria-pressed=${on ? "true" : "false"} aria-disabled=${blocked ? "true" : "false"} aria-label=${name}
      title=${t(on ? `tool-${kind}-off` : `tool-${kind}-on`)} @click=${() => toggleSource(kind)}>${icon(shape)}<span class="word" aria-hidden="true">${t(`tool-${kind}`)}</span></button>`;
  }
}

customElements.define("koronailta-toolbar", ToolbarElement);
