// The short name of a network in addresses.

const most = 40;

/** "Meri-Lapin yrittäjät" → "meri-lapin-yrittajat". @param {string} name */
export function slugOf(name) {
  const plain = name.toLowerCase().replaceAll("ß", "ss").replaceAll("đ", "d").replaceAll("ŧ", "t").replaceAll("ŋ", "n").normalize("NFD").replace(/\p{M}/gu, "");
  return plain.replace(/[^a-z0-9]+/gu, "-").slice(0, most).replace(/^-+|-+$/gu, "");
}
