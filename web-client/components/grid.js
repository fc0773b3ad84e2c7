// Where tiles go: pure arithmetic, so that it can be tested without a page.

/** @typedef {{ columns: number, rows: number, width: number, height: number }} Fit */

/** Cameras give 16:9. A wide screen never cuts more off than 4:3; on an upright phone faces may stand in upright tiles. */
const widest = 16 / 9;
const narrowestLying = 4 / 3;
const narrowestUpright = 3 / 4;

/**
 * The columns and tile size that give `count` tiles the most picture in a box.
 * @param {number} count
 * @param {number} width of the box
 * @param {number} height of the box
 * @param {number} gap between tiles
 * @returns {Fit}
 */
export function bestFit(count, width, height, gap) {
  /** @type {Fit} */
  let best = { columns: 1, rows: Math.max(1, count), width: 0, height: 0 };
  let bestArea = -1;
  const narrowest = width > height ? narrowestLying : narrowestUpright;
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.max(1, Math.ceil(count / columns));
    const cellWidth = (width - gap * (columns - 1)) / columns;
    const cellHeight = (height - gap * (rows - 1)) / rows;
    if (cellWidth <= 0 || cellHeight <= 0) continue;
    const tileWidth = Math.min(cellWidth, cellHeight * widest);
    const tileHeight = Math.min(cellHeight, tileWidth / narrowest);
    const area = tileWidth * tileHeight;
    // A whole last row beats a little more area: people look for a calm picture.
    const weight = count % columns === 0 ? area * 1.06 : area;
    if (weight > bestArea) {
      bestArea = weight;
      best = { columns, rows, width: Math.floor(tileWidth), height: Math.floor(tileHeight) };
    }
  }
  return best;
}

/**
 * Cuts people into pages. The order is the caller's and never changes with who speaks, so tiles do not jump.
 * @template T
 * @param {readonly T[]} people
 * @param {number} size of a page
 * @returns {T[][]} at least one page
 */
export function pagesOf(people, size) {
  const pages = [];
  for (let start = 0; start < people.length; start += Math.max(1, size)) pages.push(people.slice(start, start + size));
  return pages.length > 0 ? pages : [[]];
}

/**
 * How far the tiles of an incomplete last row are shifted, in half columns, so that the row stands in the middle.
 * @param {number} count @param {number} columns @param {number} index
 * @returns {number | undefined} the half column (from 1) at which the last row starts; only for its first tile
 */
export function lastRowStart(count, columns, index) {
  const inLastRow = count % columns;
  if (inLastRow === 0 || index !== count - inLastRow) return undefined;
  return columns - inLastRow + 1;
}
