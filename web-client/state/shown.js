// The core's inside as views see it: read-only signals, and no more than they need.

import { computed } from "../vendor/signals.js";
import { Playback } from "../media/playback.js";
import { peopleHere } from "./place.js";
import { maySpeak, personIn } from "./room.js";

/** @typedef {import("./core.js").Core} Core */
/** @typedef {import("./types.js").AppState} AppState */
/** @typedef {import("./types.js").Phase} Phase */
/** @typedef {import("./types.js").Picture} Picture */
/** @template T @typedef {import("../vendor/signals.js").ReadonlySignal<T>} ReadonlySignal */

/** @param {Core} core @returns {ReadonlySignal<Phase>} */
function phaseOf(core) {
  return computed(() => {
    const phase = core.phase.value;
    const visit = core.visit.value;
    if (phase.type !== "waiting" || !visit) return phase;
    return { ...phase, messages: visit.words.value, mayOpen: visit.mayOpen.value };
  });
}

/** @param {Core} core @returns {ReadonlySignal<import("./types.js").Chat>} */
function chatOf(core) {
  const messages = computed(() => core.room.value.messages);
  const earlier = computed(() => core.room.value.earlier);
  const pending = computed(() => core.visit.value?.outbox.pending.value ?? []);
  return computed(() => ({
    messages: messages.value,
    earlier: earlier.value,
    loadingEarlier: core.loadingEarlier.value,
    pending: pending.value,
  }));
}

/** @param {Core} core @returns {AppState} */
export function stateOf(core) {
  const { room } = core;
  /** @template T @param {(room: import("./room.js").Room) => T} read @returns {ReadonlySignal<T>} */
  const part = (read) => computed(() => read(room.value));
  const preview = computed(() => {
    const capture = core.captures.camera.value;
    return capture.state === "on" ? new MediaStream([capture.track]) : null;
  });
  return {
    phase: phaseOf(core),
    connection: computed(() => core.visit.value?.connection.value ?? { type: "online" }),
    link: core.link,
    evening: computed(() => room.value.evening ?? core.link.value?.evening ?? null),
    language: core.setting.language,
    deviceClass: core.deviceClass,
    you: part((known) => personIn(known, known.you)),
    roster: part((known) => known.roster),
    here: part((known) => peopleHere(known.roster, known.support.place)),
    place: part((known) => known.support.place),
    groups: part((known) => known.support.groups),
    topics: part((known) => known.support.topics),
    sideTalks: part((known) => known.support.sideTalks),
    cardAskedBy: part((known) => known.support.cardAskedBy),
    moods: part((known) => known.support.moods),
    moodResults: part((known) => known.support.moodResults),
    questions: part((known) => known.support.guidance.questions),
    voted: part((known) => known.support.guidance.voted),
    poll: part((known) => known.support.guidance.poll),
    pollResults: part((known) => known.support.guidance.pollResults),
    captions: computed(() => core.visit.value?.captions.lines.value ?? []),
    captionsBegun: computed(() => core.visit.value?.captions.begun.value ?? 0),
    captionsKept: computed(() => {
      const { evening, support } = room.value;
      if (!evening?.captions_kept || support.place.group) return "no";
      return core.visit.value?.captions.full.value ? "full" : "yes";
    }),
    confidence: computed(() => core.visit.value?.confidence.value ?? { type: "open" }),
    speakingTimes: computed(() => core.visit.value?.speakingTimes.value ?? []),
    permissions: part((known) => known.permissions),
    hands: part((known) => known.hands),
    floor: part((known) => known.floor),
    maySpeak: part(maySpeak),
    stage: part((known) => known.stage),
    pointer: computed(() => core.visit.value?.pointer.value ?? null),
    materials: part((known) => known.materials),
    upload: core.documents.upload,
    locked: part((known) => known.locked),
    lobby: part((known) => known.lobby),
    abilities: part((known) => known.abilities),
    reports: part((known) => known.reports),
    mayOpen: part((known) => known.mayOpen),
    chat: chatOf(core),
    groupChat: computed(() => core.visit.value?.groupChat.words.value ?? []),
    speaking: computed(() => core.visit.value?.speaking.value ?? []),
    lines: computed(() => core.visit.value?.lines.value ?? new Map()),
    hidden: part((known) => known.hidden),
    soundOnly: core.soundOnly,
    paused: computed(() => new Set([...core.slots.paused.value.values()].map(({ participant, source }) => `${source}:${participant}`))),
    undecodable: computed(() => new Set([...core.slots.undecodable.value.values()].map(({ participant, source }) => `${source}:${participant}`))),
    unseen: computed(() => core.visit.value?.unseen.value ?? 0),
    notices: core.notices.list,
    said: core.notices.said,
    local: {
      microphone: core.microphone,
      camera: core.camera,
      screen: core.screen,
      level: core.meter.level,
      speakingWhileOff: computed(
        () => core.inRoom.value && core.meter.voiced.value && ["off", "blocked"].includes(core.microphone.value.state),
      ),
      preview,
      devices: core.devices.list,
      chosen: core.devices.chosen,
      speakerTest: core.speakerTest,
      can: {
        capture: Boolean(navigator.mediaDevices?.getUserMedia) && typeof RTCPeerConnection !== "undefined",
        shareScreen: Boolean(navigator.mediaDevices?.getDisplayMedia),
        chooseSpeaker: Playback.canChooseSpeaker,
      },
    },
    media: core.line.state,
    playback: core.playback.state,
    measurements: core.line.measurements,
  };
}

/** Pictures as tiles may show them: a camera that its owner switched off is off, whatever the slot still holds.
 * @param {Core} core @param {ReadonlySignal<MediaStream | null>} preview */
export function picturesOf(core, preview) {
  /** @type {Map<string, ReadonlySignal<Picture>>} */
  const known = new Map();
  /** @param {string} participant @param {"camera" | "screen"} source @returns {Picture} */
  const read = (participant, source) => {
    const room = core.room.value;
    if (participant === room.you) {
      const stream = source === "camera" ? preview.value : core.publications.screen.value;
      return { stream, ready: stream !== null };
    }
    const picture = core.slots.picture(participant, source).value;
    return picture.ready && personIn(room, participant)?.[source] !== "on" ? { stream: picture.stream, ready: false } : picture;
  };
  return (/** @type {string} */ participant, /** @type {"camera" | "screen"} */ source) => {
    const key = `${source}:${participant}`;
    let made = known.get(key);
    if (!made) {
      /** @type {Picture} */
      let last = { stream: null, ready: false };
      made = computed(() => {
        const next = read(participant, source);
        if (next.stream !== last.stream || next.ready !== last.ready) last = next;
        return last;
      });
      known.set(key, made);
    }
    return made;
  };
}
