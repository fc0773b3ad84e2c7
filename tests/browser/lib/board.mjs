// A network with an advisor and a member, made over HTTP as an organizer's page would; and the board as an advisor writes it.
import assert from "node:assert/strict";

/** @typedef {import("./axe.mjs").Visitor} Visitor */
/** @typedef {import("./server.mjs").Server} Server */

/** Signs in by the link that works once, and adds Anu, who advises, and Aino, a member.
 * @param {Server} server @returns {Promise<{ anu: string, aino: string, page: string }>} Anu's way in, Aino's link and her own page */
export async function withAdvisorAndMember(server) {
  const console = /** @type {Record<string, string>} */ (server.links)["console"] ?? "";
  /** @type {Record<string, string>} */
  const headers = { origin: server.origin, "content-type": "application/json" };
  /** @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  const make = async (path, body) => {
    const response = await fetch(`${server.origin}/api/v1/${path}`, { method: "POST", headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const cookie = response.headers.get("set-cookie");
    if (cookie) headers["cookie"] = cookie.split(";")[0] ?? "";
    assert.ok(response.ok, `${path}: ${response.status}`);
    return response.json();
  };
  await make("session", { token: console.split("/").at(-1) });
  const anu = await make("networks/rovaniemi/staff", { name: "Anu Lehto", email: "anu@neuvonta.example", role: "advisor", language: "fi" });
  const way = await make(`networks/rovaniemi/staff/${anu.id}/sign-in-link`);
  const business = { name: "Ainon käsityöt", persons: [{ name: "Aino Niemelä", email: "aino@paja.example", language: "fi" }] };
  const member = await make("networks/rovaniemi/members", business);
  const link = await make(`networks/rovaniemi/persons/${member.persons[0].id}/link`);
  return { anu: way.url, aino: link.url, page: link.page };
}

/** From the section to a draft. @param {Visitor} anu @param {{ name: string, text: string, whom: string, amount: string, steps: string, links: string, last: string, clock: string }} scheme */
export async function writesScheme(anu, { name, text, whom, amount, steps, links, last, clock }) {
  await anu.click("section-schemes");
  await anu.click("new-scheme");
  await anu.sees("field-name_fi");
  await anu.fill("field-name_fi", name);
  await anu.fill("field-text_fi", text);
  await anu.fill("field-for_whom_fi", whom);
  await anu.fill("field-amount_fi", amount);
  await anu.fill("field-steps_fi", steps);
  await anu.fill("field-links_fi", links);
  await anu.fill("field-deadline", last);
  await anu.fill("field-deadline_clock", clock);
  await anu.click("save");
  await anu.sees("remove-scheme");
}

export const developing = {
  name: "Kehittämistuki",
  text: "Uuden tuotteen tai palvelun kehittämiseen. Tukea voi saada, vaikka liikevaihto olisi pieni.",
  whom: "Yksinyrittäjille ja pienille yrityksille",
  amount: "Enintään 2\u00a0000 €, puolet kuluista",
  steps: "Soita neuvojalle ennen kuin aloitat\nKirjoita, mitä haluat kehittää\nTäytä hakemus",
  links: "Hakulomake https://tuki.example/haku",
  last: "2099-12-15",
  clock: "16:15",
};
