export { batch, computed, effect, signal, untracked, Signal } from "@preact/signals-core";
