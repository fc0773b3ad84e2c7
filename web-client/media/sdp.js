// The few edits to the server's answer (RFC 8866) that make browsers start well. Browsers read from the answer how the
// server wants to be sent to, and offer no other way to say it.

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

/**
 * Adds parameters to the format of a codec, in every payload type of it.
 * @param {Section} section
 * @param {RegExp} codec as in rtpmap
 * @param {Record<string, string>} parameters
 */
function setParameters(section, codec, parameters) {
  const payloads = section.lines.flatMap((line) => {
    const found = /^a=rtpmap:(\d+) (\S+)/u.exec(line);
    return found && codec.test(found[2] ?? "") ? [found[1]] : [];
  });
  for (const payload of payloads) {
    const prefix = `a=fmtp:${payload} `;
    const at = section.lines.findIndex((line) => line.startsWith(prefix));
    const known = at < 0 ? [] : (section.lines[at] ?? "").slice(prefix.length).split(";").map((text) => text.trim());
    const kept = known.filter((text) => text !== "" && !((text.split("=")[0] ?? "") in parameters));
    const line = prefix + [...kept, ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)].join(";");
    if (at >= 0) section.lines[at] = line;
    else section.lines.splice(section.lines.findIndex((text) => text.startsWith(`a=rtpmap:${payload} `)) + 1, 0, line);
  }
}

/**
 * The offer with one line that takes both channels of what is played to it (RFC 7587 §6.1). Chromium decodes the stage's
 * sound into one channel otherwise.
 * @param {string} sdp
 * @param {number} index of the line
 */
export function takingStereo(sdp, index) {
  const parts = split(sdp);
  const section = parts.sections[index];
  if (section) setParameters(section, /^opus\//iu, { stereo: "1" });
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
        setParameters(section, /^opus\//iu, { useinbandfec: "1", usedtx: "1" });
        break;
      case "screen_audio":
        // Music and films: both channels, and no suppression of what is quiet.
        setParameters(section, /^opus\//iu, { useinbandfec: "1", usedtx: "0", stereo: "1", "sprop-stereo": "1" });
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
