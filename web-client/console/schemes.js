// The guidance board as advisors write it.
import { html, nothing } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { deadlineWords, wordsOf } from "../board/scheme.js";
import { FormElement } from "../forms/form.js";
import { day, languageNames, languages, t } from "../i18n/index.js";
import { address, api, changed, go, resource, slug, theNetwork, within } from "./desk.js";
import { confirm } from "./dialogs.js";
import "./files.js";
import { empty, fetched, head, linkButton } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Scheme} Scheme */
/** @typedef {import("../protocol/api_types.js").Language} Language */

class SchemesElement extends WatchingElement {
  /** @override */
  render() {
    const here = slug.value;
    const add = linkButton(address(here, "schemes", "new"), "pencil", t("scheme-new"), "new-scheme");
    const all = /** @type {import("./desk.js").Resource<{ schemes: readonly Scheme[] }>} */ (resource(within("schemes")));
    return html`${head(t("section-schemes"), { words: t("schemes-words"), action: add })}
      ${fetched(all, ({ schemes }) => schemes.length === 0 ? empty("list-checks", t("schemes-none-title"), t("schemes-none-words"))
        : html`<ul class="plain cards" data-testid="schemes">${schemes.map((one) => html`<li><a class="card-link" data-testid="scheme" data-state=${one.state} href=${address(here, "schemes", one.id)}>
          <b><bdi>${wordsOf(one).name}</bdi></b><span class="soft small">${t(`scheme-state-${one.state}`)}${one.public && one.state === "published" ? html` · ${t("scheme-for-all")}` : nothing}</span>
          <span class="small">${deadlineWords(one)}</span>
          ${one.to_be_checked ? html`<span class="small strong" data-testid="to-be-checked">${icon("triangle-alert")} ${t("scheme-to-be-checked")}</span>` : nothing}${icon("chevron-right")}</a></li>`)}</ul>`)}`;
  }
}

customElements.define("koronailta-schemes", SchemesElement);

class SchemeElement extends WatchingElement {
  /** @override */
  static properties = { scheme: { attribute: false } };

  constructor() {
    super();
    /** @type {string | null} null: a new one */
    this.scheme = null;
  }

  /** @override */
  render() {
    const back = { href: address(slug.value, "schemes"), words: t("section-schemes") };
    if (this.scheme === null) return html`${head(t("scheme-new"), { back })}<koronailta-scheme-form class="sheet-card"></koronailta-scheme-form>`;
    const found = /** @type {import("./desk.js").Resource<Scheme>} */ (resource(within(`schemes/${this.scheme}`)));
    return fetched(found, (one, etag) => html`${head(wordsOf(one).name, { back, words: t("scheme-changed", { day: day(one.changed_at) }) })}
      ${one.to_be_checked ? html`<p class="note lamp" data-testid="to-be-checked">${icon("triangle-alert")}<span>${t("scheme-check-words")}</span></p>` : nothing}
      <koronailta-scheme-form class="sheet-card" .scheme=${one} .etag=${etag}></koronailta-scheme-form>
      <koronailta-files class="sheet-card" .files=${one.files} .path=${`schemes/${one.id}/files`} .list=${"schemes"}></koronailta-files>
      <div><button class="button danger-text" type="button" data-testid="remove-scheme" @click=${() => remove(one, etag)}>${icon("trash-2")}${t("scheme-remove")}</button></div>`);
  }
}

customElements.define("koronailta-scheme", SchemeElement);

/** @param {Scheme} one @param {string | null} version */
function remove(one, version) {
  confirm({
    title: t("scheme-remove-title"),
    words: t("scheme-remove-words", { name: wordsOf(one).name }),
    action: t("scheme-remove"),
    carry: async () => {
      const answer = await api.ask(within(`schemes/${one.id}`), { method: "DELETE", version });
      if (!answer.ok) return answer.problem;
      changed(within("schemes"));
      go(slug.peek(), "schemes");
      return null;
    },
  });
}

const fieldsOfText = /** @type {const} */ (["name", "for_whom", "amount", "text", "steps", "links"]);

class SchemeForm extends FormElement {
  /** @override */
  static properties = { scheme: { attribute: false }, etag: { attribute: false } };

  constructor() {
    super();
    /** @type {Scheme | null} */
    this.scheme = null;
    /** @type {string | null} */
    this.etag = null;
  }

  /** Languages in which something was written when the form began: they come first. What is written since moves nothing, or
   * the next letter would go into another language's field.
   * @type {readonly Language[]} */
  #first = [];

  /** @override */
  connected() {
    this.begin(`scheme.${this.scheme?.id ?? "new"}`, of(this.scheme), this.etag);
    this.#first = languages.filter((one) => this.#written(one));
  }

  /** The languages of the network, and those in which something is written. */
  get #spoken() {
    const own = theNetwork().value?.languages ?? languages;
    return languages.filter((one) => own.includes(one) || this.scheme?.texts.some(({ language }) => language === one));
  }

  /** @override */
  fields() {
    const spoken = [...this.#spoken].sort((one, other) => Number(this.#first.includes(other)) - Number(this.#first.includes(one)));
    return html`${spoken.map((language, at) => html`<details class="fold" ?open=${at === 0 || this.#written(language)}><summary>${icon("globe")}${t("scheme-in-language", { language: languageNames[language] })}${icon("chevron-down", "chevron")}</summary>
        <div class="stack">${this.#inLanguage(language)}</div></details>`)}
      <div class="pair">${this.line("deadline", t("scheme-deadline"), { type: "date", optional: true, hint: t("scheme-deadline-hint") })}
        ${this.line("deadline_clock", t("scheme-deadline-clock"), { type: "time", optional: true })}</div>
      ${this.line("review_on", t("scheme-review"), { type: "date", optional: true, hint: t("scheme-review-hint") })}
      ${this.radio("state", t("scheme-state"), [{ value: "draft", words: t("scheme-choose-draft") }, { value: "published", words: t("scheme-choose-published") }])}
      ${this.tick("public", t("scheme-public"), { hint: t("scheme-public-hint") })}`;
  }

  /** @param {Language} language */
  #inLanguage(language) {
    return html`${this.line(`name_${language}`, t("scheme-name"), { max: 80 })}
      ${this.area(`text_${language}`, t("scheme-text"), { max: 2000, rows: 5, hint: t("scheme-text-hint") })}
      ${this.line(`for_whom_${language}`, t("scheme-for-whom"), { max: 120, optional: true })}
      ${this.line(`amount_${language}`, t("scheme-amount"), { max: 120, optional: true })}
      ${this.area(`steps_${language}`, t("scheme-steps"), { rows: 4, optional: true, hint: t("scheme-steps-hint") })}
      ${this.area(`links_${language}`, t("scheme-links"), { rows: 2, optional: true, hint: t("scheme-links-hint") })}`;
  }

  /** Something is written in this language. @param {Language} language */
  #written(language) {
    return fieldsOfText.some((name) => this.text(`${name}_${language}`).trim() !== "");
  }

  /** @override */
  check() {
    const spoken = this.#spoken;
    const written = spoken.filter((language) => this.#written(language));
    const nameless = (written.length === 0 ? spoken.slice(0, 1) : written).find((language) => this.text(`name_${language}`).trim() === "");
    if (nameless) return { field: `name_${nameless}`, key: "form-name-missing" };
    const wordless = written.find((language) => this.text(`text_${language}`).trim() === "");
    return wordless && this.text("state") === "published" ? { field: `text_${wordless}`, key: "api-scheme-unfinished" } : null;
  }

  /** @override */
  save() {
    const body = this.#body();
    if (this.scheme) return api.ask(within(`schemes/${this.scheme.id}`), { method: "PATCH", body, version: this.version });
    return api.ask(within("schemes"), { method: "POST", body, key: this.key.of(body) });
  }

  #body() {
    const [last, clock] = [this.text("deadline"), this.text("deadline_clock")];
    return {
      state: this.text("state"),
      public: this.values.peek()["public"] === true,
      deadline: last === "" ? null : clock === "" ? last : `${last}T${clock.slice(0, 5)}`,
      review_on: this.text("review_on") || null,
      texts: this.#spoken.filter((language) => this.#written(language)).map((language) => this.#textIn(language)),
    };
  }

  /** @param {Language} language */
  #textIn(language) {
    const text = (/** @type {string} */ name) => this.text(`${name}_${language}`);
    return {
      language, name: text("name"), for_whom: text("for_whom"), amount: text("amount"), text: text("text"),
      steps: linesOf(text("steps")),
      links: linesOf(text("links")).map(link),
    };
  }

  /** @override */
  async current() {
    const answer = await api.get(within(`schemes/${this.scheme?.id}`));
    return answer.ok ? { values: of(/** @type {Scheme} */ (answer.value)), version: answer.etag } : null;
  }

  /** @override @param {import("../protocol/api.js").Given<Scheme>} answer */
  done({ value }) {
    changed(within("schemes"));
    if (!this.scheme) go(slug.peek(), "schemes", value.id);
  }
}

/** @param {string} text */
function linesOf(text) {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** A title and an address, or one of them. @param {string} line */
function link(line) {
  const [, title = "", url = line] = /^(.*?)\s*(\S+:\S+)$/u.exec(line) ?? [];
  return { title, url };
}

/** @param {Scheme | null} scheme @returns {import("../forms/merge.js").Values} */
function of(scheme) {
  const [last = "", clock = ""] = scheme?.deadline?.local.split("T") ?? [];
  /** @type {import("../forms/merge.js").Values} */
  const values = { state: scheme?.state ?? "draft", public: scheme?.public ?? false, deadline: last, deadline_clock: clock, review_on: scheme?.review_on ?? "" };
  for (const language of languages) {
    const text = scheme?.texts.find((one) => one.language === language);
    for (const name of fieldsOfText) values[`${name}_${language}`] = "";
    if (!text) continue;
    for (const name of /** @type {const} */ (["name", "for_whom", "amount", "text"])) values[`${name}_${language}`] = text[name];
    values[`steps_${language}`] = text.steps.map((step) => step.replaceAll("\n", " ")).join("\n");
    values[`links_${language}`] = text.links.map(({ title, url }) => `${title} ${url}`.trim()).join("\n");
  }
  return values;
}

customElements.define("koronailta-scheme-form", SchemeForm);
