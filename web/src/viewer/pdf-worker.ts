import { getDocument } from "unpdf/pdfjs";

/**
 * Paints the pages of a PDF apart from the page: what a hostile one keeps busy is this thread, which can be ended. It is
 * given bytes and gives back pictures; it asks nobody for anything, and nothing in the document is ever run.
 */
export type PdfAsked = { readonly open: ArrayBuffer } | { readonly paint: number; readonly widthPx: number };
export type PdfTold =
  | { readonly pages: number; readonly ratio: number }
  | { readonly painted: number; readonly bitmap: ImageBitmap }
  | { readonly failed: "locked" | "broken" };

const MOST_IMAGE_PIXELS = 50_000_000;
/** Of a page that is painted; a phone has no room for more. */
const MOST_PIXELS = 16_000_000;

interface Room {
  addEventListener(name: "message", listener: (event: MessageEvent<PdfAsked>) => void): void;
  postMessage(told: PdfTold, transfer?: Transferable[]): void;
}
const room = self as unknown as Room;

class PaintingRoom {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
    return { canvas, context: canvas.getContext("2d") };
  }
  reset(one: { canvas: OffscreenCanvas }, width: number, height: number): void {
    one.canvas.width = width;
    one.canvas.height = height;
  }
  destroy(one: { canvas: OffscreenCanvas }): void {
    one.canvas.width = 0;
    one.canvas.height = 0;
  }
}

type Pdf = Awaited<ReturnType<typeof getDocument>["promise"]>;
let pdf: Pdf | null = null;
let last: Promise<void> = Promise.resolve();

room.addEventListener("message", ({ data: asked }) => {
  // One after the other: two pages at once take twice the memory and neither is there sooner.
  last = last.then(() => ("open" in asked ? open(asked.open) : paint(asked.paint, asked.widthPx))).catch(fail);
});

async function open(bytes: ArrayBuffer): Promise<void> {
  pdf = await getDocument({
    data: new Uint8Array(bytes),
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: true,
    useWasm: false,
    useWorkerFetch: false,
    isEvalSupported: false,
    maxImageSize: MOST_IMAGE_PIXELS,
    verbosity: 0,
    CanvasFactory: PaintingRoom,
  } as Parameters<typeof getDocument>[0]).promise;
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
  room.postMessage({ pages: pdf.numPages, ratio: width / height });
}

async function paint(number: number, widthPx: number): Promise<void> {
  if (pdf === null) return;
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const wanted = widthPx / natural.width;
  const most = Math.sqrt(MOST_PIXELS / (natural.width * natural.height));
  const viewport = page.getViewport({ scale: Math.min(wanted, most) });
  const { canvas, context } = new PaintingRoom().create(Math.round(viewport.width), Math.round(viewport.height));
  await page.render({ canvas: null, canvasContext: context as never, viewport }).promise;
  page.cleanup();
  const bitmap = canvas.transferToImageBitmap();
  room.postMessage({ painted: number, bitmap }, [bitmap]);
}

function fail(error: unknown): void {
  const isLocked = error instanceof Error && error.name === "PasswordException";
  room.postMessage({ failed: isLocked ? "locked" : "broken" });
}
