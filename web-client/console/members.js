// Who belongs to the network: businesses with their people.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { t } from "../i18n/index.js";
import { address, slug, theMembers, within } from "./desk.js";
import { empty, fetched, head, linkButton } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Member} Member */

/** So many need no search field. */
const few = 8;

class MembersElement extends WatchingElement {
  #wanted = signal("");

  /** @override */
  render() {
    const here = slug.value;
    return html`${head(t("section-members"), { words: t("members-words") })}
      ${fetched(theMembers(), ({ members: all }) => all.length === 0
        ? empty("users", t("members-none-title"), t("members-none-words"), html`<div class="row">
            ${linkButton(address(here, "members", "import"), "upload", t("members-import"), "import-members")}
            ${linkButton(address(here, "members", "new"), "user-plus", t("member-add"), "add-member", "")}</div>`)
        : this.#list(all))}`;
  }

  /** @param {readonly Member[]} all */
  #list(all) {
    const here = slug.value;
    const wanted = this.#wanted.value.trim().toLocaleLowerCase();
    const found = wanted === "" ? all : all.filter((one) => searched(one).includes(wanted));
    return html`<div class="row view-tools">
        ${linkButton(address(here, "members", "new"), "user-plus", t("member-add"), "add-member")}
        ${linkButton(address(here, "members", "import"), "upload", t("members-import"), "import-members", "")}
        <a class="button" href=${`/api/v1/${within("members.csv")}`} download data-testid="export-members">${icon("download")}${t("members-export")}</a>
      </div>
      ${all.length > few ? html`<div class="field search"><label for="members-search">${t("members-search")}</label>
        <input id="members-search" type="search" autocomplete="off" .value=${live(this.#wanted.value)} @input=${(/** @type {Event} */ event) => (this.#wanted.value = /** @type {HTMLInputElement} */ (event.target).value)} /></div>` : nothing}
      <p class="soft small" role="status">${t("members-count", { count: found.length })}</p>
      <ul class="plain cards" data-testid="members">${found.map((one) => html`<li><a class="card-link" data-testid="member" data-name=${one.name} href=${address(here, "members", one.id)}>
        <b><bdi>${one.name}</bdi></b>
        <span class="soft small">${[one.line_of_business, one.place].filter(Boolean).map((words, at) => html`${at > 0 ? " · " : nothing}<bdi>${words}</bdi>`)}</span>
        <span class="small">${one.persons.length === 0 ? html`<span class="soft">${t("member-nobody")}</span>` : one.persons.map((person, at) => html`${at > 0 ? ", " : nothing}<bdi>${person.name}</bdi>`)}</span>
        ${icon("chevron-right")}</a></li>`)}</ul>`;
  }
}

/** @param {Member} one */
function searched({ name, line_of_business, place, persons }) {
  return [name, line_of_business, place, ...persons.flatMap((person) => [person.name, person.email])].join("\n").toLocaleLowerCase();
}

customElements.define("koronailta-members", MembersElement);
