// Changing a plan of groups by hand: pure, so that dragging and the keyboard do the same.

/** @typedef {import("../protocol/types.js").Draft} Draft */
/** @typedef {import("../protocol/types.js").PlannedGroup} PlannedGroup */
/** @typedef {import("../protocol/types.js").ParticipantId} ParticipantId */

/** A group as it is sent. @param {PlannedGroup} group @returns {Draft} */
const draft = ({ name, members }) => ({ topic: name.topic, members: [...members] });

/**
 * The plan with one person in another group: `to` is the group's place in the list, its length for a new group, and
 * `null` for none. Groups that are left empty vanish.
 * @param {readonly PlannedGroup[]} planned
 * @param {ParticipantId} who
 * @param {number | null} to
 * @returns {Draft[]}
 */
export function moved(planned, who, to) {
  const groups = planned.map(draft).map((group) => ({ ...group, members: group.members.filter((one) => one !== who) }));
  if (to === groups.length) groups.push({ topic: null, members: [who] });
  else if (to !== null) groups[to]?.members.push(who);
  return groups.filter(({ members }) => members.length > 0);
}

/**
 * Who is in no group of the plan.
 * @template {{ id: ParticipantId }} T
 * @param {readonly PlannedGroup[]} planned
 * @param {readonly T[]} people
 * @returns {T[]}
 */
export function leftOver(planned, people) {
  const placed = new Set(planned.flatMap(({ members }) => members));
  return people.filter(({ id }) => !placed.has(id));
}

/** Topics as they are written, one on a line. @param {string} text */
export function topicsIn(text) {
  return [...new Set(text.split("\n").map((line) => line.trim()).filter(Boolean))];
}
