// The organizer's side: words, then the view.
import { startLanguage } from "./i18n/index.js";
import { startConsole } from "./console/console.js";

await startLanguage(["every", "forms", "organizer", "schedule", "board", "contact", "api", "reject"]);
startConsole();
