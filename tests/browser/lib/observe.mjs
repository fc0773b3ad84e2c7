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
  window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
    construct(native, given, asked) {
      const made = Reflect.construct(native, given, asked);
      connections.push(made);
      return made;
    },
  });
  const setLocal = RTCPeerConnection.prototype.setLocalDescription;
  RTCPeerConnection.prototype.setLocalDescription = async function (/** @type {any[]} */ ...given) {
    await Reflect.apply(setLocal, this, /** @type {[]} */ (given));
    if (this.localDescription?.type === "offer") offers += 1;
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

  /** @param {Float32Array} bins dB @param {number} width Hz of one @returns {{ level: number, tone: number }} */
  function peak(bins, width) {
    // The lowest bins hold hum and the window's own leakage.
    let best = Math.ceil(100 / width);
    for (let bin = best; bin < bins.length; bin += 1) if (bins[bin] > bins[best]) best = bin;
    return { level: bins[best], tone: best * width };
  }

  /** @param {MediaStreamTrack[]} tracks @param {number} during */
  async function listenLive(tracks, during) {
    /** @type {Map<MediaStreamTrack, { level: number, tone: number }>} */
    const strongest = new Map();
    const end = performance.now() + during;
    while (performance.now() < end) {
      for (const track of tracks) {
        const node = analyser(track);
        const bins = new Float32Array(node.frequencyBinCount);
        node.getFloatFrequencyData(bins);
        const found = peak(bins, node.context.sampleRate / node.fftSize);
        if (found.level > (strongest.get(track)?.level ?? smallest)) strongest.set(track, found);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    return [...strongest.values()];
  }

  /** For a browser whose live audio graph stands still because the machine has no sound card: record, then look.
   * @param {MediaStreamTrack} track @param {number} during */
  async function listenRecorded(track, during) {
    const recorder = new MediaRecorder(new MediaStream([track]));
    /** @type {Blob[]} */
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, during));
    recorder.stop();
    await stopped;
    const bytes = await new Blob(parts).arrayBuffer();
    if (bytes.byteLength === 0) return { level: -Infinity, tone: 0 };
    const still = new OfflineAudioContext(1, 48_000, 48_000);
    const source = still.createBufferSource();
    source.buffer = await still.decodeAudioData(bytes);
    source.loop = true;
    const node = still.createAnalyser();
    node.fftSize = 32_768;
    source.connect(node);
    source.start();
    await still.startRendering();
    const bins = new Float32Array(node.frequencyBinCount);
    node.getFloatFrequencyData(bins);
    return peak(bins, still.sampleRate / node.fftSize);
  }

  /** Whether a live audio graph runs here; it needs a moment to start. */
  async function graphRuns() {
    context ??= new AudioContext();
    // Not awaited: where sound may not start, the promise stays open.
    context.resume().catch(() => {});
    for (let waited = 0; waited < 600 && context.state !== "running"; waited += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return context.state === "running";
  }

  /** The strongest tone (Hz) of each audible track within `during` milliseconds; silence is left out. @param {number} during */
  async function tones(during) {
    const tracks = audible();
    if (await graphRuns()) return listenLive(tracks, during);
    const found = await Promise.all(tracks.map((track) => listenRecorded(track, during)));
    return found.filter(({ level }) => level > smallest);
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

  /** Bytes sent of pictures so far, layer by layer. @returns {Promise<Record<string, number>>} */
  async function uplink() {
    /** @type {Record<string, number>} */
    const bytes = {};
    for (const connection of connections) {
      if (connection.connectionState === "closed") continue;
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type !== "outbound-rtp" || entry.kind !== "video") continue;
        // Camera and screen name their layers alike.
        const layer = entry.rid ?? entry.mid;
        bytes[layer] = (bytes[layer] ?? 0) + entry.bytesSent + entry.headerBytesSent;
      }
    }
    return bytes;
  }

  /** What became of the voices and pictures that came, summed over all receiving lines. @returns {Promise<Record<string, number>>} */
  async function received() {
    const names = [
      "totalSamplesReceived", "concealedSamples", "silentConcealedSamples", "concealmentEvents", "packetsReceived", "packetsLost",
      "packetsDiscarded", "nackCount", "fecPacketsReceived", "retransmittedPacketsReceived", "jitterBufferDelay", "jitterBufferEmittedCount",
      "framesDecoded", "freezeCount", "totalFreezesDuration", "pliCount",
    ];
    /** @type {Record<string, number>} */
    const sums = {};
    for (const connection of connections) {
      if (connection.connectionState === "closed") continue;
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type !== "inbound-rtp") continue;
        for (const name of names) if (typeof entry[name] === "number") sums[`${entry.kind}.${name}`] = (sums[`${entry.kind}.${name}`] ?? 0) + entry[name];
      }
    }
    return sums;
  }

  /** What each receiving line did so far. */
  async function inbound() {
    /** @type {Record<string, any>[]} */
    const told = [];
    for (const connection of connections) {
      if (connection.connectionState === "closed") continue;
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type !== "inbound-rtp" || !entry.packetsReceived) continue;
        const { kind, mid, packetsReceived, packetsLost, framesDecoded, frameHeight, totalSamplesReceived } = entry;
        const { concealedSamples, silentConcealedSamples, jitterBufferDelay, jitterBufferEmittedCount, totalFreezesDuration } = entry;
        const invented = concealedSamples - silentConcealedSamples;
        told.push({ kind, mid, packetsReceived, packetsLost, framesDecoded, frameHeight, totalSamplesReceived, invented, jitterBufferDelay, jitterBufferEmittedCount, totalFreezesDuration });
      }
    }
    return told;
  }

  /** The port by which media leaves this browser, and over what. */
  async function path() {
    for (const connection of connections) {
      if (connection.connectionState === "closed") continue;
      const entries = await connection.getStats();
      for (const entry of entries.values()) {
        if (entry.type !== "transport" || !entry.selectedCandidatePairId) continue;
        const pair = entries.get(entry.selectedCandidatePairId);
        const local = entries.get(pair.localCandidateId);
        return { port: local.port, protocol: local.protocol, kind: local.candidateType, relay: local.relayProtocol ?? null };
      }
    }
    return null;
  }

  /** Takes the microphone's sound aside; calling what it returns sends it, whatever the client was told. */
  function defiance() {
    const senders = connections.filter(({ connectionState }) => connectionState !== "closed").flatMap((one) => one.getSenders());
    const sender = senders.find(({ track }) => track?.kind === "audio");
    const kept = sender?.track?.clone();
    return async () => {
      if (kept) kept.enabled = true;
      await sender?.replaceTrack(kept ?? null);
    };
  }

  /** What the lines do now, for whoever looks into a failed scene. */
  async function lines() {
    const told = [];
    for (const connection of connections) {
      if (connection.connectionState === "closed") continue;
      for (const entry of (await connection.getStats()).values()) {
        const { type, kind, mid, rid, active, frameWidth, frameHeight, framesPerSecond, framesEncoded, framesDecoded } = entry;
        const { packetsSent, packetsReceived, qualityLimitationReason, pliCount, firCount, nackCount } = entry;
        if (!/^(in|out)bound-rtp$/.test(type) || (type === "inbound-rtp" && !packetsReceived)) continue;
        told.push({ type, kind, mid, rid, active, frameWidth, frameHeight, framesPerSecond, framesEncoded, framesDecoded, packetsSent, packetsReceived, qualityLimitationReason, pliCount, firCount, nackCount });
      }
    }
    const client = await /** @type {any} */ (window).koronailta?.stats();
    return { lines: told, slots: client?.slots.filter((/** @type {any} */ slot) => slot.participant) };
  }

  Object.assign(window, {
    observed: { elements, connections, tones, hue, statistics, uplink, received, inbound, path, lines, audible, defiance, offers: () => offers },
  });
}
