// A relay: coturn, set up as docs/OPERATING.md says, on port 443 of the scene's own network.
import { execFileSync, spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logFolder } from "./folders.mjs";
import { until } from "./wait.mjs";

/** From where it sends on: an address of its own, so that a firewall can tell its packets from the visitors'. */
export const relayAddress = "10.77.0.3";

export class Turn {
  /** What the server and the relay both know. */
  static secret = "a secret of the scene";
  #child;
  #folder;

  /** @param {import("node:child_process").ChildProcess} child @param {string} folder @param {string} address */
  constructor(child, folder, address) {
    this.#child = child;
    this.#folder = folder;
    this.url = `turns:${address}:443?transport=tcp`;
  }

  /** @param {string} scene names the log */
  static async start(scene) {
    const media = process.env.SCENE_MEDIA_ADDRESS;
    if (!media) throw new Error("there is no network of the scene's own; needs root or user namespaces");
    execFileSync("ip", ["address", "replace", `${relayAddress}/24`, "dev", "media0"]);
    const folder = mkdtempSync(join(tmpdir(), "koronailta-turn-"));
    const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
    const self = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    execFileSync("openssl", ["req", ...self, "-subj", "/CN=relay", "-addext", `subjectAltName=IP:${media}`, "-out", certificate, "-keyout", key], { stdio: "ignore" });
    const child = spawn(
      "turnserver",
      [
        "-n", "--no-cli", "--no-udp", "--no-tcp", "--no-dtls", "--no-tcp-relay", "--no-multicast-peers",
        `--listening-ip=${media}`, "--tls-listening-port=443", `--relay-ip=${relayAddress}`,
        `--cert=${certificate}`, `--pkey=${key}`, "--realm=koronailta", "--fingerprint",
        "--use-auth-secret", `--static-auth-secret=${Turn.secret}`,
        // It leads to the server and nowhere else.
        "--denied-peer-ip=0.0.0.0-255.255.255.255", `--allowed-peer-ip=${media}`,
        `--pidfile=${join(folder, "pid")}`, `--userdb=${join(folder, "db")}`, "--log-file=stdout", "--simple-log", "--verbose",
      ],
      { cwd: folder, stdio: ["ignore", "pipe", "pipe"] },
    );
    const log = createWriteStream(join(logFolder, `turn-${scene}.log`));
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log);
    const turn = new Turn(child, folder, media);
    await until("the relay to listen", () => {
      if (child.exitCode !== null) throw new Error(`the relay ended with ${child.exitCode}`);
      return answers(media);
    });
    return turn;
  }

  /** What the server has to be told. */
  get flags() {
    return ["--turn-url", this.url, "--turn-secret", Turn.secret];
  }

  async stop() {
    if (this.#child.exitCode === null) {
      const gone = once(this.#child, "exit");
      this.#child.kill("SIGKILL");
      await gone;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** @param {string} host @returns {Promise<boolean>} */
function answers(host) {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 443 }, () => (socket.destroy(), resolve(true)));
    socket.on("error", () => resolve(false));
  });
}
