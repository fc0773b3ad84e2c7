// Where one is, the common room or a group, and what belongs to that place: who is here, the round, the questions to step
// aside, the mood. Pure, as everything that is known of the room.

import { guidanceOf, reduceGuidance, unguided } from "./guidance.js";

/** @typedef {import("../protocol/types.js").Event} Event */
/** @typedef {import("../protocol/types.js").Participant} Participant */
/** @typedef {import("../protocol/types.js").ParticipantId} ParticipantId */
/** @typedef {import("../protocol/types.js").Place} Place */
/** @typedef {import("../protocol/types.js").SideTalkAsk} SideTalkAsk */

/**
 * @typedef {object} Support
 * @property {Place} place
 * @property {import("../protocol/types.js").Groups | null} groups for those who arrange them
 * @property {import("../protocol/types.js").TopicOffer} topics
 * @property {readonly SideTalkAsk[]} sideTalks open questions, of oneself and to oneself
 * @property {ParticipantId | null} cardAskedBy who would like one to show the card of one's business
 * @property {readonly import("../protocol/types.js").MoodCheck[]} moods open
 * @property {readonly import("../protocol/types.js").MoodResult[]} moodResults
 * @property {import("./guidance.js").Guidance} guidance
 */

/** @type {Readonly<Support>} */
export const unsupported = Object.freeze(/** @type {Support} */ ({
  place: { group: null, assigned: null, here: [], chat: [], round: null, visits: [] },
  groups: null,
  topics: { titles: [], chosen: null },
  sideTalks: [],
  cardAskedBy: null,
  moods: [],
  moodResults: [],
  guidance: unguided,
}));

/** @param {Extract<Event, { type: "welcome" }>} event @returns {Support} */
export function welcomedTo({ place, groups, topics, side_talks, card_asked_by, moods, mood_results, guidance }) {
  return { place, groups, topics, sideTalks: side_talks, cardAskedBy: card_asked_by ?? null, moods, moodResults: mood_results, guidance: guidanceOf(guidance) };
}

/**
 * @param {Support} support
 * @param {Event} event
 * @returns {Support}
 */
export function reduceSupport(support, event) {
  switch (event.type) {
    case "placed":
      return { ...support, place: event.place };
    case "here":
      // Who was announced has come.
      return inPlace(support, { here: event.participants, visits: support.place.visits.filter(({ participant }) => !event.participants.includes(participant)) });
    case "group_updated":
      return inPlace(support, { group: event.group });
    case "visit_announced":
      return inPlace(support, { visits: [...others(support.place.visits, event.visit.participant), event.visit] });
    case "visit_cancelled":
      return inPlace(support, { visits: others(support.place.visits, event.participant) });
    case "group_posted":
      return inPlace(support, { chat: [...support.place.chat.filter(({ id }) => id !== event.message.id), event.message] });
    case "round":
      return inPlace(support, { round: event.round });
    case "groups":
      return { ...support, groups: event.groups };
    case "topics":
      return { ...support, topics: event.offer };
    case "side_talk_asked":
      return { ...support, sideTalks: [...withoutAsk(support.sideTalks, event.ask), event.ask] };
    case "side_talk_answered":
      return { ...support, sideTalks: withoutAsk(support.sideTalks, event) };
    case "card_asked":
      return { ...support, cardAskedBy: event.by };
    case "mood_opened":
      return { ...support, moods: [...ofOtherMoment(support.moods, event.check.moment), event.check] };
    case "mood_closed":
      return {
        ...support,
        moods: ofOtherMoment(support.moods, event.result.moment),
        moodResults: [...ofOtherMoment(support.moodResults, event.result.moment), event.result],
      };
    case "mood_ended":
      return { ...support, moods: ofOtherMoment(support.moods, event.moment) };
    default: {
      const guidance = reduceGuidance(support.guidance, event);
      return guidance === support.guidance ? support : { ...support, guidance };
    }
  }
}

/** @param {Support} support @param {Partial<Place>} change @returns {Support} */
function inPlace(support, change) {
  return { ...support, place: { ...support.place, ...change } };
}

/** @template {{ participant: ParticipantId }} T @param {readonly T[]} all @param {ParticipantId} participant */
function others(all, participant) {
  return all.filter((one) => one.participant !== participant);
}

/** @param {readonly SideTalkAsk[]} asks @param {{ by: ParticipantId, of: ParticipantId }} ask */
function withoutAsk(asks, { by, of }) {
  return asks.filter((one) => one.by !== by || one.of !== of);
}

/** @template {{ moment: string }} T @param {readonly T[]} all @param {string} moment */
function ofOtherMoment(all, moment) {
  return all.filter((one) => one.moment !== moment);
}

/**
 * The people in one's place, in the order of the roster. Before a server has said who is where, everybody is here.
 * @param {readonly Participant[]} roster
 * @param {Place} place
 * @returns {readonly Participant[]}
 */
export function peopleHere(roster, { here }) {
  if (here.length === 0) return roster;
  const ids = new Set(here);
  return ids.size === roster.length ? roster : roster.filter(({ id }) => ids.has(id));
}

/**
 * Who has the word in a round, or keeps it while time stands still.
 * @param {import("../protocol/types.js").Round | null} round
 * @returns {ParticipantId | null}
 */
export function speakerOf(round) {
  if (!round || round.phase.type === "choosing") return null;
  return round.phase.speaker;
}

/** Whether this person is to name who speaks next: after their turn, or in it, passing the word on.
 * @param {import("../protocol/types.js").Round} round @param {ParticipantId} you */
export function namesNext({ phase, nomination }, you) {
  return phase.type === "choosing" ? phase.by === you : nomination && phase.speaker === you;
}

/** Whether a round keeps this person silent now: enforced, not their turn, nor theirs to name the next one.
 * @param {Place} place @param {ParticipantId} you */
export function silencedByRound({ round }, you) {
  if (!round?.enforced) return false;
  return speakerOf(round) !== you && !(round.phase.type === "choosing" && round.phase.by === you);
}

/**
 * What is known of people elsewhere: their names, and that nothing of theirs comes here.
 * @param {readonly Participant[]} roster
 * @param {readonly Participant[]} people who is here, as they are now
 * @returns {readonly Participant[]}
 */
export function movedAmong(roster, people) {
  const here = new Map(people.map((one) => [one.id, one]));
  const known = roster.map((one) => here.get(one.id) ?? silent(one));
  return [...known, ...people.filter(({ id }) => !roster.some((one) => one.id === id))];
}

/** @param {Participant} one @returns {Participant} */
function silent(one) {
  const off = (/** @type {import("../protocol/types.js").SourceState} */ state) => (state === "on" ? "off" : state);
  return { ...one, microphone: off(one.microphone), camera: off(one.camera), screen: off(one.screen) };
}
