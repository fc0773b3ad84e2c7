// Questions and polls as one is told of them. Pure, as everything that is known of the room.

/** @typedef {import("../protocol/types.js").Event} Event */
/** @typedef {import("../protocol/types.js").Live} Live */
/** @typedef {import("../protocol/types.js").Question} Question */

/**
 * @typedef {object} Guidance
 * @property {readonly Question[]} questions
 * @property {ReadonlySet<string>} voted
 * @property {import("../protocol/types.js").OpenPoll | null} poll
 * @property {readonly import("../protocol/types.js").PollResult[]} pollResults
 */

/** @type {Readonly<Guidance>} */
export const unguided = Object.freeze(/** @type {Guidance} */ ({ questions: [], voted: new Set(), poll: null, pollResults: [] }));

/** @param {import("../protocol/types.js").Guidance} told @returns {Guidance} */
export function guidanceOf({ questions, voted, poll, poll_results }) {
  return { questions, voted: new Set(voted), poll, pollResults: poll_results };
}

/** @param {Guidance} guidance @param {Event} event @returns {Guidance} */
export function reduceGuidance(guidance, event) {
  switch (event.type) {
    case "question_changed":
      return { ...guidance, questions: [...guidance.questions.filter(({ id }) => id !== event.question.id), event.question] };
    case "question_voted": {
      const voted = new Set(guidance.voted);
      if (event.on) voted.add(event.question);
      else voted.delete(event.question);
      return { ...guidance, voted };
    }
    case "poll_opened":
      return { ...guidance, poll: event.poll };
    case "poll_answered":
      return guidance.poll?.poll === event.poll ? { ...guidance, poll: { ...guidance.poll, answered: true } } : guidance;
    case "poll_closed": {
      const { poll } = event.result;
      return {
        ...guidance,
        poll: guidance.poll?.poll === poll ? null : guidance.poll,
        pollResults: [...guidance.pollResults.filter((one) => one.poll !== poll), event.result],
      };
    }
    default:
      return guidance;
  }
}

/** @param {Guidance} guidance @param {Live} live @returns {Guidance} */
export function hearGuidance(guidance, live) {
  switch (live.type) {
    case "question_votes": {
      const { votes } = live;
      return { ...guidance, questions: guidance.questions.map((one) => ({ ...one, votes: votes[one.id] ?? one.votes })) };
    }
    case "poll_counts":
      return guidance.poll?.poll === live.poll ? { ...guidance, poll: { ...guidance.poll, tally: live.tally } } : guidance;
    default:
      return guidance;
  }
}

/** The rank of a question's state: what is answered now first, what nobody answers last. */
const rank = { now: 0, open: 1, written: 2, spoken: 2, dismissed: 3, merged: 4 };

/**
 * As people read them: by state, then by votes, then by id; in no order of time. Merged ones are with the question that stayed.
 * @param {readonly Question[]} questions
 * @returns {readonly Question[]}
 */
export function inOrder(questions) {
  const shown = questions.filter(({ state }) => state.type !== "merged");
  return shown.sort((one, other) => rank[one.state.type] - rank[other.state.type] || other.votes - one.votes || (one.id < other.id ? -1 : 1));
}

/**
 * The questions that were merged into this one, also by way of others; not those whose words are erased.
 * @param {readonly Question[]} questions @param {string} id
 * @returns {readonly Question[]}
 */
export function mergedInto(questions, id) {
  const merged = questions.filter(({ state }) => state.type === "merged" && state.into === id);
  const others = questions.filter((one) => one.id !== id && !merged.includes(one));
  return merged.flatMap((one) => [...(one.text === "" ? [] : [one]), ...mergedInto(others, one.id)]);
}

/**
 * A table of what came of polls, for a spreadsheet. What begins like a formula is made a text.
 * @param {readonly import("../protocol/types.js").PollResult[]} results
 * @returns {string}
 */
export function pollTable(results) {
  const rows = results.flatMap(({ plan, tally }) => (tally.counts ?? []).map(({ choice, count }) => [plan.question, choice, String(count)]));
  const cell = (/** @type {string} */ text) => `"${(/^[=+\-@\t\r]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return rows.map((row) => `${row.map(cell).join(";")}\r\n`).join("");
}
