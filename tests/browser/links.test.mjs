// Links that do not open: each says in a sentence what is the matter and what to do, and shows no way in.
import assert from "node:assert/strict";
import { phone } from "./lib/chromium.mjs";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

const sentences = {
  link_unknown: "Tätä linkkiä ei löydy. Tarkista, että avasit koko linkin, tai pyydä järjestäjältä uusi.",
  link_expired: "Linkki ei ole enää voimassa. Pyydä järjestäjältä uusi.",
  link_revoked: "Linkki ei ole enää voimassa. Pyydä järjestäjältä uusi.",
};

scene("links", (step, set) => {
  /** @type {Awaited<ReturnType<typeof set.chromium>>} */ let paula;
  let evening = "";

  /** Makes a link and gives back its address on the server of this scene. @param {string[]} words */
  async function added(...words) {
    const address = new URL((await set.server.command("link", "add", "--evening", evening, ...words)).trim());
    return `${set.server.origin}${address.pathname}`;
  }

  /** The ids of the evening's links in a state. */
  async function ids() {
    const lines = (await set.server.command("link", "list", "--evening", evening)).trim().split("\n");
    return lines.map((line) => line.split("\t")[0] ?? "");
  }

  /** @param {string} link @param {"link_unknown" | "link_expired" | "link_revoked"} code */
  async function explained(link, code) {
    await paula.open(link);
    await paula.sees("link-problem");
    assert.equal(await paula.attribute("link-problem", "data-code"), code);
    const words = await paula.shownText();
    assert.ok(words.includes(sentences[code]), words);
    assert.equal(await paula.visible("join-button"), false);
    await paula.screenshot(`${code.replace("_", "-")}-phone-light.png`);
  }

  step("an unknown link", async () => {
    paula = await set.chromium({ name: "Paula", media: "denied", screen: phone });
    evening = (await set.server.command("evening", "list")).trim().split(/\s/)[0] ?? "";
    await explained(`${set.server.origin}/j/tuntematon-linkki-jota-ei-ole`, "link_unknown");
  });

  step("an expired link", async () => {
    await explained(await added("--expires", "2026-01-01T00:00Z"), "link_expired");
  });

  step("a link that was taken back, also while somebody stands before the door", async () => {
    const before = await ids();
    const link = await added();
    const id = (await ids()).find((one) => !before.includes(one)) ?? "";
    await paula.open(link);
    await paula.sees("join-name");
    await set.server.command("link", "revoke", id);
    await paula.fillsIn();
    await until("the way in stays closed", async () => (await paula.shownText()).includes(sentences.link_revoked));
    assert.equal(await paula.visible("waiting"), false);
    await explained(link, "link_revoked");
  });
});
