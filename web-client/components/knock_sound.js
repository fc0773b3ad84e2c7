// The page's own sounds: a gentle knock, a soft bell; made here and now, without a sound file.

/** @param {AudioContext} context @param {number} at @param {number} pitch */
function tap(context, at, pitch) {
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.type = "sine";
  tone.frequency.setValueAtTime(pitch, at);
  tone.frequency.exponentialRampToValueAtTime(pitch * 0.72, at + 0.16);
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime(0.22, at + 0.008);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.28);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.3);
}

/** @type {AudioContext | undefined} */
let shared;

/** A soft bell: a turn's time is over. Silent where the browser does not allow sound yet. */
export function bell() {
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
  shared ??= new AudioContext();
  if (shared.state === "suspended") void shared.resume();
  const at = shared.currentTime + 0.02;
  for (const [pitch, loudness] of /** @type {const} */ ([[523.25, 0.1], [784, 0.05]])) {
    const tone = shared.createOscillator();
    const gain = shared.createGain();
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(loudness, at + 0.04);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + 1.6);
    tone.connect(gain).connect(shared.destination);
    tone.start(at);
    tone.stop(at + 1.7);
  }
}

/** One knock; silent where the browser does not allow sound yet. */
export function knock() {
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
  shared ??= new AudioContext();
  if (shared.state === "suspended") void shared.resume();
  const now = shared.currentTime + 0.02;
  tap(shared, now, 392);
  tap(shared, now + 0.22, 523);
}

/** Milliseconds between knocks while somebody waits: heard by one who looked away, not a nuisance. */
const every = 20_000;

/**
 * Knocks now and again until stopped.
 * @returns {() => void} stops it
 */
export function keepKnocking() {
  knock();
  const timer = window.setInterval(knock, every);
  return () => window.clearInterval(timer);
}

/** A pleasant chord for trying the speaker out. Resolves when it has faded.
 * @param {HTMLAudioElement} element plays it, so that the chosen speaker is the one tested */
export async function playTestSound(element) {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const gain = context.createGain();
  gain.connect(out);
  const start = context.currentTime + 0.1;
  gain.gain.setValueAtTime(0.0001, start);
  for (const [step, pitch] of [293.66, 369.99, 440, 587.33].entries()) {
    const tone = context.createOscillator();
    tone.type = "triangle";
    tone.frequency.value = pitch;
    tone.connect(gain);
    tone.start(start + step * 0.22);
    tone.stop(start + 2);
  }
  gain.gain.exponentialRampToValueAtTime(0.16, start + 0.15);
  gain.gain.setValueAtTime(0.16, start + 0.9);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 2);
  element.srcObject = out.stream;
  await element.play();
  await new Promise((done) => setTimeout(done, 2200));
  element.srcObject = null;
  await context.close();
}
