// What to do next: the steps of a new network, and after that the next evening and nothing else.
import { html, nothing } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { t } from "../i18n/index.js";
import { passkeys } from "./account.js";
import { theAnnouncements } from "./announcements.js";
import { address, resource, slug, theMembers, theNetwork, within } from "./desk.js";
import { openDialog } from "./dialogs.js";
import { eveningCard, isOver, theEvenings, theSeries } from "./evenings.js";
import { canUsePasskeys } from "./passkeys.js";
import { theStaff } from "./staff.js";
import { fetched, head, linkButton } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Evening} Evening */
/** @typedef {{ name: string, done: boolean, href?: string, open?: () => void }} Step */

class StartElement extends WatchingElement {
  /** @override */
  render() {
    const network = theNetwork().value;
    return html`${head(network?.name ?? "", {})}
      ${fetched(theMembers(), ({ members: all }) => fetched(theEvenings(), ({ evenings }) => fetched(theSeries(), ({ series }) => {
        const coming = evenings.filter((one) => !isOver(one)).sort((one, other) => one.starts_at - other.starts_at);
        const steps = this.#steps(all.length, evenings.length + series.length, coming);
        return html`${this.#next(steps)}${this.#coming(coming)}${this.#beside(all.length)}`;
      })))}`;
  }

  /** @param {number} members @param {number} planned @param {readonly Evening[]} coming @returns {Step[]} */
  #steps(members, planned, coming) {
    const here = slug.value;
    const organizers = theStaff().value?.staff.filter(({ role }) => role === "organizer").length ?? 2;
    const keys = passkeys().value?.passkeys.length ?? 1;
    const help = /** @type {import("./desk.js").Resource<{ contacts: readonly unknown[] }>} */ (resource(within("help-contacts"))).value?.contacts.length ?? 1;
    const first = coming[0];
    return [
      { name: "members", done: members > 0, href: address(here, "members") },
      { name: "evening", done: planned > 0, href: address(here, "evenings", "new") },
      { name: "invite", done: first ? coming.some((one) => one.invited > 0) : planned > 0, href: first ? address(here, "evenings", first.id) : address(here, "evenings") },
      { name: "help", done: help > 0, href: address(here, "settings") },
      { name: "organizer", done: organizers > 1, href: address(here, "staff", "new") },
      ...(canUsePasskeys() ? [{ name: "passkey", done: keys > 0, open: () => openDialog(() => html`<koronailta-account-dialog></koronailta-account-dialog>`) }] : []),
    ];
  }

  /** @param {readonly Step[]} steps */
  #next(steps) {
    const open = steps.filter((one) => !one.done);
    const next = open[0];
    if (!next) return nothing;
    return html`<section class="sheet-card" aria-labelledby="steps-title" data-testid="steps" data-next=${next.name}><h2 id="steps-title">${t("steps-title")}</h2>
      <ol class="plain steps">${steps.map((one) => html`<li class="step ${one.done ? "done" : ""}" data-testid="step-${one.name}" data-done=${one.done ? "true" : "false"}>
        <span class="step-mark">${one.done ? icon("check") : nothing}</span>
        <div class="stack tight"><b>${t(`step-${one.name}`)}${one.done ? html`<span class="visually-hidden"> ${t("step-done")}</span>` : nothing}</b>
          ${one === next ? html`<p class="soft small">${t(`step-${one.name}-words`)}</p><div>${action(one, "main")}</div>` : nothing}
          ${!one.done && one !== next ? html`<div>${action(one, "narrow")}</div>` : nothing}</div></li>`)}</ol></section>`;
  }

  /** @param {readonly Evening[]} coming */
  #coming(coming) {
    const first = coming[0];
    if (!first) return nothing;
    return html`<section class="stack tight" aria-labelledby="next-title"><h2 id="next-title">${t("start-next-evening")}</h2><ul class="plain cards">${eveningCard(first, slug.value)}</ul></section>`;
  }

  /** @param {number} members */
  #beside(members) {
    if (members === 0) return nothing;
    const here = slug.value;
    const announcements = theAnnouncements().value?.announcements.length ?? 0;
    return html`<section class="row" aria-label=${t("start-also")}>
      ${linkButton(address(here, "announcements", "new"), "megaphone", t(announcements === 0 ? "start-first-announcement" : "announcement-new"), "start-announcement", "")}
      ${linkButton(address(here, "members"), "users", t("members-count", { count: members }), "start-members", "")}</section>`;
  }
}

/** @param {Step} step @param {string} look */
function action({ name, href, open }, look) {
  const words = t(`step-${name}-action`);
  if (href !== undefined) return html`<a class="button ${look}" href=${href} data-testid="do-${name}">${words}</a>`;
  return html`<button class="button ${look}" type="button" data-testid="do-${name}" @click=${open}>${words}</button>`;
}

customElements.define("koronailta-start", StartElement);
