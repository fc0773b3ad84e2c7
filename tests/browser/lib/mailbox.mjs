// A mail server that keeps what it is given: SMTP as it is spoken, and another program's reading of the letters.
import { once } from "node:events";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { until } from "./wait.mjs";

/** @typedef {{ to: string[], from: string, letter: import("postal-mime").Email }} Mail */

export class Mailbox {
  /** In the order in which they came. @type {Mail[]} */
  mails = [];
  #server;

  constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, session, done) => {
        void this.#take(stream, session).then(() => done(), done);
      },
    });
  }

  static async start() {
    const box = new Mailbox();
    box.#server.listen(0, "127.0.0.1");
    await once(box.#server.server, "listening");
    return box;
  }

  /** What the program is told, to send its mail here. */
  get flags() {
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.#server.server.address());
    return ["--smtp-url", `smtp://127.0.0.1:${port}`, "--mail-from", "ilta@koronailta.example"];
  }

  /** @param {import("node:stream").Readable} stream @param {import("smtp-server").SMTPServerSession} session */
  async #take(stream, session) {
    const pieces = [];
    for await (const piece of stream) pieces.push(piece);
    const { mailFrom, rcptTo } = session.envelope;
    const letter = await PostalMime.parse(Buffer.concat(pieces));
    this.mails.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), letter });
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
