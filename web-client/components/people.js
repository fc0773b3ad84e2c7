// Who is here, who asks for the floor, who waits at the door; and what a moderator does about it.
import { html, nothing, repeat } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { clock, t } from "../i18n/index.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { lineMark } from "./line_view.js";
import { discColour, initials, nameOf } from "./text.js";
import { act, may, theApp } from "./the_app.js";
import { dialog, panel } from "./ui_state.js";
import { forgetUnsent, unsent, written } from "./unsent.js";

/** @typedef {import("../protocol/types.js").Participant} Participant */
/** @typedef {import("../protocol/types.js").LobbyEntry} LobbyEntry */

/** A coloured disc with initials. @param {string} id @param {string} name */
export function disc(id, name) {
  return html`<span class="disc flat ${discColour(id)}" aria-hidden="true">${initials(name)}</span>`;
}

export class PeopleElement extends WatchingElement {
  #written = signal(false);

  /** @override */
  firstUpdated() {
    this.querySelector("h2")?.focus();
  }

  /** @override */
  render() {
    return html`<section class="panel" aria-labelledby="people-title" data-testid="people">
      <div class="panel-head">
        <h2 id="people-title" tabindex="-1">${t("people-title")}</h2>
        <button class="button quiet round" type="button" aria-label=${t("close")} @click=${() => (panel.value = "none")}>${icon("x")}</button>
      </div>
      <div class="panel-scroll">
        ${may("keep_door") ? this.#door() : nothing} ${this.#hands()} ${this.#roster()}
        ${may("see_wellbeing") ? this.#reports() : nothing} ${this.#whole()}
      </div>
    </section>`;
  }

  #door() {
    const lobby = theApp().state.lobby.value;
    if (lobby.length === 0) return nothing;
    return html`<section class="panel-part door" aria-labelledby="door-title">
      <h3 id="door-title">${t("people-waiting")} (${lobby.length})</h3>
      <ul class="plain people">${repeat(lobby, (one) => one.participant, (one) => this.#waiting(one))}</ul>
      ${lobby.length > 1 ? html`<div class="row"><button class="button dusk narrow" type="button" data-testid="admit-all" @click=${() => act({ type: "admit_all" })}>${t("admit-all")}</button></div>` : nothing}
      <form class="stack tight lobby-write" @submit=${this.#writeToLobby}>
        <label class="small strong" for="lobby-words">${t("lobby-write")}</label>
        <div class="row nowrap">
          <input id="lobby-words" name="text" type="text" maxlength="1000" autocomplete="off" data-testid="lobby-message-input" ${written("lobby")} @input=${() => (this.#written.value = false)} />
          <button class="button round" type="submit" aria-label=${t("lobby-write-send")} data-testid="lobby-message-send">${icon("send")}</button>
        </div>
        ${this.#written.value ? html`<p class="small" role="status">${t("lobby-written")}</p>` : nothing}
      </form>
    </section>`;
  }

  /** @param {LobbyEntry} one */
  #waiting(one) {
    return html`<li class="person" data-testid="lobby-entry" data-participant=${one.participant} data-name=${one.name}>
      ${disc(one.participant, one.name)}
      <div class="about"><b><bdi>${one.name}</bdi></b>
        ${one.business ? html`<div class="small soft"><bdi>${one.business}</bdi></div>` : nothing}
        <div class="small soft">${t("people-waiting-since", { clock: clock(one.since) })}</div>
        ${one.link_had_removal ? html`<div class="trouble">${icon("triangle-alert")}${t("people-link-had-removal")}</div>` : nothing}
      </div>
      <div class="row">
        <button class="button main narrow" type="button" data-testid="admit" aria-label="${t("admit")}: ${one.name}" @click=${() => act({ type: "admit", participant: one.participant })}>${t("admit")}</button>
        <button class="button quiet narrow" type="button" data-testid="deny" aria-label="${t("deny")}: ${one.name}" @click=${() => act({ type: "deny", participant: one.participant })}>${t("deny")}</button>
      </div>
    </li>`;
  }

  /** @param {SubmitEvent} event */
  async #writeToLobby(event) {
    event.preventDefault();
    const text = unsent("lobby").trim();
    if (text === "") return;
    const result = await theApp().dispatch({ type: "lobby_message", text });
    if (!result.ok) return;
    forgetUnsent("lobby", text);
    this.#written.value = true;
  }

  #hands() {
    const { hands, roster, floor } = theApp().state;
    const held = floor.value;
    if (hands.value.length === 0) return nothing;
    const people = new Map(roster.value.map((one) => [one.id, one]));
    return html`<section class="panel-part" aria-labelledby="hands-title">
      <h3 id="hands-title">${t("people-hands")}</h3>
      <ol class="plain people" data-testid="hands">${repeat(hands.value, (id) => id, (id, index) => {
        const one = people.get(id);
        if (!one) return nothing;
        return html`<li class="person" data-participant=${id}>
          <span class="order" aria-label=${t("people-hand-order", { order: index + 1 })}>${index + 1}</span>
          <div class="about"><b><bdi>${one.name}</bdi></b></div>
          ${may("moderate_media")
            ? html`<button class="button narrow ${held.type === "held" ? "main" : ""}" type="button" data-testid=${held.type === "held" ? "give-floor" : "invite"}
                @click=${() => act(held.type === "held" ? { type: "give_floor", participant: id } : { type: "invite_to_speak", participant: id })}>
                ${t(held.type === "held" ? "action-give-floor" : "action-invite")}</button>`
            : nothing}
          ${may("lower_hands") ? html`<button class="mini" type="button" aria-label="${t("action-lower-hand")}: ${one.name}"
            @click=${() => act({ type: "lower_hand", participant: id })}>${icon("undo-2")}</button>` : nothing}
        </li>`;
      })}</ol>
    </section>`;
  }

  #roster() {
    const { roster, here } = theApp().state;
    const elsewhere = roster.value.filter((one) => !here.value.includes(one));
    return html`<section class="panel-part" aria-labelledby="here-title">
      <h3 id="here-title">${t("people-here", { count: here.value.length })}</h3>
      <ul class="plain people">${repeat(here.value, (one) => one.id, (one) => this.#person(one))}</ul>
    </section>
    ${elsewhere.length > 0 ? html`<section class="panel-part" aria-labelledby="elsewhere-title" data-testid="elsewhere">
      <h3 id="elsewhere-title">${t("people-elsewhere", { count: elsewhere.length })}</h3>
      <ul class="plain people soft">${repeat(elsewhere, (one) => one.id, (one) => html`<li class="person">${disc(one.id, one.name)}<div class="about"><bdi>${one.name}</bdi></div></li>`)}</ul>
    </section>` : nothing}`;
  }

  /** @param {Participant} one */
  #person(one) {
    const { state } = theApp();
    const own = one.id === state.you.value?.id;
    const floor = state.floor.value;
    const hasFloor = floor.type === "held" && floor.speakers.includes(one.id);
    const order = state.hands.value.indexOf(one.id);
    const microphone = one.microphone === "on" ? "on" : one.microphone === "off" ? "off" : "blocked";
    return html`<li class="person" data-testid="person" data-participant=${one.id} data-name=${one.name} data-microphone=${one.microphone}>
      ${disc(one.id, one.name)}
      <div class="about">
        <b><bdi>${own ? t("tile-you", { name: one.name }) : one.name}</bdi></b>
        ${one.together ? html`<div class="small" data-testid="together"><bdi>${nameOf(one)}</bdi></div>` : nothing}
        <div class="small soft">${one.business ? html`<bdi>${one.business}</bdi>` : nothing}${one.business && one.role !== "participant" ? " · " : nothing}${one.role === "participant" ? nothing : t(`role-${one.role}`)}</div>
        ${may("keep_door") && one.recognised && one.role === "participant" ? html`<div class="small soft">${t("people-recognised")}</div>` : nothing}
        ${one.presence === "reconnecting" ? html`<div class="small soft">${t("tile-reconnecting")}</div>` : nothing}
        ${one.presence === "here" ? lineMark(one.id) : nothing}
        ${hasFloor ? html`<div class="small lit">${t("people-has-floor")}</div>` : nothing}
        ${may("see_wellbeing") ? troubles(one.id) : nothing}
        ${may("see_speaking_times") ? spoken(one.id) : nothing}
      </div>
      <div class="states">
        ${order >= 0 ? html`<span class="lit" role="img" aria-label=${t("tile-hand", { name: one.name })}>${icon("hand")}</span>` : nothing}
        <span class=${microphone} role="img" aria-label=${t(`tile-microphone-${microphone}`, { name: one.name })}>${icon(microphone === "on" ? "mic" : "mic-off")}</span>
        ${own ? nothing : html`<button class="button quiet round" type="button" data-testid="person-menu" aria-haspopup="dialog" aria-label=${t("people-menu", { name: one.name })}
          @click=${() => (dialog.value = { kind: "person", participant: one.id })}>${icon("ellipsis")}</button>`}
      </div>
    </li>`;
  }

  #reports() {
    const reports = theApp().state.reports.value;
    if (reports.length === 0) return nothing;
    return html`<section class="panel-part" aria-labelledby="reports-title">
      <h3 id="reports-title">${t("people-reports")}</h3>
      <ul class="plain stack tight">${repeat(reports, (one) => one.id, (one) => html`<li class="note lingon">${icon("flag")}
        <div><p class="small">${t("people-report-by", { by: one.byName, about: one.aboutName })} <span class="soft">${clock(one.at)}</span></p>
        ${one.text ? html`<p>${one.text}</p>` : nothing}</div></li>`)}</ul>
    </section>`;
  }

  /** What concerns the whole evening. */
  #whole() {
    const { floor, locked } = theApp().state;
    const held = floor.value.type === "held";
    if (!may("moderate_media") && !may("lock_room") && !may("end_evening")) return nothing;
    return html`<section class="panel-part" aria-labelledby="whole-title">
      <h3 id="whole-title">${t("people-everyone")}</h3>
      <div class="menu-list">
        ${may("moderate_media") ? html`
          <button class="button switch" type="button" data-testid="hold-floor" aria-pressed=${held ? "true" : "false"} aria-describedby="hold-hint"
            @click=${() => act({ type: held ? "release_floor" : "hold_floor" })}>${icon("megaphone")}${t("hold-floor")}</button>
          <p class="small soft" id="hold-hint">${t("hold-floor-hint")}</p>
          <button class="button" type="button" data-testid="mute-all" @click=${() => act({ type: "mute_all" })}>${icon("mic-off")}${t("mute-all")}</button>` : nothing}
        ${may("lock_room") ? html`<button class="button switch" type="button" data-testid="lock-room" aria-pressed=${locked.value ? "true" : "false"}
          @click=${() => act({ type: "lock_room", on: !locked.peek() })}>${icon("lock")}${t("lock-room")}</button>` : nothing}
        ${may("end_evening") ? html`<button class="button danger-text" type="button" data-testid="end-evening" @click=${() => (dialog.value = { kind: "end" })}>${icon("circle-stop")}${t("end-evening")}</button>` : nothing}
      </div>
    </section>`;
  }
}

/** Who cannot hear or speak, in words; nothing for those who can.
 * @param {string} participant */
function troubles(participant) {
  const report = theApp().state.abilities.value.get(participant);
  if (!report) return nothing;
  const words = [];
  if (report.hear === "blocked") words.push(t("people-cannot-hear-tap"));
  else if (report.hear === "failed" || report.hear === "without") words.push(t("people-cannot-hear"));
  if (report.speak === "blocked") words.push(t("people-cannot-speak-denied"));
  else if (report.speak === "failed") words.push(t("people-cannot-speak"));
  else if (report.speak === "without") words.push(t("people-without-microphone"));
  return words.map((word) => html`<div class="trouble" data-testid="ability">${icon("ear-off")}${word}</div>`);
}

/** How long somebody has spoken, as a gentle bar for those who look after the talk; nobody is ranked.
 * @param {string} participant */
function spoken(participant) {
  const times = theApp().state.speakingTimes.value;
  const own = times.find((one) => one.participant === participant);
  if (!own) return nothing;
  const most = Math.max(...times.map(({ seconds }) => seconds), 1);
  const words = t("speaking-time", { minutes: Math.floor(own.seconds / 60), seconds: own.seconds % 60 });
  return html`<meter class="spoken" min="0" max=${most} .value=${own.seconds} title=${words} aria-label=${words} data-testid="speaking-time"></meter>`;
}

customElements.define("koronailta-people", PeopleElement);
