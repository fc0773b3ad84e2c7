// The figures of guidance as browsers give them: `tests/run show advisors`.
import { Figures } from "../lib/figures.mjs";
import { Server } from "../lib/server.mjs";
import { legibility } from "./legibility.mjs";
import { slides } from "./slides.mjs";
import { whip } from "./whip.mjs";

const sabotage = process.argv.includes("--sabotage") ? process.argv[process.argv.indexOf("--sabotage") + 1] : "";
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : "";
const parts = { slides, whip, legibility };

const figures = new Figures("advisors");
for (const [name, part] of Object.entries(parts)) {
  if (only && only !== name) continue;
  const server = await Server.start(`show-advisors-${name}`, name === "legibility" ? { line: 20_261_124 } : {});
  try {
    await part(figures, server, sabotage);
  } finally {
    await server.stop();
  }
}
process.exitCode = figures.allHeld() ? 0 : 1;
