// Puts the parts together: words, core, view.
import { language, setLanguage, startLanguage } from "./i18n/index.js";
import { createApp } from "./state/app.js";
import "./components/app.js";

await startLanguage(["every", "pages", "room", "support", "stage", "guidance", "seat", "forms", "board", "contact", "api", "reject"]);
const { app, diagnostics, start } = createApp({ language, setLanguage });
// Read-only; the connection panel and the browser tests look in here.
Object.defineProperty(globalThis, "koronailta", { value: diagnostics });

const root = /** @type {import("./components/app.js").KoronailtaApp} */ (document.querySelector("koronailta-app"));
root.app = app;
start();
