// Figures against the bounds of tests/bounds.toml, one line each: name, value, bound, ok|short.
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository, workFolder } from "./folders.mjs";

/** @typedef {{ at: "least" | "most", bound: number }} Bound */

/**
 * The bounds of one table. Only the form used there is read: `name = { at_most = 5 }` or `name = { at_least = 6 }`.
 * @param {string} table @returns {Map<string, Bound>}
 */
function boundsOf(table) {
  const text = readFileSync(join(repository, "tests/bounds.toml"), "utf8");
  const found = new Map();
  let inside = "";
  for (const line of text.split("\n")) {
    const heading = /^\[([\w.-]+)\]/.exec(line.trim());
    if (heading) inside = heading[1];
    const entry = /^([\w-]+)\s*=\s*\{\s*at_(least|most)\s*=\s*(-?[\d._]+)/.exec(line.trim());
    if (entry && inside === table) found.set(entry[1], { at: entry[2], bound: Number(entry[3].replaceAll("_", "")) });
  }
  return found;
}

export class Figures {
  #held = true;
  #printed = 0;

  /** @param {string} table */
  constructor(table) {
    this.table = table;
    this.bounds = boundsOf(table);
    this.samples = join(workFolder, "show", `${table}-browsers.tsv`);
    mkdirSync(join(workFolder, "show"), { recursive: true });
  }

  /** @param {string} name @param {number} value */
  add(name, value) {
    const bound = this.bounds.get(name);
    if (!bound) throw new Error(`tests/bounds.toml has no ${this.table}.${name}`);
    const holds = bound.at === "most" ? value <= bound.bound : value >= bound.bound;
    this.#held &&= holds;
    this.#printed += 1;
    const shown = Number.isInteger(value) ? String(value) : value.toFixed(2);
    const line = [name, shown, `${bound.at === "most" ? "<=" : ">="} ${bound.bound}`, holds ? "ok" : "short"].join("\t");
    process.stdout.write(`${line}\n`);
    appendFileSync(this.samples, `${new Date().toISOString()}\t${line}\n`);
  }

  /** Nothing measured holds nothing. */
  allHeld() {
    return this.#held && this.#printed > 0;
  }
}
