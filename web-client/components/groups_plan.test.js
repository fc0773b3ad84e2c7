import assert from "node:assert/strict";
import { test } from "node:test";
import { leftOver, moved, topicsIn } from "./groups_plan.js";

/** @param {...string[]} groups @returns {any[]} */
const planned = (...groups) => groups.map((members, index) => ({ name: { id: `g${index}`, number: index + 1, topic: index === 0 ? "Talous" : null }, members }));

test("a person is in one group only, wherever they are moved", () => {
  const plan = planned(["aino", "biret"], ["carl"]);
  assert.deepEqual(moved(plan, "aino", 1), [{ topic: "Talous", members: ["biret"] }, { topic: null, members: ["carl", "aino"] }]);
  assert.deepEqual(moved(plan, "aino", null), [{ topic: "Talous", members: ["biret"] }, { topic: null, members: ["carl"] }]);
  assert.deepEqual(moved(plan, "doris", 2).at(-1), { topic: null, members: ["doris"] }, "a new group");
  assert.deepEqual(moved(plan, "carl", 0), [{ topic: "Talous", members: ["aino", "biret", "carl"] }], "what is empty vanishes");
  assert.deepEqual(plan[0].members, ["aino", "biret"], "the plan itself is not changed");
});

test("who is left over is seen", () => {
  const people = ["aino", "biret", "carl"].map((id) => ({ id }));
  assert.deepEqual(leftOver(planned(["biret"]), people), [{ id: "aino" }, { id: "carl" }]);
});

test("topics stand one on a line", () => {
  assert.deepEqual(topicsIn(" Talous \n\nJaksaminen\nTalous\n"), ["Talous", "Jaksaminen"]);
});
