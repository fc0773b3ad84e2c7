// Every word the client shows exists in every language, with the same values in it.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { FluentResource } from "../vendor/fluent.js";
import { clock, day, makeBundle } from "./index.js";

const here = dirname(fileURLToPath(import.meta.url));
const client = join(here, "..");
const languages = ["fi", "sv", "en"];

/** All placeables that a message takes from outside.
 * @param {unknown} node @param {Set<string>} [found] */
function variables(node, found = new Set()) {
  if (Array.isArray(node)) node.forEach((part) => variables(part, found));
  else if (node && typeof node === "object") {
    const part = /** @type {{ type?: string, name?: string }} */ (node);
    if (part.type === "var" && part.name) found.add(part.name);
    Object.values(node).forEach((child) => variables(child, found));
  }
  return found;
}

/** @param {string} language */
async function messages(language) {
  /** @type {Map<string, string>} */
  const all = new Map();
  for (const file of (await readdir(join(here, language))).sort()) {
    const text = await readFile(join(here, language, file), "utf8");
    const written = [...text.matchAll(/^([a-z][a-z0-9-]*) =/gmu)].map((match) => match[1] ?? "");
    const parsed = new FluentResource(text).body;
    assert.deepEqual(parsed.map((message) => message.id), written, `${language}/${file} has a message that does not parse`);
    for (const message of parsed) {
      assert.ok(!all.has(message.id), `${language}: ${message.id} is there twice`);
      all.set(message.id, [...variables(message.value)].sort().join(" "));
    }
  }
  return all;
}

/** @param {string} folder
 * @returns {Promise<string[]>} */
async function sources(folder) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !["node_modules", "vendor", "i18n"].includes(entry.name)) {
      found.push(...(await sources(join(folder, entry.name))));
    } else if (entry.name.endsWith(".js") && !entry.name.endsWith(".test.js")) found.push(join(folder, entry.name));
  }
  return found;
}

test("the three languages have the same messages with the same values", async () => {
  const finnish = await messages("fi");
  for (const language of languages.slice(1)) {
    const other = await messages(language);
    assert.deepEqual([...other.keys()].sort(), [...finnish.keys()].sort(), language);
    for (const [key, values] of finnish) assert.equal(other.get(key), values, `${language}: ${key}`);
  }
});

test("every rejection code has its sentence", async () => {
  const rust = await readFile(join(client, "../signaling/src/wire/error.rs"), "utf8");
  const codes = [...rust.matchAll(/^\s+\w+ = "([a-z_]+)";/gmu)].map((match) => match[1] ?? "");
  assert.ok(codes.length > 40);
  const finnish = await messages("fi");
  for (const code of codes) assert.ok(finnish.has(`reject-${code.replaceAll("_", "-")}`), code);
});

test("every key in the code exists, and every message is used", async () => {
  const finnish = await messages("fi");
  const code = await Promise.all([...(await sources(client)), join(here, "index.js")].map((file) => readFile(file, "utf8")));
  const text = code.join("\n");
  const exact = [...text.matchAll(/\bt\(\s*["']([a-z0-9-]+)["']/gu)].map((match) => match[1] ?? "");
  for (const key of exact) assert.ok(finnish.has(key), `used in the code but nowhere written: ${key}`);
  // The server writes mails with these words too: server/src/mail.
  const mail = join(client, "../server/src/mail");
  const rust = (await Promise.all((await readdir(mail)).map((file) => readFile(join(mail, file), "utf8")))).join("\n");
  const said = [...rust.matchAll(/"(mail-[a-z0-9-]+)"/gu)].map((match) => match[1] ?? "");
  for (const key of said) assert.ok(finnish.has(key), `used by the server but nowhere written: ${key}`);
  // `t(`role-${role}`)`: a family of keys, of which at least one must be written.
  const families = [...text.matchAll(/`([a-z0-9-]+-)\$\{/gu)].map((match) => match[1] ?? "");
  // The core says these by keys that come over the wire or from its own tables.
  families.push("reject-", "notice-", "said-", "device-", "reconnected");
  families.push("mail-weekday-");
  families.push("reject-", "api-", "notice-", "said-", "device-", "reconnected");
  const quoted = new Set([...text.matchAll(/["'`]([a-z0-9-]+)["'`]/gu)].map((match) => match[1] ?? ""));
  for (const key of said) quoted.add(key);
  for (const key of finnish.keys()) {
    const used = quoted.has(key) || families.some((family) => key.startsWith(family));
    assert.ok(used, `written but never used: ${key}`);
  }
});

test("times are Finland's, whatever the computer's clock zone, in winter and in summer", () => {
  assert.equal(day(Date.UTC(2026, 10, 24, 16, 0)), "ti 24.11.2026");
  assert.equal(clock(Date.UTC(2026, 10, 24, 16, 5)), "18.05");
  assert.equal(clock(Date.UTC(2026, 6, 1, 15, 0)), "18.00");
  assert.equal(day(Date.UTC(2026, 11, 31, 22, 30)), "pe 1.1.2027");
});

test("counts take the right form in each language", async () => {
  const expected = { fi: ["1 osallistuja", "2 osallistujaa"], sv: ["1 deltagare", "2 deltagare"], en: ["1 participant", "2 participants"] };
  for (const [language, forms] of Object.entries(expected)) {
    const bundle = makeBundle(/** @type {import("./index.js").Language} */ (language), [await readFile(join(here, language, "room.ftl"), "utf8")]);
    const pattern = bundle.getMessage("room-people-here")?.value;
    assert.ok(pattern);
    assert.deepEqual([1, 2].map((count) => bundle.formatPattern(pattern, { count })), forms);
  }
});
