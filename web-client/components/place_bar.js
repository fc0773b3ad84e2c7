// Where one is, when it is not simply the common room: the group, its time, who is about to come in, the way back.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { nameOf } from "./dialogs.js";
import { icon } from "./icon.js";
import { act, theApp } from "./the_app.js";
import "./time_left.js";
import { dialog } from "./ui_state.js";

/** @typedef {import("../protocol/types.js").MyGroup} MyGroup */
/** @typedef {import("../protocol/types.js").GroupName} GroupName */

/** What a group is called. @param {GroupName} name */
export function groupTitle({ number, topic }) {
  if (number === 0) return t("side-talk");
  return topic ? t("group-with-topic", { number, topic }) : t("group", { number });
}

/** Banners of the place; nothing in a common room without groups. */
export function placeBar() {
  const { place, topics, sideTalks, cardAskedBy } = theApp().state;
  const { group, assigned, visits } = place.value;
  return html`${group ? inGroup(group) : nothing} ${sideTalks.value.map(sideTalk)} ${cardAskedBy.value ? cardAsked(cardAskedBy.value) : nothing}
    ${visits.map(({ participant }) => html`<div class="banner strong" role="status" data-testid="visit">${icon("door-open")}<p>${t("visit-announced", { name: nameOf(participant) })}</p></div>`)}
    ${!group && assigned ? html`<div class="banner" role="status" data-testid="group-waiting">${icon("users")}<p>${t("group-assigned", { group: groupTitle(assigned) })}</p>
      <button class="button main narrow" type="button" data-testid="group-enter" @click=${() => act({ type: "group_enter", group: assigned.id })}>${t("group-enter")}</button></div>` : nothing}
    ${topics.value.titles.length > 0 && !group ? html`<div class="banner" role="status" data-testid="topics-offered">${icon("sparkles")}
      <p>${topics.value.chosen === null ? t("topics-choose") : t("topics-chosen", { topic: topics.value.titles[topics.value.chosen] ?? "" })}</p>
      <button class="button narrow" type="button" data-testid="open-topics" @click=${() => (dialog.value = { kind: "topics" })}>${t(topics.value.chosen === null ? "topics-open" : "topics-change")}</button></div>` : nothing}`;
}

/** A question to step aside: both can end it, and only the one who was asked can accept it.
 * @param {import("../protocol/types.js").SideTalkAsk} ask */
function sideTalk({ by, of }) {
  const asked = of === theApp().state.you.value?.id;
  return html`<div class="banner ${asked ? "strong" : ""}" role="status" data-testid=${asked ? "side-talk-asked" : "side-talk-waiting"}>${icon("heart-handshake")}
    <p>${t(asked ? "side-talk-asked" : "side-talk-waiting", { name: nameOf(asked ? by : of) })}</p>
    ${asked
      ? html`<button class="button main narrow" type="button" data-testid="side-talk-accept" @click=${() => act({ type: "side_talk_answer", participant: by, accept: true })}>${t("side-talk-accept")}</button>
          <button class="button narrow" type="button" data-testid="side-talk-decline" @click=${() => act({ type: "side_talk_answer", participant: by, accept: false })}>${t("side-talk-decline")}</button>`
      : html`<button class="button narrow" type="button" data-testid="side-talk-withdraw" @click=${() => act({ type: "side_talk_withdraw" })}>${t("cancel")}</button>`}
  </div>`;
}

/** Nobody else can put one's card on the stage. @param {string} by */
function cardAsked(by) {
  return html`<div class="banner strong" role="status" data-testid="card-asked">${icon("briefcase-business")}<p>${t("card-asked", { name: nameOf(by) })}</p>
    <button class="button main narrow" type="button" data-testid="card-look" aria-haspopup="dialog" @click=${() => (dialog.value = { kind: "present", card: true })}>${t("card-look")}</button>
    <button class="button narrow" type="button" data-testid="card-decline" @click=${() => act({ type: "card_decline" })}>${t("card-decline")}</button></div>`;
}

/** @param {MyGroup} group */
function inGroup(group) {
  const { timer, kind } = group;
  const small = kind === "small";
  return html`<section class="banner place ${timer?.called_back ? "strong" : ""}" aria-label=${groupTitle(group.name)} data-testid="group" data-number=${group.name.number} data-called-back=${timer?.called_back ? "true" : "false"}>
    ${icon(small ? "users" : "heart-handshake")}
    <p><b data-testid="group-title"><bdi>${groupTitle(group.name)}</bdi></b>
      <span class="soft small">${t("group-private", { count: theApp().state.here.value.length })}</span>
      ${timer?.called_back ? html`<span data-testid="called-back">${t("group-called-back")}</span>` : nothing}</p>
    ${timer ? html`<koronailta-time-left .until=${timer.ends_at}></koronailta-time-left>` : nothing}
    <span class="row place-acts">
      ${timer?.called_back && timer.one_more_minute ? html`<button class="button main narrow" type="button" data-testid="one-more-minute" @click=${() => act({ type: "group_one_more_minute" })}>${t("group-one-more-minute")}</button>` : nothing}
      ${small ? html`<button class="button narrow switch" type="button" data-testid="call-moderator" aria-pressed=${group.moderator_called ? "true" : "false"}
        @click=${() => act({ type: "group_call_moderator", on: !group.moderator_called })}>${icon("life-buoy")}<span>${t(group.moderator_called ? "group-moderator-called" : "group-call-moderator")}</span></button>` : nothing}
      <button class="button narrow" type="button" data-testid="group-leave" @click=${() => act({ type: "group_leave" })}>${icon("undo-2")}<span>${t(small ? "group-leave" : "side-talk-leave")}</span></button>
    </span>
  </section>`;
}
