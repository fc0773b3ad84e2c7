// Makes the pictures of the board with the real client and server: node tests/browser/pictures_board.mjs
import { developing, withAdvisorAndMember, writesScheme } from "./lib/board.mjs";
import { desktop, openChromium, phone } from "./lib/chromium.mjs";
import { picture } from "./lib/drawn.mjs";
import { Server } from "./lib/server.mjs";
import { until } from "./lib/wait.mjs";

const server = await Server.start("pictures-board");
const [anu, aino] = await Promise.all([
  openChromium({ name: "Anu Lehto", mark: "red", screen: desktop }),
  openChromium({ name: "Aino Niemelä", mark: "green", screen: phone }),
]);

/** A deadline that has not passed whenever the pictures are made. @param {number} days @returns {string} */
const later = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const schemes = [
  { ...developing, last: later(40) },
  { ...developing, name: "Messumatkatuki", text: "Matkoihin ja osastoon kotimaan messuilla.", whom: "Verkoston jäsenyrityksille", amount: "Enintään 500 €", steps: "Varaa paikka\nLähetä kuitti", last: later(25), clock: "" },
  { ...developing, name: "Työllistämistuki", text: "Kun palkkaat ensimmäisen työntekijän.", whom: "Yksinyrittäjille", amount: "30 % palkasta", steps: "Kysy ennen kuin palkkaat", last: "", clock: "" },
];

try {
  const ways = await withAdvisorAndMember(server);
  await anu.open(ways.anu);
  await anu.click("sign-in-button");
  await anu.sees("console");
  for (const scheme of schemes) {
    await writesScheme(anu, scheme);
    await anu.chooses("field-state-published");
    await anu.click("save");
    await until("it is saved", async () => (await anu.page.locator(".saved").first().innerText()).includes("Tallennettu"));
  }
  await anu.click("section-schemes");
  await until("all are there", async () => (await anu.texts("scheme")).length === 3);
  await picture(anu, "board-advisor-desktop.png");
  await aino.open(ways.page);
  await aino.sees("board");
  await aino.fill("board-search", "kehittamis");
  await until("it is found", async () => (await aino.texts("scheme")).length === 1);
  await aino.click("scheme-open");
  await aino.click("applying");
  await until("it is marked", async () => (await aino.attribute("applying", "aria-pressed")) === "true");
  await aino.page.locator("#board-title").scrollIntoViewIfNeeded();
  await aino.page.evaluate(() => document.querySelector("#board-title")?.scrollIntoView());
  await picture(aino, "board-phone.png");
  await aino.page.setViewportSize(desktop.viewport);
  await aino.page.evaluate(() => document.querySelector("#board-title")?.scrollIntoView());
  await picture(aino, "board-desktop.png");
  await aino.page.setViewportSize(phone.viewport);
  await anu.entersDirectly(server.links.advisor, { without: ["camera"] });
  await aino.joins(ways.aino, { without: ["camera"] });
  await aino.sees("room");
  await anu.click("present");
  await anu.click("present-card");
  await anu.sees("pick");
  await picture(anu, "board-pick-desktop.png");
} finally {
  await Promise.all([anu, aino].map((one) => one.close()));
  await server.stop();
}
