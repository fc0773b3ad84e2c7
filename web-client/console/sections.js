// The sections of the organizer's side, and the view that belongs to an address.
import { html } from "../vendor/lit.js";
import "./account.js";
import "./announcements.js";
import "./attendance.js";
import "./contact_requests.js";
import "./evening.js";
import "./evenings.js";
import "./guest_links.js";
import "./member.js";
import "./members.js";
import "./members_import.js";
import "./programs.js";
import "./schemes.js";
import "./series.js";
import "./settings.js";
import "./staff.js";
import "./start.js";

/** @typedef {import("../components/icon.js").IconName} IconName */

/** Who else than organizers finds something there, or who alone; the server decides what they may do.
 * @type {readonly { name: string, shape: IconName, for: readonly string[], only?: string }[]} */
const all = [
  { name: "start", shape: "house", for: ["moderator"] },
  { name: "members", shape: "users", for: ["moderator"] },
  { name: "evenings", shape: "calendar", for: ["moderator", "advisor", "captioner"] },
  { name: "announcements", shape: "megaphone", for: ["moderator", "advisor", "captioner"] },
  { name: "schemes", shape: "list-checks", for: ["moderator", "advisor", "captioner"] },
  { name: "contact-requests", shape: "hand-helping", for: [], only: "advisor" },
  { name: "staff", shape: "hand-heart", for: ["moderator"] },
  { name: "settings", shape: "settings", for: [] },
];

/** The sections of somebody with these roles: who organizes and advises is written down twice. @param {readonly string[]} roles */
export function sectionsFor(roles) {
  const shown = (/** @type {typeof all[number]} */ one) => one.only ? roles.includes(one.only) : roles.some((role) => role === "organizer" || one.for.includes(role));
  return all.filter(shown);
}

/** @type {Readonly<Record<string, (what: string, more: string) => unknown>>} */
const views = {
  start: () => html`<koronailta-start></koronailta-start>`,
  members: (what) => {
    if (what === "import") return html`<koronailta-members-import></koronailta-members-import>`;
    return what ? html`<koronailta-member .member=${what === "new" ? null : what}></koronailta-member>` : html`<koronailta-members></koronailta-members>`;
  },
  evenings: (what, more) => {
    if (what === "new") return html`<koronailta-new-evening .copyOf=${more || null}></koronailta-new-evening>`;
    return what ? html`<koronailta-evening .evening=${what}></koronailta-evening>` : html`<koronailta-evenings></koronailta-evenings>`;
  },
  series: (what) => html`<koronailta-series .series=${what}></koronailta-series>`,
  announcements: (what) => what ? html`<koronailta-announcement .announcement=${what === "new" ? null : what}></koronailta-announcement>` : html`<koronailta-announcements></koronailta-announcements>`,
  schemes: (what) => what ? html`<koronailta-scheme .scheme=${what === "new" ? null : what}></koronailta-scheme>` : html`<koronailta-schemes></koronailta-schemes>`,
  "contact-requests": () => html`<koronailta-contact-requests></koronailta-contact-requests>`,
  staff: (what) => what ? html`<koronailta-staff-person .person=${what === "new" ? null : what}></koronailta-staff-person>` : html`<koronailta-staff></koronailta-staff>`,
  settings: (what) => what === "programs" ? html`<koronailta-programs></koronailta-programs>` : html`<koronailta-settings></koronailta-settings>`,
};

/** @param {readonly string[]} place */
export function view([, section = "start", what = "", more = ""]) {
  return (views[section] ?? views["start"])?.(what, more);
}
