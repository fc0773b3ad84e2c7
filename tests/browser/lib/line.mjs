// A line between browsers and a server's media port that behaves as badly as it is told to: the program koronailta-line.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { repository } from "./folders.mjs";

/** Where browsers send to when there is a line in between. */
export const lineAddress = "127.0.0.2";

/**
 * What one direction does to packets; see tests/src/line/conditions.rs.
 * @typedef {Partial<{ loss: number, duplicate: number, reorder: number, overtaken_ms: number, delay_ms: number, jitter_ms: number,
 *   rate_kbps: number | null, queue_ms: number, dark: boolean }>} Conditions
 * @typedef {{ offered: number, lost: number, crowded_out: number, swallowed: number, doubled: number, bytes: number }} Counts
 * @typedef {{ flow: number, seen_as: number, up: Counts, down: Counts }} FlowCounts
 */

export class Line {
  #child;
  #answers;

  /** @param {import("node:child_process").ChildProcessByStdio<import("node:stream").Writable, import("node:stream").Readable, null>} child */
  constructor(child) {
    this.#child = child;
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** @param {{ listen: string, server: string, seed: number }} where addresses with ports */
  static async start({ listen, server, seed }) {
    const words = ["--listen", listen, "--server", server, "--seed", String(seed)];
    const child = spawn(join(repository, "target/debug/koronailta-line"), words, { stdio: ["pipe", "pipe", "inherit"] });
    const line = new Line(child);
    await line.#answer();
    return line;
  }

  /** @returns {Promise<FlowCounts[]>} */
  async #answer() {
    const { value, done } = await this.#answers.next();
    if (done) throw new Error("the line is gone");
    return JSON.parse(value);
  }

  /** @param {object} order */
  async #tell(order) {
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
    return this.#answer();
  }

  /** From now on, on all lines or on that of the client with this port. @param {{ flow?: number, up?: Conditions, down?: Conditions }} how */
  set({ flow, up, down }) {
    return this.#tell({ type: "set", flow: flow ?? null, ...(up && { up }), ...(down && { down }) });
  }

  /** A person's line: browsers tell by which port they are seen, not by which they send. @param {import("./person.mjs").Person} person */
  async flowOf(person) {
    const path = await person.path();
    const found = (await this.count()).find(({ flow, seen_as }) => path?.port === seen_as || path?.port === flow);
    if (!found) throw new Error(`${person.name} does not use the line: ${JSON.stringify(path)}`);
    return found.flow;
  }

  /** The client with this port comes from another address from now on. @param {number} flow */
  move(flow) {
    return this.#tell({ type: "move", flow });
  }

  /** What became of everybody's packets so far. */
  count() {
    return this.#tell({ type: "count" });
  }

  async stop() {
    if (this.#child.exitCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.stdin.end();
    await gone;
  }
}
