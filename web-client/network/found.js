// Searching what is kept: every word has to be somewhere in it, however it is written.

/** Without regard to capitals; ä is not a. @param {string} text */
const plain = (text) => text.toLocaleLowerCase("fi").normalize("NFC");

/**
 * @template {{ question: string, answer: string, evening: string }} T
 * @param {readonly T[]} all
 * @param {string} wanted
 * @returns {readonly T[]}
 */
export function found(all, wanted) {
  const words = plain(wanted).split(/\s+/u).filter((word) => word !== "");
  if (words.length === 0) return all;
  return all.filter((one) => {
    const text = plain(`${one.question} ${one.answer} ${one.evening}`);
    return words.every((word) => text.includes(word));
  });
}
