// The scripts that this page starts as workers: its policy allows no other text in their place.

const scripts = {
  frames: new URL("../e2ee/worker.js", import.meta.url).href,
  pdf: new URL("../vendor/pdf/pdf_worker.js", import.meta.url).href,
};

/** @type {{ createScriptURL(name: string): unknown } | undefined} */
let policy;

/** @param {keyof typeof scripts} name */
export function startWorker(name) {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  policy ??= types?.createPolicy("koronailta-worker", { createScriptURL: (/** @type {keyof typeof scripts} */ wished) => scripts[wished] });
  const url = /** @type {any} */ (policy?.createScriptURL(name) ?? scripts[name]);
  return new Worker(url, { type: "module" });
}
