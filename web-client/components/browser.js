// Browsers inside other apps often cannot use a camera or microphone; then the real browser must be opened.

/** @type {readonly (readonly [RegExp, string])[]} */
const apps = [
  [/\bFBAN\/Messenger|\bFB_IAB\/(?:Orca|MESSENGER)|MessengerForiOS/iu, "Messenger"],
  [/\bFBAN\/|\bFBAV\/|\bFB_IAB\//iu, "Facebook"],
  [/\bInstagram\b/iu, "Instagram"],
  [/\bLinkedInApp\b/iu, "LinkedIn"],
  [/\bWhatsApp\b/iu, "WhatsApp"],
  [/\b(?:Twitter|TwitterAndroid)\b/iu, "X"],
  [/\b(?:musical_ly|BytedanceWebview|TikTok)\b/iu, "TikTok"],
  [/\bSnapchat\b/iu, "Snapchat"],
  [/\bTeams\/|TeamsMobile/iu, "Teams"],
  [/\bGSA\//u, "Google"],
];

/**
 * The app in whose window the page is open, if its user agent tells.
 * @param {string} userAgent
 * @returns {string | undefined}
 */
export function inAppBrowser(userAgent) {
  return apps.find(([pattern]) => pattern.test(userAgent))?.[1];
}

/** Whether this browser can capture at all. An insecure address has no `mediaDevices` either. */
export function canCapture() {
  return typeof navigator.mediaDevices?.getUserMedia === "function";
}

/** @param {string} userAgent */
export function isApple(userAgent) {
  return /iPhone|iPad|iPod/u.test(userAgent);
}
