import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "../vendor/signals.js";
import { captured, isWished, shared } from "./local.js";
import { nowhere } from "./room.js";

/** Somebody in the room whose voice and screen are wished, allowed and on the way. */
function sending() {
  const wished = signal(true);
  const line = { state: signal("connected") };
  const capture = signal({ state: "on", track: { readyState: "live" } });
  const parts = /** @type {any} */ ({
    captures: { microphone: capture },
    publications: { wished: () => wished, sent: () => wished, choosingScreen: signal(false), screen: signal({}) },
    line,
    declined: signal({ microphone: false, camera: false }),
    room: () => nowhere,
    inRoom: () => true,
  });
  return { line, wished, capture, microphone: captured(parts, "microphone"), screen: shared(parts) };
}

test("what is sent while nothing is heard of the server is not said to be on, but stays wished, so that it can be switched off", () => {
  const { line, wished, microphone, screen } = sending();
  assert.deepEqual([microphone.value.state, screen.value.state], ["on", "on"]);
  for (const state of ["reconnecting", "connecting", "failed"]) {
    line.state.value = state;
    assert.deepEqual([microphone.value.state, screen.value.state], ["starting", "starting"]);
    assert.deepEqual([isWished(microphone.value), isWished(screen.value)], [true, true]);
  }
  wished.value = false;
  assert.equal(isWished(microphone.value), false);
});

test("a microphone that is away for a while is not said to be on, and can be switched off meanwhile", () => {
  const { wished, capture, microphone } = sending();
  for (const state of ["interrupted", "lost"]) {
    capture.value = /** @type {any} */ ({ state });
    wished.value = true;
    assert.deepEqual([microphone.value.state, isWished(microphone.value)], [state, true]);
    wished.value = false;
    assert.deepEqual([microphone.value.state, isWished(microphone.value)], ["off", false]);
  }
});

test("what is off, blocked or in trouble is switched on by the next press, not off", () => {
  for (const state of /** @type {const} */ (["off", "without", "blocked", "denied", "missing", "busy", "failed"])) {
    assert.equal(isWished({ state }), false, state);
  }
});
