// A clapperboard before camera and microphone: the picture flashes at the instant at which the sound beeps. And a witness who notes
// in a page when a flash comes before the eyes and a beep to the ears.

/** @typedef {{ flashes: number[], beeps: number[] }} Testimony when, in milliseconds of the page's clock */

/** Runs before the page's own scripts: camera, microphone, screen and its sound are the clapperboard's, and clap once a second. */
export function clapper() {
  const flashMs = 150;
  /** @type {AudioContext | undefined} */
  let context;
  /** Which of the two claps now. @type {"camera" | "screen"} */
  let claps = "camera";
  /** @type {Partial<Record<"camera" | "screen", MediaStream>>} */
  const boards = {};

  /** @param {"camera" | "screen"} kind */
  function board(kind) {
    const sound = (context ??= new AudioContext({ latencyHint: "interactive" }));
    void sound.resume();
    const canvas = document.createElement("canvas");
    canvas.width = 640;
    canvas.height = 360;
    const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const [tone, loudness, out] = [sound.createOscillator(), sound.createGain(), sound.createMediaStreamDestination()];
    // Never wholly silent, as no room is.
    const rest = 0.001;
    loudness.gain.value = rest;
    tone.frequency.value = 1_500;
    tone.connect(loudness).connect(out);
    tone.start();
    let [next, drawn, lit] = [0, 0, false];
    setInterval(() => {
      const now = sound.currentTime;
      if (next < now - 1) next = Math.ceil(now) + 0.5;
      const bright = claps === kind && now >= next && now < next + flashMs / 1000;
      if (now > next + 0.5) {
        next += 1;
        if (claps === kind) loudness.gain.setValueAtTime(0.5, next).setValueAtTime(rest, next + flashMs / 1000);
      }
      if (bright === lit && performance.now() - drawn < 40) return;
      [drawn, lit] = [performance.now(), bright];
      brush.fillStyle = bright ? "#ffffff" : "#103050";
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.fillStyle = "#806020";
      brush.fillRect((drawn / 10) % 600, 320, 40, 40);
    }, 5);
    return new MediaStream([...canvas.captureStream().getTracks(), ...out.stream.getTracks()]);
  }

  /** @param {"camera" | "screen"} kind @param {MediaStreamConstraints} [asked] */
  async function capture(kind, asked) {
    const tracks = (boards[kind] ??= board(kind)).getTracks().map((track) => track.clone());
    return new MediaStream(tracks.filter((track) => !asked || asked[track.kind === "audio" ? "audio" : "video"]));
  }
  navigator.mediaDevices.getUserMedia = (asked) => capture("camera", asked);
  navigator.mediaDevices.getDisplayMedia = () => capture("screen");
  Object.assign(window, {
    clapper: { boards, clap: (/** @type {"camera" | "screen"} */ kind) => (claps = kind) },
  });
}

/** Runs before the page's own scripts. */
export function witness() {
  /** @type {Testimony} */
  const noted = { flashes: [], beeps: [] };
  /** @type {AudioContext | undefined} */
  let context;
  /** @type {Set<HTMLVideoElement>} */
  const watched = new Set();
  /** @type {Set<MediaStreamTrack>} */
  const heard = new Set();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [8, 8];
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));

  /** @param {HTMLVideoElement} video */
  function watch(video) {
    if (watched.has(video)) return;
    watched.add(video);
    let lit = true;
    /** @param {number} _now @param {VideoFrameCallbackMetadata} frame */
    const presented = (_now, frame) => {
      video.requestVideoFrameCallback(presented);
      brush.drawImage(video, 0, 0, 8, 8);
      const bright = brush.getImageData(4, 2, 1, 1).data[0] > 150;
      if (bright && !lit) noted.flashes.push(frame.expectedDisplayTime);
      lit = bright;
    };
    video.requestVideoFrameCallback(presented);
  }

  const ear = `registerProcessor("ear", class extends AudioWorkletProcessor {
    quiet = 0;
    process([[samples]]) {
      if (!samples) return true;
      const at = samples.findIndex((sample) => Math.abs(sample) > 0.1);
      if (at >= 0 && this.quiet > 0.3 * sampleRate) this.port.postMessage(currentTime + at / sampleRate);
      this.quiet = at < 0 ? this.quiet + samples.length : 0;
      return true;
    }
  })`;

  /** @param {MediaStreamTrack[]} tracks */
  async function listen(tracks) {
    if (!context) {
      context = new AudioContext({ latencyHint: "interactive" });
      await context.audioWorklet.addModule(URL.createObjectURL(new Blob([ear], { type: "text/javascript" })));
    }
    const sound = context;
    await sound.resume();
    for (const track of tracks) {
      if (heard.has(track)) continue;
      heard.add(track);
      const node = new AudioWorkletNode(sound, "ear");
      node.port.onmessage = ({ data }) => {
        const { contextTime = 0, performanceTime = 0 } = sound.getOutputTimestamp();
        const known = contextTime > 0 && performanceTime > 0;
        const [from, at] = known ? [contextTime, performanceTime] : [sound.currentTime, performance.now()];
        noted.beeps.push(at + (data - from) * 1000);
      };
      sound.createMediaStreamSource(new MediaStream([track])).connect(node);
    }
  }

  Object.assign(window, { witness: { noted, watch, listen } });
}

/** How much later than the beep each flash came; less than zero where the sound is late. @param {Testimony} testimony @param {number} [since] */
export function offsets({ flashes, beeps }, since = 0) {
  return beeps.filter((beep) => beep >= since).flatMap((beep) => {
    const nearest = flashes.reduce((best, flash) => (Math.abs(flash - beep) < Math.abs(best - beep) ? flash : best), -Infinity);
    return Math.abs(nearest - beep) < 500 ? [{ beep, offset: nearest - beep }] : [];
  });
}

/** What the way has put between beep and flash: each clap that came through against the same clap where it was made, since a board drifts.
 * @param {{ beep: number, offset: number }[]} made @param {{ beep: number, offset: number }[]} seen on one clock; one clap a second, and the way takes less */
export function drifts(made, seen) {
  return seen.flatMap(({ beep, offset }) => {
    const own = made.findLast((clap) => clap.beep <= beep);
    return own && beep - own.beep < 1_000 ? [offset - own.offset] : [];
  });
}
