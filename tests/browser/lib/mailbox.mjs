// A mail server that keeps what it is given: SMTP as it is spoken, and another program's reading of the letters.
import { once } from "node:events";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { until } from "./wait.mjs";

/** @typedef {{ to: string[], from: string, letter: import("postal-mime").Email, secure: boolean, user: string | undefined }} Mail */
/**
 * How a mail server is safe: encrypted from the first byte, from STARTTLS on, or never; and who may send.
 * @typedef {{ from: "first" | "starttls" | "never", key?: Buffer, cert?: Buffer, auth?: { user: string, password: string } }} Safety
 */

export class Mailbox {
  /** In the order in which they came. @type {Mail[]} */
  mails = [];
  /** Connections so far. */
  talks = 0;
  #server;
  #auth;

  /** @param {Safety} [safety] */
  constructor({ from, key, cert, auth } = { from: "never" }) {
    this.#auth = auth;
    this.#server = new SMTPServer({
      secure: from === "first",
      ...(key && cert ? { key, cert } : {}),
      authOptional: auth === undefined,
      ...(from === "never" ? { disabledCommands: ["STARTTLS"] } : {}),
      onAuth: ({ username, password }, _session, done) => {
        if (auth && username === auth.user && password === auth.password) done(null, { user: username });
        else done(new Error("who are you"));
      },
      onData: (stream, session, done) => {
        void this.#take(stream, session).then(() => done(), done);
      },
    });
    this.#server.server.on("connection", () => (this.talks += 1));
    // Whoever does not trust the certificate breaks off.
    this.#server.on("error", () => {});
  }

  /** @param {Safety} [safety] */
  static async start(safety) {
    const box = new Mailbox(safety);
    box.#server.listen(0, "127.0.0.1");
    await once(box.#server.server, "listening");
    return box;
  }

  get #port() {
    return /** @type {import("node:net").AddressInfo} */ (this.#server.server.address()).port;
  }

  /** What the program is told, to send its mail here. */
  get flags() {
    return ["--smtp-url", `smtp://127.0.0.1:${this.#port}`, "--mail-from", "ilta@koronailta.example"];
  }

  /** The same with encryption. @param {string} way `smtps` or `starttls` */
  flagsFor(way) {
    const who = this.#auth ? `${this.#auth.user}:${this.#auth.password}@` : "";
    const url = way === "smtps" ? `smtps://${who}localhost:${this.#port}` : `smtp://${who}localhost:${this.#port}?tls=required`;
    return ["--smtp-url", url, "--mail-from", "ilta@koronailta.example"];
  }

  /** @param {import("node:stream").Readable} stream @param {import("smtp-server").SMTPServerSession} session */
  async #take(stream, session) {
    const pieces = [];
    for await (const piece of stream) pieces.push(piece);
    const { mailFrom, rcptTo } = session.envelope;
    const letter = await PostalMime.parse(Buffer.concat(pieces));
    this.mails.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), letter, secure: session.secure, user: session.user });
  }

  /** Waits for a mail to somebody that fits. @param {string} address @param {(mail: Mail) => boolean} [fits] @returns {Promise<Mail>} */
  to(address, fits = () => true) {
    return until(`a mail to ${address}`, () => this.mails.find((mail) => mail.to.includes(address) && fits(mail)), {
      within: 20_000,
      explain: () => this.mails.map(({ to, letter }) => `${to}: ${letter.subject}`),
    });
  }

  stop() {
    return new Promise((resolve) => this.#server.close(() => resolve(undefined)));
  }
}

/** The first address in the words of a mail that begins so. @param {Mail} mail @param {string} beginning @returns {string} */
export function addressIn({ letter }, beginning) {
  const found = (letter.text ?? "").split(/\s+/u).find((word) => word.startsWith(beginning));
  if (!found) throw new Error(`no ${beginning} in the mail:\n${letter.text}`);
  return found;
}
