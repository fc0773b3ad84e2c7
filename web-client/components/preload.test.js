// index.html names every module that the page needs at once, so that a thin line fetches them together and not one
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

test("every module of the page is preloaded", async () => {
  const modules = await needed("/main.js");
  modules.delete("/main.js");
  assert.ok(modules.size > 30);
  const list = [...modules].sort().map((path) => `    <link rel="modulepreload" href="${path}" />\n`).join("");
  const file = join(client, "index.html");
  const page = await readFile(file, "utf8");
  const from = page.indexOf(begin) + begin.length;
  const to = page.indexOf(end);
  assert.ok(to >= from, "index.html has no place for the modules");
  if (process.env["KORONAILTA_UPDATE"]) await writeFile(file, page.slice(0, from) + list + page.slice(to));
  else assert.equal(page.slice(from, to), list);
});
