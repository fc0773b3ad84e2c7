// Rebuilds the bundles of this folder from the pinned packages: `npm ci --ignore-scripts && node build.mjs`.
// The output depends on the pinned versions alone, so that a check can rebuild into another folder
// (`node build.mjs OUT`) and compare.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { generateDtsBundle } from "dts-bundle-generator";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ? resolve(process.argv[2]) : here;
const modules = join(here, "node_modules");

/** Licence files kept beside each bundle: name in `licences/` and the package that carries the text. */
const licences = [
  ["lit.txt", "lit/LICENSE"],
  ["signals.txt", "@preact/signals-core/LICENSE"],
  ["atkinson-hyperlegible-next.txt", "@fontsource-variable/atkinson-hyperlegible-next/LICENSE"],
  ["lucide.txt", "lucide-static/LICENSE"],
  ["pdf.txt", "pdfjs-dist/LICENSE"],
];

async function version(name) {
  return JSON.parse(await readFile(join(modules, name, "package.json"), "utf8")).version;
}

async function bundle(name, packageName, licence) {
  const banner = `/*! ${packageName} ${await version(packageName)}, ${licence}, see licences/. Made by build.mjs. */`;
  await build({
    entryPoints: [join(here, "entry", `${name}.js`)],
    outfile: join(out, `${name}.js`),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    // Production builds: the development ones warn on the console.
    conditions: ["production", "default"],
    banner: { js: banner },
    logLevel: "warning",
  });
  const [types] = generateDtsBundle(
    [{
      filePath: join(here, "entry", `${name}.types.ts`),
      libraries: { inlinedLibraries: ["lit", "lit-html", "lit-element", "@lit/reactive-element", "@preact/signals-core", "@fluent/bundle"] },
      output: { noBanner: true, exportReferencedTypes: false },
    }],
    { preferredConfigPath: join(here, "entry/tsconfig.json") },
  );
  // lit speaks of Symbol.metadata, which is not in the ES2022 library.
  const libraries = name === "lit" ? '/// <reference lib="esnext.decorators" />\n' : "";
  await writeFile(join(out, `${name}.d.ts`), `${libraries}${banner}\n${types}`);
}

/** The icons in use: lucide's names. `components/icons.js` is made of their path data. */
const icons = JSON.parse(await readFile(join(here, "icons.json"), "utf8"));

async function iconModule() {
  const lines = [];
  for (const name of icons) {
    const text = await readFile(join(modules, "lucide-static/icons", `${name}.svg`), "utf8");
    const inner = text.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[\s\S]*?>/, "").replace("</svg>", "");
    const shapes = inner.split("\n").map((line) => line.trim()).filter(Boolean).join("");
    lines.push(`  ${JSON.stringify(name)}: svg\`${shapes}\`,`);
  }
  const text = [
    `/*! lucide-static ${await version("lucide-static")}, ISC, see licences/lucide.txt. Made by build.mjs. */`,
    'import { svg } from "./lit.js";',
    "export const shapes = {",
    ...lines,
    "};",
    "",
  ].join("\n");
  await writeFile(join(out, "icons.js"), text);
}

/** pdf.js as it is distributed, in the build for browsers of some years ago: it is one program in two parts, and only its own build
 * cuts it right. Its WebAssembly decoders (JPEG 2000, JBIG2) and fonts are left out. */
async function pdf() {
  const folder = join(out, "pdf");
  await mkdir(folder, { recursive: true });
  const banner = `/*! pdfjs-dist ${await version("pdfjs-dist")}, Apache-2.0, see licences/pdf.txt. Taken by build.mjs. */`;
  for (const [name, part] of [["pdf.min.mjs", "pdf.js"], ["pdf.worker.min.mjs", "pdf_worker.js"]]) {
    const text = await readFile(join(modules, "pdfjs-dist/legacy/build", name), "utf8");
    await writeFile(join(folder, part), `${banner}\n${text.trimEnd()}\n`);
  }
  await cp(join(here, "entry/pdf.d.ts"), join(folder, "pdf.d.ts"));
}

await mkdir(join(out, "licences"), { recursive: true });
await mkdir(join(out, "fonts"), { recursive: true });
await bundle("lit", "lit", "BSD-3-Clause");
await bundle("signals", "@preact/signals-core", "MIT");
await bundle("fluent", "@fluent/bundle", "Apache-2.0");
await iconModule();
await pdf();
for (const subset of ["latin", "latin-ext"]) {
  const file = `atkinson-hyperlegible-next-${subset}-wght-normal.woff2`;
  await cp(join(modules, "@fontsource-variable/atkinson-hyperlegible-next/files", file), join(out, "fonts", file));
}
for (const [name, source] of licences) {
  await cp(join(modules, source), join(out, "licences", name));
}
