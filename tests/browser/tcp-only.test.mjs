// A network that drops UDP: people come in over TCP, in Chromium and in Firefox, and see and hear each other.
import assert from "node:assert/strict";
import { after } from "node:test";
import * as firewall from "./lib/firewall.mjs";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

scene("tcp-only", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let anu;
  /** @type {Awaited<ReturnType<typeof set.firefox>>} */ let ilona;

  after(() => firewall.possible() && firewall.open());

  step("nothing gets through over UDP, and two people meet all the same", async () => {
    firewall.withoutUdp();
    [maarit, anu] = await Promise.all([
      set.chromium({ name: "Maarit", mark: "red" }),
      set.chromium({ name: "Anu", mark: "green" }),
    ]);
    await Promise.all([maarit.entersDirectly(set.server.links.moderator), anu.entersDirectly(set.server.links.advisor)]);
    await Promise.all([maarit.seesFaces({ Anu: "green" }), anu.seesFaces({ Maarit: "red" })]);
    await Promise.all([maarit.hears(["green"]), anu.hears(["red"])]);
    for (const one of [maarit, anu]) assert.equal((await one.path())?.protocol, "tcp", one.name);
    assert.ok(firewall.dropped() > 0, "somebody tried UDP");
  });

  step("somebody with Firefox comes in too", async () => {
    ilona = await set.firefox({ name: "Ilona" });
    await ilona.entersDirectly(set.server.links.advisor);
    await ilona.seesFaces({ Maarit: "red", Anu: "green" });
    await until("Maarit hears Ilona", async () => (await maarit.heard()).length === 2);
  });
});
