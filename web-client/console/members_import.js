// Many members at once from a table: first it is shown what would be done and which lines cannot be read, then it is done.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { sentence } from "../components/sentence.js";
import { t } from "../i18n/index.js";
import { RequestKey } from "../protocol/api.js";
import { address, api, changed, slug, within } from "./desk.js";
import { head, linkButton, trouble } from "./words.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").ImportReport} ImportReport */

/** Bytes; the server's limit. */
const most = 1024 * 1024;

class MembersImport extends WatchingElement {
  /** The table as it is: the server finds out its letters. @type {import("../vendor/signals.js").Signal<Blob | null>} */
  #table = signal(null);
  #name = signal("");
  #typed = signal("");
  #report = signal(/** @type {ImportReport | null} */ (null));
  #done = signal(/** @type {ImportReport | null} */ (null));
  #problem = signal(/** @type {Problem | null} */ (null));
  #busy = signal(false);
  #key = new RequestKey();

  /** @override */
  render() {
    const back = { href: address(slug.value, "members"), words: t("section-members") };
    const done = this.#done.value;
    if (done) {
      return html`${head(t("import-done-title"), { back })}<div class="sheet-card" data-testid="import-done"><p role="status">${t("import-done", { created: done.created, updated: done.updated })}</p>
        <p class="soft">${t("import-done-next")}</p><div class="row">${linkButton(address(slug.value, "members"), "users", t("import-to-members"), "import-to-members")}${linkButton(address(slug.value, "evenings"), "calendar", t("import-to-evenings"), "import-to-evenings", "")}</div></div>`;
    }
    const problem = this.#problem.value;
    return html`${head(t("members-import"), { back, words: t("import-words") })}
      <div class="sheet-card">
        <details class="fold"><summary>${icon("info")}${t("import-how")}${icon("chevron-down", "chevron")}</summary><div class="stack">
          <p>${t("import-columns")}</p><pre class="sample" tabindex="0" aria-label=${t("import-sample")}>${t("import-sample-table")}</pre><p class="soft small">${t("import-excel")}</p></div></details>
        <div class="field"><label for="import-file">${t("import-file")}</label>
          <input id="import-file" type="file" accept=".csv,text/csv,text/plain" data-testid="import-file" @change=${this.#chosen} /></div>
        <form class="stack tight" @submit=${this.#pasted}>
          <div class="field"><label for="import-text">${t("import-paste")}</label>
            <textarea id="import-text" rows="5" spellcheck="false" data-testid="import-text" .value=${live(this.#typed.value)} @input=${(/** @type {Event} */ event) => (this.#typed.value = /** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea></div>
          <div><button class="button" type="submit" data-testid="import-look">${icon("eye")}${t("import-look")}</button></div>
        </form>
        ${problem ? trouble(problem) : nothing}
      </div>
      ${this.#preview()}`;
  }

  #preview() {
    const report = this.#report.value;
    if (!report) return nothing;
    const { rows, problems } = report;
    return html`<section class="sheet-card" aria-labelledby="import-preview-title" data-testid="import-preview">
      <h2 id="import-preview-title" tabindex="-1">${t("import-preview")}</h2>
      ${this.#name.value ? html`<p class="soft small"><bdi>${this.#name.value}</bdi></p>` : nothing}
      <p>${t("import-summary", { created: report.created, updated: report.updated })}</p>
      ${report.ignored.length > 0 ? html`<p class="soft small">${t("import-ignored", { columns: report.ignored.join(", ") })}</p>` : nothing}
      ${problems.length > 0 ? html`<div class="note lingon">${icon("triangle-alert")}<div class="stack tight"><p class="strong">${t("import-problems", { count: problems.length })}</p>
        <ul class="plain" data-testid="import-problems">${problems.map((one) => html`<li data-testid="import-problem" data-line=${one.line}><b>${t("import-line", { line: one.line })}</b> ${sentence({ key: one.key, params: one.params ?? {} })}</li>`)}</ul>
        <p class="small">${t("import-problems-words")}</p></div></div>` : nothing}
      ${rows.length > 0 ? html`<div class="table-holder" tabindex="0" role="region" aria-label=${t("import-rows")}><table><thead><tr><th scope="col">${t("import-what")}</th><th scope="col">${t("member-name")}</th><th scope="col">${t("person-name")}</th><th scope="col">${t("person-email")}</th><th scope="col">${t("member-place")}</th></tr></thead>
        <tbody>${rows.map((row) => html`<tr data-testid="import-row" data-what=${row.what}><td>${t(`import-what-${row.what}`)}</td><td><bdi>${row.member}</bdi></td><td><bdi>${row.person ?? ""}</bdi></td><td><bdi>${row.email ?? ""}</bdi></td><td><bdi>${row.place ?? ""}</bdi></td></tr>`)}</tbody></table></div>` : nothing}
      ${rows.length > 0 && problems.length === 0 ? html`<div><button class="button main" type="button" data-testid="import-carry" aria-disabled=${this.#busy.value ? "true" : "false"} @click=${this.#carry}>${t("import-carry", { count: rows.length })}</button></div>` : nothing}
    </section>`;
  }

  /** @param {Event} event */
  #chosen = ({ target }) => {
    const file = /** @type {HTMLInputElement} */ (target).files?.[0];
    if (file) void this.#look(file, file.name);
  };

  /** @param {SubmitEvent} event */
  #pasted = (event) => {
    event.preventDefault();
    if (this.#typed.peek().trim() !== "") void this.#look(new Blob([this.#typed.peek()]), "");
  };

  /** @param {Blob} table @param {string} name */
  async #look(table, name) {
    this.#report.value = null;
    this.#table.value = table;
    this.#name.value = name;
    if (table.size > most) {
      this.#problem.value = { code: "page", key: "form-file-too-large", params: { megabytes: 1 } };
      return;
    }
    const answer = await api.ask(within("members/import?preview=true"), { method: "POST", content: table, type: "text/csv" });
    if (this.#table.peek() !== table) return;
    this.#problem.value = answer.ok ? null : answer.problem;
    this.#report.value = answer.ok ? /** @type {ImportReport} */ (answer.value) : null;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.querySelector("#import-preview-title"))?.focus();
  }

  #carry = async () => {
    const table = this.#table.peek();
    if (this.#busy.peek() || !table) return;
    this.#busy.value = true;
    const key = this.#key.of(await table.text());
    const answer = await api.ask(within("members/import"), { method: "POST", content: table, type: "text/csv", key });
    this.#busy.value = false;
    this.#problem.value = answer.ok ? null : answer.problem;
    if (!answer.ok) return;
    this.#key.done();
    this.#done.value = /** @type {ImportReport} */ (answer.value);
    changed(within("members"));
  };
}

customElements.define("koronailta-members-import", MembersImport);
