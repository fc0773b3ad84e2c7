// A network's public page, a member's own page and the answer to an invitation: words, then the view.
import { startLanguage } from "./i18n/index.js";
import { startPages } from "./network/pages.js";

await startLanguage(["every", "forms", "network", "board", "contact", "api", "reject"]);
startPages();
