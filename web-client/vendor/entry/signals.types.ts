export { batch, computed, effect, signal, untracked, Signal } from "@preact/signals-core";
export type { ReadonlySignal } from "@preact/signals-core";
