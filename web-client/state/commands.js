// Actions that are one command each.

/** @typedef {import("./types.js").Action} Action */
/** @typedef {import("../protocol/types.js").Command} Command */

/**
 * @param {Action} action
 * @returns {Command | null} null where there is more to it
 */
export function commandOf(action) {
  switch (action.type) {
    case "open_evening":
    case "admit_all":
    case "mute_all":
    case "hold_floor":
    case "release_floor":
    case "end_evening":
      return { type: action.type };
    case "admit":
    case "deny":
    case "give_floor":
    case "take_floor":
    case "invite_to_speak":
    case "remove":
      return { type: action.type, participant: action.participant };
    case "mute":
    case "block":
    case "unblock":
      return { type: action.type, participant: action.participant, source: action.source };
    case "raise_hand":
      return { type: "hand_raise" };
    case "lower_hand":
      return { type: "hand_lower", participant: action.participant ?? null };
    case "chat_delete":
      return { type: "chat_delete", message: action.message };
    case "chat_react":
      return { type: "chat_react", message: action.message, reaction: action.reaction, on: action.on };
    case "hide":
      return { type: "hide", participant: action.participant, on: action.on };
    case "report":
      return { type: "report_person", participant: action.participant, text: action.text };
    case "lobby_message":
      return { type: "lobby_message", text: action.text };
    case "lock_room":
      return { type: "lock_room", on: action.on };
    case "set_role":
      return { type: "set_role", participant: action.participant, role: action.role };
    case "stage_show":
    case "stage_page":
    case "stage_pointer":
    case "stage_timer":
    case "stage_hand":
    case "stage_clear":
    case "groups_topics":
    case "topic_choose":
    case "groups_arrange":
    case "groups_open":
    case "groups_timer":
    case "groups_close":
    case "groups_message":
    case "group_move":
    case "group_enter":
    case "group_leave":
    case "group_one_more_minute":
    case "group_call_moderator":
    case "group_post":
    case "side_talk_ask":
    case "side_talk_answer":
    case "side_talk_withdraw":
    case "card_ask":
    case "card_decline":
    case "round_start":
    case "round_nominate":
    case "round_pass":
    case "round_later":
    case "round_next":
    case "round_pause":
    case "round_resume":
    case "round_skip":
    case "round_end":
    case "mood_open":
    case "mood_answer":
    case "mood_close":
    case "help_offer":
    case "question_ask":
    case "question_vote":
    case "question_now":
    case "question_answer":
    case "question_dismiss":
    case "question_merge":
    case "question_reopen":
    case "question_publish":
    case "poll_open":
    case "poll_answer":
    case "poll_close":
    case "caption_write":
    case "sit_together":
      return action;
    default:
      return null;
  }
}
