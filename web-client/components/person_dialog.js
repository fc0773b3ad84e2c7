// What one may do about a person: the gentle things first, the grave ones last.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import "./business_card.js";
import { DialogElement } from "./dialog.js";
import { nameOf } from "./dialogs.js";
import { icon } from "./icon.js";
import { act, may, theApp } from "./the_app.js";
import { chatThread, dialog, panel } from "./ui_state.js";

/** @typedef {import("../protocol/types.js").Participant} Participant */
/** @typedef {import("../protocol/types.js").Role} Role */
/** @typedef {import("../state/types.js").Action} Action */

/** In order of what they may do. @type {readonly Role[]} */
const roles = ["participant", "captioner", "advisor", "moderator", "organizer"];

export class PersonDialog extends DialogElement {
  /** @override */
  static properties = { participant: { attribute: false } };

  constructor() {
    super();
    this.participant = "";
  }

  /** @override */
  heading() {
    return nameOf(this.participant);
  }

  /** @override */
  body() {
    const person = theApp().state.roster.value.find((one) => one.id === this.participant);
    if (!person) return html`<p>${t("reject-participant-unknown")}</p>`;
    return html`<koronailta-business-card .participant=${person.id}></koronailta-business-card><div class="menu-list">
      ${may("moderate_media") ? this.#media(person) : nothing}
      ${may("read_staff_chat") ? this.#go("message-square-lock", t("action-write"), "action-write", () => {
        chatThread.value = person.id;
        panel.value = "chat";
      }) : nothing}
      ${this.#own(person)}
      ${may("set_roles") ? this.#roles(person) : nothing}
      ${may("remove") ? this.#go("user-minus", t("action-remove"), "action-remove", () => (dialog.value = { kind: "remove", participant: person.id }), "danger-text") : nothing}
    </div>`;
  }

  /** @param {Participant} person */
  #media(person) {
    const { floor, hands } = theApp().state;
    const participant = person.id;
    const held = floor.value.type === "held";
    const speaks = floor.value.type === "held" && floor.value.speakers.includes(participant);
    const on = person.microphone === "on";
    return html`
      ${held && !speaks ? this.#do("mic", t("action-give-floor"), "action-give-floor", { type: "give_floor", participant }) : nothing}
      ${held && speaks ? this.#do("undo-2", t("action-take-floor"), "action-take-floor", { type: "take_floor", participant }) : nothing}
      ${person.microphone === "off" ? this.#do("speech", t("action-invite"), "action-invite", { type: "invite_to_speak", participant }) : nothing}
      ${hands.value.includes(participant) && may("lower_hands") ? this.#do("hand", t("action-lower-hand"), "action-lower-hand", { type: "lower_hand", participant }) : nothing}
      ${on ? this.#do("mic-off", t("action-mute"), "action-mute", { type: "mute", participant, source: "microphone" }) : nothing}
      ${person.microphone === "blocked"
        ? this.#do("mic", t("action-unblock"), "action-unblock", { type: "unblock", participant, source: "microphone" })
        : this.#do("ban", t("action-block"), "action-block", { type: "block", participant, source: "microphone" })}
      ${person.camera === "on" ? this.#do("video-off", t("action-camera-stop"), "action-camera-stop", { type: "mute", participant, source: "camera" }) : nothing}
      ${person.camera === "blocked"
        ? this.#do("video", t("action-camera-unblock"), "action-camera-unblock", { type: "unblock", participant, source: "camera" })
        : this.#do("ban", t("action-camera-block"), "action-camera-block", { type: "block", participant, source: "camera" })}
      ${person.screen === "on" ? this.#do("screen-share-off", t("action-screen-stop"), "action-screen-stop", { type: "mute", participant, source: "screen" }) : nothing}
      ${person.screen === "blocked"
        ? this.#do("screen-share", t("action-screen-unblock"), "action-screen-unblock", { type: "unblock", participant, source: "screen" })
        : person.screen === "on" ? this.#do("ban", t("action-screen-block"), "action-screen-block", { type: "block", participant, source: "screen" }) : nothing}`;
  }

  /** What everybody may do for their own peace.
   * @param {Participant} person */
  #own(person) {
    const { hidden: hiddenPeople, here, place, stage, you } = theApp().state;
    const hidden = hiddenPeople.value.has(person.id);
    const mayAsk = here.value.includes(person) && (may("take_stage") || stage.value?.presenter === you.value?.id);
    const aside = may("side_talk") && !hidden && place.value.group?.kind !== "side_talk" && here.value.includes(person);
    return html`
      ${mayAsk ? this.#do("briefcase-business", t("action-card"), "action-card", { type: "card_ask", participant: person.id, on: true }) : nothing}
      ${aside ? this.#do("heart-handshake", t("action-side-talk"), "action-side-talk", { type: "side_talk_ask", participant: person.id }) : nothing}
      ${this.#do(hidden ? "eye" : "eye-off", t(hidden ? "action-show" : "action-hide"), "action-hide", { type: "hide", participant: person.id, on: !hidden })}
      ${may("report_person") ? this.#go("flag", t("action-report"), "action-report", () => (dialog.value = { kind: "report", participant: person.id })) : nothing}`;
  }

  /** Nobody can grant what they lack: only roles up to one's own.
   * @param {Participant} person */
  #roles(person) {
    const mine = roles.indexOf(theApp().state.you.value?.role ?? "participant");
    if (roles.indexOf(person.role) > mine) return nothing;
    return html`<details class="fold"><summary>${icon("user-check")}${t("action-role")}: ${t(`role-${person.role}`)}${icon("chevron-down", "chevron")}</summary>
      <div class="menu-list">${roles.slice(0, mine + 1).filter((role) => role !== person.role).map((role) =>
        this.#do("user-check", t("action-role-to", { role: t(`role-${role}`) }), `action-role-${role}`, { type: "set_role", participant: person.id, role }))}</div></details>`;
  }

  /** @param {import("./icon.js").IconName} shape @param {string} words @param {string} testid @param {Action} action */
  #do(shape, words, testid, action) {
    return this.#go(shape, words, testid, () => act(action));
  }

  /** @param {import("./icon.js").IconName} shape @param {string} words @param {string} testid @param {() => void} run @param {string} [extra] */
  #go(shape, words, testid, run, extra) {
    return html`<button class="button quiet ${extra ?? ""}" type="button" data-testid=${testid} @click=${() => {
      this.close();
      run();
    }}>${icon(shape)}${words}</button>`;
  }
}

customElements.define("koronailta-person-dialog", PersonDialog);
