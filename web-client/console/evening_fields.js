// What an evening and a series of them have in common: the fields, and how they are sent.
import { html, nothing } from "../vendor/lit.js";
import { icon } from "../components/icon.js";
import { t } from "../i18n/index.js";
import { joined, nextEvening } from "./dates.js";
import { theStaff } from "./staff.js";

/** @typedef {import("../forms/form.js").FormElement} FormElement */
/** @typedef {import("../forms/merge.js").Values} Values */

const lengths = [60, 90, 120, 150, 180, 240];
const doors = [0, 5, 10, 15, 30, 60];

/** An evening as nobody has changed it yet. @returns {Values} */
export function usual() {
  return {
    title: "", date: nextEvening(), clock: "18:00", minutes: "120", doors_minutes: "15",
    programme: "", place: "", advisor_person_id: "", encrypted: false, captions_kept: false,
  };
}

/** @param {FormElement} form */
export function whenFields(form) {
  return html`<div class="pair">${form.line("date", t("evening-date"), { type: "date" })}${form.line("clock", t("evening-clock"), { type: "time" })}</div>
    <div class="pair">${form.pick("minutes", t("evening-length"), choices(lengths, form.text("minutes")))}
      ${form.pick("doors_minutes", t("evening-doors"), choices(doors, form.text("doors_minutes"), true))}</div>`;
}

/** @param {readonly number[]} offered @param {string} chosen @param {boolean} [before] */
function choices(offered, chosen, before = false) {
  const all = [...new Set([...offered, Number(chosen)])].filter((one) => Number.isFinite(one)).sort((one, other) => one - other);
  return all.map((count) => ({ value: String(count), words: before ? t("evening-doors-before", { count }) : lengthWords(count) }));
}

/** @param {number} minutes */
function lengthWords(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t("length-minutes", { minutes: rest });
  return rest === 0 ? t("length-hours", { hours }) : t("length-both", { hours, minutes: rest });
}

/** When the invitations of a series go out. @param {FormElement} form */
export function inviteField(form) {
  return form.pick("invite_days", t("series-invite"), [
    { value: "7", words: t("series-invite-week") },
    { value: "3", words: t("series-invite-days", { count: 3 }) },
    ...(["", "3", "7"].includes(form.text("invite_days")) ? [] : [{ value: form.text("invite_days"), words: t("series-invite-days", { count: Number(form.text("invite_days")) }) }]),
    { value: "", words: t("series-invite-never") },
  ], { hint: t("series-invite-hint") });
}

/** @param {FormElement} form */
export function moreFields(form) {
  const advisors = (theStaff().value?.staff ?? []).filter(({ role }) => role === "advisor" || role === "organizer");
  return html`${form.area("programme", t("evening-programme"), { max: 4000, optional: true, hint: t("evening-programme-hint") })}
    ${form.line("place", t("evening-place"), { max: 200, optional: true, hint: t("evening-place-hint") })}
    ${form.pick("advisor_person_id", t("evening-advisor"), [{ value: "", words: t("evening-advisor-none") }, ...advisors.map(({ id, name }) => ({ value: id, words: name }))])}
    ${form.tick("encrypted", t("evening-encrypted"), { hint: t("evening-encrypted-hint") })}
    ${form.values.value["encrypted"] === true ? html`<p class="soft small" data-testid="captions-not-kept">${t("evening-captions-not")}</p>` : form.tick("captions_kept", t("evening-captions-kept"), { hint: t("evening-captions-kept-hint") })}`;
}

/** The first thing that is missing. @param {FormElement} form */
export function checkEvening(form) {
  if (form.text("title").trim() === "") return { field: "title", key: "form-title-missing" };
  if (!/^\d{4}-\d\d-\d\d$/u.test(form.text("date"))) return { field: "date", key: "form-date-missing" };
  return /^\d\d:\d\d/u.test(form.text("clock")) ? null : { field: "clock", key: "form-clock-missing" };
}

/** As the interface takes it. @param {Values} values @param {string} startName */
export function sentEvening({ date, clock, minutes, doors_minutes, advisor_person_id, place, captions_kept, ...rest }, startName) {
  return {
    ...rest,
    captions_kept: captions_kept === true && rest["encrypted"] !== true,
    [startName]: joined(String(date), String(clock).slice(0, 5)),
    minutes: Number(minutes),
    doors_minutes: Number(doors_minutes),
    place: String(place ?? "").trim() || null,
    advisor_person_id: advisor_person_id || null,
  };
}

/** @param {Values} values @param {string} startName */
export function sentSeries({ invite_days, ...values }, startName) {
  return { ...sentEvening(values, startName), invite_days: invite_days ? Number(invite_days) : null };
}

/** @param {{ clock_skips: boolean }} planned */
export function clockSkips({ clock_skips }) {
  return clock_skips ? html`<p class="note lamp" role="status" data-testid="clock-skips">${icon("clock")}<span>${t("evening-clock-skips")}</span></p>` : nothing;
}
