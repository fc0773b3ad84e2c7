// One person: picture or initials, name, microphone, hand. Whoever speaks is lit as by a lamp.
import { html, live, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { theApp } from "./the_app.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { discColour, initials, nameOf } from "./text.js";

/** @typedef {import("../protocol/types.js").Participant} Participant */
/** @typedef {import("../protocol/types.js").ParticipantId} ParticipantId */

export class TileElement extends WatchingElement {
  /** @override */
  static properties = { participant: { attribute: false } };

  constructor() {
    super();
    /** @type {ParticipantId} */
    this.participant = "";
  }

  /** @override */
  render() {
    const { state } = theApp();
    const person = state.roster.value.find((one) => one.id === this.participant);
    if (!person) return nothing;
    const own = person.id === state.you.value?.id;
    const picture = theApp().picture(person.id, "camera").value;
    const hidden = state.hidden.value.has(person.id);
    const speaking = person.microphone === "on" && state.speaking.value.includes(person.id);
    const hand = state.hands.value.indexOf(person.id);
    const line = person.presence === "here" ? state.lines.value.get(person.id) : undefined;
    const weak = line === "weak";
    this.#mark(person, picture.ready, speaking);
    // `live`: the same stream set again would begin anew, and the picture would flicker with every word that is spoken.
    return html`<article class="tile" aria-label=${[describe(person, own, speaking, hand), line ? t(`line-${line}`) : ""].filter(Boolean).join(", ")}>
      <span class="disc ${discColour(person.id)}" aria-hidden="true">${initials(person.name)}</span>
      <video class="${own ? "own" : ""} ${picture.ready ? "" : "blank"}" autoplay muted playsinline
        .srcObject=${live(picture.stream)} aria-hidden="true"></video>
      ${hand >= 0 ? html`<span class="tile-hand" aria-hidden="true">${icon("hand")}${hand + 1}</span>` : nothing}
      ${state.paused.value.has(`camera:${person.id}`) && person.camera === "on" ? html`<div class="tile-over" data-testid="tile-paused">${t("tile-paused")}</div>` : nothing}
      ${person.presence === "reconnecting" ? html`<div class="tile-over">${t("tile-reconnecting")}</div>` : nothing}
      ${line === "lost" ? html`<div class="tile-over">${t("line-lost")}</div>` : nothing}
      ${hidden ? html`<div class="tile-over">${t("tile-hidden")}</div>` : nothing}
      <div class="plate" aria-hidden="true">
        ${microphoneIcon(person, speaking)} ${weak ? icon("wifi-low", "soft") : nothing}
        <span class="who ${person.together ? "several" : ""}"><bdi class="name">${own ? t("tile-you", { name: nameOf(person) }) : nameOf(person)}</bdi>${person.role === "participant" ? nothing : html`<span class="role"> · ${t(`role-${person.role}`)}</span>`}${
            person.business ? html`<span class="business"> · <bdi>${person.business}</bdi></span>` : nothing}
        </span>
      </div>
    </article>`;
  }

  /** For style sheets and for tests from outside.
   * @param {Participant} person @param {boolean} ready @param {boolean} speaking */
  #mark(person, ready, speaking) {
    this.dataset["testid"] = "tile";
    this.dataset["participant"] = person.id;
    this.dataset["name"] = person.name;
    this.dataset["ready"] = String(ready);
    this.dataset["speaking"] = String(speaking);
  }
}

/** @param {Participant} person @param {boolean} speaking */
function microphoneIcon(person, speaking) {
  if (person.microphone === "on") return icon("mic", speaking ? "lit" : "");
  return icon("mic-off", "muted");
}

/**
 * The tile in words: name, business, role, microphone, hand.
 * @param {Participant} person @param {boolean} own @param {boolean} speaking @param {number} hand
 */
function describe(person, own, speaking, hand) {
  const state = person.microphone === "on" ? "on" : person.microphone === "off" ? "off" : "blocked";
  return [
    own ? t("tile-you", { name: nameOf(person) }) : nameOf(person),
    person.business ?? "",
    person.role === "participant" ? "" : t(`role-${person.role}`),
    t(`tile-microphone-${state}`, { name: person.name }),
    hand >= 0 ? t("tile-hand", { name: person.name }) : "",
    speaking ? t("tile-speaking", { name: person.name }) : "",
    person.presence === "reconnecting" ? t("tile-reconnecting") : "",
  ].filter(Boolean).join(", ");
}

customElements.define("koronailta-tile", TileElement);
