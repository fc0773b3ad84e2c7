// A round: whose turn it is, how long, who comes after. Everybody sees the order; nobody is ranked.
import { html, nothing } from "../vendor/lit.js";
import { t } from "../i18n/index.js";
import { isWished } from "../state/local.js";
import { namesNext, speakerOf } from "../state/place.js";
import { announce } from "./announce.js";
import { minutesAndSeconds } from "./countdown.js";
import { nameOf } from "./dialogs.js";
import { WatchingElement } from "./element.js";
import { icon } from "./icon.js";
import { bell } from "./knock_sound.js";
import { disc } from "./people.js";
import { act, mayLeadRound, theApp } from "./the_app.js";
import "./time_left.js";
import { serverNow } from "../protocol/clock.js";

/** @typedef {import("../protocol/types.js").Round} Round */
/** @typedef {import("../protocol/types.js").ParticipantId} ParticipantId */

export class RoundElement extends WatchingElement {
  /** @override */
  connected() {
    const { state } = theApp();
    /** @type {ParticipantId | null} */
    let before = null;
    this.watch(() => {
      const round = state.place.value.round;
      const speaker = speakerOf(round);
      if (speaker !== before && speaker) {
        announce(speaker === state.you.peek()?.id ? t("round-your-turn") : t("round-speaks", { name: nameOf(speaker) }));
      }
      before = speaker;
    });
    // A soft bell when somebody's time is over: heard by all, and the sentence may be finished.
    this.watch(() => {
      const phase = state.place.value.round?.phase;
      if (phase?.type !== "speaking") return;
      const timer = setTimeout(() => {
        bell();
        this.requestUpdate();
      }, Math.max(0, phase.ends_at - serverNow()));
      return () => clearTimeout(timer);
    });
  }

  /** @override */
  render() {
    const round = theApp().state.place.value.round;
    if (!round) return nothing;
    const you = theApp().state.you.value?.id ?? "";
    const speaker = speakerOf(round);
    return html`<section class="round ${speaker === you ? "mine" : ""}" aria-labelledby="round-title" data-testid="round" data-phase=${round.phase.type} data-speaker=${speaker ?? ""}>
      <h2 class="small strong" id="round-title">${t("round-title")}${round.enforced ? html` <span class="soft">· ${t("round-enforced-short")}</span>` : nothing}</h2>
      <div class="round-now">${this.#now(round, speaker, you)}</div>
      ${this.#queue(round)}
      <div class="round-acts">${this.#own(round, speaker, you)} ${mayLeadRound() ? this.#lead(round, speaker, you) : nothing}</div>
    </section>`;
  }

  /** @param {Round} round @param {ParticipantId | null} speaker @param {string} you */
  #now(round, speaker, you) {
    const { phase } = round;
    if (phase.type === "choosing") {
      const who = phase.by === you ? t("round-choose-yours") : phase.by ? t("round-choosing", { name: nameOf(phase.by) }) : t("round-choosing-host");
      return html`<p class="round-who">${who}</p>`;
    }
    if (!speaker) return html`<p class="round-who">${t("round-paused")}</p>`;
    const over = phase.type === "speaking" && phase.ends_at <= serverNow();
    return html`${disc(speaker, nameOf(speaker))}
      <p class="round-who"><b>${speaker === you ? t("round-your-turn") : t("round-speaks", { name: nameOf(speaker) })}</b>
        ${over ? html`<span class="soft small" data-testid="round-over">${t("round-time-over")}</span>` : nothing}</p>
      ${phase.type === "speaking"
        ? html`<koronailta-time-left .until=${phase.ends_at} .whole=${round.seconds * 1000}></koronailta-time-left>`
        : html`<span class="pill">${t("round-paused-left", minutesAndSeconds(phase.left_ms))}</span>`}`;
  }

  /** @param {Round} round */
  #queue({ queue, nomination }) {
    if (queue.length === 0) return html`<p class="small soft">${t("round-last")}</p>`;
    return html`<ol class="round-queue" aria-label=${t(nomination ? "round-left" : "round-queue")}>
      ${queue.map((one, index) => html`<li data-testid="round-next-in-line" data-participant=${one}>${index === 0 && !nomination ? html`<span class="soft">${t("round-then")}</span> ` : nothing}<bdi>${nameOf(one)}</bdi></li>`)}
    </ol>`;
  }

  /** @param {Round} round @param {ParticipantId | null} speaker @param {string} you */
  #own(round, speaker, you) {
    const { state } = theApp();
    if (speaker === you) {
      const silent = !isWished(state.local.microphone.value) && state.maySpeak.value;
      return html`${silent ? html`<button class="button main narrow" type="button" data-testid="round-microphone" @click=${() => act({ type: "set_microphone", on: true })}>${icon("mic")}${t("tool-microphone-on")}</button>` : nothing}
        ${this.#button("round-done", "round_next", silent ? "" : "main")} ${this.#button("round-pass", "round_pass")} ${this.#button("round-later", "round_later")} ${namesNext(round, you) ? this.#nominees(round) : nothing}`;
    }
    if (namesNext(round, you)) return this.#nominees(round);
    if (round.queue.includes(you)) return html`${this.#button("round-pass", "round_pass")} ${this.#button("round-later", "round_later")}`;
    if (round.passed.includes(you)) return this.#button("round-after-all", "round_later");
    return nothing;
  }

  /** @param {Round} round @param {ParticipantId | null} speaker @param {string} you */
  #lead(round, speaker, you) {
    const { phase } = round;
    return html`<span class="round-lead" role="group" aria-label=${t("round-leading")}>
      ${phase.type === "choosing" && !namesNext(round, you) ? this.#nominees(round) : nothing}
      ${phase.type === "speaking" ? this.#button("round-pause", "round_pause") : nothing}
      ${phase.type === "paused" ? this.#button("round-resume", "round_resume", "main") : nothing}
      ${speaker && speaker !== you ? this.#button("round-skip", "round_skip") : nothing}
      ${this.#button("round-end", "round_end", "quiet")}
    </span>`;
  }

  /** @param {Round} round */
  #nominees({ queue }) {
    return queue.map((one) => html`<button class="button narrow" type="button" data-testid="round-nominate" data-participant=${one} @click=${() => act({ type: "round_nominate", participant: one })}>${t("round-nominate", { name: nameOf(one) })}</button>`);
  }

  /** @param {string} words @param {"round_next" | "round_pass" | "round_later" | "round_pause" | "round_resume" | "round_skip" | "round_end"} type @param {string} [extra] */
  #button(words, type, extra) {
    return html`<button class="button narrow ${extra ?? ""}" type="button" data-testid=${words} @click=${() => act({ type })}>${t(words)}</button>`;
  }
}

customElements.define("koronailta-round", RoundElement);
