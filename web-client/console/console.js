// The root of the organizer's side: which view belongs to the address.
import { html, keyed, nothing } from "../vendor/lit.js";
import { signal } from "../vendor/signals.js";
import { announcement } from "../components/announce.js";
import { WatchingElement } from "../components/element.js";
import { beginAtHeading, keepFocus } from "../components/focus_keeper.js";
import { icon } from "../components/icon.js";
import { languageSwitch, page } from "../components/page.js";
import { startTheme } from "../components/theme.js";
import { setTimeZone, t } from "../i18n/index.js";
import { address, askSession, followAddress, go, place, session, signedOut, slug, theNetwork } from "./desk.js";
import { openDialog, shownDialog } from "./dialogs.js";
import "./new_network.js";
import { sectionsFor, view } from "./sections.js";
import { signInPage, signedOutPage } from "./sign_in.js";
import { fetched, trouble } from "./words.js";

/** @typedef {import("../state/types.js").Problem} Problem */

/** The networks one works in, each once: who organizes and advises is written down twice. @param {import("./desk.js").Session} known */
function slugs(known) {
  return [...new Set(known.networks.map(({ slug }) => slug))];
}

/** The one-time token in the address. */
function signInToken() {
  return /^\/sign-in\/([^/]+)\/?$/u.exec(location.pathname)?.[1] ?? null;
}

class ConsoleElement extends WatchingElement {
  #problem = signal(/** @type {Problem | null} */ (null));
  #shown = "";

  /** @override */
  connected() {
    followAddress();
    if (signInToken() === null) void this.#ask();
    this.watch(() => {
      const known = session.value;
      // Whoever runs one network is there at once.
      const [first, ...others] = known ? slugs(known) : [];
      if (first !== undefined && others.length === 0 && place.value.length === 0) go(first);
    });
    this.watch(() => {
      if (session.value && slug.value !== "" && slug.value !== "new") setTimeZone(theNetwork().value?.time_zone ?? "Europe/Helsinki");
    });
  }

  async #ask() {
    this.#problem.value = await askSession();
  }

  /** @override */
  render() {
    return html`${this.#view()}${shownDialog()}
      ${signedOut.value ? html`<koronailta-signed-out-dialog></koronailta-signed-out-dialog>` : nothing}
      <div class="visually-hidden" role="status" aria-live="polite">${announcement.value}</div>`;
  }

  #view() {
    const token = signInToken();
    if (token !== null) return signInPage(token);
    const known = session.value;
    const problem = this.#problem.value;
    if (problem) return page(html`<div class="sheet-card"><h1 tabindex="-1">${t("console-title")}</h1>${trouble(problem, () => void this.#ask())}</div>`, { calm: true, narrow: true });
    if (known === undefined) return page(html`<div class="sheet-card"><h1 class="loading" tabindex="-1">${t("asking")}</h1></div>`, { calm: true, narrow: true });
    if (known === null) return signedOutPage();
    if (place.value[0] === "new" || known.networks.length === 0) return page(html`<koronailta-new-network class="sheet-card" data-testid="new-network"></koronailta-new-network>`, { narrow: true });
    if (place.value.length === 0) return this.#networks(known);
    return this.#frame(known);
  }

  /** @param {import("./desk.js").Session} known */
  #networks(known) {
    return page(html`<div class="sheet-card"><h1 tabindex="-1">${t("networks-title")}</h1>
      <ul class="plain cards">${slugs(known).map((slug) => this.#network(known.networks.filter((one) => one.slug === slug)))}</ul>
      ${known.may_make_networks ? html`<div><a class="button" href=${address("new")}>${icon("plus")}${t("network-another")}</a></div>` : nothing}</div>`, { narrow: true });
  }

  /** @param {import("./desk.js").Session["networks"]} roles what one is in it */
  #network(roles) {
    return html`<li><a class="card-link" href=${address(roles[0]?.slug ?? "")}><b><bdi>${roles[0]?.name}</bdi></b><span class="soft small">${roles.map(({ role }) => t(`role-${role}`)).join(", ")}</span></a></li>`;
  }

  /** @param {import("./desk.js").Session} known */
  #frame(known) {
    const network = theNetwork();
    const roles = known.networks.filter((one) => one.slug === slug.value).map((one) => one.role);
    const sections = sectionsFor(roles.length > 0 ? roles : ["organizer"]);
    const section = place.value[1] ?? sections[0]?.name ?? "start";
    document.title = `${network.value?.name ?? t("console-title")} – Koronailta`;
    return html`<div class="console" data-testid="console" data-accent=${network.value?.accent ?? nothing}>
      <a class="skip" href="#main" @click=${skip}>${t("skip-to-content")}</a>
      <header class="console-head">
        <a class="brand" href=${slugs(known).length > 1 ? "#/" : address(slug.value)}><img src="/favicon.svg" alt="" width="30" height="30" /><bdi>${network.value?.name ?? "Koronailta"}</bdi></a>
        <div class="console-tools">${languageSwitch()}
          ${sections.some(({ name }) => name === "settings") ? html`<a class="button quiet round settings-above" href=${address(slug.value, "settings")} aria-label=${t("section-settings")} aria-current=${section === "settings" ? "page" : nothing}>${icon("settings")}</a>` : nothing}
          <button class="button quiet round" type="button" aria-label=${t("account-open")} data-testid="open-account" @click=${() => openDialog(() => html`<koronailta-account-dialog></koronailta-account-dialog>`)}>${icon("user-cog")}</button></div>
      </header>
      <nav class="console-nav" aria-label=${t("console-sections")}>${sections.map(({ name, shape }) => html`<a href=${name === "start" ? address(slug.value) : address(slug.value, name)} data-testid="section-${name}"
        aria-current=${name === (section === "series" ? "evenings" : section) ? "page" : nothing}>${icon(shape)}<span>${t(`section-${name}`)}</span></a>`)}</nav>
      <main class="console-main" id="main" tabindex="-1">${fetched(network, () => keyed(place.value.join("/"), view([slug.value, section, ...place.value.slice(2)])))}</main>
    </div>`;
  }

  /** A new view begins at its heading, for those who hear it. @override */
  updated() {
    const now = `${session.peek() ? "in" : "out"} ${place.peek().join("/")}`;
    if (now === this.#shown) return;
    const first = this.#shown === "";
    this.#shown = now;
    if (first) return;
    window.scrollTo(0, 0);
    beginAtHeading();
  }
}

/** The address says where one is; skipping must not change it. @param {Event} event */
function skip(event) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

customElements.define("koronailta-console", ConsoleElement);

/** Shows the organizer's side; the words are loaded by now. */
export function startConsole() {
  startTheme();
  keepFocus();
  document.body.prepend(document.createElement("koronailta-console"));
}
