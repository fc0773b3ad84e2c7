// Which layers of one's own pictures are really sent: those that anybody looks at. A thin uplink carries the voice all
// the better for it.

/** Sets the senders' encodings as the server says, one change after the other. */
export class Layers {
  /** @type {Map<RTCRtpSender, Promise<void>>} */
  #changes = new Map();

  /**
   * Sends so many layers from the smallest up and no others.
   * @param {RTCRtpSender} sender
   * @param {number} count
   */
  set(sender, count) {
    const change = (this.#changes.get(sender) ?? Promise.resolve()).then(() => activate(sender, count));
    this.#changes.set(sender, change);
    return change;
  }
}

/**
 * A browser that refuses goes on sending all of them, which costs only its uplink.
 * @param {Pick<RTCRtpSender, "getParameters" | "setParameters">} sender
 * @param {number} count
 */
async function activate(sender, count) {
  const parameters = sender.getParameters();
  const { encodings = [] } = parameters;
  if (encodings.every(({ active }, index) => active === index < count)) return;
  encodings.forEach((encoding, index) => (encoding.active = index < count));
  await sender.setParameters(parameters).catch(() => {});
}
