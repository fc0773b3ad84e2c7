// Whether mail goes out at all, and which mails did not arrive.
import { html, nothing } from "../vendor/lit.js";
import { WatchingElement } from "../components/element.js";
import { icon } from "../components/icon.js";
import { dayAndClock, t } from "../i18n/index.js";
import { resource, within } from "./desk.js";
import { fetched } from "./words.js";

/** @typedef {import("../protocol/api_types.js").Post} Post */

/** @returns {import("./desk.js").Resource<Post>} */
export function theMail() {
  return resource(within("mail"));
}

/** That this server sends none, where invitations would go out by it. */
export function noMail() {
  return theMail().value?.configured === false ? html`<p class="note lamp" data-testid="no-mail">${icon("mail")}<span>${t("post-off")}</span></p>` : nothing;
}

class MailElement extends WatchingElement {
  /** @override */
  render() {
    return html`<section class="stack" aria-labelledby="post-title"><h2 id="post-title">${t("post-title")}</h2>
      ${fetched(theMail(), ({ configured, mails }) => {
        const lost = mails.filter(({ state }) => state === "refused" || state === "given_up");
        const waiting = mails.filter(({ state }) => state === "waiting").length;
        return html`${configured ? html`<p class="soft small">${t(waiting > 0 ? "post-waiting" : "post-fine", { count: waiting })}</p>` : noMail()}
          ${lost.length === 0 ? nothing : html`<p>${t("post-lost")}</p><ul class="plain lines">${lost.map((one) => html`<li class="line"><span><bdi>${one.address}</bdi><br /><span class="soft small"><bdi>${one.subject}</bdi></span></span>
            <span class="soft small">${dayAndClock(one.finished_at ?? one.created_at)}</span></li>`)}</ul>`}`;
      })}</section>`;
  }
}

customElements.define("koronailta-mail", MailElement);
