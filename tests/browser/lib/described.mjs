// Whether what the pages ask over HTTP, and what they are answered, stands in the server's own description.

/** @typedef {{ method: string, path: string, status: number }} Asked */

/**
 * Notes what the pages of a browser ask from now on.
 * @param {import("playwright-core").BrowserContext} context
 * @returns {Asked[]} grows
 */
export function notesQuestions(context) {
  /** @type {Asked[]} */
  const asked = [];
  context.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/api/v1/") && response.status() !== 304) asked.push({ method: response.request().method().toLowerCase(), path: pathname, status: response.status() });
  });
  return asked;
}

/** @param {string} origin @param {readonly Asked[]} asked @returns {Promise<string[]>} what the description does not know */
export async function undescribed(origin, asked) {
  const { paths } = /** @type {{ paths: Record<string, any> }} */ (await (await fetch(`${origin}/api/v1/openapi.json`)).json());
  // What is written out goes before what has a place for anything.
  const known = Object.entries(paths)
    .sort(([one], [other]) => one.split("{").length - other.split("{").length)
    .map(([path, methods]) => ({ shape: new RegExp(`^${path.replace(/\{[^}]+\}/gu, "[^/]+")}$`, "u"), methods }));
  const unknown = asked.filter(({ method, path, status }) => {
    const found = known.find(({ shape, methods }) => shape.test(path) && method in methods);
    return !found || !(String(status) in found.methods[method].responses);
  });
  return [...new Set(unknown.map(({ method, path, status }) => `${method} ${path} ${status}`))];
}
