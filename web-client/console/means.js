// Grades of several evenings as one line.

/** @typedef {import("../protocol/api_types.js").Grades} Grades */

/** The mean of grades from 1 to 5; null where nobody gave one. @param {Grades | null} grades @returns {number | null} */
export function mean(grades) {
  if (!grades) return null;
  const times = grades.reduce((sum, one) => sum + one, 0);
  return times === 0 ? null : grades.reduce((sum, one, at) => sum + one * (at + 1), 0) / times;
}

/**
 * Pieces of a line over evenings side by side; one that tells nothing leaves a gap.
 * @param {readonly (number | null)[]} values from 1 to 5
 * @param {{ width: number, height: number, inset: number }} box
 * @returns {{ x: number, y: number }[][]}
 */
export function pieces(values, { width, height, inset }) {
  const step = values.length > 1 ? (width - 2 * inset) / (values.length - 1) : 0;
  const from = values.length > 1 ? inset : width / 2;
  /** @type {{ x: number, y: number }[][]} */
  const all = [];
  let piece = /** @type {{ x: number, y: number }[] | null} */ (null);
  values.forEach((value, at) => {
    if (value === null) {
      piece = null;
      return;
    }
    if (!piece) all.push((piece = []));
    piece.push({ x: from + at * step, y: inset + ((5 - value) / 4) * (height - 2 * inset) });
  });
  return all;
}
