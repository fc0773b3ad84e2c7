// A real server for one scene: its own data directory, its own port, ended by its process id.
import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { logFolder, repository } from "./folders.mjs";
import { Line, lineAddress } from "./line.mjs";
import { until } from "./wait.mjs";

/** Where the server takes media: tests/lib/isolated.sh makes an address beside the loopback. */
const mediaAddress = process.env.SCENE_MEDIA_ADDRESS ?? "127.0.0.1";

const binary = process.env.KORONAILTA_SERVER ?? join(repository, "target/debug/koronailta");

/** A port that was free a moment ago, so that a restarted server can be asked to take the same one. */
async function freePort() {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, "close");
  return port;
}

/** The surroundings without settings of one's own server, which would leak into the test. */
function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("KORONAILTA_") || ["KORONAILTA_SABOTAGE", "KORONAILTA_LOG", "KORONAILTA_WEB_CLIENT_DIR"].includes(name));
  return Object.fromEntries(kept);
}

export class Server {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #child;
  #folder = mkdtempSync(join(tmpdir(), "koronailta-scene-"));
  #log;
  #printed = "";

  /** @type {string[]} */
  #flags = [];
  /** Where somebody makes the first network. */
  founder = "";

  /** The media port, where a line leads to it. */
  #mediaPort = 0;
  /** @type {Line | undefined} */
  #line;

  /** @param {string} scene names the log @param {number} port */
  constructor(scene, port) {
    this.port = port;
    this.origin = `http://127.0.0.1:${port}`;
    this.logPath = join(logFolder, `server-${scene}.log`);
    this.#log = createWriteStream(this.logPath);
    /** @type {Record<"organizer" | "moderator" | "advisor" | "participant", string>} */
    this.links = /** @type {any} */ ({});
  }

  /**
   * @param {string} scene
   * @param {{ links?: "file" | "printed" | "founder", line?: number, flags?: string[] }} [options] from where the links are taken, or that
   *   there are none but the one by which somebody makes a network; with a line in between, of this seed; more words for the program
   */
  static async start(scene, { links = "file", line, flags = [] } = {}) {
    if (!existsSync(binary)) throw new Error(`${binary} is not built: cargo build --workspace`);
    const server = new Server(scene, await freePort());
    if (line !== undefined) {
      const port = (server.#mediaPort = await freePort());
      server.#line = await Line.start({ listen: `${lineAddress}:${port}`, server: `${mediaAddress}:${port}`, seed: line });
    }
    server.#flags = flags;
    if (links === "founder") {
      // A name, since passkeys belong to one and not to a number.
      server.origin = `http://localhost:${server.port}`;
      server.#flags = ["--public-url", server.origin, ...flags];
    }
    await server.launch();
    if (links === "founder") {
      server.founder = await until("the link for the founder", () => /^ *(http\S+\/sign-in\/\S+)$/m.exec(server.#printed)?.[1]);
      return server;
    }
    const file = join(server.#folder, "links.json");
    server.links = await until("the links", () => {
      if (links === "file") return existsSync(file) && JSON.parse(readFileSync(file, "utf8"));
      const found = [...server.#printed.matchAll(/^ *(organizer|moderator|advisor|participant) +(http\S+)$/gm)];
      return found.length === 4 && Object.fromEntries(found.map(([, role, link]) => [role, link]));
    });
    return server;
  }

  /** Starts the program on this scene's port and data; again after `kill`. */
  async launch() {
    const child = spawn(
      binary,
      [
        "--data-dir", join(this.#folder, "data"),
        "--listen", `127.0.0.1:${this.port}`,
        "--media-listen", `${mediaAddress}:${this.#mediaPort}`,
        ...(this.#line ? ["--public-address", lineAddress] : []),
        "--links-file", join(this.#folder, "links.json"),
        ...this.#flags,
      ],
      { cwd: this.#folder, env: cleanEnvironment(), stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#child = child;
    child.stdout.pipe(this.#log, { end: false });
    child.stdout.on("data", (chunk) => (this.#printed += chunk));
    child.stderr.pipe(this.#log, { end: false });
    await until(
      "the server to be ready",
      async () => {
        if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}; see ${this.logPath}`);
        return (await fetch(`${this.origin}/readyz`)).ok;
      },
      { within: 20_000, every: 25 },
    );
  }

  /** The line in between. @returns {Line} */
  get line() {
    if (!this.#line) throw new Error("there is no line in between");
    return this.#line;
  }

  /** As a power cut would. */
  kill() {
    return this.#end("SIGKILL");
  }

  /** As an operator does: the clients are told to come back. */
  stopGently() {
    return this.#end("SIGTERM");
  }

  /** @param {NodeJS.Signals} signal */
  async #end(signal) {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit", { signal: AbortSignal.timeout(20_000) });
    child.kill(signal);
    await gone;
  }

  /** Runs the program's own command line on this data. @param {string[]} words */
  async command(...words) {
    const child = spawn(binary, [...words, "--data-dir", join(this.#folder, "data")], {
      cwd: this.#folder,
      env: cleanEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (out += chunk));
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`koronailta ${words.join(" ")}: exit ${code}\n${out}`);
    return out;
  }

  /** Whether the words stand anywhere on the disk: in the store, its journal, or the log. @param {string} words */
  hasOnDisk(words) {
    const folder = join(this.#folder, "data");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = [this.logPath, ...files.map((entry) => join(entry.parentPath, entry.name))];
    return paths.some((path) => readFileSync(path).includes(words));
  }

  async stop() {
    await this.kill();
    await this.#line?.stop();
    this.#log.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
