// Asking over HTTP as somebody who is in an evening's room: the link alone does not prove that one was let in.
import { Api } from "./api.js";
import { Keep } from "./keep.js";

/** @param {string} evening @returns {Api | null} nobody is in it from this tab */
export function hereAt(evening) {
  const session = new Keep().session(evening);
  return session && new Api({ bearer: session.details.token, participant: `${session.participant} ${session.secret}` });
}
