// The board between evenings.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { FormElement } from "../forms/form.js";
import { changes } from "../forms/merge.js";
import { day, dayAndClock, t } from "../i18n/index.js";
import { address, api, changed, go, resource, slug, within } from "./desk.js";
import { confirm } from "./dialogs.js";
import { empty, fetched, head, linkButton, trouble } from "./words.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").Announcement} Announcement */

/** Bytes of one attachment; the server's limit. */
const most = 4 * 1024 * 1024;

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
      <koronailta-attachments class="sheet-card" .announcement=${one}></koronailta-attachments>
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

/** Files that belong to an announcement. */
class Attachments extends WatchingElement {
  /** @override */
  static properties = { announcement: { attribute: false } };
  #problem = signal(/** @type {Problem | null} */ (null));
  #busy = signal(false);

  constructor() {
    super();
    /** @type {Announcement | null} */
    this.announcement = null;
  }

  /** @override */
  render() {
    const all = this.announcement?.attachments ?? [];
    const problem = this.#problem.value;
    return html`<section class="stack" aria-labelledby="attachments-title"><h2 id="attachments-title">${t("attachments-title")}</h2>
      ${all.length === 0 ? nothing : html`<ul class="plain lines">${all.map((one) => html`<li class="line"><span>${icon("paperclip")} <bdi>${one.name}</bdi></span>
        <button class="button quiet round danger-text" type="button" aria-label=${t("attachment-remove", { name: one.name })} @click=${() => void this.#send(`/${one.id}`, { method: "DELETE" })}>${icon("trash-2")}</button></li>`)}</ul>`}
      <div class="field"><label for="attachment-file">${t("attachment-add")}</label><input id="attachment-file" type="file" accept=".pdf,.png,.jpg,.jpeg,.txt" data-testid="attachment-file" aria-describedby="attachment-hint" @change=${this.#chosen} />
        <p class="soft small" id="attachment-hint">${t("attachment-hint")}</p></div>
      ${problem ? trouble(problem) : nothing}</section>`;
  }

  /** @param {Event} event */
  #chosen = ({ target }) => {
    const field = /** @type {HTMLInputElement} */ (target);
    const file = field.files?.[0];
    if (!file || this.#busy.peek()) return;
    if (file.size > most) {
      this.#problem.value = { code: "page", key: "form-file-too-large", params: { megabytes: 4 } };
      return;
    }
    void this.#send(`?name=${encodeURIComponent(file.name)}`, { method: "POST", content: file, type: file.type || "application/octet-stream" }).then(() => (field.value = ""));
  };

  /** @param {string} more @param {import("../protocol/api.js").Question} question */
  async #send(more, question) {
    this.#busy.value = true;
    const answer = await api.ask(within(`announcements/${this.announcement?.id}/attachments${more}`), question);
    this.#busy.value = false;
    this.#problem.value = answer.ok ? null : answer.problem;
    changed(within("announcements"));
  }
}

customElements.define("koronailta-attachments", Attachments);
