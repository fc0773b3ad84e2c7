// What is measured inside a page. It watches the browser's own objects, not the client's code: which media elements
// exist and really play, which connections were made and what they decoded.

/** Runs before the page's own scripts. */
export function observer() {
  /** @type {Set<HTMLMediaElement>} */
  const elements = new Set();
  const source = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject"));
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    ...source,
    set(value) {
      elements.add(this);
      source.set?.call(this, value);
    },
  });

  /** @type {RTCPeerConnection[]} */
  const connections = [];
  let offers = 0;
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    /** @param {RTCConfiguration} [configuration] */
    constructor(configuration) {
      super(configuration);
      connections.push(this);
    }
    /** @param {any[]} options */
    createOffer(...options) {
      offers += 1;
      return super.createOffer(.../** @type {[]} */ (options));
    }
  };

  /** @type {AudioContext | undefined} */
  let context;
  /** @type {Map<MediaStreamTrack, AnalyserNode>} */
  const analysers = new Map();
  const smallest = -70; // dB in one bin; below it is silence or what the codec makes of it.

  /** @param {MediaStreamTrack} track */
  function analyser(track) {
    const known = analysers.get(track);
    if (known) return known;
    context ??= new AudioContext();
    const made = context.createAnalyser();
    made.fftSize = 8192;
    made.smoothingTimeConstant = 0;
    context.createMediaStreamSource(new MediaStream([track])).connect(made);
    analysers.set(track, made);
    return made;
  }

  /** The tracks that a person in front of this page hears now. */
  function audible() {
    const tracks = new Set();
    for (const element of elements) {
      if (element.paused || element.muted || element.volume === 0 || !(element.srcObject instanceof MediaStream)) continue;
      for (const track of element.srcObject.getAudioTracks()) if (track.readyState === "live") tracks.add(track);
    }
    return [...tracks];
  }

  /** The strongest tone (Hz) of each audible track within `during` milliseconds; silence is left out. @param {number} during */
  async function tones(during) {
    /** @type {Map<MediaStreamTrack, { level: number, tone: number }>} */
    const strongest = new Map();
    const end = performance.now() + during;
    while (performance.now() < end) {
      for (const track of audible()) {
        const node = analyser(track);
        const bins = new Float32Array(node.frequencyBinCount);
        node.getFloatFrequencyData(bins);
        let best = 0;
        for (let bin = 8; bin < bins.length; bin += 1) if (bins[bin] > bins[best] || best === 0) best = bin;
        const level = bins[best];
        if (level > (strongest.get(track)?.level ?? smallest)) {
          strongest.set(track, { level, tone: (best * node.context.sampleRate) / node.fftSize });
        }
      }
      await context?.resume();
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    return [...strongest.values()];
  }

  /** Hue of the middle of a picture (degrees), or what hinders reading it. @param {HTMLVideoElement | null | undefined} video */
  function hue(video) {
    if (!video || video.readyState < 2 || !video.videoWidth) return "no picture";
    const canvas = document.createElement("canvas");
    canvas.width = 32;
    canvas.height = 18;
    const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
    brush.drawImage(video, 0, 0, 32, 18);
    const { data } = brush.getImageData(10, 4, 12, 8);
    let [red, green, blue] = [0, 0, 0];
    for (let at = 0; at < data.length; at += 4) {
      red += data[at];
      green += data[at + 1];
      blue += data[at + 2];
    }
    const most = Math.max(red, green, blue);
    const span = most - Math.min(red, green, blue);
    if (most / 96 < 40 || span / most < 0.3) return "grey or black";
    if (most === red) return (60 * ((green - blue) / span) + 360) % 360;
    return most === green ? 60 * ((blue - red) / span) + 120 : 60 * ((red - green) / span) + 240;
  }

  /** Frames decoded per receiving video line and packets sent per source, from the browser's own statistics. */
  async function statistics() {
    const all = { decoded: /** @type {Record<string, number>} */ ({}), sent: { audio: 0, video: 0 }, received: { audio: 0, video: 0 } };
    for (const connection of connections) {
      if (connection.connectionState === "closed") continue;
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type === "inbound-rtp") {
          all.received[/** @type {"audio"|"video"} */ (entry.kind)] += entry.packetsReceived ?? 0;
          if (entry.kind === "video") all.decoded[entry.mid ?? entry.id] = entry.framesDecoded ?? 0;
        }
        if (entry.type === "outbound-rtp") all.sent[/** @type {"audio"|"video"} */ (entry.kind)] += entry.packetsSent ?? 0;
      }
    }
    return all;
  }

  Object.assign(window, {
    observed: { elements, connections, tones, hue, statistics, audible, offers: () => offers },
  });
}
