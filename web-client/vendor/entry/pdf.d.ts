// As much of pdf.js as the slides need, written by hand: its own types come to ten thousand lines.

/** A page's size on the screen. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

export interface RenderTask {
  readonly promise: Promise<void>;
  cancel(): void;
}

export interface PageProxy {
  getViewport(wish: { scale: number }): Viewport;
  render(wish: { canvas: HTMLCanvasElement; viewport: Viewport }): RenderTask;
  streamTextContent(wish?: { includeMarkedContent?: boolean }): ReadableStream;
}

export interface DocumentProxy {
  readonly numPages: number;
  getPage(number: number): Promise<PageProxy>;
}

export interface LoadingTask {
  readonly promise: Promise<DocumentProxy>;
  destroy(): Promise<void>;
}

export interface Source {
  url: string;
  httpHeaders: Record<string, string>;
  worker: PDFWorker;
  isEvalSupported: boolean;
  enableXfa: boolean;
  useWasm: boolean;
  disableAutoFetch: boolean;
}

export declare function getDocument(source: Source): LoadingTask;

export declare class PDFWorker {
  constructor(wish: { port: Worker });
  destroy(): void;
}

/** The words of a page as text over its picture: to be selected, and read aloud. */
export declare class TextLayer {
  constructor(wish: { textContentSource: ReadableStream; container: HTMLElement; viewport: Viewport });
  render(): Promise<void>;
  cancel(): void;
}
