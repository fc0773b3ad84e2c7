// The messages that the server's tests write and read too.
import { readFileSync, readdirSync } from "node:fs";

const folder = new URL("../../signaling/fixtures/", import.meta.url);

/** @param {string} path @returns {any} */
export function fixture(path) {
  return JSON.parse(readFileSync(new URL(path, folder), "utf8"));
}

/** @param {string} kind @returns {{ name: string, message: any }[]} */
export function fixtures(kind) {
  return readdirSync(new URL(`${kind}/`, folder)).map((name) => ({ name, message: fixture(`${kind}/${name}`) }));
}
