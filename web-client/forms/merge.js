// Two organizers have changed the same thing. What only one of them changed is settled by itself; where both did, the person
// sees both and chooses.

/** @typedef {Record<string, string | number | boolean | null | readonly string[]>} Values */

/** @param {unknown} one @param {unknown} other */
export function same(one, other) {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/**
 * @template {Values} T
 * @param {T} base what the person began with
 * @param {T} mine what they have written
 * @param {T} theirs what is stored now
 * @returns {{ values: T, disputed: (keyof T & string)[] }} mine stands where both have changed something
 */
export function merge(base, mine, theirs) {
  const values = { ...theirs };
  const disputed = [];
  for (const name of /** @type {(keyof T & string)[]} */ (Object.keys(mine))) {
    if (same(mine[name], base[name])) continue;
    values[name] = mine[name];
    if (!same(theirs[name], base[name]) && !same(theirs[name], mine[name])) disputed.push(name);
  }
  return { values, disputed };
}

/** What is different, as a PATCH takes it.
 * @template {Values} T @param {T} base @param {T} mine @returns {Partial<T>} */
export function changes(base, mine) {
  return /** @type {Partial<T>} */ (Object.fromEntries(Object.entries(mine).filter(([name, value]) => !same(value, base[name]))));
}
