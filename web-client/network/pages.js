// Pages of a network for its people: the public page, a member's own page, the answer to an invitation, what is left of an evening.
import { html } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { keepFocus } from "../components/focus_keeper.js";
import { startTheme } from "../components/theme.js";
import "./after_page.js";
import "./member_page.js";
import "./public_page.js";
import "./rsvp_page.js";

/** @param {string} path */
function view(path) {
  const [, token, evening] = /^\/after\/([^/]+)\/([^/]+)\/?$/u.exec(path) ?? [];
  if (token && evening) return html`<koronailta-after .token=${decodedName(token)} .evening=${decodedName(evening)}></koronailta-after>`;
  const [, kind, name] = /^\/(n|m|rsvp)\/([^/]+)\/?$/u.exec(path) ?? [];
  const decoded = decodedName(name ?? "");
  if (kind === "m") return html`<koronailta-member-page .token=${decoded}></koronailta-member-page>`;
  if (kind === "rsvp") return html`<koronailta-rsvp .token=${decoded}></koronailta-rsvp>`;
  return html`<koronailta-public-page .slug=${decoded}></koronailta-public-page>`;
}

/** @param {string} name */
function decodedName(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

class PagesElement extends WatchingElement {
  /** @override */
  render() {
    return view(location.pathname);
  }
}

customElements.define("koronailta-network", PagesElement);

/** Shows the page of the address; the words are loaded by now. */
export function startPages() {
  startTheme();
  keepFocus();
  document.body.prepend(document.createElement("koronailta-network"));
}
