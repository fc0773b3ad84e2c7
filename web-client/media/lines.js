// The lines of the one offer: what may be sent, and a fixed set of places to receive.

/** @typedef {import("../protocol/types.js").LinePurpose} LinePurpose */
/** @typedef {import("../protocol/types.js").Source} Source */

/**
 * @typedef {object} Line
 * @property {LinePurpose} purpose
 * @property {RTCRtpTransceiver} transceiver
 * @property {() => void} forget nobody waits for its first frame any more
 */

/** Which source a sending line carries. @type {Readonly<Partial<Record<LinePurpose, Source>>>} */
export const sourceOf = { microphone: "microphone", camera: "camera", screen: "screen", screen_audio: "screen_audio" };

/** Three layers need 1280x720 at the source; a phone sends 640x360 in two. Bits per second. */
const cameraLayers = {
  desktop: [
    { rid: "q", scaleResolutionDownBy: 4, maxBitrate: 150_000 },
    { rid: "h", scaleResolutionDownBy: 2, maxBitrate: 500_000 },
    { rid: "f", scaleResolutionDownBy: 1, maxBitrate: 1_500_000 },
  ],
  phone: [
    { rid: "h", scaleResolutionDownBy: 2, maxBitrate: 150_000 },
    { rid: "f", scaleResolutionDownBy: 1, maxBitrate: 500_000 },
  ],
};

/** One thin line must not decide for all: beside the fluid copy of the screen goes a slow one, of the same size, for letters made smaller cannot be read. */
const screenLayers = [
  { rid: "l", scaleResolutionDownBy: 1, maxBitrate: 500_000, maxFramerate: 5 },
  { rid: "f", scaleResolutionDownBy: 1, maxBitrate: 2_500_000, maxFramerate: 30 },
];

/** A voice in wideband with room for error correction; music. Bits per second. */
const voiceEncoding = [{ maxBitrate: 40_000 }];
const musicEncoding = [{ maxBitrate: 96_000 }];

/**
 * Only what the server forwards is offered: a short offer, and no codec that nobody could use. Sounds in the order of preference:
 * what is preferred is sent, so one by one; but several in one packet are understood, as the server sends them on a lossy line.
 * Pictures are VP8; on the stage a program may send H264 too, in units larger than a packet (RFC 6184 §6.3).
 * @param {RTCRtpTransceiver} transceiver
 * @param {"audio" | "video"} kind
 * @param {LinePurpose} purpose
 */
function keepCommonCodecs(transceiver, kind, purpose) {
  const codecs = RTCRtpReceiver.getCapabilities?.(kind)?.codecs ?? [];
  const pictures = purpose === "stage_video" ? ["video/vp8", "video/h264", "video/rtx"] : ["video/vp8", "video/rtx"];
  const wanted = kind === "audio" ? ["audio/opus", "audio/red"] : pictures;
  /** @param {RTCRtpCodec} codec */
  const forwarded = ({ mimeType, sdpFmtpLine }) => mimeType.toLowerCase() !== "video/h264" || /packetization-mode=1/.test(sdpFmtpLine ?? "");
  const common = wanted.flatMap((name) => codecs.filter((codec) => codec.mimeType.toLowerCase() === name && forwarded(codec)));
  if (common.length > 0) transceiver.setCodecPreferences?.(common);
}

/**
 * @param {RTCPeerConnection} connection
 * @param {Exclude<import("../protocol/types.js").DeviceClass, "ingest">} deviceClass
 * @param {import("../protocol/types.js").SlotCounts} slots
 * @param {import("../e2ee/guard.js").Guard | null} guard where the browser can encrypt
 * @param {(source: Source) => void} led the source is known to go through the guard
 * @returns {Line[]}
 */
export function addLines(connection, deviceClass, slots, guard, led) {
  /** @type {Line[]} */
  const lines = [];
  /** @param {LinePurpose} purpose @param {"audio" | "video"} kind @param {RTCRtpTransceiverInit} init */
  const add = (purpose, kind, init) => {
    const transceiver = connection.addTransceiver(kind, init);
    // In this very turn; see there.
    const source = sourceOf[purpose];
    const forget = source
      ? guard?.lead(transceiver.sender, "send", kind, () => led(source))
      : guard?.lead(transceiver.receiver, "receive", kind);
    keepCommonCodecs(transceiver, kind, purpose);
    lines.push({ purpose, transceiver, forget: forget ?? (() => {}) });
  };
  add("microphone", "audio", { direction: "sendonly", sendEncodings: voiceEncoding });
  add("camera", "video", { direction: "sendonly", sendEncodings: cameraLayers[deviceClass] });
  add("screen", "video", { direction: "sendonly", sendEncodings: screenLayers });
  add("screen_audio", "audio", { direction: "sendonly", sendEncodings: musicEncoding });
  for (let slot = 0; slot < slots.audio; slot += 1) add("audio_slot", "audio", { direction: "recvonly" });
  for (let slot = 0; slot < slots.video; slot += 1) add("video_slot", "video", { direction: "recvonly" });
  add("stage_video", "video", { direction: "recvonly" });
  add("stage_audio", "audio", { direction: "recvonly" });
  return lines;
}
