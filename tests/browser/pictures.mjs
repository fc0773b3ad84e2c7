// Makes the pictures of the README with the real client and server: node tests/browser/pictures.mjs
// Three drawn people sit before the cameras. Also leaves every page in both themes under target/screenshots.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { desktop, openChromium, phone } from "./lib/chromium.mjs";
import { films, folder, picture } from "./lib/drawn.mjs";
import { audio, pretendedMedia } from "./lib/media.mjs";
import { Server } from "./lib/server.mjs";
import { until } from "./lib/wait.mjs";

const paths = await films();
const server = await Server.start("pictures");
// One speaks, the others listen.
const silence = join(folder, "silence.wav");
writeFileSync(silence, audio(440, 0));
/** @param {keyof typeof paths} who @param {string} sound */
const media = (who, sound) => ({ video: paths[who], audio: sound });
const [maarit, anu, eero] = await Promise.all([
  openChromium({ name: "Maarit Niemelä", files: media("maarit", silence), screen: desktop }),
  openChromium({ name: "Anu Lehto", files: media("anu", silence), screen: desktop, colorScheme: "dark" }),
  openChromium({ name: "Eero Ylitalo", files: media("eero", pretendedMedia("blue").audio), screen: phone }),
]);
const people = [maarit, anu, eero];

/** All three pictures are there and sharp. @param {typeof maarit} one */
async function settled(one) {
  await until(`${one.name} sees the others sharply`, () =>
    one.page.evaluate(
      (names) =>
        names.every((name) => {
          const video = document.querySelector(`[data-testid=tile][data-name="${name}"] video`);
          return video instanceof HTMLVideoElement && video.videoWidth >= (innerWidth < 600 ? 240 : 320) && video.getVideoPlaybackQuality().totalVideoFrames > 25;
        }),
      people.filter((other) => other !== one).map(({ name }) => name),
    ),
    { within: 45_000 },
  ).catch(() => process.stderr.write(`${one.name} does not see sharply yet: this machine is busy, make the pictures again later\n`));
}

try {
  await maarit.entersDirectly(server.links.moderator);
  await eero.open(server.links.participant);
  await eero.sees("join-name");
  await eero.fill("join-name", eero.name);
  await eero.fill("join-business", "Ylitalon puutyö");
  await eero.sees("preview");
  await eero.screenshot("check-phone-light.png");
  await anu.open(server.links.advisor);
  await anu.sees("preview");
  await anu.screenshot("check-desktop-dark.png");
  await Promise.all([anu.entersDirectly(server.links.advisor, { business: "Yritysneuvonta Lappi" }), eero.joins(server.links.participant, { business: "Ylitalon puutyö" })]);
  await eero.sees("waiting");
  await picture(eero, "lobby-phone.png");
  await maarit.admits(eero.name);
  await eero.sees("room");
  await Promise.all(people.map(settled));
  await eero.writes("Hyvää iltaa kaikille. Täällä tuiskuttaa.");
  await anu.writes("Hei Eero. Kerron kohta, miten tukea haetaan.");
  await maarit.writes("Tervetuloa. Aloitetaan kuulumisilla, ihan rauhassa.");
  await Promise.all(people.map((one) => one.reads("ihan rauhassa")));
  for (const [one, file] of /** @type {const} */ ([[maarit, "room-desktop-chat-light.png"], [anu, "room-desktop-chat-dark.png"], [eero, "room-phone-chat-light.png"]])) {
    await one.screenshot(file);
  }
  await picture(maarit, "room-desktop.png");
  await Promise.all([eero.closesPanel(), anu.closesPanel()]);
  await picture(eero, "room-phone.png");
  await picture(anu, "room-desktop-dark.png");
  await eero.page.emulateMedia({ colorScheme: "dark" });
  await picture(eero, "room-phone-dark.png");
  await maarit.opensPeople();
  await maarit.screenshot("people-desktop-light.png");
} finally {
  await Promise.all(people.map((one) => one.close()));
  await server.stop();
}
