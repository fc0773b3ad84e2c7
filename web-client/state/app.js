// The core: read-only signals out, one dispatcher in.

import { Line } from "../media/line.js";
import { Core } from "./core.js";
import { picturesOf, stateOf } from "./shown.js";

/** @typedef {import("./types.js").Action} Action */

/**
 * @param {import("./core.js").AppSetting} setting
 * @returns {{ app: import("./types.js").App, diagnostics: import("./types.js").Diagnostics, start: () => void }}
 */
export function createApp(setting) {
  const core = new Core(setting);
  const state = stateOf(core);
  const app = Object.freeze({
    state: Object.freeze(state),
    picture: picturesOf(core, state.local.preview),
    document: (/** @type {string} */ material) => core.documents.source(material),
    dispatch: (/** @type {Action} */ action) => core.dispatch(action),
    dispose: () => core.owner.dispose(),
  });
  const diagnostics = Object.freeze({
    app,
    stats: async () => ({ offers: Line.offers, slots: await core.line.statistics() }),
    frames: async () => core.visit.peek()?.frames() ?? null,
  });
  return { app, diagnostics, start: () => void core.entrance.ask(false) };
}
