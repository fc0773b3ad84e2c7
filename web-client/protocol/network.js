// Whether this device has a network, and when it has one again or another one.

/** Whether this device says that it has no network. */
export function isOffline() {
  return globalThis.navigator?.onLine === false;
}

/** @param {import("../state/owner.js").Owner} owner @param {() => void} then */
export function onOtherNetwork(owner, then) {
  owner.listen(window, "online", then);
  // Told by browsers on phones. It changes with every estimate of the line, too; what counts is the kind of network.
  const network = /** @type {any} */ (navigator).connection;
  let kind = network?.type;
  if (kind === undefined || !network.addEventListener) return;
  owner.listen(network, "change", () => {
    if (network.type === kind) return;
    kind = network.type;
    then();
  });
}
