// The base of every component: a lit element without a shadow root (one cascade of linked style sheets, plain labels and
// ids) that renders again when a signal it read has changed, and stops listening when it leaves the page.
import { LitElement } from "../vendor/lit.js";
import { effect, untracked } from "../vendor/signals.js";

export class WatchingElement extends LitElement {
  /** @type {(() => void) | undefined} */
  #stopWatching;

  /** Effects that live from connection to disconnection.
   * @type {(() => void)[]} */
  #effects = [];

  /** @override */
  createRenderRoot() {
    return this;
  }

  /** @override */
  connectedCallback() {
    untracked(() => super.connectedCallback());
    // After a move within the page the old watch is gone and must be made anew.
    if (this.hasUpdated) this.requestUpdate();
    untracked(() => this.connected());
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    for (const stop of this.#effects.splice(0)) stop();
  }

  /** Called at each connection; the place for `watch`. */
  connected() {}

  /**
   * Runs `body` now and whenever a signal it read changes, until the element leaves the page.
   * @param {() => void | (() => void)} body
   */
  watch(body) {
    this.#effects.push(effect(body));
  }

  /** Calls `cleanup` when the element leaves the page.
   * @param {() => void} cleanup */
  atDisconnect(cleanup) {
    this.#effects.push(cleanup);
  }

  /** @override */
  performUpdate() {
    if (!this.isUpdatePending) return;
    this.#stopWatching?.();
    if (!this.isConnected) {
      untracked(() => super.performUpdate());
      return;
    }
    let rendering = true;
    this.#stopWatching = effect(() => {
      if (rendering) {
        rendering = false;
        super.performUpdate();
      } else {
        untracked(() => this.requestUpdate());
      }
    });
  }
}
