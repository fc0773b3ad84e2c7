// Ways in: the one-time link (it acts on the button, since mail scanners open links), a passkey, a new link by mail.
import { html, live, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { DialogElement } from "../components/dialog.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { page } from "../components/page.js";
import { sentence } from "../components/sentence.js";
import { t } from "../i18n/index.js";
import { api, askSession, session, signedOut } from "./desk.js";
import { canUsePasskeys, signInByPasskey } from "./passkeys.js";

/** @typedef {import("../state/types.js").Problem} Problem */

const card = { calm: true, narrow: true };

/** @param {string} token */
export function signInPage(token) {
  document.title = `${t("sign-in-title")} – Koronailta`;
  return page(html`<koronailta-sign-in .token=${token}></koronailta-sign-in>`, card);
}

export function signedOutPage() {
  document.title = `${t("console-title")} – Koronailta`;
  return page(html`<div class="sheet-card" data-testid="signed-out"><h1 tabindex="-1">${t("console-title")}</h1>
    <p>${t("sign-in-needed")}</p><koronailta-ways-in></koronailta-ways-in></div>`, card);
}

class SignInElement extends WatchingElement {
  /** @override */
  static properties = { token: { attribute: false } };
  #busy = signal(false);
  #problem = signal(/** @type {Problem | null} */ (null));

  constructor() {
    super();
    this.token = "";
  }

  /** @override */
  render() {
    const problem = this.#problem.value;
    return html`<div class="sheet-card" data-testid="sign-in"><h1 tabindex="-1">${t("sign-in-title")}</h1>
      ${problem
        ? html`<p class="note lingon" role="alert" data-testid="sign-in-problem" data-code=${problem.code}>${icon("triangle-alert")}<span>${sentence(problem)}</span></p>`
        : html`<p>${t("sign-in-words")}</p>`}
      ${problem && problem.code !== "unreachable"
        ? html`<p>${t("sign-in-other-ways")}</p><koronailta-ways-in></koronailta-ways-in>`
        : html`<div><button class="button main big" type="button" data-testid="sign-in-button" aria-disabled=${this.#busy.value ? "true" : "false"} @click=${this.#signIn}>${t("sign-in")}</button></div>
          <p class="soft small">${t("sign-in-once")}</p>`}
    </div>`;
  }

  #signIn = async () => {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    const answer = await api.ask("session", { method: "POST", body: { token: this.token } });
    this.#busy.value = false;
    if (answer.ok) location.replace("/organizer");
    else this.#problem.value = answer.problem;
  };
}

customElements.define("koronailta-sign-in", SignInElement);

/** A passkey, or a link by mail. Says `signed-in` when it worked. */
class WaysInElement extends WatchingElement {
  #email = signal("");
  #sent = signal(false);
  #busy = signal(false);
  #problem = signal(/** @type {Problem | null} */ (null));

  /** @override */
  render() {
    const problem = this.#problem.value;
    return html`<div class="stack">
      ${canUsePasskeys() ? html`<div class="stack tight"><div><button class="button main" type="button" data-testid="passkey-sign-in" @click=${this.#byPasskey}>${icon("key-round")}${t("passkey-sign-in")}</button></div>
        <p class="soft small">${t("passkey-sign-in-words")}</p></div>` : nothing}
      <form class="stack tight" novalidate @submit=${this.#byMail}>
        <div class="field"><label for="sign-in-email">${t("sign-in-email")}</label>
          <input id="sign-in-email" type="email" autocomplete="email" maxlength="254" data-testid="sign-in-email" aria-describedby="sign-in-email-hint" .value=${live(this.#email.value)} @input=${this.#typed} />
          <p class="soft small" id="sign-in-email-hint">${t("sign-in-email-hint")}</p></div>
        <div><button class="button" type="submit" data-testid="send-sign-in-link" aria-disabled=${this.#busy.value ? "true" : "false"}>${icon("mail")}${t("sign-in-send")}</button></div>
      </form>
      <div role="status">${this.#sent.value ? html`<p class="note">${icon("mail")}<span>${t("sign-in-sent")}</span></p>` : nothing}</div>
      ${problem ? html`<p class="note lingon" role="alert" data-code=${problem.code}>${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}
      <details class="fold"><summary>${icon("life-buoy")}${t("sign-in-lost")}${icon("chevron-down", "chevron")}</summary><p class="soft">${t("sign-in-lost-words")}</p></details>
    </div>`;
  }

  /** @param {Event} event */
  #typed = ({ target }) => {
    this.#email.value = /** @type {HTMLInputElement} */ (target).value;
    this.#sent.value = false;
  };

  #byPasskey = async () => {
    this.#problem.value = await signInByPasskey();
    if (this.#problem.peek()) return;
    this.#problem.value = await askSession();
    if (session.peek()) this.dispatchEvent(new CustomEvent("signed-in", { bubbles: true }));
  };

  /** @param {SubmitEvent} event */
  #byMail = async (event) => {
    event.preventDefault();
    const email = this.#email.peek().trim();
    if (this.#busy.peek() || email === "") return;
    this.#busy.value = true;
    const answer = await api.ask("session/link", { method: "POST", body: { email } });
    this.#busy.value = false;
    this.#problem.value = answer.ok ? null : answer.problem;
    this.#sent.value = answer.ok;
  };
}

customElements.define("koronailta-ways-in", WaysInElement);

/** The session ended in the middle of work. Everything written stays on the page behind. */
class SignedOutDialog extends DialogElement {
  #problem = signal(/** @type {Problem | null} */ (null));

  /** @override */
  heading() {
    return t("session-over-title");
  }

  /** @override */
  body() {
    const problem = this.#problem.value;
    return html`<div class="stack" data-testid="session-over" @signed-in=${() => this.close()}><p>${t("session-over-words")}</p>
      <koronailta-ways-in></koronailta-ways-in>
      ${problem ? html`<p class="note lingon" role="alert">${icon("triangle-alert")}<span>${sentence(problem)}</span></p>` : nothing}
      <div class="dialog-foot"><button class="button" type="button" data-testid="signed-in-elsewhere" @click=${this.#again}>${icon("refresh-cw")}${t("session-over-again")}</button></div></div>`;
  }

  #again = async () => {
    const { ok, ...answer } = await api.get("session");
    if (ok) this.close();
    else this.#problem.value = "problem" in answer ? answer.problem : null;
  };

  /** @override */
  connected() {
    this.addEventListener("dialog-closed", () => (signedOut.value = false));
  }
}

customElements.define("koronailta-signed-out-dialog", SignedOutDialog);
