// The dialogs of the room that ask or tell one thing: more, leave, end, help, rules, delete, remove, report.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { isWished } from "../state/local.js";
import { writing } from "./captions.js";
import { DialogElement } from "./dialog.js";
import { icon } from "./icon.js";
import { helpLine, noRecording } from "./page.js";
import { shortcuts, shortcutsOn } from "./shortcuts.js";
import { act, may, mayLeadRound, theApp } from "./the_app.js";
import { waitingQuestions } from "./questions.js";
import { chatThread, dialog, narrow, panel, view } from "./ui_state.js";
import { forgetUnsent, written } from "./unsent.js";

/** Opens the private thread with the staff. */
export function askStaff() {
  chatThread.value = theApp().state.you.peek()?.id ?? "everyone";
  panel.value = "chat";
}

class MoreDialog extends DialogElement {
  /** @override */
  heading() {
    return t("more-title");
  }

  /** @override */
  body() {
    const { state } = theApp();
    const sharing = isWished(state.local.screen.value);
    const speaker = view.value === "speaker";
    return html`<div class="menu-list">
      ${narrow.value && state.local.can.shareScreen && may("share_screen")
        ? this.#item(sharing ? "screen-share-off" : "screen-share", t(sharing ? "tool-share-stop" : "tool-share"), () => act({ type: "set_screen", on: !sharing }), "more-share-screen")
        : nothing}
      ${(may("present") ? narrow.value : may("share_screen")) ? this.#item("presentation", t(may("present") ? "more-present" : "more-present-business"), () => (dialog.value = { kind: "present" }), "open-present") : nothing}
      ${state.stage.value ? nothing : this.#item(speaker ? "layout-grid" : "maximize-2", t(speaker ? "more-view-grid" : "more-view-speaker"), () => (view.value = speaker ? "grid" : "speaker"), "toggle-view")}
      ${may("arrange_groups") ? this.#item("users", t("more-groups"), () => (dialog.value = { kind: "groups" }), "open-groups") : nothing}
      ${mayLeadRound() && !state.place.value.round ? this.#item("speech", t("more-round"), () => (dialog.value = { kind: "round" }), "open-round") : nothing}
      ${narrow.value ? this.#item("circle-help", waitingQuestions() > 0 ? t("tool-questions-waiting", { count: waitingQuestions() }) : t("tool-questions"), () => (panel.value = "questions"), "more-questions") : nothing}
      ${may("lead_polls") ? this.#item("badge-check", t("poll-make"), () => (dialog.value = { kind: "poll" }), "make-poll") : nothing}
      ${may("write_captions") ? this.#item("keyboard", t(writing.value ? "captions-stop" : "captions-start"), () => (writing.value = !writing.peek()), "write-captions") : nothing}
      ${may("ask_mood") ? this.#item("heart", t("more-mood"), () => (dialog.value = { kind: "mood" }), "open-mood") : nothing}
      ${may("ask_staff") ? this.#item("message-square-lock", t("more-ask-staff"), askStaff, "ask-staff") : nothing}
      ${may("present") ? nothing : this.#item("hand-helping", t("contact-open"), () => (dialog.value = { kind: "contact", about: "" }), "open-contact")}
      ${this.#item("hand-heart", t("contacts-open"), () => (dialog.value = { kind: "contacts" }), "open-contacts")}
      ${this.#item("users", t("together-title"), () => (dialog.value = { kind: "together" }), "open-together")}
      ${this.#item("user-check", t("seat-title"), () => (dialog.value = { kind: "attendance" }), "open-attendance")}
      ${this.#item("settings", t("more-settings"), () => (dialog.value = { kind: "settings" }), "open-settings")}
      ${this.#item("life-buoy", t("more-help"), () => (dialog.value = { kind: "help" }), "open-help")}
      ${this.#item("shield", t("more-rules"), () => (dialog.value = { kind: "rules" }), "open-rules")}
      ${state.mayOpen.value ? this.#item("door-open", t("waiting-open"), () => act({ type: "open_evening" }), "open-evening") : nothing}
    </div>${noRecording(theApp().state.evening.value)}`;
  }

  /** @param {import("./icon.js").IconName} shape @param {string} words @param {() => void} run @param {string} testid */
  #item(shape, words, run, testid) {
    return html`<button class="button quiet" type="button" data-testid=${testid} @click=${() => {
      this.close();
      run();
    }}>${icon(shape)}${words}</button>`;
  }
}

class LeaveDialog extends DialogElement {
  /** @override */
  heading() {
    return t("leave-title");
  }

  /** @override */
  body() {
    return html`<p>${t("leave-words")}</p>
      <p class="soft small" id="quietly-hint">${t("leave-quietly-hint")}</p>
      <div class="dialog-foot">
        <button class="button quiet" type="button" @click=${() => this.close()}>${t("leave-stay")}</button>
        <button class="button" type="button" data-testid="leave-quietly" aria-describedby="quietly-hint" @click=${() => act({ type: "leave", quiet: true })}>${t("leave-quietly")}</button>
        <button class="button dusk" type="button" data-testid="leave" @click=${() => act({ type: "leave", quiet: false })}>${icon("log-out")}${t("leave-now")}</button>
      </div>
      ${may("end_evening") ? html`<button class="button quiet danger-text" type="button" @click=${() => (dialog.value = { kind: "end" })}>${icon("circle-stop")}${t("end-evening")}</button>` : nothing}`;
  }
}

/** A question with one action and a way back. */
class ConfirmDialog extends DialogElement {
  /** @returns {string} */
  words() {
    return "";
  }

  /** @returns {string} */
  confirmWords() {
    return "";
  }

  confirm() {}

  /** @override */
  body() {
    return html`<p>${this.words()}</p>
      <div class="dialog-foot">
        <button class="button quiet" type="button" @click=${() => this.close()}>${t("cancel")}</button>
        <button class="button danger" type="button" data-testid="confirm" @click=${() => {
          this.close();
          this.confirm();
        }}>${this.confirmWords()}</button>
      </div>`;
  }
}

class EndDialog extends ConfirmDialog {
  /** @override */
  heading() {
    return t("end-evening-title");
  }

  /** @override */
  words() {
    return t("end-evening-words");
  }

  /** @override */
  confirmWords() {
    return t("end-evening-confirm");
  }

  /** @override */
  confirm() {
    act({ type: "end_evening" });
  }
}

class DeleteDialog extends ConfirmDialog {
  /** @override */
  static properties = { message: { attribute: false } };

  constructor() {
    super();
    this.message = "";
  }

  /** @override */
  heading() {
    return t("chat-delete-title");
  }

  /** @override */
  words() {
    return t("chat-delete-words");
  }

  /** @override */
  confirmWords() {
    return t("chat-delete");
  }

  /** @override */
  confirm() {
    act({ type: "chat_delete", message: this.message });
  }
}

/** @param {string} participant */
export function nameOf(participant) {
  return theApp().state.roster.value.find((one) => one.id === participant)?.name ?? "…";
}

class RemoveDialog extends ConfirmDialog {
  /** @override */
  static properties = { participant: { attribute: false } };

  constructor() {
    super();
    this.participant = "";
  }

  /** @override */
  heading() {
    return t("remove-title", { name: nameOf(this.participant) });
  }

  /** @override */
  words() {
    return t("remove-words");
  }

  /** @override */
  confirmWords() {
    return t("action-remove");
  }

  /** @override */
  confirm() {
    act({ type: "remove", participant: this.participant });
  }
}

class ReportDialog extends DialogElement {
  /** @override */
  static properties = { participant: { attribute: false }, sent: { state: true } };

  constructor() {
    super();
    this.participant = "";
    this.sent = false;
  }

  /** @override */
  heading() {
    return t("report-title", { name: nameOf(this.participant) });
  }

  /** @override */
  body() {
    const name = nameOf(this.participant);
    if (this.sent) {
      return html`<p role="status">${t("report-sent")}</p>
        <div class="dialog-foot">
          <button class="button" type="button" @click=${() => {
            this.close();
            act({ type: "hide", participant: this.participant, on: true });
          }}>${icon("eye-off")}${t("action-hide")}</button>
          <button class="button main" type="button" @click=${() => this.close()}>${t("close")}</button>
        </div>`;
    }
    return html`<p>${t("report-words", { name })}</p>
      <div class="field"><label for="report-text">${t("report-what")}</label>
        <textarea id="report-text" rows="4" maxlength="1000" data-testid="report-text" ${written(`report ${this.participant}`)}></textarea></div>
      <div class="dialog-foot">
        <button class="button quiet" type="button" @click=${() => this.close()}>${t("cancel")}</button>
        <button class="button main" type="button" data-testid="report-send" @click=${this.#send}>${t("report-send")}</button>
      </div>`;
  }

  async #send() {
    const field = this.querySelector("textarea");
    const result = await theApp().dispatch({ type: "report", participant: this.participant, text: field?.value.trim() ?? "" });
    if (result.ok) forgetUnsent(`report ${this.participant}`);
    this.sent = result.ok;
  }
}

class HelpDialog extends DialogElement {
  /** @override */
  heading() {
    return t("help-title");
  }

  /** @override */
  body() {
    const evening = theApp().state.evening.value;
    const topics = ["hear", "speak", "picture"];
    return html`${helpLine(evening?.help_phone)}
      ${topics.map((topic) => html`<section><h3>${t(`help-${topic}`)}</h3><p>${t(`help-${topic}-words`)}</p></section>`)}
      ${may("ask_staff") ? html`<div class="stack tight"><p>${t("help-staff")}</p><div><button class="button" type="button" @click=${() => {
        this.close();
        askStaff();
      }}>${icon("message-square-lock")}${t("more-ask-staff")}</button></div></div>` : nothing}
      ${shortcutsOn.value && theApp().state.deviceClass === "desktop" ? html`<section class="stack tight"><h3>${t("more-shortcuts")}</h3>
        <dl class="keys">${shortcuts.map(([key, words]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${t(words)}</dd></div>`)}</dl></section>` : nothing}
      ${noRecording(evening)}`;
  }
}

class RulesDialog extends DialogElement {
  /** @override */
  heading() {
    return t("more-rules");
  }

  /** @override */
  body() {
    const lines = (theApp().state.evening.value?.ground_rules ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
    return html`<div class="rules"><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></div>${noRecording(theApp().state.evening.value)}`;
  }
}

customElements.define("koronailta-more-dialog", MoreDialog);
customElements.define("koronailta-leave-dialog", LeaveDialog);
customElements.define("koronailta-end-dialog", EndDialog);
customElements.define("koronailta-delete-dialog", DeleteDialog);
customElements.define("koronailta-remove-dialog", RemoveDialog);
customElements.define("koronailta-report-dialog", ReportDialog);
customElements.define("koronailta-help-dialog", HelpDialog);
customElements.define("koronailta-rules-dialog", RulesDialog);
