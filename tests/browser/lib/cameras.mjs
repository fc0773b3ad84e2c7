// People with cameras that are no browsers: the program koronailta-cameras.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { filmFolder } from "./films.mjs";
import { repository } from "./folders.mjs";

/** @param {{ link: string, people: Record<string, string> }} who the link admits them; the mark whose film each shows, by name */
export async function openCameras({ link, people }) {
  const words = ["--link", link, "--films", filmFolder, "--names", Object.keys(people).join(","), "--marks", Object.values(people).join(",")];
  const child = spawn(join(repository, "target/debug/koronailta-cameras"), words, { stdio: ["pipe", "pipe", "inherit"] });
  const gone = once(child, "exit");
  const there = await Promise.race([createInterface({ input: child.stdout })[Symbol.asyncIterator]().next(), gone]);
  if (Array.isArray(there)) throw new Error(`the cameras ended with ${there[0]}`);
  return {
    async close() {
      child.stdin.end();
      await gone;
    },
  };
}
