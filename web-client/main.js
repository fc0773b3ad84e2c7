// Puts the parts together: words, core, view.
import "./components/app.js";
import { language, setLanguage, startLanguage } from "./i18n/index.js";
import { createApp } from "./state/app.js";

await startLanguage();
const { app, diagnostics } = createApp({ language, setLanguage });
// Read-only; the connection panel and the browser tests look in here.
Object.defineProperty(globalThis, "koronailta", { value: diagnostics });

const element = /** @type {import("./components/app.js").KoronailtaApp} */ (document.querySelector("koronailta-app"));
element.app = app;
app.start();
