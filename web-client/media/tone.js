// Three soft notes, to find out whether the speaker works.

import { Playback } from "./playback.js";

const notes = [392, 494, 587]; // g', h', d'': calm, and heard by small speakers
const noteSeconds = 0.45;

/**
 * @param {AudioContext} context
 * @param {string} speaker id; empty for the default
 * @returns {Promise<void>} when it has been played
 */
export async function playTone(context, speaker) {
  const sink = context.createMediaStreamDestination();
  const start = context.currentTime + 0.05;
  notes.forEach((frequency, index) => {
    const from = start + index * noteSeconds;
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(0.25, from + 0.04);
    gain.gain.exponentialRampToValueAtTime(0.001, from + noteSeconds * 1.6);
    const oscillator = context.createOscillator();
    oscillator.frequency.value = frequency;
    oscillator.connect(gain).connect(sink);
    oscillator.start(from);
    oscillator.stop(from + noteSeconds * 1.7);
  });
  const element = new Audio();
  element.srcObject = sink.stream;
  if (speaker && Playback.canChooseSpeaker) await element.setSinkId(speaker).catch(() => {});
  await element.play();
  await new Promise((resolve) => setTimeout(resolve, 1000 * noteSeconds * (notes.length + 1)));
  element.srcObject = null;
}
