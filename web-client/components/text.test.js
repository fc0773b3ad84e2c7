import assert from "node:assert/strict";
import test from "node:test";
import { inAppBrowser } from "./browser.js";
import { discColour, initials, linkify, nameOf, telephone } from "./text.js";

test("initials of all sorts of names", () => {
  assert.equal(initials("Aino Niemelä"), "AN");
  assert.equal(initials("  äijä  "), "Ä");
  assert.equal(initials("Maija-Liisa af Ursin"), "MU");
  assert.equal(initials("Čáhcesuolu Ŋ"), "ČŊ");
  assert.equal(initials("🌲 Kuusi"), "K");
  assert.equal(initials("🌲"), "·");
});

test("a person keeps the colour", () => {
  assert.equal(discColour("0193-abc"), discColour("0193-abc"));
  assert.match(discColour(""), /^a[1-6]$/u);
});

test("only whole web addresses become links, without the sentence's punctuation", () => {
  assert.deepEqual(linkify("Katso https://example.fi/tuki?a=1&b=2."), [
    { kind: "text", text: "Katso " },
    { kind: "link", text: "https://example.fi/tuki?a=1&b=2", href: "https://example.fi/tuki?a=1&b=2" },
    { kind: "text", text: "." },
  ]);
  assert.deepEqual(linkify("javascript:alert(1) data:text/html,x www.example.fi"), [
    { kind: "text", text: "javascript:alert(1) data:text/html,x www.example.fi" },
  ]);
  assert.deepEqual(linkify('<img src=x onerror="alert(1)">'), [{ kind: "text", text: '<img src=x onerror="alert(1)">' }]);
  assert.equal(linkify("https://user:pw@[broken").filter((piece) => piece.kind === "link").length, 0);
});

test("telephone numbers lose what is only for reading", () => {
  assert.equal(telephone("+358 40 123-4567"), "tel:+358401234567");
});

test("browsers inside other apps are recognised, real ones are not", () => {
  const inside = {
    Facebook: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/440.0.0]",
    Messenger: "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36 [FB_IAB/Orca-Android;FBAV/440.0]",
    Instagram: "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36 Instagram 310.0.0 Android",
    LinkedIn: "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 [LinkedInApp]/9.29",
  };
  for (const [app, userAgent] of Object.entries(inside)) assert.equal(inAppBrowser(userAgent), app);
  const real = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
  ];
  for (const userAgent of real) assert.equal(inAppBrowser(userAgent), undefined);
});

test("several before one device are all named", () => {
  const together = (/** @type {string | null} */ place, /** @type {string[]} */ names) => nameOf({ name: "Aino", together: { place, names } });
  assert.equal(nameOf({ name: "Aino", together: null }), "Aino");
  assert.equal(together("Kokoustila Kemi", ["Aino", "Ville"]), "Kokoustila Kemi: Aino, Ville");
  assert.equal(together(null, ["Aino", "Ville"]), "Aino, Ville");
  assert.equal(together(null, ["Ville", "Eero"]), "Aino: Ville, Eero");
});
