// The parts of the page's core and what each action does with them.

import { computed, effect, signal, untracked } from "../vendor/signals.js";
import { Captures } from "../media/capture.js";
import { DeviceList } from "../media/devices.js";
import { LevelMeter } from "../media/level.js";
import { Line } from "../media/line.js";
import { Lips } from "../media/lips.js";
import { Playback } from "../media/playback.js";
import { Publications } from "../media/publications.js";
import { Reporting } from "../media/reporting.js";
import { Slots } from "../media/slots.js";
import { Sound } from "../media/sound.js";
import { playTone } from "../media/tone.js";
import { WakeLock } from "../media/wake.js";
import { Keep } from "../protocol/keep.js";
import { sendByLink, tokenOf } from "../protocol/links.js";
import { Refused, problemFrom, unreachable } from "../protocol/problem.js";
import { commandOf } from "./commands.js";
import { Documents } from "./documents.js";
import { Entrance } from "./entrance.js";
import { captured, hearAbility, isTrouble, isWished, shared, speakAbility } from "./local.js";
import { Notices } from "./notices.js";
import { Owner } from "./owner.js";
import { maySpeak, nowhere, personIn } from "./room.js";
import { View } from "./view.js";
import { Visit } from "./visit.js";

/** @typedef {import("./types.js").Action} Action */
/** @typedef {import("./types.js").LinkInfo} LinkInfo */
/** @typedef {import("./types.js").Phase} Phase */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").Result} Result */
/** @typedef {import("../protocol/types.js").Language} Language */
/** @template T @typedef {import("../vendor/signals.js").ReadonlySignal<T>} ReadonlySignal */

/** Slots with sound that a page starts in the tap on Join: four voices and the stage. */
const soundElements = 5;

/** @type {Result} */
const done = Object.freeze({ ok: true });

/** A phone: a small screen that is touched.
 * @returns {Exclude<import("../protocol/types.js").DeviceClass, "ingest">} */
function deviceClass() {
  const small = Math.min(screen.width, screen.height) < 600;
  return small && matchMedia("(pointer: coarse)").matches ? "phone" : "desktop";
}

/**
 * @typedef {object} AppSetting
 * @property {ReadonlySignal<Language>} language
 * @property {(language: Language) => Promise<void>} setLanguage
 */

export class Core {
  owner = new Owner();
  keep = new Keep();
  deviceClass = deviceClass();
  phase = signal(/** @type {Phase} */ ({ type: "loading" }));
  link = signal(/** @type {LinkInfo | null} */ (null));
  visit = signal(/** @type {Visit | null} */ (null));
  declined = signal({ microphone: false, camera: false });
  speakerTest = signal(false);
  soundOnly = signal(false);
  /** Who sits here together, as it was told last. @type {Extract<Action, { type: "sit_together" }> | null} */
  together = null;
  loadingEarlier = signal(false);
  token = "";

  /** @param {AppSetting} setting */
  constructor(setting) {
    const { owner } = this;
    this.setting = setting;
    this.notices = new Notices(owner);
    this.devices = new DeviceList(owner, this.keep.chosen());
    this.sound = new Sound(owner);
    this.playback = new Playback(owner);
    this.captures = new Captures(owner, () => this.devices.chosen.peek(), this.deviceClass === "phone");
    this.meter = new LevelMeter(owner, () => this.sound.context());
    this.slots = new Slots(owner);
    new Lips(owner, this.slots);
    this.wake = new WakeLock(owner);
    this.view = new View(owner, (wants) => this.request({ type: "view", wants }));
    this.line = new Line(owner, {
      deviceClass: this.deviceClass,
      request: (command) => this.request(command),
      slots: this.slots,
      opened: () => this.lineOpened(),
    });
    this.publications = new Publications(owner, {
      captures: this.captures,
      request: (command) => this.request(command),
      send: (source, track) => this.line.send(source, track),
      refused: (problem) => this.notices.addProblem(problem),
      recovered: (key, device) => {
        this.notices.settle(["device-interrupted", "device-lost"]);
        this.notices.add(key, { device }, "info");
      },
      screenEnded: () => this.notices.add("notice-screen-ended", {}, "info"),
    });
    this.documents = new Documents({
      who: () => this.visit.peek()?.key ?? null,
      pause: (milliseconds) => new Promise((resolve) => owner.after(milliseconds, () => resolve(undefined))),
    });
    this.room = computed(() => this.visit.value?.room.value ?? nowhere);
    this.inRoom = computed(() => this.phase.value.type === "room");
    this.entrance = new Entrance(owner, {
      phase: (phase) => (this.phase.value = phase),
      link: (link) => (this.link.value = link),
      open: (door) => this.atTheDoor(door),
      remembered: (token) => {
        const link = this.keep.link(token);
        return link && this.keep.session(link.evening.evening) ? link : null;
      },
    });
    const parts = { ...this, room: () => this.room.value, inRoom: () => this.inRoom.value };
    this.microphone = captured(parts, "microphone");
    this.camera = captured(parts, "camera");
    this.screen = shared(parts);
    this.ability = computed(() => ({
      hear: hearAbility(this.line.state.value, this.playback.state.value),
      speak: speakAbility(this.microphone.value.state, this.captures.microphone.value.state === "on"),
    }));
    this.#follow();
  }

  /** What follows from the state by itself. */
  #follow() {
    const { owner } = this;
    owner.own(
      effect(() => {
        const capture = this.captures.microphone.value;
        untracked(() => {
          this.meter.listenTo(capture.state === "on" ? capture.track : null);
          if (capture.state === "on") void this.devices.refresh();
        });
      }),
    );
    // Devices tell their names only once one of them was allowed.
    owner.own(this.captures.camera.subscribe(({ state }) => state === "on" && void this.devices.refresh()));
    owner.own(this.devices.chosen.subscribe((chosen) => this.keep.setChosen(chosen)));
    void this.playback.setSpeaker(this.devices.chosen.peek().speaker);
    owner.own(
      effect(() => {
        const ability = this.ability.value;
        if (!this.inRoom.value || this.visit.value?.connection.value.type !== "online") return;
        untracked(() => void this.request({ type: "report_ability", ...ability }).catch(() => {}));
      }),
    );
    const reporting = new Reporting((report) => {
      if (!this.inRoom.peek() || this.visit.peek()?.connection.peek().type !== "online") return;
      // One more or less makes no difference.
      void this.request({ type: "report_connection", report }).catch(() => {});
    });
    owner.own(this.line.measurements.subscribe((measured) => reporting.take(measured)));
    const microphone = this.publications.wished("microphone");
    const camera = this.publications.wished("camera");
    owner.own(
      effect(() => {
        const evening = this.link.value?.evening.evening;
        const intents = { microphone: microphone.value, camera: camera.value };
        if (evening && this.visit.value) this.keep.setIntents(evening, intents);
      }),
    );
    owner.own(this.inRoom.subscribe((inside) => this.wake.want(inside)));
    let media = this.line.state.peek();
    owner.own(
      this.line.state.subscribe((now) => {
        if (media === "connected" && now === "reconnecting" && this.visit.peek()?.connection.peek().type === "online") this.notices.say("media-lost", {});
        media = now;
      }),
    );
  }

  /** @param {import("../protocol/types.js").Command} command @returns {Promise<import("../protocol/types.js").Outcome>} */
  request(command) {
    return this.visit.peek()?.request(command) ?? Promise.reject(new Refused(unreachable));
  }

  lineOpened() {
    this.slots.sounds().forEach((stream, index) => this.playback.put(index, stream));
    // A server that welcomed anew knows nothing of it; said before the view, so that no picture comes in between.
    if (this.soundOnly.peek()) void this.request({ type: "show_pictures", on: false }).catch(() => {});
    if (this.together) void this.request(this.together).catch(() => {});
    this.view.opened();
  }

  /** Only sounds, in both directions. The camera does not come on again by itself. @param {boolean} on @returns {Promise<Result>} */
  async setSoundOnly(on) {
    this.soundOnly.value = on;
    const evening = this.link.peek()?.evening.evening;
    if (evening) this.keep.setSoundOnly(evening, on);
    if (on && isWished(this.camera.peek())) await this.setSource("camera", false);
    // Not heard while the socket is away: said again by `lineOpened`, or by the next tap.
    await this.request({ type: "show_pictures", on: !on }).catch(() => {});
    return done;
  }

  /** The link is good: back to where this tab was, or to the check page. @param {import("./entrance.js").Door} door */
  atTheDoor({ token, link }) {
    this.token = token;
    this.keep.setLink(token, link);
    const kept = this.keep.session(link.evening.evening);
    if (!kept) {
      this.phase.value = { type: "check", link, problem: null };
      return;
    }
    const { microphone, camera } = this.keep.intents(link.evening.evening);
    this.declined.value = { microphone: !microphone, camera: !camera };
    this.soundOnly.value = this.keep.soundOnly(link.evening.evening);
    this.begin(link, kept);
  }

  /** @param {LinkInfo} link @param {import("../protocol/keep.js").JoinDetails | import("../protocol/keep.js").KeptSession} start */
  begin(link, start) {
    this.phase.value = { type: "joining", link };
    this.playback.prepare(soundElements, this.sound.silence());
    const wanted = this.wanted();
    this.publications.wish(wanted);
    void this.captures.start(wanted);
    const ears = {
      waiting: () => this.waiting(),
      admitted: () => (this.phase.value = { type: "room" }),
      over: (/** @type {import("./types.js").EndReason | "not_in"} */ reason, /** @type {Problem | null} */ problem) =>
        this.over(link, reason, problem),
    };
    const setting = { evening: link.evening.evening, token: this.token, start };
    const parts = { ...this, language: () => this.setting.language.peek() };
    this.visit.value = new Visit(this.owner.child(), parts, ears, setting);
  }

  waiting() {
    const visit = this.visit.peek();
    this.phase.value = { type: "waiting", since: visit?.since ?? Date.now(), messages: [], mayOpen: false };
  }

  /** @param {LinkInfo} link @param {import("./types.js").EndReason | "not_in"} reason @param {Problem | null} problem */
  over(link, reason, problem) {
    this.view.closed();
    this.soundOnly.value = false;
    this.together = null;
    if (!this.keep.session(link.evening.evening)) this.keep.setSoundOnly(link.evening.evening, false);
    this.visit.value = null;
    this.loadingEarlier.value = false;
    this.documents.cancel();
    this.notices.clear();
    if (reason === "not_in") {
      this.phase.value = { type: "check", link, problem };
      return;
    }
    this.playback.silence();
    this.captures.stop("microphone");
    this.captures.stop("camera");
    this.phase.value = { type: "ended", reason, problem };
  }

  /** @param {Action} action @returns {Promise<Result>} */
  async dispatch(action) {
    if (action.type === "sit_together") this.together = action.names.length === 0 ? null : action;
    const command = commandOf(action);
    if (command) return this.command(action, command);
    switch (action.type) {
      case "try_devices":
        return this.tryDevices();
      case "choose_device":
        return this.chooseDevice(action.kind, action.id);
      case "test_speaker":
        return this.testSpeaker();
      case "join":
        return this.join(action);
      case "retry_link":
      case "rejoin":
        await this.entrance.ask(false);
        return done;
      case "set_language":
        await this.setting.setLanguage(action.language);
        return done;
      case "set_microphone":
        return this.setSource("microphone", action.on);
      case "set_camera":
        return this.setSource("camera", action.on);
      case "set_screen":
        return resultOf(await this.publications.setScreen(action.on));
      case "enable_playback":
        this.sound.context();
        await this.playback.play();
        return done;
      case "ask_ahead":
        return this.byLink("questions", { key: action.key, text: action.text, by: action.by });
      case "give_feedback":
        return this.byLink("feedback", { device: this.keep.device, useful: action.useful, ease: action.ease, words: action.words });
      case "material_bring":
        return resultOf(await this.documents.bring(action.file, action.title, action.download));
      case "material_erase":
        return this.told(await this.documents.erase(action.material));
      case "material_cancel":
        this.documents.cancel();
        return done;
      case "leave":
        await this.visit.peek()?.leave(action.quiet);
        return done;
      case "set_sound_only":
        return this.setSoundOnly(action.on);
      case "set_view":
        this.view.set(action.wants);
        return done;
      case "dismiss_notice":
        this.notices.dismiss(action.id);
        return done;
      default:
        return this.chat(action);
    }
  }

  /** A problem that nobody shows but the notices. @param {Problem | null} problem */
  told(problem) {
    if (problem) this.notices.addProblem(problem);
    return resultOf(problem);
  }

  /** @param {Action} action @param {import("../protocol/types.js").Command} command @returns {Promise<Result>} */
  async command(action, command) {
    try {
      await (command.type === "caption_write" ? this.visit.peek()?.captions.write(command.line) : this.request(command));
    } catch (error) {
      const problem = problemFrom(error);
      this.notices.addProblem(problem);
      return { ok: false, problem };
    }
    if (action.type === "hide") {
      this.visit.peek()?.hidden(action.participant, action.on);
      const name = personIn(this.room.peek(), action.participant)?.name ?? "";
      if (action.on) this.notices.add("notice-hidden", { name }, "info");
    }
    return done;
  }

  /** What the link alone may say, outside the room. @param {string} what @param {object} body @returns {Promise<Result>} */
  async byLink(what, body) {
    const evening = this.link.peek()?.evening.evening;
    const token = tokenOf(location.pathname);
    if (!evening || !token) return { ok: false, problem: unreachable };
    return resultOf(await sendByLink(token, evening, what, body));
  }

  /** @param {Action} action @returns {Promise<Result>} */
  async chat(action) {
    const visit = this.visit.peek();
    if (!visit) return { ok: false, problem: unreachable };
    if (action.type === "chat_post") visit.outbox.post(action.text, action.audience);
    else if (action.type === "chat_retry") visit.outbox.retry(action.message);
    else if (action.type === "chat_discard") visit.outbox.discard(action.message);
    else if (action.type === "group_chat_post") visit.groupChat.post(action.text);
    else if (action.type === "group_chat_retry") visit.groupChat.retry(action.message);
    else if (action.type === "group_chat_discard") visit.groupChat.discard(action.message);
    else if (action.type === "chat_older" && !this.loadingEarlier.peek()) {
      this.loadingEarlier.value = true;
      try {
        await visit.older();
      } catch (error) {
        const problem = problemFrom(error);
        this.notices.addProblem(problem);
        return { ok: false, problem };
      } finally {
        this.loadingEarlier.value = false;
      }
    }
    return done;
  }

  /** The devices one wants to be with, and that have not failed. @returns {("microphone" | "camera")[]} */
  wanted() {
    const declined = this.declined.peek();
    return /** @type {const} */ (["microphone", "camera"]).filter(
      (kind) => !declined[kind] && ["off", "starting", "on"].includes(this.captures[kind].peek().state),
    );
  }

  /** @returns {Promise<Result>} */
  async tryDevices() {
    const declined = this.declined.peek();
    // This tap may be the last one before the room.
    this.playback.prepare(soundElements, this.sound.silence());
    // Also what failed before: something may have been allowed or plugged in since. Inside, only that: what others or the person
    // switched off is not captured by the way, and what comes is sent.
    const inside = this.visit.peek() !== null;
    const kinds = /** @type {const} */ (["microphone", "camera"]).filter((kind) => !declined[kind] && (!inside || this.inTrouble(kind)));
    if (inside) this.publications.wish(kinds);
    await this.captures.start(kinds);
    return done;
  }

  /** It was asked for and failed, and nobody has switched it off since. @param {"microphone" | "camera"} kind */
  inTrouble(kind) {
    const capture = this.captures[kind].peek();
    return isTrouble(capture) && this[kind].peek().state === capture.state;
  }

  /** @param {"microphone" | "camera" | "speaker"} kind @param {string} id @returns {Promise<Result>} */
  async chooseDevice(kind, id) {
    this.devices.choose(kind, id);
    if (kind === "speaker") await this.playback.setSpeaker(id);
    else if (!["off", "starting"].includes(this.captures[kind].peek().state)) await this.recapture(kind);
    return done;
  }

  /** With the device that is chosen now. @param {"microphone" | "camera"} kind */
  async recapture(kind) {
    if (this.visit.peek()) {
      // Another one is chosen because the first failed: what comes is sent. A camera that nobody wishes stays dark.
      if (!this.declined.peek()[kind] && this.inTrouble(kind)) this.publications.wish([kind]);
      if (kind === "camera" && !this.publications.wished(kind).peek()) return this.captures.stop(kind);
    }
    await this.captures.restart(kind);
  }

  /** @returns {Promise<Result>} */
  async testSpeaker() {
    const context = this.sound.context();
    if (!context || this.speakerTest.peek()) return done;
    this.speakerTest.value = true;
    try {
      await playTone(context, this.devices.chosen.peek().speaker);
    } finally {
      this.speakerTest.value = false;
    }
    return done;
  }

  /** @param {"microphone" | "camera"} kind @param {boolean} on @returns {Promise<Result>} */
  async setSource(kind, on) {
    this.declined.value = { ...this.declined.peek(), [kind]: !on };
    this.sound.context();
    if (this.inRoom.peek()) return resultOf(await this.publications.set(kind, on));
    // Before the room it is a choice: what is off is not captured, and what is on is sent once one is in.
    if (this.visit.peek()) await this.publications.set(kind, on);
    else if (on) await this.captures.start([kind]);
    if (!on) this.captures.stop(kind);
    return done;
  }

  /** @param {Extract<Action, { type: "join" }>} action @returns {Promise<Result>} */
  async join({ name, business, rulesAccepted }) {
    const phase = this.phase.peek();
    if (phase.type !== "check") return done;
    if (!rulesAccepted) {
      const problem = /** @type {const} */ ({ code: "rules_not_accepted", key: "reject-rules-not-accepted", params: {} });
      this.phase.value = { ...phase, problem };
      return { ok: false, problem };
    }
    this.begin(phase.link, { token: this.token, name, business });
    return done;
  }
}

/** @param {Problem | null} problem @returns {Result} */
function resultOf(problem) {
  return problem ? { ok: false, problem } : done;
}
