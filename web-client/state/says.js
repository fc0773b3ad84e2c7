// What an event means to the person in front of the page: something to read, something to be told.

import { maySpeak, ownSource, personIn } from "./room.js";

/** @typedef {import("../protocol/types.js").Event} Event */
/** @typedef {import("./room.js").Room} Room */
/** @typedef {{ key: string, params: Record<string, string | number> }} Words */

/** @param {Room} room @param {string | null} id */
const nameOf = (room, id) => personIn(room, id)?.name ?? "";

/** A screen's sound goes with the screen. @param {import("../protocol/types.js").Source} source */
const noticed = (source) => source !== "screen_audio";

/**
 * What one should read about what was done to oneself, or as staff should know.
 * @param {Room} before
 * @param {Room} after
 * @param {Event} event
 * @returns {(Words & { tone: "info" | "warning" | "problem" }) | null}
 */
export function noticeOf(before, after, event) {
  switch (event.type) {
    case "muted":
      if (!noticed(event.source)) return null;
      // The floor was taken, nothing was blocked: that is said by `floor_changed`.
      if (event.enforced && event.source === "microphone" && ownSource(after, "microphone") !== "blocked") return null;
      return { key: `notice-${event.enforced ? "blocked" : "muted"}-${event.source}`, params: {}, tone: "warning" };
    case "unblocked":
      if (!noticed(event.source)) return null;
      return { key: `notice-unblocked-${event.source}`, params: {}, tone: "info" };
    case "invited_to_speak":
      return { key: "notice-invited", params: {}, tone: "info" };
    case "floor_changed":
      // Only who was speaking loses something.
      if (ownSource(before, "microphone") !== "on" || maySpeak(after) || !maySpeak(before)) return null;
      return { key: "notice-floor-taken", params: {}, tone: "warning" };
    // Who gets another role is welcomed anew, because they see more or less.
    case "welcome": {
      const earlier = personIn(before, before.you)?.role;
      const role = personIn(after, after.you)?.role;
      if (!earlier || !role || earlier === role || before.you !== after.you) return null;
      return { key: "notice-role", params: { role }, tone: "info" };
    }
    case "placed":
      // Whoever went there by their own wish knows it.
      if (event.why === "own_wish") return null;
      return { key: `notice-placed-${event.why.replaceAll("_", "-")}`, params: {}, tone: "info" };
    case "side_talk_answered":
      // The one who asked learns that nothing comes of it; the one who was asked knows.
      if (event.by !== after.you || (event.answer !== "declined" && event.answer !== "lapsed")) return null;
      return { key: "notice-side-talk-declined", params: { name: nameOf(after, event.of) }, tone: "info" };
    case "card_declined":
      return { key: "notice-card-declined", params: { name: nameOf(after, event.participant) }, tone: "info" };
    case "groups_message":
      return { key: "notice-groups-message", params: { name: event.by_name, text: event.text }, tone: "info" };
    case "not_placed":
      return { key: "notice-not-placed", params: {}, tone: "warning" };
    case "help_offered":
      return { key: "notice-help-offered", params: {}, tone: "warning" };
    case "person_reported":
      return {
        key: "notice-report",
        params: { by: nameOf(after, event.by), about: nameOf(after, event.about), text: event.text },
        tone: "warning",
      };
    default:
      return null;
  }
}

/**
 * The notices that no longer hold.
 * @param {Room} room
 * @returns {readonly string[]}
 */
export function settledIn(room) {
  return maySpeak(room) ? ["notice-floor-taken"] : [];
}

/**
 * What those who do not see the screen are told.
 * @param {Room} before
 * @param {Room} after
 * @param {Event} event
 * @returns {Words | null}
 */
export function saidOf(before, after, event) {
  switch (event.type) {
    case "participant_joined":
      return event.participant.id === after.you ? null : { key: "said-joined", params: { name: event.participant.name } };
    case "participant_left": {
      const key = { left: "said-left", lost: "said-lost", removed: "said-removed", quiet: null }[event.reason];
      const name = nameOf(before, event.participant);
      return key && name ? { key, params: { name } } : null;
    }
    case "knocked":
      return { key: "said-knocked", params: { name: event.entry.name } };
    case "hands": {
      const raised = event.queue.find((id) => !before.hands.includes(id) && id !== after.you);
      return raised ? { key: "said-hand", params: { name: nameOf(after, raised) } } : null;
    }
    case "group_updated": {
      const called = event.group.timer?.called_back && !before.support.place.group?.timer?.called_back;
      return called ? { key: "said-called-back", params: {} } : null;
    }
    case "visit_announced":
      return { key: "said-visit", params: { name: nameOf(after, event.visit.participant) } };
    case "side_talk_asked":
      return event.ask.of === after.you ? { key: "side-talk-asked", params: { name: nameOf(after, event.ask.by) } } : null;
    case "card_asked":
      return event.by ? { key: "card-asked", params: { name: nameOf(after, event.by) } } : null;
    case "here":
      return comings(before, after);
    case "stage_changed":
      return ofStage(before, after);
    default:
      return null;
  }
}

/** What is new on the stage; a page that is turned is said by the slides themselves.
 * @param {Room} before @param {Room} after @returns {Words | null} */
function ofStage({ stage: earlier }, after) {
  const { stage, you } = after;
  if (!stage) return earlier ? { key: earlier.type === "screen" ? "said-stage-over" : "said-stage-empty", params: {} } : null;
  if (stage.offered_to === you && earlier?.offered_to !== you) return { key: "said-stage-offered", params: { name: nameOf(after, stage.presenter) } };
  const same = earlier?.type === stage.type && (stage.type !== "slides" || earlier.type !== "slides" || stage.document.id === earlier.document.id);
  if (same && earlier.presenter === stage.presenter) return null;
  if (stage.presenter === you) return same ? { key: "said-stage-yours", params: {} } : null;
  const name = nameOf(after, stage.presenter);
  if (stage.type === "screen") return { key: "said-stage", params: { name } };
  return { key: "said-stage-shows", params: { name } };
}

/** Who came into one's place or left it for another; who came to the evening or left it is told by that.
 * @param {Room} before @param {Room} after @returns {Words | null} */
function comings(before, after) {
  const [earlier, now] = [before.support.place.here, after.support.place.here];
  const came = now.find((id) => !earlier.includes(id) && personIn(before, id) && id !== after.you);
  if (came) return { key: "said-here", params: { name: nameOf(after, came) } };
  const went = earlier.find((id) => !now.includes(id) && personIn(after, id));
  return went ? { key: "said-not-here", params: { name: nameOf(after, went) } } : null;
}
