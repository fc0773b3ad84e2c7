import assert from "node:assert/strict";
import test from "node:test";
import { slugOf } from "./slug.js";

test("a network's name becomes an address that can be said aloud", () => {
  assert.equal(slugOf("Rovaniemi"), "rovaniemi");
  assert.equal(slugOf("Meri-Lapin yrittäjät"), "meri-lapin-yrittajat");
  assert.equal(slugOf("  Åbo & Öar  "), "abo-oar");
  assert.equal(slugOf("Čáhcesuolu"), "cahcesuolu");
  assert.equal(slugOf("!!!"), "");
  assert.ok(slugOf("x".repeat(100)).length <= 40);
});
