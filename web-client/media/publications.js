// What one sends: wished by the person, captured from a device, and allowed by the server. A track is on its sender only
// while all three hold, so that the icon can say what is really sent.
//
// A muted microphone takes its track off the sender (`replaceTrack(null)`) instead of disabling it: then nothing at all is
// sent, where a disabled track goes on with packets of silence (5 a second with silence suppression, 50 without). Both are
// heard again equally soon (measured in Chromium: the same within the noise). The capture stays alive, so switching on again
// costs one round trip to the server and no permission, and the page can notice who speaks with the microphone off. A
// camera that is off is not captured either: its light has to go out.

import { computed, signal } from "../vendor/signals.js";
import { problemFrom } from "../protocol/problem.js";
import { troubleOf } from "./capture.js";

/** @typedef {import("../protocol/types.js").Source} Source */
/** @typedef {import("../state/types.js").Problem} Problem */
/** @typedef {import("../state/types.js").LocalSource} LocalSource */
/** @typedef {"microphone" | "camera" | "screen"} Shown */

/** @type {readonly Source[]} */
const sources = ["microphone", "camera", "screen", "screen_audio"];

/**
 * @typedef {object} Publication
 * @property {boolean} wished
 * @property {boolean} allowed the server said yes
 * @property {Promise<Problem | null> | null} asking the command that is on its way
 */

/**
 * @typedef {object} PublicationSetting
 * @property {import("./capture.js").Captures} captures
 * @property {(command: import("../protocol/types.js").Command) => Promise<unknown>} request
 * @property {(source: Source, track: MediaStreamTrack | null) => void} send
 * @property {(problem: Problem) => void} refused
 * @property {(key: "device-back" | "device-other", device: "microphone" | "camera") => void} recovered
 * @property {() => void} screenEnded by the browser's own button, or because the window closed
 */

/** @param {string} key @param {string} device @returns {Problem} */
export function deviceProblem(key, device) {
  return { code: "device", key: `device-${key}`, params: { device } };
}

export class Publications {
  #owner;
  #setting;
  /** @type {Record<Source, import("../vendor/signals.js").Signal<Publication>>} */
  #publications;
  #screen = signal(/** @type {MediaStream | null} */ (null));
  /** A screen is wished and not chosen yet. */
  #choosingScreen = signal(false);
  /** The browser's question is open, also after the wish was taken back: nothing closes it but the person. */
  #asksForScreen = false;
  /** In the room, on a socket. */
  #open = false;
  /** What was captured last. @type {Record<"microphone" | "camera", import("./capture.js").Capture>} */
  #last = { microphone: { state: "off" }, camera: { state: "off" } };
  /** Within the grace time, or on a socket. */
  #sending = signal(true);
  /** What the server says of keys does not fit together. */
  #doubted = signal(false);

  /** @param {import("../state/owner.js").Owner} owner @param {PublicationSetting} setting */
  constructor(owner, setting) {
    this.#owner = owner;
    this.#setting = setting;
    const idle = () => signal(/** @type {Publication} */ ({ wished: false, allowed: false, asking: null }));
    this.#publications = { microphone: idle(), camera: idle(), screen: idle(), screen_audio: idle() };
    owner.own(() => this.#endScreen());
    owner.own(setting.captures.microphone.subscribe(() => this.#captured("microphone")));
    owner.own(setting.captures.camera.subscribe(() => this.#captured("camera")));
  }

  /** @param {Source} source */
  wished(source) {
    return computed(() => this.#publications[source].value.wished);
  }

  /** Really on its way to the server. @param {Source} source */
  sent(source) {
    const publication = this.#publications[source];
    return computed(() => publication.value.allowed && publication.value.wished && this.#sending.value && !this.#doubted.value);
  }

  get screen() {
    return this.#screen;
  }
  get choosingScreen() {
    return this.#choosingScreen;
  }

  /** What is sent as soon as it is captured and one is in the room. @param {readonly ("microphone" | "camera")[]} kinds */
  wish(kinds) {
    for (const kind of kinds) this.#change(kind, { wished: true });
  }

  /** @param {"microphone" | "camera"} kind @param {boolean} on @returns {Promise<Problem | null>} */
  async set(kind, on) {
    if (!on) {
      this.#withdraw(kind);
      if (kind === "camera") this.#setting.captures.stop("camera");
      return null;
    }
    this.#change(kind, { wished: true });
    await this.#setting.captures.start([kind]);
    return this.#publish(kind);
  }

  /** @param {boolean} on @returns {Promise<Problem | null>} */
  async setScreen(on) {
    if (!on) {
      this.#withdraw("screen");
      this.#withdraw("screen_audio");
      this.#endScreen();
      return null;
    }
    if (this.#screen.peek()) return null;
    this.#choosingScreen.value = true;
    // A question that is still open is answered to this wish, too.
    return this.#asksForScreen ? null : this.#shareChosen();
  }

  /** @returns {Promise<Problem | null>} */
  async #shareChosen() {
    this.#asksForScreen = true;
    try {
      const stream = await chooseScreen().finally(() => (this.#asksForScreen = false));
      if (!this.#choosingScreen.peek()) {
        // Chosen after one has left, or after the wish was taken back: nobody must go on seeing it.
        for (const track of stream.getTracks()) track.stop();
        return null;
      }
      const shared = this.#share(stream);
      this.#choosingScreen.value = false;
      return await shared;
    } catch (error) {
      const wished = this.#choosingScreen.peek();
      this.#choosingScreen.value = false;
      if (!wished) return null;
      const trouble = troubleOf(error);
      // Closing the browser's own dialog is a choice, not a trouble.
      if (trouble === "denied" && !(error instanceof Error && /system/iu.test(error.message))) return null;
      const problem = deviceProblem(trouble, "screen");
      this.#setting.refused(problem);
      return problem;
    }
  }

  /** @param {MediaStream} stream @returns {Promise<Problem | null>} */
  async #share(stream) {
    this.#screen.value = stream;
    const [picture] = stream.getVideoTracks();
    if (picture) {
      picture.contentHint = "detail";
      picture.addEventListener("ended", () => {
        if (this.#screen.peek() !== stream) return;
        void this.setScreen(false);
        this.#setting.screenEnded();
      });
    }
    this.#change("screen", { wished: true });
    const problem = await this.#publish("screen");
    const [sound] = stream.getAudioTracks();
    if (problem || this.#screen.peek() !== stream || !sound) return problem;
    sound.contentHint = "music";
    this.#change("screen_audio", { wished: true });
    await this.#publish("screen_audio");
    return null;
  }

  #endScreen() {
    this.#choosingScreen.value = false;
    const stream = this.#screen.peek();
    this.#screen.value = null;
    for (const track of stream?.getTracks() ?? []) track.stop();
  }

  /**
   * In the room and on a socket. `anew`: the server knows nothing of what was on.
   * @param {boolean} anew
   * @param {(source: Source) => boolean} serverSaysOn
   */
  opened(anew, serverSaysOn) {
    this.#open = true;
    this.#sending.value = true;
    for (const source of sources) {
      if (anew) this.#change(source, { allowed: false });
      const { wished, allowed } = this.#publications[source].peek();
      if (wished && !allowed && this.#track(source)) void this.#publish(source);
      // Also where it is wished and its device was taken away while nobody could be told.
      else if (!allowed && serverSaysOn(source)) void this.#setting.request({ type: "publish", source, on: false }).catch(() => {});
      this.#apply(source);
    }
  }

  /** The socket is lost; what is sent goes on for the grace time. */
  closed() {
    this.#open = false;
  }

  /** The grace time is over: nobody hears it any more, so nothing is sent. */
  silence() {
    this.#sending.value = false;
    for (const source of sources) this.#apply(source);
  }

  /** As long as it is in doubt whether what is encrypted here can be trusted, nothing is sent, whatever else happens. @param {boolean} on */
  doubt(on) {
    if (this.#doubted.peek() === on) return;
    this.#doubted.value = on;
    for (const source of sources) this.#apply(source);
  }

  /** One is out of the room: nothing is wished any more. */
  reset() {
    this.#open = false;
    this.#sending.value = true;
    this.#doubted.value = false;
    this.#endScreen();
    for (const source of sources) {
      this.#change(source, { wished: false, allowed: false, asking: null });
      this.#apply(source);
    }
  }

  /** The server's word: a source of one's own is on. Where that is not wished, or its device is away, it is told, so that nobody is shown as
   * sending who does not.
   * @param {Source} source */
  saidOn(source) {
    const { wished, asking, allowed } = this.#publications[source].peek();
    if (asking || !this.#open || (wished && (allowed || this.#track(source)))) return;
    void this.#setting.request({ type: "publish", source, on: false }).catch(() => {});
  }

  /** The server's word: a source of one's own is off. @param {Source} source @param {boolean} certain even while a wish is on its way */
  switchedOff(source, certain) {
    const { wished, asking, allowed } = this.#publications[source].peek();
    if (!wished || (!certain && (asking || !allowed))) return;
    this.#change(source, { wished: false, allowed: false, asking: null });
    this.#apply(source);
    if (source === "camera") this.#setting.captures.stop("camera");
    if (source === "screen") {
      this.#change("screen_audio", { wished: false, allowed: false, asking: null });
      this.#apply("screen_audio");
      this.#endScreen();
    }
  }

  /** @param {Source} source @param {boolean} [again] it is still wished, and goes on as soon as it can */
  #withdraw(source, again = false) {
    const { wished, allowed, asking } = this.#publications[source].peek();
    this.#change(source, { wished: again && wished, allowed: false, asking: null });
    // First the silence, then the word about it.
    this.#apply(source);
    if (this.#open && (wished || allowed || asking)) {
      void this.#setting.request({ type: "publish", source, on: false }).catch(() => {});
    }
  }

  /** @param {Source} source @returns {Promise<Problem | null>} */
  #publish(source) {
    const { wished, allowed, asking } = this.#publications[source].peek();
    if (asking) return asking;
    if (!this.#open || !wished || allowed || !this.#track(source)) return Promise.resolve(null);
    const made = this.#ask(source);
    this.#change(source, { asking: made });
    return made;
  }

  /** @param {Source} source @returns {Promise<Problem | null>} */
  #ask(source) {
    // What was withdrawn meanwhile is no answer to a newer wish.
    const current = () => this.#publications[source].peek().asking === made;
    const made = this.#setting.request({ type: "publish", source, on: true }).then(
      () => {
        if (!current()) return null;
        this.#change(source, { asking: null, allowed: true });
        this.#apply(source);
        return null;
      },
      (error) => {
        const problem = problemFrom(error);
        if (!current()) return problem;
        this.#change(source, { asking: null });
        // Not answered: asked again on the next socket.
        if (problem.code === "unreachable") return null;
        this.switchedOff(source, true);
        this.#setting.refused(problem);
        return problem;
      },
    );
    return made;
  }

  /** A track came, changed or went. @param {"microphone" | "camera"} kind */
  #captured(kind) {
    const capture = this.#setting.captures[kind].peek();
    const before = this.#last[kind];
    this.#last[kind] = capture;
    const { wished, allowed, asking } = this.#publications[kind].peek();
    if (capture.state === "on") {
      if (wished && isAway(before)) this.#setting.recovered("device-back", kind);
      else if (wished && before.state === "on" && before.track.label !== capture.track.label) this.#setting.recovered("device-other", kind);
      if (wished && !allowed) void this.#publish(kind);
    } else if (isAway(capture)) {
      if (wished && (allowed || asking)) {
        this.#withdraw(kind, true);
        this.#setting.refused(deviceProblem(capture.state, kind));
      }
    } else if (wished && capture.state !== "starting" && capture.state !== "off") {
      this.#withdraw(kind);
      this.#setting.refused(deviceProblem(capture.state, kind));
    }
    this.#apply(kind);
  }

  /** @param {Source} source @returns {MediaStreamTrack | null} */
  #track(source) {
    if (source === "microphone" || source === "camera") return this.#setting.captures.track(source);
    const stream = this.#screen.peek();
    return (source === "screen" ? stream?.getVideoTracks()[0] : stream?.getAudioTracks()[0]) ?? null;
  }

  /** @param {Source} source */
  #apply(source) {
    const { wished, allowed } = this.#publications[source].peek();
    this.#setting.send(source, wished && allowed && this.#sending.peek() && !this.#doubted.peek() ? this.#track(source) : null);
  }

  /** @param {Source} source @param {Partial<Publication>} change */
  #change(source, change) {
    this.#publications[source].value = { ...this.#publications[source].peek(), ...change };
  }
}

/** The device is gone for a while; others see it as off, and it comes back by itself. @param {import("./capture.js").Capture} capture */
function isAway({ state }) {
  return state === "interrupted" || state === "lost";
}

/** @returns {Promise<MediaStream>} */
async function chooseScreen() {
  const options = {
    // A screen stands still or moves: up to so many pictures a second; how sharp each is comes first (`detail`). The pointer is what one points with.
    video: { frameRate: { max: 30 }, width: { max: 1920 }, height: { max: 1080 }, cursor: "always" },
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    // Chromium's own wishes: no endless mirror, and the sound of the computer where it can be had.
    selfBrowserSurface: "exclude",
    surfaceSwitching: "include",
    systemAudio: "include",
  };
  return navigator.mediaDevices.getDisplayMedia(options);
}
