// The root: which view belongs to the phase.
import { html } from "../vendor/lit.js";
import { untracked } from "../vendor/signals.js";
import "./check.js";
import { announce, announcement } from "./announce.js";
import { WatchingElement } from "./element.js";
import { endedPage, frontPage, linkProblemPage, loadingPage } from "./quiet_pages.js";
import "./room.js";
import { sentence } from "./sentence.js";
import { provideApp } from "./the_app.js";
import { startTheme } from "./theme.js";
import { forgetAllUnsent } from "./unsent.js";
import "./waiting.js";

/** @typedef {import("../state/types.js").App} App */

startTheme();

export class KoronailtaApp extends WatchingElement {
  /** @override */
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {App | undefined} */
    this.app = undefined;
    this.phaseShown = "";
  }

  /** @override @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has("app") || !this.app) return;
    const { state } = this.app;
    provideApp(this.app);
    this.watch(() => {
      const said = state.said.value;
      if (said) announce(sentence(said));
    });
    this.watch(() => {
      if (state.phase.value.type === "ended") untracked(forgetAllUnsent);
    });
  }

  /** @override */
  render() {
    return html`${this.app ? this.#view(this.app) : loadingPage()}
      <div class="visually-hidden" role="status" aria-live="polite">${announcement.value}</div>`;
  }

  /** @param {App} app */
  #view(app) {
    const phase = app.state.phase.value;
    const evening = app.state.evening.value;
    document.title = evening ? `${evening.title} – Koronailta` : "Koronailta";
    switch (phase.type) {
      case "loading": return loadingPage();
      case "front": return frontPage();
      case "link_problem": return linkProblemPage(phase.problem, phase.opensAt, phase.link);
      case "check":
      case "joining": return html`<koronailta-check></koronailta-check>`;
      case "waiting": return html`<koronailta-waiting></koronailta-waiting>`;
      case "room": return html`<koronailta-room></koronailta-room>`;
      case "ended": return endedPage(phase.reason, phase.problem, evening?.help_phone ?? null);
    }
  }

  /** A new page begins at its heading, for those who hear it. @override */
  updated() {
    const phase = this.app?.state.phase.peek().type ?? "loading";
    const view = phase === "joining" ? "check" : phase;
    if (view === this.phaseShown) return;
    const first = this.phaseShown === "" || this.phaseShown === "loading";
    this.phaseShown = view;
    if (first) return;
    window.scrollTo(0, 0);
    requestAnimationFrame(() => this.querySelector("h1")?.focus());
  }
}

customElements.define("koronailta-app", KoronailtaApp);
