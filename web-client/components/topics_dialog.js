// Choosing what one's group talks about.
import { html, live } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { DialogElement } from "./dialog.js";
import { act, theApp } from "./the_app.js";

class TopicsDialog extends DialogElement {
  /** @override */
  heading() {
    return t("topics-title");
  }

  /** @override */
  body() {
    const { titles, chosen } = theApp().state.topics.value;
    return html`<p>${t("topics-words")}</p>
      <fieldset class="stack tight"><legend class="visually-hidden">${t("topics-title")}</legend>
        ${titles.map((title, index) => html`<label class="tick"><input type="radio" name="topic" data-testid="topic" .checked=${live(chosen === index)}
          @change=${() => act({ type: "topic_choose", topic: index })} /><span><bdi>${title}</bdi></span></label>`)}
      </fieldset>
      <div class="dialog-foot"><button class="button main" type="button" @click=${() => this.close()}>${t("done")}</button></div>`;
  }
}

customElements.define("koronailta-topics-dialog", TopicsDialog);
