// The board between evenings.
import { html } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { changes } from "../forms/merge.js";
import { day, dayAndClock, t } from "../i18n/index.js";
import { address, api, changed, go, resource, slug, within } from "./desk.js";
import { confirm } from "./dialogs.js";
import "./files.js";
import { empty, fetched, head, linkButton } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Announcement} Announcement */

/** @returns {import("./desk.js").Resource<{ announcements: readonly Announcement[] }>} */
export function theAnnouncements() {
  return resource(within("announcements"));
}

class AnnouncementsElement extends WatchingElement {
  /** @override */
  render() {
    const here = slug.value;
    const add = linkButton(address(here, "announcements", "new"), "pencil", t("announcement-new"), "new-announcement");
    return html`${head(t("section-announcements"), { words: t("announcements-words"), action: add })}
      ${fetched(theAnnouncements(), ({ announcements }) => announcements.length === 0 ? empty("megaphone", t("announcements-none-title"), t("announcements-none-words"))
        : html`<ul class="plain cards" data-testid="announcements">${announcements.map((one) => html`<li><a class="card-link" data-testid="announcement" href=${address(here, "announcements", one.id)}>
          <b><bdi>${one.title}</bdi></b><span class="soft small">${day(one.published_at)}</span><span class="small clip"><bdi>${one.text}</bdi></span>${icon("chevron-right")}</a></li>`)}</ul>`)}
      <p class="soft small">${icon("rss")} <a href=${`/api/v1/${within("announcements.atom")}`}>${t("announcements-feed")}</a></p>`;
  }
}

customElements.define("koronailta-announcements", AnnouncementsElement);

class AnnouncementElement extends WatchingElement {
  /** @override */
  static properties = { announcement: { attribute: false } };

  constructor() {
    super();
    /** @type {string | null} null: a new one */
    this.announcement = null;
  }

  /** @override */
  render() {
    const back = { href: address(slug.value, "announcements"), words: t("section-announcements") };
    if (this.announcement === null) return html`${head(t("announcement-new"), { back })}<koronailta-announcement-form class="sheet-card"></koronailta-announcement-form>`;
    const found = /** @type {import("./desk.js").Resource<Announcement>} */ (resource(within(`announcements/${this.announcement}`)));
    return fetched(found, (one, etag) => html`${head(one.title, { back, words: dayAndClock(one.published_at) })}
      <koronailta-announcement-form class="sheet-card" .announcement=${one} .etag=${etag}></koronailta-announcement-form>
      <koronailta-files class="sheet-card" .files=${one.attachments} .path=${`announcements/${one.id}/attachments`} .list=${"announcements"}></koronailta-files>
      <div><button class="button danger-text" type="button" data-testid="remove-announcement" @click=${() => remove(one, etag)}>${icon("trash-2")}${t("announcement-remove")}</button></div>`);
  }
}

customElements.define("koronailta-announcement", AnnouncementElement);

/** @param {Announcement} one @param {string | null} version */
function remove(one, version) {
  confirm({
    title: t("announcement-remove-title"),
    words: t("announcement-remove-words", { title: one.title }),
    action: t("announcement-remove"),
    carry: async () => {
      const answer = await api.ask(within(`announcements/${one.id}`), { method: "DELETE", version });
      if (!answer.ok) return answer.problem;
      changed(within("announcements"));
      go(slug.peek(), "announcements");
      return null;
    },
  });
}

class AnnouncementForm extends FormElement {
  /** @override */
  static properties = { announcement: { attribute: false }, etag: { attribute: false } };

  constructor() {
    super();
    /** @type {Announcement | null} */
    this.announcement = null;
    /** @type {string | null} */
    this.etag = null;
  }

  /** @override */
  connected() {
    const one = this.announcement;
    this.begin(`announcement.${one?.id ?? "new"}`, one ? of(one) : { title: "", text: "", public: false, mail: true }, this.etag);
  }

  /** @override */
  fields() {
    return html`${this.line("title", t("announcement-title"), { max: 120 })}
      ${this.area("text", t("announcement-text"), { max: 8000, rows: 8, hint: t("announcement-text-hint") })}
      ${this.tick("public", t("announcement-public"), { hint: t("announcement-public-hint") })}
      ${this.tick("mail", t("announcement-mail"), { hint: t("announcement-mail-hint") })}`;
  }

  /** @override */
  check() {
    if (this.text("title").trim() === "") return { field: "title", key: "form-title-missing" };
    return this.text("text").trim() === "" ? { field: "text", key: "reject-text-empty" } : null;
  }

  /** @override */
  action() {
    return this.announcement ? t("save") : t("announcement-publish");
  }

  /** @override */
  save() {
    const written = this.values.peek();
    if (this.announcement) return api.ask(within(`announcements/${this.announcement.id}`), { method: "PATCH", body: changes(this.base, written), version: this.version });
    return api.ask(within("announcements"), { method: "POST", body: written, key: this.key.of(written) });
  }

  /** @override */
  async current() {
    const answer = await api.get(within(`announcements/${this.announcement?.id}`));
    return answer.ok ? { values: of(/** @type {Announcement} */ (answer.value)), version: answer.etag } : null;
  }

  /** @override @param {import("../protocol/api.js").Given<Announcement>} answer */
  done({ value }) {
    changed(within("announcements"));
    if (!this.announcement) go(slug.peek(), "announcements", value.id);
  }
}

/** @param {Announcement} one */
function of({ title, text, public: open, mail }) {
  return { title, text, public: open, mail };
}

customElements.define("koronailta-announcement-form", AnnouncementForm);
