import assert from "node:assert/strict";
import test from "node:test";
import { changes, merge } from "./merge.js";

const base = { title: "Joulukuun ilta", place: "Verkossa", programme: "" };

test("what only one of two organizers has changed is settled by itself", () => {
  const maarit = { ...base, title: "Pikkujouluilta" };
  const stored = { ...base, place: "Kemi" };
  assert.deepEqual(merge(base, maarit, stored), { values: { title: "Pikkujouluilta", place: "Kemi", programme: "" }, disputed: [] });
});

test("what both have changed is asked, and nothing written is lost", () => {
  const maarit = { ...base, title: "Pikkujouluilta", programme: "Glögiä" };
  const stored = { ...base, title: "Joulukuun tukiruno" };
  const { values, disputed } = merge(base, maarit, stored);
  assert.deepEqual(values, { title: "Pikkujouluilta", place: "Verkossa", programme: "Glögiä" });
  assert.deepEqual(disputed, ["title"]);
});

test("the same change made twice is no dispute", () => {
  const both = { ...base, title: "Pikkujouluilta" };
  assert.deepEqual(merge(base, both, both).disputed, []);
});

test("only what is different is sent", () => {
  assert.deepEqual(changes(base, { ...base, place: "Kemi" }), { place: "Kemi" });
  assert.deepEqual(changes({ languages: ["fi"] }, { languages: ["fi"] }), {});
});
