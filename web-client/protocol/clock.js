// The server's clock. Times in its words ("until then you speak") are of its clock, and that of a phone may be minutes off.

let ahead = 0;

/** Learns from an answer's `Date` (RFC 9110 §6.6.1), which counts whole seconds. @param {Response} response */
export function setClockBy(response) {
  const said = Date.parse(response.headers.get("date") ?? "");
  // Half a second: the middle of the one that was said.
  if (!Number.isNaN(said)) ahead = said + 500 - Date.now();
}

/** Milliseconds since the epoch, as the server counts them. */
export function serverNow() {
  return Date.now() + ahead;
}
