// Every page in both themes against axe's rules, and the way in and through the room by keyboard alone.
import { holds as clean } from "./lib/axe.mjs";
import { phone } from "./lib/chromium.mjs";
import { tabsTo } from "./lib/keyboard.mjs";
import { scene } from "./lib/scene.mjs";
import { until } from "./lib/wait.mjs";

scene("a11y", (step, set) => {
  /** @typedef {Awaited<ReturnType<typeof set.chromium>>} Visitor */
  /** @type {Visitor} */ let maarit;
  /** @type {Visitor} */ let eero;

  /** Both themes of what is shown now. @param {Visitor} one @param {string} what */
  const holds = (one, what) => clean(one, `${what}-${one === eero ? "phone" : "desktop"}`);

  step("the front page and an unknown link", async () => {
    eero = await set.chromium({ name: "Eero", mark: "blue", screen: phone });
    await eero.open(`${set.server.origin}/`);
    await until("there are words", async () => (await eero.shownText()).length > 40);
    await holds(eero, "front");
    await eero.open(`${set.server.origin}/j/tuntematon-linkki-jota-ei-ole`);
    await eero.sees("link-problem");
    await holds(eero, "link-problem");
  });

  step("the check page", async () => {
    await eero.open(set.server.links.participant);
    await eero.sees("preview");
    await holds(eero, "check");
    maarit = await set.chromium({ name: "Maarit", mark: "red" });
    await maarit.open(set.server.links.moderator);
    await maarit.sees("preview");
    await holds(maarit, "check");
  });

  step("joining by keyboard alone", async () => {
    const { keyboard } = maarit.page;
    await tabsTo(maarit, "join-name");
    await keyboard.type("Maarit");
    await tabsTo(maarit, "join-rules");
    await keyboard.press("Space");
    await tabsTo(maarit, "join-button");
    await keyboard.press("Enter");
    await maarit.sees("room");
  });

  step("the lobby, on both sides of the door", async () => {
    await eero.joins(set.server.links.participant);
    await eero.sees("waiting");
    await holds(eero, "lobby");
    await maarit.sees("knock-banner");
    await holds(maarit, "room-knock");
    await maarit.admits("Eero");
    await eero.sees("room");
    await Promise.all([maarit.seesFaces({ Eero: "blue" }), eero.seesFaces({ Maarit: "red" })]);
  });

  step("the room with its panels and dialogs", async () => {
    await holds(maarit, "people");
    await maarit.clicksWithin("person", "Eero", "person-menu");
    await maarit.sees("action-block");
    await holds(maarit, "person");
    await maarit.page.keyboard.press("Escape");
    await maarit.seesNoMore("action-block");
    await holds(eero, "room");
    await eero.writes("Hei. Ohje on osoitteessa https://example.fi/tuki");
    await maarit.reads("Ohje on");
    await holds(eero, "chat");
    await holds(maarit, "chat");
    for (const dialog of ["open-more", "open-leave"]) {
      await maarit.click(dialog);
      await holds(maarit, dialog.replace("open-", "dialog-"));
      await maarit.page.keyboard.press("Escape");
    }
  });

  step("the room by keyboard alone", async () => {
    const { keyboard } = maarit.page;
    await maarit.closesPanel();
    await tabsTo(maarit, "toggle-microphone");
    await keyboard.press("Space");
    await until("the microphone is off", async () => !(await maarit.microphoneIsOn()));
    await keyboard.press("Space");
    await until("the microphone is on", () => maarit.microphoneIsOn());
    await tabsTo(maarit, "open-chat");
    await keyboard.press("Enter");
    await maarit.sees("chat-input");
    await tabsTo(maarit, "chat-input");
    await keyboard.type("Näppäimistöltä.");
    await keyboard.press("Enter");
    await eero.reads("Näppäimistöltä.");
    await tabsTo(maarit, "open-leave");
    await keyboard.press("Enter");
    await maarit.sees("leave");
    await tabsTo(maarit, "leave");
    await keyboard.press("Enter");
    await maarit.sees("ended");
  });

  step("the ended page", async () => {
    await holds(maarit, "ended");
    await eero.closesPanel();
    await eero.leaves();
    await eero.sees("ended");
    await holds(eero, "ended");
  });
});
