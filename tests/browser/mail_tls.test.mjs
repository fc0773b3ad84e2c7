// Mail over TLS to a real mail server with a certificate of the tests' own authority: encrypted from the first byte, or from STARTTLS on, signed in
// by name and password; and never to a server that cannot prove who it is, or that offers no encryption.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { Mailbox } from "./lib/mailbox.mjs";
import { Server } from "./lib/server.mjs";
import { never, until } from "./lib/wait.mjs";

const folder = mkdtempSync(join(tmpdir(), "koronailta-mail-tls-"));
/** @param {string[]} words */
const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });

/** An authority, and a certificate of it for this machine. @param {string} name */
function authority(name) {
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${name}`, "-keyout", `${name}.key`, "-out", `${name}.pem`);
  openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", `${name}-mail.key`, "-out", `${name}-mail.csr`);
  writeFileSync(join(folder, "names"), "subjectAltName=DNS:localhost\n");
  openssl("x509", "-req", "-days", "2", "-in", `${name}-mail.csr`, "-CA", `${name}.pem`, "-CAkey", `${name}.key`, "-CAcreateserial", "-extfile", "names", "-out", `${name}-mail.pem`);
  return { key: readFileSync(join(folder, `${name}-mail.key`)), cert: readFileSync(join(folder, `${name}-mail.pem`)) };
}

const ours = authority("ours");
const another = authority("another");
const auth = { user: "ilta", password: "salasana" };

/** Asks for a sign-in link, which goes out by mail. @param {Server} server */
async function asksForLink(server) {
  const token = new URL(server.founder).pathname.split("/").at(-1);
  /** @param {string} path @param {object} body @param {string} [cookie] */
  const post = (path, body, cookie = "") => fetch(`http://127.0.0.1:${server.port}/api/v1/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.origin, cookie },
    body: JSON.stringify(body),
  });
  const signedIn = await post("session", { token });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0];
  const organizer = { name: "Maarit", email: "maarit@example.fi", language: "fi" };
  const made = await post("networks", { name: "Kemi", slug: "kemi", organizer }, cookie);
  assert.equal(made.status, 201, await made.clone().text());
  assert.equal((await post("session/link", { email: "maarit@example.fi" })).status, 202);
}

/** @param {import("./lib/mailbox.mjs").Safety} safety @param {string} words of the address @param {(mailbox: Mailbox, server: Server) => Promise<unknown>} holds */
async function overTls(safety, words, holds) {
  const mailbox = await Mailbox.start(safety);
  process.env["SSL_CERT_FILE"] = join(folder, "ours.pem");
  const server = await Server.start("mail-tls", { links: "founder", flags: mailbox.flagsFor(words) });
  try {
    await asksForLink(server);
    await holds(mailbox, server);
  } finally {
    delete process.env["SSL_CERT_FILE"];
    await server.stop();
    await mailbox.stop();
  }
}

/** @param {Mailbox} mailbox */
async function arrives(mailbox) {
  const mail = await mailbox.to("maarit@example.fi");
  assert.match(mail.letter.text ?? "", /\/sign-in\//u);
  assert.deepEqual({ secure: mail.secure, user: mail.user }, { secure: true, user: "ilta" });
}

/** The server has tried, and nothing left it. @param {Mailbox} mailbox @param {Server} server */
async function staysHere(mailbox, server) {
  await until("the server has tried", () => mailbox.talks > 0);
  await never("a mail arrives", 2_000, () => mailbox.mails.length);
  assert.equal(server.hasOnDisk("salasana"), false, "the password stands nowhere");
}

describe("mail over TLS", { timeout: 120_000 }, () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("encrypted from the first byte (port 465)", () => overTls({ ...ours, auth, from: "first" }, "smtps", arrives));
  it("encrypted from STARTTLS on (port 587)", () => overTls({ ...ours, auth, from: "starttls" }, "starttls", arrives));
  it("nothing goes to a server that cannot prove who it is", () => overTls({ ...another, auth, from: "first" }, "smtps", staysHere));
  it("nothing goes to a server that offers no encryption", () => overTls({ auth, from: "never" }, "starttls", staysHere));
});
