// Documents on their way: an upload goes on where it stopped, and says why it does not.
import assert from "node:assert/strict";
import test from "node:test";
import { Documents } from "../state/documents.js";

const who = { evening: "e", participant: "p", secret: "s" };

/** A server that keeps what comes, and whose line can break.
 * @param {{ breaks?: number[], refuse?: { code: string, key: string }, looks?: number, erases?: boolean }} [how]
 * `looks`: so many times it is asked before it has looked at the whole document */
function serverThat({ breaks = [], refuse, looks = 0, erases = false } = {}) {
  let looked = 0;
  let kept = 0;
  let size = 0;
  let patches = 0;
  /** @type {string[]} */
  const asked = [];
  const answer = (/** @type {number} */ status, /** @type {unknown} */ body) => new Response(body === null ? null : JSON.stringify(body), { status });
  return {
    asked,
    get kept() {
      return kept;
    },
    fetch: async (/** @type {any} */ url, /** @type {any} */ { method, headers, body }) => {
      asked.push(`${method} ${url}`);
      assert.equal(headers.authorization, "Bearer p.s");
      if (method === "POST") {
        size = JSON.parse(body).bytes;
        return answer(201, { id: "m", offset: 0 });
      }
      if (method === "GET" && kept === size) {
        looked += 1;
        if (looked <= looks) return answer(200, { offset: kept, pages: null });
        if (erases) return answer(404, { code: "material_unknown", key: "reject-material-unknown", params: {} });
        return answer(200, { offset: kept, pages: 3 });
      }
      if (method !== "PATCH") return answer(method === "DELETE" ? 204 : 200, method === "DELETE" ? null : { offset: kept });
      patches += 1;
      // The piece arrives, its answer does not.
      if (breaks.includes(patches)) {
        kept += body.size;
        throw new TypeError("the line broke");
      }
      if (Number(headers["upload-offset"]) !== kept) return answer(409, { code: "upload_offset", key: "reject-upload-offset", params: { offset: kept } });
      kept += body.size;
      if (kept === size && refuse) return answer(422, { ...refuse, params: {} });
      return answer(200, { offset: kept });
    },
  };
}

/** @param {ReturnType<typeof serverThat>} server */
function documents(server) {
  return new Documents({ who: () => who, pause: async () => {}, fetch: /** @type {any} */ (server.fetch) });
}

test("an upload goes on where the server says, and nothing is sent twice", async () => {
  const server = serverThat({ breaks: [2, 3] });
  const bytes = 1_000_000;
  const problem = await documents(server).bring(new File([new Uint8Array(bytes)], "tuet.pdf"), "Tuet", true);
  assert.equal(problem, null);
  assert.equal(server.kept, bytes);
  assert.deepEqual(server.asked.slice(0, 2), ["POST /api/v1/evenings/e/materials", "PATCH /api/v1/evenings/e/materials/m"]);
});

test("what the server refuses is said by its name and not tried again", async () => {
  const server = serverThat({ refuse: { code: "material_encrypted", key: "reject-material-encrypted" } });
  const desk = documents(server);
  const problem = await desk.bring(new File(["%PDF-"], "tuet.pdf"), "Tuet", false);
  assert.equal(problem?.code, "material_encrypted");
  assert.equal(desk.upload.value?.problem?.code, "material_encrypted");
  assert.equal(server.asked.filter((one) => one.startsWith("PATCH")).length, 1);
  desk.cancel();
  assert.equal(desk.upload.value, null);
});

test("a document whose last answer was lost is done when the server has looked at it, and not before", async () => {
  const server = serverThat({ breaks: [1], looks: 2 });
  const problem = await documents(server).bring(new File(["%PDF-"], "tuet.pdf"), "Tuet", false);
  assert.equal(problem, null);
  assert.equal(server.asked.filter((one) => one.startsWith("GET")).length, 3);
  assert.equal(server.asked.filter((one) => one.startsWith("PATCH")).length, 1);
});

test("a document that is refused after its last answer was lost is not called done", async () => {
  const server = serverThat({ breaks: [1], looks: 1, erases: true });
  const desk = documents(server);
  const problem = await desk.bring(new File(["%PDF-"], "tuet.pdf"), "Tuet", false);
  assert.equal(problem?.code, "material_unknown");
  assert.equal(desk.upload.value?.problem?.code, "material_unknown");
});
