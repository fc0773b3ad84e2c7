// The few edits to offer and answer (RFC 8866) that make browsers start well and hold on lossy lines. Browsers offer no other way
// to say it.

const opus = /^opus\//iu;

/** Upper simulcast layers wait up to five seconds for the estimate to grow otherwise. Kilobits per second. */
const startBitrate = 2_000;

/**
 * @typedef {object} Section
 * @property {string} mid
 * @property {"audio" | "video"} kind
 * @property {string[]} lines
 */

/**
 * @param {string} sdp
 * @returns {{ head: string[], sections: Section[] }}
 */
export function split(sdp) {
  /** @type {string[]} */
  const head = [];
  /** @type {Section[]} */
  const sections = [];
  for (const line of sdp.split(/\r\n|\n/u).filter((text) => text !== "")) {
    if (line.startsWith("m=")) sections.push({ mid: "", kind: line.startsWith("m=audio") ? "audio" : "video", lines: [] });
    const section = sections.at(-1);
    if (!section) head.push(line);
    else {
      section.lines.push(line);
      if (line.startsWith("a=mid:")) section.mid = line.slice("a=mid:".length);
    }
  }
  return { head, sections };
}

/** @param {{ head: string[], sections: Section[] }} parts @returns {string} */
export function join({ head, sections }) {
  return [...head, ...sections.flatMap(({ lines }) => lines), ""].join("\r\n");
}

/** The payload types of a codec. @param {Section} section @param {RegExp} codec as in rtpmap */
function payloadsOf(section, codec) {
  return section.lines.flatMap((line) => {
    const found = /^a=rtpmap:(\d+) (\S+)/u.exec(line);
    return found?.[1] && codec.test(found[2] ?? "") ? [found[1]] : [];
  });
}

/** Says right after a codec's name what else holds for it. @param {Section} section @param {string} payload @param {string} line */
function addAfter(section, payload, line) {
  section.lines.splice(section.lines.findIndex((text) => text.startsWith(`a=rtpmap:${payload} `)) + 1, 0, line);
}

/**
 * Adds parameters to the format of a codec, in every payload type of it.
 * @param {Section} section
 * @param {RegExp} codec as in rtpmap
 * @param {Record<string, string>} parameters
 */
function setParameters(section, codec, parameters) {
  for (const payload of payloadsOf(section, codec)) {
    const prefix = `a=fmtp:${payload} `;
    const at = section.lines.findIndex((line) => line.startsWith(prefix));
    const known = at < 0 ? [] : (section.lines[at] ?? "").slice(prefix.length).split(";").map((text) => text.trim());
    const kept = known.filter((text) => text !== "" && !((text.split("=")[0] ?? "") in parameters));
    const line = prefix + [...kept, ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)].join(";");
    if (at >= 0) section.lines[at] = line;
    else addAfter(section, payload, line);
  }
}

/**
 * The offer as browsers do not make it by themselves. The stage's sound is taken in both channels (RFC 7587 §6.1); Chromium decodes
 * it into one otherwise. And a voice may be asked for again where it is sent (RFC 4585 §6.2.1).
 * @param {string} sdp
 * @param {readonly import("../protocol/types.js").LinePurpose[]} purposes line by line
 */
export function offering(sdp, purposes) {
  const parts = split(sdp);
  for (const [index, section] of parts.sections.entries()) {
    const purpose = purposes[index];
    if (purpose === "stage_audio") setParameters(section, opus, { stereo: "1" });
    if (purpose !== "microphone" && purpose !== "screen_audio") continue;
    for (const payload of payloadsOf(section, opus)) {
      const line = `a=rtcp-fb:${payload} nack`;
      if (!section.lines.includes(line)) addAfter(section, payload, line);
    }
  }
  return join(parts);
}

/**
 * The answer as this browser should take it: error correction and silence suppression for voices, a brave start for
 * pictures. Lines that only receive are left alone.
 * @param {string} sdp
 * @param {ReadonlyMap<string, import("../protocol/types.js").LinePurpose>} purposes by mid
 */
export function tuned(sdp, purposes) {
  const parts = split(sdp);
  for (const section of parts.sections) {
    switch (purposes.get(section.mid)) {
      case "microphone":
        setParameters(section, opus, { useinbandfec: "1", usedtx: "1" });
        break;
      case "screen_audio":
        // Music and films: both channels, and no suppression of what is quiet.
        setParameters(section, opus, { useinbandfec: "1", usedtx: "0", stereo: "1", "sprop-stereo": "1" });
        break;
      case "camera":
      case "screen":
        setParameters(section, /^VP8\//iu, { "x-google-start-bitrate": String(startBitrate) });
        break;
      default:
    }
  }
  return join(parts);
}
