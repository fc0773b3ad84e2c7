import assert from "node:assert/strict";
import { test } from "node:test";
import { levelOf } from "../media/level.js";
import { Liveness } from "../media/liveness.js";
import { measurementsOf, receivedOf, sumsOf } from "../media/measure.js";
import { join, split, tuned } from "../media/sdp.js";
import { atOrAfter } from "../media/slots.js";
import { newId } from "../protocol/ids.js";
import { Keep } from "../protocol/keep.js";
import { tokenOf } from "../protocol/links.js";
import { problemOf } from "../protocol/problem.js";
import { commandOf } from "../state/commands.js";
import { hindrance, stillIn } from "../state/entrance.js";
import { hearAbility, speakAbility } from "../state/local.js";
import { Notices } from "../state/notices.js";
import { Owner } from "../state/owner.js";
import { View } from "../state/view.js";
import { fixture, fixtures } from "./fixtures.js";

test("timestamps are compared around the wrap", () => {
  assert.ok(atOrAfter(5, 5));
  assert.ok(atOrAfter(6, 5));
  assert.ok(!atOrAfter(4, 5));
  assert.ok(atOrAfter(3, 2 ** 32 - 10));
  assert.ok(!atOrAfter(2 ** 32 - 10, 3));
});

const answer = [
  "v=0", "a=group:BUNDLE 0 1 2",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=rtpmap:111 opus/48000/2", "a=fmtp:111 minptime=10;useinbandfec=0",
  "m=video 9 UDP/TLS/RTP/SAVPF 96 97", "a=mid:1", "a=rtpmap:96 VP8/90000", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=96",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:2", "a=rtpmap:111 opus/48000/2", "",
].join("\r\n");

test("only sending lines of the answer are edited", () => {
  const lines = tuned(answer, new Map([["0", "microphone"], ["1", "camera"], ["2", "audio_slot"]])).split("\r\n");
  assert.ok(lines.includes("a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1"));
  assert.ok(lines.includes("a=fmtp:96 x-google-start-bitrate=2000"));
  assert.ok(lines.includes("a=fmtp:97 apt=96"));
  assert.equal(lines.filter((line) => line.startsWith("a=fmtp:111")).length, 1);
  assert.equal(join(split(answer)), answer);
});

test("a standstill of everything that arrives is noticed, a lull is not", () => {
  const liveness = new Liveness(0);
  assert.equal(liveness.measure(1, 1_000), "alive");
  assert.equal(liveness.measure(1, 4_000), "alive");
  assert.equal(liveness.measure(2, 5_000), "alive");
  assert.equal(liveness.measure(2, 9_900), "alive");
  assert.equal(liveness.measure(2, 10_000), "stalled");
  liveness.forgive(10_000);
  assert.equal(liveness.measure(2, 12_000), "alive");
  liveness.doubt();
  assert.equal(liveness.measure(2, 12_000), "stalled", "in doubt a short silence is enough");
  assert.equal(liveness.measure(3, 12_100), "alive");
  assert.equal(liveness.measure(3, 14_000), "alive", "what came has ended the doubt");
});

test("the line is measured from differences", () => {
  /** @param {number} packets @param {number} lost @param {number} bytes */
  const report = (packets, lost, bytes) =>
    new Map(
      [
        { id: "t", type: "transport", selectedCandidatePairId: "p", bytesReceived: bytes },
        { id: "p", type: "candidate-pair", localCandidateId: "c", currentRoundTripTime: 0.042, responsesReceived: 1 },
        { id: "c", type: "local-candidate", candidateType: "prflx", protocol: "tcp" },
        { id: "i", type: "inbound-rtp", packetsReceived: packets, packetsLost: lost, bytesReceived: bytes, totalSamplesReceived: bytes, concealedSamples: 3 * lost, silentConcealedSamples: lost, totalFreezesDuration: lost / 100 },
        { id: "o", type: "outbound-rtp", bytesSent: bytes },
        { id: "r", type: "remote-inbound-rtp", fractionLost: 0.25 },
      ].map((entry) => [entry.id, entry]),
    );
  const [before, after] = [report(100, 0, 1_000), report(190, 10, 11_000)];
  assert.ok(receivedOf(after) > receivedOf(before));
  assert.deepEqual(measurementsOf(after, sumsOf(after, 2_000), sumsOf(before, 0)), {
    roundTripMs: 42, lossIn: 0.1, lossOut: 0.25, bitsIn: 40_000, bitsOut: 40_000, concealed: 0.002, frozenMs: 100, path: "tcp",
  });
});

test("the meter goes from a quiet room to a loud voice", () => {
  assert.equal(levelOf(new Float32Array(64)), 0);
  assert.equal(levelOf(new Float32Array(64).fill(1)), 1);
  const middle = levelOf(new Float32Array(64).fill(0.01));
  assert.ok(middle > 0.3 && middle < 0.6);
});

test("ids are time-ordered UUIDs of version 7", () => {
  const id = newId(1_795_536_000_000);
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(id.replace("-", "").slice(0, 12), 16), 1_795_536_000_000);
  assert.notEqual(newId(1), newId(1));
});

test("storage that is forbidden or spoilt is lived without", () => {
  const forbidden = /** @type {any} */ ({
    getItem() {
      throw new Error("no");
    },
    setItem() {
      throw new Error("no");
    },
  });
  const keep = new Keep({ tab: forbidden, browser: forbidden });
  const session = { participant: "p", secret: "s", details: { token: "t", name: "n", business: null } };
  keep.setSession("e", session);
  assert.deepEqual(keep.session("e"), session);
  assert.equal(keep.device, keep.device);
  const spoilt = /** @type {any} */ ({ getItem: () => "{", setItem() {}, removeItem() {} });
  const other = new Keep({ tab: spoilt, browser: spoilt });
  assert.equal(other.session("e"), null);
  assert.deepEqual(other.pending("e"), []);
  assert.deepEqual(other.chosen(), { microphone: "", camera: "", speaker: "" });
  assert.match(other.device, /^[0-9a-f-]{36}$/);
});

test("the token is what stands after /j/", () => {
  assert.equal(tokenOf("/j/abc%2Fd"), "abc/d");
  assert.equal(tokenOf("/j/abc/"), "abc");
  for (const path of ["/", "/j/", "/j", "/k/abc"]) assert.equal(tokenOf(path), null);
  assert.equal(tokenOf("/j/%"), "%");
});

test("times to wait are also told in seconds", () => {
  const rejection = /** @type {const} */ ({ code: "too_many_joins", key: "reject-too-many-joins", params: { retry_ms: 1_200 } });
  assert.deepEqual(problemOf(rejection).params, { retry_ms: 1_200, seconds: 2 });
  assert.deepEqual(problemOf(fixture("server/closing.json").rejection).params, {});
});

test("every command of the protocol is sent by this client, and in the protocol's form", () => {
  const elsewhere = ["join", "resume", "leave", "media_offer", "media_restart", "publish", "view", "show_pictures", "report_ability", "report_connection", "chat_post", "chat_history", "caption_seal", "key_commit", "key_reveal", "key_shares", "key_ready"];
  const actions = { hand_raise: "raise_hand", hand_lower: "lower_hand", report_person: "report" };
  for (const { name, message } of fixtures("command")) {
    const { type } = message.command;
    if (elsewhere.includes(type)) continue;
    const action = { ...message.command, type: /** @type {Record<string, string>} */ (actions)[type] ?? type };
    assert.deepEqual(commandOf(action), message.command, name);
  }
});

test("what stands in the way of a link", () => {
  const { evening } = fixture("event/welcome.json").event;
  const link = /** @type {any} */ ({ evening, role: "participant", state: "open", doors_open_at: 5, protocols: ["koronailta.v1"] });
  assert.equal(hindrance({ link }), null);
  assert.deepEqual(/** @type {any} */ (hindrance({ link: { ...link, state: "early" } })).opensAt, 5);
  assert.equal(hindrance({ link: { ...link, state: "early", role: "moderator" } }), null);
  assert.equal(/** @type {any} */ (hindrance({ link: { ...link, state: "ended" } })).problem.code, "evening_ended");
  assert.equal(/** @type {any} */ (hindrance({ link: { ...link, protocols: ["koronailta.v2"] } })).reason, "reload");
  const encrypted = { ...link, evening: { ...evening, encrypted: true } };
  assert.equal(/** @type {any} */ (hindrance({ link: encrypted }, false)).problem.code, "encryption_needed");
  assert.equal(hindrance({ link: encrypted }, true), null);
  const problem = /** @type {const} */ ({ code: "link_not_yet", key: "reject-link-not-yet", params: { opens_at: 9 } });
  assert.equal(/** @type {any} */ (hindrance({ problem })).opensAt, 9);
});

test("who is in stays in when the page is loaded again after the link's time, and nobody else", () => {
  const keep = new Keep({ tab: undefined, browser: undefined });
  const { evening } = fixture("event/welcome.json").event;
  const link = /** @type {any} */ ({ evening, role: "participant" });
  const problem = (/** @type {"link_expired" | "link_revoked"} */ code) => ({ problem: /** @type {any} */ ({ code, key: "", params: {} }) });
  keep.setLink("token", link);
  assert.deepEqual(keep.link("token"), link);
  assert.equal(keep.link("another"), null);
  assert.deepEqual(stillIn(problem("link_expired"), () => keep.link("token")), { link });
  assert.deepEqual(stillIn(problem("link_expired"), () => null), problem("link_expired"));
  assert.deepEqual(stillIn(problem("link_revoked"), () => keep.link("token")), problem("link_revoked"));
});

test("sounds only is a wish of this tab and this evening", () => {
  const keep = new Keep({ tab: undefined, browser: undefined });
  keep.setSoundOnly("e", true);
  assert.deepEqual([keep.soundOnly("e"), keep.soundOnly("f")], [true, false]);
  keep.setSoundOnly("e", false);
  assert.equal(keep.soundOnly("e"), false);
});

test("moderators are told who cannot hear or speak", () => {
  assert.equal(speakAbility("denied", false), "blocked");
  assert.equal(speakAbility("without", false), "without");
  assert.equal(speakAbility("lost", false), "failed");
  assert.equal(speakAbility("off", true), "yes");
  assert.equal(speakAbility("off", false), "unknown");
  assert.equal(hearAbility("connected", "ok"), "yes");
  assert.equal(hearAbility("connected", "blocked"), "blocked");
  assert.equal(hearAbility("connecting", "ok"), "unknown");
});

test("an owner ends everything it was given, once, the newest first", () => {
  const owner = new Owner();
  /** @type {string[]} */
  const ended = [];
  owner.own(() => ended.push("first"));
  const early = owner.own(() => ended.push("early"));
  const child = owner.child();
  child.own(() => ended.push("child"));
  early();
  early();
  owner.dispose();
  owner.dispose();
  assert.deepEqual(ended, ["early", "child", "first"]);
  assert.ok(child.over);
  owner.own(() => ended.push("late"));
  assert.equal(ended.at(-1), "late");
});

test("a view is told once, in whole pixels, and anew to a new connection", async () => {
  const owner = new Owner();
  /** @type {any[]} */
  const told = [];
  const view = new View(owner, async (wants) => told.push(wants));
  const want = /** @type {const} */ ({ participant: "a", source: "camera", width: 320.4, height: 0 });
  view.set([want]);
  assert.equal(told.length, 0, "nobody to tell yet");
  view.opened();
  const waits = async (/** @type {number} */ count) => {
    const deadline = performance.now() + 2_000;
    while (told.length < count && performance.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(told.length, count);
  };
  await waits(1);
  assert.deepEqual(told[0], [{ participant: "a", source: "camera", width: 320, height: 1 }]);
  view.opened();
  await waits(2);
  owner.dispose();
});

test("a notice that no longer holds goes by itself, the others stay", () => {
  const owner = new Owner();
  const notices = new Notices(owner);
  notices.add("notice-floor-taken", {}, "warning");
  notices.add("notice-report", { by: "Aino" }, "warning");
  const before = notices.list.value;
  notices.settle([]);
  assert.equal(notices.list.value, before);
  notices.settle(["notice-floor-taken"]);
  assert.deepEqual(notices.list.value.map(({ key }) => key), ["notice-report"]);
  owner.dispose();
});
