// The figures of a thin line as browsers give them: `tests/run show thin-line [--only PART]`.
import { Figures } from "../lib/figures.mjs";
import { concealment } from "./concealment.mjs";
import { dark } from "./dark.mjs";
import { gettingThrough } from "./getting-through.mjs";
import { layers } from "./layers.mjs";
import { lips } from "./lips.mjs";
import { thinDownlink } from "./thin-downlink.mjs";
import { thinUplink } from "./thin-uplink.mjs";

/** @type {Record<string, (figures: Figures, sabotage: string) => Promise<void>>} */
const parts = { layers, lips, concealment: (figures) => concealment(figures), "thin-downlink": thinDownlink, "thin-uplink": thinUplink, dark, "getting-through": gettingThrough };

const sabotage = process.argv.includes("--sabotage") ? process.argv[process.argv.indexOf("--sabotage") + 1] ?? "" : "";
const wanted = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : null;
const figures = new Figures("thin-line");
for (const [name, measure] of Object.entries(parts)) {
  if (wanted === null || wanted === name) await measure(figures, sabotage);
}
process.exitCode = figures.allHeld() || (wanted !== null && !(wanted in parts)) ? 0 : 1;
