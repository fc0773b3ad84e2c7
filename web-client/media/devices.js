// Which microphones, cameras and speakers there are, and which are chosen.

import { signal } from "../vendor/signals.js";

/** @typedef {import("../state/types.js").Devices} Devices */
/** @typedef {import("../state/types.js").Chosen} Chosen */

export class DeviceList {
  #list = signal(/** @type {Devices} */ ({ microphones: [], cameras: [], speakers: [] }));
  #chosen;

  /**
   * @param {import("../state/owner.js").Owner} owner
   * @param {Chosen} chosen
   */
  constructor(owner, chosen) {
    this.#chosen = signal(chosen);
    if (!navigator.mediaDevices?.enumerateDevices) return;
    owner.listen(navigator.mediaDevices, "devicechange", () => void this.refresh());
    void this.refresh();
  }

  get list() {
    return this.#list;
  }
  get chosen() {
    return this.#chosen;
  }

  /** @param {"microphone" | "camera" | "speaker"} kind @param {string} id */
  choose(kind, id) {
    this.#chosen.value = { ...this.#chosen.peek(), [kind]: id };
  }

  /** Names are there only after a permission, so this is called again after each capture. */
  async refresh() {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    const of = (/** @type {MediaDeviceKind} */ kind) =>
      // Before a permission devices have no ids; Chromium's "default" and "communications" are doubles.
      all
        .filter((device) => device.kind === kind && !["", "default", "communications"].includes(device.deviceId))
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    this.#list.value = { microphones: of("audioinput"), cameras: of("videoinput"), speakers: of("audiooutput") };
  }
}
