// Which messages have not been seen yet: those newer than the last one shown in their thread.
import { computed, signal } from "../vendor/signals.js";
import { theApp } from "./the_app.js";

/** @typedef {import("../protocol/types.js").ChatAudience} ChatAudience */

/** The thread of a message: "everyone", or the person whose private thread with the staff it is.
 * @param {ChatAudience} audience */
export function threadOf(audience) {
  return audience.type === "everyone" ? "everyone" : audience.with;
}

/** The last seen chat sequence number of each thread; of the group's, the time of its last seen message.
 * @type {import("../vendor/signals.js").Signal<ReadonlyMap<string, number>>} */
const lastSeen = signal(new Map());

/** What was written before one came in is not new. */
const baseline = signal(0);

/** Call when one has come in.
 * @param {number} sequence the newest message then */
export function startReadingAt(sequence) {
  baseline.value = sequence;
}

/** @param {string} thread @param {number} sequence */
export function seen(thread, sequence) {
  if ((lastSeen.peek().get(thread) ?? 0) >= sequence) return;
  lastSeen.value = new Map(lastSeen.peek()).set(thread, sequence);
}

const unread = computed(() => {
  const { state } = theApp();
  const you = state.you.value?.id;
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const one of state.chat.value.messages) {
    const thread = threadOf(one.audience);
    const from = Math.max(lastSeen.value.get(thread) ?? 0, baseline.value);
    if (one.chat_seq > from && one.author !== you && !one.deleted) counts.set(thread, (counts.get(thread) ?? 0) + 1);
  }
  const group = state.groupChat.value.filter(({ author, at }) => author !== you && at > (lastSeen.value.get("group") ?? 0));
  if (group.length > 0) counts.set("group", group.length);
  return counts;
});

/** @param {string} thread */
export function unreadIn(thread) {
  return unread.value.get(thread) ?? 0;
}

/** How many in all threads together. */
export function unreadInAll() {
  let sum = 0;
  for (const count of unread.value.values()) sum += count;
  return sum;
}
