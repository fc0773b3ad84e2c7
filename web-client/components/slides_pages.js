// The pages of one document: drawn when they are looked at, the next one before, and no more of them kept than a phone can bear.
import { startWorker } from "../protocol/workers.js";

/** @typedef {import("../vendor/pdf/pdf.js").DocumentProxy} DocumentProxy */
/** @typedef {import("../vendor/pdf/pdf.js").LoadingTask} LoadingTask */
/** @typedef {typeof import("../vendor/pdf/pdf.js")} Pdf */
/** @typedef {{ width: number, height: number, large: boolean }} Room */
/** @typedef {{ canvas: HTMLCanvasElement, page: import("../vendor/pdf/pdf.js").PageProxy, viewport: import("../vendor/pdf/pdf.js").Viewport, key: string }} Drawn */

/** Pixels of a drawn page: above it phones give up. */
const mostPixels = 12_000_000;

/** Drawn pages that are kept: the one before, this one, and the next. */
const kept = 3;

/** How much larger than the room a page is that is looked at closely. */
const largeFactor = 2;

/** @type {Promise<{ pdf: Pdf, worker: InstanceType<Pdf["PDFWorker"]> }> | undefined} */
let loaded;

/** pdf.js and its one worker, once somebody sees slides. */
function tools() {
  loaded ??= import("../vendor/pdf/pdf.js").then((pdf) => ({ pdf, worker: new pdf.PDFWorker({ port: startWorker("pdf") }) }));
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

export class Pages {
  #ears;
  /** @type {LoadingTask | undefined} */
  #task;
  /** @type {Promise<DocumentProxy> | undefined} */
  #document;
  /** @type {Map<string, Promise<Drawn>>} */
  #drawn = new Map();
  /** What is on the page now, and what shall be. */
  #shown = "";
  #wanted = "";
  /** @type {{ cancel(): void } | undefined} */
  #text;

  /** @param {{ drawn: (page: number) => void, failed: (failed: boolean) => void }} ears */
  constructor(ears) {
    this.#ears = ears;
  }

  /** @param {{ url: string, headers: Record<string, string> }} source */
  async open({ url, headers }) {
    this.close();
    this.#ears.failed(false);
    const opened = tools().then(({ pdf, worker }) => {
      this.#task = pdf.getDocument({ url, httpHeaders: headers, worker, isEvalSupported: false, enableXfa: false, useWasm: false, disableAutoFetch: false });
      return this.#task.promise;
    });
    this.#document = opened;
    await opened.catch(() => {
      if (this.#document === opened) this.#fail();
    });
  }

  close() {
    void this.#task?.destroy();
    this.#task = undefined;
    this.#document = undefined;
    this.#drawn.clear();
    this.#shown = "";
    this.#wanted = "";
    this.#text?.cancel();
    this.#ears.drawn(0);
  }

  #fail() {
    this.#document = undefined;
    this.#drawn.clear();
    this.#wanted = "";
    this.#ears.failed(true);
  }

  /** Brings a page onto the screen, unless another one is wanted meanwhile.
   * @param {HTMLElement} slide @param {number} number @param {Room} room */
  show(slide, number, room) {
    if (!this.#document || room.width < 2 || room.height < 2) return;
    const key = keyOf(number, room);
    if (this.#wanted === key) return;
    this.#wanted = key;
    const document = this.#document;
    void this.#draw(document, number, room).then(
      (drawn) => {
        if (this.#wanted !== key || this.#document !== document) return;
        this.#put(slide, drawn);
        this.#ears.drawn(number);
        this.#before(document, number, room);
      },
      () => {
        if (this.#wanted === key && this.#document === document) this.#fail();
      },
    );
  }

  /** @param {Promise<DocumentProxy>} document @param {number} number @param {Room} room @returns {Promise<Drawn>} */
  #draw(document, number, room) {
    const key = keyOf(number, room);
    const known = this.#drawn.get(key);
    if (known) return known;
    const drawing = document.then((opened) => drawn(opened, number, room, key));
    this.#drawn.set(key, drawing);
    drawing.catch(() => this.#drawn.delete(key));
    return drawing;
  }

  /** The next page is drawn before it is asked for; those that nobody looks at are let go.
   * @param {Promise<DocumentProxy>} document @param {number} number @param {Room} room */
  #before(document, number, room) {
    void document.then((opened) => {
      if (this.#document === document && number < opened.numPages) this.#draw(document, number + 1, room).catch(() => {});
      const near = new Set([number - 1, number, number + 1].map((page) => keyOf(page, room)));
      for (const key of this.#drawn.keys()) if (this.#drawn.size > kept && !near.has(key)) this.#drawn.delete(key);
    });
  }

  /** @param {HTMLElement} slide @param {Drawn} drawn */
  #put(slide, { canvas, page, viewport, key }) {
    const picture = slide.querySelector(".slide-picture");
    const text = slide.querySelector(".slide-text");
    if (!picture || !(text instanceof HTMLElement)) return;
    slide.style.setProperty("--slide-width", `${viewport.width}px`);
    slide.dispatchEvent(new CustomEvent("shape", { bubbles: true, detail: viewport.width / viewport.height }));
    slide.style.setProperty("--slide-height", `${viewport.height}px`);
    picture.replaceChildren(canvas);
    if (this.#shown === key) return;
    this.#shown = key;
    this.#text?.cancel();
    text.replaceChildren();
    text.style.setProperty("--total-scale-factor", String(viewport.scale));
    void tools().then(({ pdf }) => {
      if (this.#shown !== key) return;
      const layer = new pdf.TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport });
      this.#text = layer;
      // A page without words it can read is still a picture.
      layer.render().catch(() => {});
    });
  }
}

/** @param {number} number @param {Room} room */
function keyOf(number, { width, height, large }) {
  return `${number} ${Math.round(width)}x${Math.round(height)} ${large}`;
}

/** @param {DocumentProxy} document @param {number} number @param {Room} room @param {string} key @returns {Promise<Drawn>} */
async function drawn(document, number, room, key) {
  const page = await document.getPage(number);
  const plain = page.getViewport({ scale: 1 });
  const fit = Math.min(room.width / plain.width, room.height / plain.height) * (room.large ? largeFactor : 1);
  const viewport = page.getViewport({ scale: fit });
  const dense = Math.min(window.devicePixelRatio || 1, Math.sqrt(mostPixels / (viewport.width * viewport.height)));
  const fine = page.getViewport({ scale: fit * dense });
  const canvas = globalThis.document.createElement("canvas");
  canvas.width = Math.floor(fine.width);
  canvas.height = Math.floor(fine.height);
  await page.render({ canvas, viewport: fine }).promise;
  return { canvas, page, viewport, key };
}
