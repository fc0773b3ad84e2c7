// Puts the parts together: words, core, view.
import { language, setLanguage, startLanguage } from "./i18n/index.js";
import { provideClient } from "./components/client.js";
import { createApp } from "./state/app.js";

await startLanguage();
const { app, diagnostics, start } = createApp({ language, setLanguage });
// Read-only; the connection panel and the browser tests look in here.
Object.defineProperty(globalThis, "koronailta", { value: diagnostics });

provideClient(app);
await import("./components/app.js");
start();
