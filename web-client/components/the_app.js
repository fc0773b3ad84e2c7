// The one client core that the components show and drive; main.js makes it and hands it to koronailta-app.

/** @typedef {import("../state/types.js").App} App */
/** @typedef {import("../state/types.js").Action} Action */

/** @type {App | undefined} */
let given;

/** @param {App} app */
export function provideApp(app) {
  given = app;
}

/** @returns {App} */
export function theApp() {
  if (!given) throw new Error("provideApp comes before the first view");
  return given;
}

/**
 * Carries out what the person wants; a refusal is shown by the core.
 * @param {Action} action
 */
export function act(action) {
  void theApp().dispatch(action);
}

/** The name of somebody who is inside, empty where there is none. @param {string | null | undefined} id */
export function personName(id) {
  return theApp().state.roster.value.find((one) => one.id === id)?.name ?? "";
}

/** Whether one's role may do this now.
 * @param {import("../protocol/types.js").Permission} permission */
export function may(permission) {
  return theApp().state.permissions.value.has(permission);
}

/** In the common room the hosts lead a round, in a group everybody may. */
export function mayLeadRound() {
  return may("lead_rounds") || theApp().state.place.value.group !== null;
}
