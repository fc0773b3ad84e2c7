// A program that is told of evenings: it listens, and believes only what is signed as Standard Webhooks say.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

export class Ears {
  /** What it answers. */
  status = 204;
  /** @type {{ body: string, headers: import("node:http").IncomingHttpHeaders }[]} */
  #told = [];
  #server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    this.#told.push({ body, headers: request.headers });
    response.writeHead(this.status).end();
  });

  static async open() {
    const ears = new Ears();
    ears.#server.listen(0, "127.0.0.1");
    await once(ears.#server, "listening");
    return ears;
  }

  get address() {
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}/kuulen`;
  }

  /** The kinds of what was told and rightly signed. @param {string} secret @returns {string[]} */
  heard(secret) {
    const signed = this.#told.filter(({ body, headers }) => {
      const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
      return headers["webhook-signature"] === `v1,${createHmac("sha256", secret).update(content).digest("base64")}`;
    });
    return signed.map(({ body }) => JSON.parse(body).type);
  }

  close() {
    this.#server.close();
  }
}
