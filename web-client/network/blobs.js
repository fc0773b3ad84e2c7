// Files that only the holder of a link may have: fetched with the link's token, which stands in no address.

/** @param {import("../protocol/api.js").Api} api @param {string} path @returns {Promise<string | null>} an address within this page, to be given back by `URL.revokeObjectURL` */
export async function fetchedFile(api, path) {
  const answer = await api.file(path);
  return answer.ok ? URL.createObjectURL(answer.value) : null;
}

/** Saves a file under its name. @param {import("../protocol/api.js").Api} api @param {string} path @param {string} name @returns {Promise<import("../state/types.js").Problem | null>} */
export async function savesFile(api, path, name) {
  const answer = await api.file(path);
  if (!answer.ok) return answer.problem;
  const address = URL.createObjectURL(answer.value);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return null;
}
