// The server dies in the middle of an evening and is started again. Nobody reloads anything.
import assert from "node:assert/strict";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

const promised = 5_000;

scene("restart", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let anu;

  step("two people meet and write", async () => {
    [maarit, anu] = await Promise.all([
      set.chromium({ name: "Maarit", mark: "red" }),
      set.chromium({ name: "Anu", mark: "green" }),
    ]);
    await Promise.all([maarit.entersDirectly(set.server.links.moderator), anu.entersDirectly(set.server.links.advisor)]);
    await Promise.all([maarit.seesFaces({ Anu: "green" }), anu.seesFaces({ Maarit: "red" })]);
    for (const number of [1, 2, 3]) await maarit.writes(`viesti ${number}`);
    await anu.reads("viesti 3");
  });

  step("the server is killed: both are told that the connection is being restored", async () => {
    const said = () => anu.driver.evaluate(() => document.querySelector("koronailta-app > [role=status]")?.textContent ?? "");
    const told = until("Anu hears of it too", async () => /Yhteys katkesi/.test(await said()), { every: 50, explain: said });
    await set.server.kill();
    await Promise.all([maarit.sees("reconnecting"), anu.sees("reconnecting"), told]);
    await maarit.click("open-more");
    const inDialog = () => maarit.driver.evaluate(() => document.querySelectorAll("dialog[open] [data-testid=reconnecting]").length);
    await until("it stands in a dialog as well, for what is behind is out of reach", async () => (await inDialog()) === 1);
    await maarit.screenshot("restart-dialog.png");
    await maarit.driver.click("dialog[open] .dialog-head button");
    await maarit.writes("kirjoitettu katkon aikana");
  });

  step("nothing comes any more: Anu's microphone can be switched off all the same, for her voice might still go out", async () => {
    await until("media is known to be lost", async () => (await anu.attribute("room", "data-media")) !== "connected", { within: 15_000 });
    assert.equal(await anu.attribute("toggle-microphone", "data-state"), "starting");
    assert.equal(await anu.microphoneIsOn(), true, "it is wished on");
    await anu.click("toggle-microphone");
    await until("it is off", async () => !(await anu.microphoneIsOn()) && !(await anu.sends("audio")));
  });

  step("it is started again: both are back within five seconds by themselves", async () => {
    await set.server.launch();
    const started = performance.now();
    await Promise.all(
      [maarit, anu].map(async (one) => {
        await one.seesNoMore("reconnecting", promised);
        await until(`${one.name}'s connection is up`, () => one.connected(), { within: promised - (performance.now() - started) });
      }),
    );
    const took = performance.now() - started;
    assert.ok(took <= promised, `${took} ms`);
    await Promise.all([maarit.seesFaces({ Anu: "green" }), anu.seesFaces({ Maarit: "red" })]);
    await Promise.all([maarit.hears([]), anu.hears(["red"])]);
    await anu.click("toggle-microphone");
    await maarit.hears(["green"]);
  });

  step("every message is there once and in order, the one written meanwhile too", async () => {
    const expected = ["viesti 1", "viesti 2", "viesti 3", "kirjoitettu katkon aikana"];
    for (const one of [maarit, anu]) {
      await one.reads("kirjoitettu katkon aikana");
      const words = (await one.texts("chat-message")).map((text) => expected.find((known) => text.includes(known)));
      assert.deepEqual(words, expected, one.name);
    }
  });

  step("an orderly stop tells the clients to come back, and they do", async () => {
    await set.server.stopGently();
    await Promise.all([maarit.sees("reconnecting"), anu.sees("reconnecting")]);
    await set.server.launch();
    await Promise.all([maarit.seesFaces({ Anu: "green" }), anu.seesFaces({ Maarit: "red" })]);
  });
});
