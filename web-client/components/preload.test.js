// Each page names every module that it needs at once, so that a thin line fetches them together and not one
// level of imports after the other. After a change: KORONAILTA_UPDATE=1 node --test components/preload.test.js
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const client = join(dirname(fileURLToPath(import.meta.url)), "..");
const begin = "    <!-- modules: begin -->\n";
const end = "    <!-- modules: end -->\n";

/** @param {string} path from the client's root, with a leading slash @param {Set<string>} [found] */
async function needed(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  const text = await readFile(join(client, path), "utf8");
  const imports = text.matchAll(/^(?:import|export)\s(?:[^"';]*?\sfrom\s)?["'](\.{1,2}\/[^"']+)["'];/gmu);
  for (const [, target] of imports) await needed(posix.join(posix.dirname(path), target ?? ""), found);
  return found;
}

/** Each page with the module it starts with, and how many it needs at least. */
const pages = /** @type {const} */ ([["index.html", "/main.js", 30], ["organizer.html", "/organizer.js", 20], ["network.html", "/network.js", 10]]);

for (const [name, main, least] of pages) {
  test(`every module of ${name} is preloaded`, async () => {
    const modules = await needed(main);
    modules.delete(main);
    assert.ok(modules.size > least);
    const list = [...modules].sort().map((path) => `    <link rel="modulepreload" href="${path}" />\n`).join("");
    const file = join(client, name);
    const page = await readFile(file, "utf8");
    const from = page.indexOf(begin) + begin.length;
    const to = page.indexOf(end);
    assert.ok(to >= from, `${name} has no place for the modules`);
    if (process.env["KORONAILTA_UPDATE"]) await writeFile(file, page.slice(0, from) + list + page.slice(to));
    else assert.equal(page.slice(from, to), list);
  });
}

test("the room's page loads nothing of the console, and the console nothing of the room", async () => {
  const room = [...(await needed("/main.js"))];
  const console = [...(await needed("/organizer.js")), ...(await needed("/network.js"))];
  assert.deepEqual(room.filter((path) => /^\/(console|network)\//u.test(path)), []);
  assert.deepEqual(console.filter((path) => /^\/(media|state|e2ee)\/|\/components\/(room|the_app)\.js/u.test(path)), []);
});
