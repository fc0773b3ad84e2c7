// Where things are and where the tests leave what they make.
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const workFolder = join(repository, "target");
export const screenshotFolder = join(workFolder, "screenshots");
export const logFolder = join(workFolder, "test-logs");
for (const folder of [screenshotFolder, logFolder]) mkdirSync(folder, { recursive: true });
