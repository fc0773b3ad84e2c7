// Some of what `tests/run show networks` plays by keyboard alone, in every run: nothing is lost, and the focus can always be seen.
import assert from "node:assert/strict";
import { Ears } from "./lib/ears.mjs";
import { Keys } from "./lib/keyboard.mjs";
import { organizerFlows } from "./lib/keyboard_flows.mjs";
import { Mailbox } from "./lib/mailbox.mjs";
import { scene } from "./lib/scene.mjs";
import { Server } from "./lib/server.mjs";

const mailbox = await Mailbox.start();
const ears = await Ears.open();

scene("organizer-keyboard", (step, set) => {
  /** @type {Keys} */ let keys;

  for (const { words, play } of organizerFlows.filter(({ short }) => short)) {
    step(`by keyboard: ${words}`, async () => {
      keys ??= new Keys(await set.chromium({ name: "Maarit", media: "denied" }));
      await play({ server: set.server, mailbox, maarit: keys.one, keys, ears });
      await keys.settles();
    });
  }

  step("the focus was never lost and could always be seen", () => {
    assert.deepEqual({ lost: keys.lost, unseen: keys.unseen }, { lost: [], unseen: [] });
    return Promise.resolve();
  });
}, () => Server.start("organizer-keyboard", { links: "founder", flags: mailbox.flags }), async () => {
  ears.close();
  await mailbox.stop();
});
