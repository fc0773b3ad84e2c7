// The room: pictures, toolbar, panels, banners, dialogs; and the words for those who do not see them.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { announce, announcement } from "./announce.js";
import "./attendance_dialog.js";
import "./captions.js";
import "./chat.js";
import { connectionBanner, lostBanner } from "./connection_banner.js";
import "./contact_dialog.js";
import { deviceTroubles } from "./devices.js";
import { setDialogAside } from "./dialog.js";
import "./dialogs.js";
import { WatchingElement } from "./element.js";
import "./groups_dialog.js";
import "./help_contacts.js";
import { icon } from "./icon.js";
import { keepKnocking } from "./knock_sound.js";
import "./mood.js";
import "./mood_dialog.js";
import { notices } from "./notices.js";
import "./people.js";
import "./together_dialog.js";
import "./words.js";
import "./person_dialog.js";
import "./present_dialog.js";
import "./settings_dialog.js";
import "./topics_dialog.js";
import { handleShortcut } from "./shortcuts.js";
import "./poll.js";
import "./poll_dialog.js";
import "./questions.js";
import { ownStageBanner } from "./stage.js";
import { groupTitle, placeBar } from "./place_bar.js";
import "./round.js";
import "./round_dialog.js";
import { act, may, theApp } from "./the_app.js";
import { leaveButton, peopleButton, soundOnlyButton } from "./toolbar.js";
import { chatThread, dialog, knockSound, narrow, panel } from "./ui_state.js";
import { startReadingAt, threadOf } from "./unread.js";
import "./view.js";

/** @typedef {import("./ui_state.js").Dialog} Dialog */

setDialogAside(() => html`<div class="dialog-aside">${lostBanner()} ${notices()}</div>
  <div class="visually-hidden" role="status" aria-live="polite">${announcement.value}</div>`);

export class RoomElement extends WatchingElement {
  /** @override */
  connected() {
    const { state } = theApp();
    startReadingAt(state.chat.peek().messages.at(-1)?.chat_seq ?? 0);
    window.addEventListener("keydown", handleShortcut);
    this.atDisconnect(() => {
      window.removeEventListener("keydown", handleShortcut);
      panel.value = "none";
      dialog.value = null;
      chatThread.value = "everyone";
    });
    this.#hearChat();
    this.#hearGroup();
    this.#hearKnocks();
    this.#giveFocusBack();
  }

  /** New messages of others are read out once. */
  #hearChat() {
    const { state } = theApp();
    let heard = state.chat.peek().messages.at(-1)?.chat_seq ?? 0;
    this.watch(() => {
      const you = state.you.value?.id;
      for (const one of state.chat.value.messages) {
        if (one.chat_seq <= heard) continue;
        heard = one.chat_seq;
        if (one.author === you || one.deleted) continue;
        announce(t(threadOf(one.audience) === "everyone" ? "chat-announce" : "chat-announce-staff", { name: one.author_name, text: one.text }));
      }
    });
  }

  /** In a group one writes to it, unless one chooses otherwise; its words are read out too. */
  #hearGroup() {
    const { state } = theApp();
    let group = "";
    let heard = 0;
    this.watch(() => {
      const now = state.place.value.group?.name.id ?? "";
      if (now === group) return;
      group = now;
      if (now) chatThread.value = "group";
      else if (chatThread.peek() === "group") chatThread.value = "everyone";
    });
    this.watch(() => {
      const you = state.you.value?.id;
      for (const { author, at, name, text } of state.groupChat.value) {
        if (author === you || at <= heard || text === null) continue;
        heard = at;
        announce(t("chat-announce-group", { name, text }));
      }
    });
  }

  /** A gentle sound again and again as long as somebody waits. */
  #hearKnocks() {
    const { state } = theApp();
    /** @type {(() => void) | undefined} */
    let stop;
    this.watch(() => {
      const wanted = knockSound.value && may("keep_door") && state.lobby.value.length > 0;
      if (wanted && !stop) stop = keepKnocking();
      if (!wanted && stop) {
        stop();
        stop = undefined;
      }
    });
    this.atDisconnect(() => stop?.());
  }

  /** Closing a panel leads back to its button. */
  #giveFocusBack() {
    /** @type {"none" | "chat" | "people" | "questions"} */
    let before = "none";
    this.watch(() => {
      const now = panel.value;
      if (now === "none" && before !== "none") {
        const button = this.querySelector(`[data-testid="open-${before}"]`);
        if (button instanceof HTMLElement) requestAnimationFrame(() => button.focus());
      }
      before = now;
    });
  }

  /** @override */
  render() {
    const { state } = theApp();
    const evening = state.evening.value;
    const blocked = state.playback.value === "blocked";
    return html`<div class="room" data-testid="room" data-panel=${panel.value} data-media=${state.media.value} data-connection=${state.connection.value.type}>
      <header class="room-head">
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <h1 tabindex="-1"><bdi>${evening?.title ?? "Koronailta"}</bdi></h1>
        <div class="states">${this.#states()}</div>
        ${narrow.value ? html`<div class="head-tools">${soundOnlyButton()}${peopleButton()}${leaveButton()}</div>` : nothing}
      </header>
      <main class="room-main" id="main">
        <div class="view-column">
          <div class="banner-column">${this.#banners()}</div>
          ${dialog.value ? nothing : notices()}
          ${state.confidence.value.type === "open" ? nothing : html`<koronailta-words></koronailta-words>`}
          <koronailta-mood></koronailta-mood><koronailta-mood-result></koronailta-mood-result>
          <koronailta-poll></koronailta-poll>
          ${state.place.value.round ? html`<koronailta-round></koronailta-round>` : nothing}
          <koronailta-view class="view"></koronailta-view>
          <koronailta-captions></koronailta-captions>
          ${blocked ? html`<div class="tap-to-hear"><button class="button main big" type="button" data-testid="tap-to-hear" @click=${() => act({ type: "enable_playback" })}>${icon("volume-2")}${t("tap-to-hear")}</button></div>` : nothing}
        </div>
        ${panel.value === "chat" ? html`<koronailta-chat></koronailta-chat>` : nothing}
        ${panel.value === "questions" ? html`<koronailta-questions></koronailta-questions>` : nothing}
        ${panel.value === "people" ? html`<koronailta-people></koronailta-people>` : nothing}
      </main>
      <koronailta-toolbar></koronailta-toolbar>
      <div @dialog-closed=${this.#dialogClosed}>${shownDialog(dialog.value)}</div>
    </div>`;
  }

  #states() {
    const { here, locked, floor, captionsKept } = theApp().state;
    return html`${narrow.value ? nothing : html`<span class="pill">${icon("users")}${t("room-people-here", { count: here.value.length })}</span>`}
      ${narrow.value ? nothing : html`<button class="pill link" type="button" data-testid="room-not-recorded" aria-haspopup="dialog" @click=${() => (dialog.value = { kind: "rules" })}>${icon("shield")}${t(captionsKept.value === "no" ? "room-not-recorded" : "room-captions-kept")}</button>`}
      ${locked.value ? html`<span class="pill">${icon("lock")}${t("room-locked")}</span>` : nothing}
      ${floor.value.type === "held" ? html`<span class="pill lamp" data-testid="floor-held">${icon("megaphone")}${t("room-floor-held")}</span>` : nothing}`;
  }

  #banners() {
    const { state } = theApp();
    const floor = state.floor.value;
    const you = state.you.value?.id ?? "";
    const held = floor.type === "held" && !may("speak_over_floor");
    const mine = held && floor.speakers.includes(you);
    return html`${dialog.value ? nothing : connectionBanner()} ${placeBar()} ${this.#callsForHelp()} ${this.#knockBanner()} ${ownStageBanner()} ${this.#questionNow()}
      ${held ? html`<div class="banner ${mine ? "strong" : ""}" role="status">${icon(mine ? "mic" : "megaphone")}<p>${t(mine ? "room-floor-yours" : "room-floor-held-words")}</p></div>` : nothing}
      ${this.#speakingWhileOff()} ${deviceTroubles()}`;
  }

  /** What is being answered, for those who do not have the questions open. */
  #questionNow() {
    const now = panel.value === "questions" ? undefined : theApp().state.questions.value.find(({ state }) => state.type === "now");
    return now ? html`<div class="banner question-now" role="status" data-testid="question-now">${icon("speech")}<p>${t("question-now-banner", { text: now.text })}</p></div>` : nothing;
  }

  #speakingWhileOff() {
    const { local, maySpeak } = theApp().state;
    if (!local.speakingWhileOff.value || !maySpeak.value) return nothing;
    return html`<div class="banner" role="status" data-testid="speaking-while-off">${icon("mic-off")}<p>${t("speaking-while-off")}</p>
      <button class="button narrow" type="button" @click=${() => act({ type: "set_microphone", on: true })}>${t("tool-microphone-on")}</button></div>`;
  }

  /** A group that asks for a moderator. */
  #callsForHelp() {
    const calling = theApp().state.groups.value?.open.filter(({ calls_since }) => calls_since !== null) ?? [];
    return calling.map(({ name }) => html`<div class="banner strong" role="status" data-testid="group-calls">${icon("life-buoy")}<p>${t("group-calls", { group: groupTitle(name) })}</p>
      <button class="button narrow" type="button" data-testid="visit-caller" @click=${() => act({ type: "group_enter", group: name.id })}>${t("groups-visit")}</button></div>`);
  }

  #knockBanner() {
    if (!may("keep_door") || panel.value === "people") return nothing;
    const lobby = theApp().state.lobby.value;
    const first = lobby[0];
    if (!first) return nothing;
    return html`<div class="banner strong" data-testid="knock-banner">${icon("door-open")}
      <p>${t("knock-banner", { count: lobby.length, name: first.name, more: lobby.length - 1 })}</p>
      ${lobby.length === 1 ? html`<button class="button narrow" type="button" data-testid="banner-admit" @click=${() => act({ type: "admit", participant: first.participant })}>${t("admit")}</button>` : nothing}
      <button class="button narrow" type="button" @click=${() => (panel.value = "people")}>${t("knock-show")}</button></div>`;
  }

  /** A dialog may have opened another one in its place. @param {CustomEvent} event */
  #dialogClosed(event) {
    const shown = dialog.peek();
    const closed = event.target instanceof HTMLElement ? event.target.localName : "";
    if (shown && closed === `koronailta-${shown.kind}-dialog`) dialog.value = null;
  }
}

/** @param {Dialog | null} shown */
function shownDialog(shown) {
  switch (shown?.kind) {
    case undefined: return nothing;
    case "more": return html`<koronailta-more-dialog></koronailta-more-dialog>`;
    case "leave": return html`<koronailta-leave-dialog></koronailta-leave-dialog>`;
    case "end": return html`<koronailta-end-dialog></koronailta-end-dialog>`;
    case "connection": return html`<koronailta-connection-dialog></koronailta-connection-dialog>`;
    case "settings": return html`<koronailta-settings-dialog></koronailta-settings-dialog>`;
    case "help": return html`<koronailta-help-dialog></koronailta-help-dialog>`;
    case "rules": return html`<koronailta-rules-dialog></koronailta-rules-dialog>`;
    case "person": return html`<koronailta-person-dialog .participant=${shown.participant}></koronailta-person-dialog>`;
    case "remove": return html`<koronailta-remove-dialog .participant=${shown.participant}></koronailta-remove-dialog>`;
    case "report": return html`<koronailta-report-dialog .participant=${shown.participant}></koronailta-report-dialog>`;
    case "attendance": return html`<koronailta-attendance-dialog></koronailta-attendance-dialog>`;
    case "together": return html`<koronailta-together-dialog></koronailta-together-dialog>`;
    case "groups": return html`<koronailta-groups-dialog></koronailta-groups-dialog>`;
    case "topics": return html`<koronailta-topics-dialog></koronailta-topics-dialog>`;
    case "round": return html`<koronailta-round-dialog></koronailta-round-dialog>`;
    case "mood": return html`<koronailta-mood-dialog></koronailta-mood-dialog>`;
    case "poll": return html`<koronailta-poll-dialog></koronailta-poll-dialog>`;
    case "contacts": return html`<koronailta-contacts-dialog></koronailta-contacts-dialog>`;
    case "contact": return html`<koronailta-contact-dialog .about=${shown.about}></koronailta-contact-dialog>`;
    case "present": return html`<koronailta-present-dialog .card=${shown.card ?? false}></koronailta-present-dialog>`;
    case "hand": return html`<koronailta-hand-dialog></koronailta-hand-dialog>`;
    case "delete": return html`<koronailta-delete-dialog .message=${shown.message}></koronailta-delete-dialog>`;
  }
}

customElements.define("koronailta-room", RoomElement);
