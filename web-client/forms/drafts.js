// What is being written is kept in this tab until it is saved: a session that ends, a page that reloads and a line that
// breaks lose nothing.

const prefix = "koronailta.draft.";

/** @param {string} name @returns {Record<string, any> | null} */
export function draft(name) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(prefix + name) ?? "null");
    return kept !== null && typeof kept === "object" ? kept : null;
  } catch {
    return null;
  }
}

/** @param {string} name @param {Record<string, any> | null} values null: saved, or thrown away */
export function keepDraft(name, values) {
  try {
    if (values === null) sessionStorage.removeItem(prefix + name);
    else sessionStorage.setItem(prefix + name, JSON.stringify(values));
  } catch {
    // Storage may be forbidden or full; then it is kept as long as the page is open.
  }
}

/** One has signed out: nothing stays on a shared computer. */
export function forgetDrafts() {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(prefix)) sessionStorage.removeItem(name);
  } catch {
    // As above.
  }
}
