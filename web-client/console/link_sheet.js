// A link that was just made: shown once, to be copied, sent, read with a telephone's camera or printed.
import { html, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { DialogElement } from "../components/dialog.js";
import { icon } from "../components/icon.js";
import { sentence } from "../components/sentence.js";
import { t } from "../i18n/index.js";
import { api, changed, theNetwork, within } from "./desk.js";
import { confirm, openDialog } from "./dialogs.js";

/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../protocol/api_types.js").NetworkPerson} NetworkPerson */
/** @typedef {{ url: string, title: string, words: string, page?: string | undefined }} Sheet */

/** @param {Sheet} sheet */
export function showLink(sheet) {
  openDialog(() => html`<koronailta-link-dialog .sheet=${sheet}></koronailta-link-dialog>`);
}

/** Makes a person's link, or a new one in place of the old. @param {NetworkPerson} person */
export function newLink(person) {
  const make = async () => {
    const answer = await api.ask(within(`persons/${person.id}/link`), { method: "POST", body: {} });
    if (!answer.ok) return answer.problem;
    changed(within("members"), within("staff"));
    const { url, page } = /** @type {{ url: string, page?: string }} */ (answer.value);
    // After the question has closed.
    setTimeout(() => showLink({ url, page, title: person.name, words: t("link-personal-words", { name: person.name }) }));
    return null;
  };
  if (!person.has_link) {
    openDialog(() => html`<koronailta-making-link .make=${make}></koronailta-making-link>`);
    return;
  }
  confirm({ title: t("link-renew-title", { name: person.name }), words: t("link-renew-words"), action: t("link-renew"), carry: make });
}

/** Makes a new link and mails it. @param {NetworkPerson & { email: string }} person */
export function mailLink(person) {
  confirm({
    title: t("link-mail-title", { name: person.name }),
    words: t("link-mail-words", { email: person.email }),
    action: t("link-mail-send"),
    gentle: true,
    carry: async () => {
      const answer = await api.ask(within(`persons/${person.id}/link?mail=true`), { method: "POST", body: {} });
      if (answer.ok) changed(within("members"), within("staff"), within("mail"));
      return answer.ok ? null : answer.problem;
    },
  });
}

/** Makes a way in to these pages, to hand over. @param {NetworkPerson} person */
export function newSignInLink(person) {
  const make = async () => {
    const answer = await api.ask(within(`staff/${person.id}/sign-in-link`), { method: "POST", body: {} });
    if (!answer.ok) return answer.problem;
    const { url } = /** @type {{ url: string }} */ (answer.value);
    setTimeout(() => showLink({ url, title: person.name, words: t("link-sign-in-words", { name: person.name }) }));
    return null;
  };
  openDialog(() => html`<koronailta-making-link .make=${make}></koronailta-making-link>`);
}

/** @param {NetworkPerson} person */
export function revokeLink(person) {
  confirm({
    title: t("link-revoke-title", { name: person.name }),
    words: t("link-revoke-words"),
    action: t("link-revoke"),
    carry: async () => {
      const answer = await api.ask(within(`persons/${person.id}/link`), { method: "DELETE" });
      if (answer.ok) changed(within("members"), within("staff"));
      return answer.ok ? null : answer.problem;
    },
  });
}

/** While the link is made, and if it could not be. */
class MakingLink extends DialogElement {
  /** @override */
  static properties = { make: { attribute: false } };
  #problem = signal(/** @type {Problem | null} */ (null));

  constructor() {
    super();
    /** @type {() => Promise<Problem | null>} */
    this.make = async () => null;
  }

  /** @override */
  connected() {
    void this.#make();
  }

  async #make() {
    this.#problem.value = null;
    this.#problem.value = await this.make();
    if (!this.#problem.peek()) this.close();
  }

  /** @override */
  heading() {
    return t("link-make");
  }

  /** @override */
  body() {
    const problem = this.#problem.value;
    if (!problem) return html`<p role="status">${t("asking")}</p>`;
    return html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>
      <div><button class="button" type="button" @click=${() => void this.#make()}>${t("try-again")}</button></div>`;
  }
}

customElements.define("koronailta-making-link", MakingLink);

class LinkDialog extends DialogElement {
  /** @override */
  static properties = { sheet: { attribute: false } };
  #copied = signal(false);
  #code = signal(/** @type {string | null} */ (null));

  constructor() {
    super();
    /** @type {Sheet} */
    this.sheet = { url: "", title: "", words: "" };
  }

  /** @override */
  connected() {
    void this.#draw();
    this.atDisconnect(() => {
      const code = this.#code.peek();
      if (code) URL.revokeObjectURL(code);
    });
  }

  /** The token is in the body, so that it stands in no log of addresses. */
  async #draw() {
    const answer = await api.ask("qr", { method: "POST", body: { url: this.sheet.url } });
    if (answer.ok && this.isConnected) this.#code.value = URL.createObjectURL(new Blob([String(answer.value)], { type: "image/svg+xml" }));
  }

  /** @override */
  heading() {
    return this.sheet.title;
  }

  /** @override */
  body() {
    const { url, title, words, page } = this.sheet;
    const code = this.#code.value;
    return html`<div class="link-sheet" data-testid="link-sheet">
      <p class="print-only print-network"><bdi>${theNetwork().value?.name ?? ""}</bdi></p>
      <p class="print-only print-title"><bdi>${title}</bdi></p>
      <p>${words}</p>
      ${code ? html`<img class="qr" src=${code} alt=${t("link-qr")} width="240" height="240" data-testid="qr" />` : nothing}
      <p class="print-only">${t("link-print-words")}</p>
      <p class="link-address"><a href=${url} data-testid="made-link">${url}</a></p>
    </div>
    ${page ? html`<p class="small">${t("link-own-page")}<br /><a class="link-address" href=${page} data-testid="made-page">${page}</a></p>` : nothing}
    <p class="soft small">${t("link-once")}</p>
    <div class="dialog-foot">
      <button class="button" type="button" data-testid="print-link" @click=${() => print()}>${icon("printer")}${t("link-print")}</button>
      <button class="button main" type="button" data-testid="copy-link" @click=${this.#copy}>${icon("copy")}${t("copy-link")}</button></div>
    <p class="small" role="status">${this.#copied.value ? t("copied") : nothing}</p>`;
  }

  #copy = async () => {
    try {
      await navigator.clipboard.writeText(this.sheet.url);
      this.#copied.value = true;
    } catch {
      // Then it is marked, so that it can be copied by hand.
      const link = this.querySelector(".link-address a");
      if (link) getSelection()?.selectAllChildren(link);
    }
  };
}

customElements.define("koronailta-link-dialog", LinkDialog);
