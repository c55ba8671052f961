import { readFile } from "node:fs/promises";
import { createIsomorphicCanvasFactory, definePDFJSModule, getDocumentProxy } from "unpdf";
import type { FileFacts } from "../../core/file-read.ts";
import { count, type Found, GrowingText, line, type Readable, Unreadable } from "./found.ts";
import { makePreviews, messageOf, openPicture, type Previews } from "./image.ts";
import { nameFonts } from "./pdf-fonts.ts";
import { headingOf } from "./pdf-heading.ts";

/** pdf.js copies what it is given. */
const MOST_PDF_BYTES = 100_000_000;
const MOST_PAGES_READ = 500;
/** Looking for text stops here, so that time is left for the picture of the first page. */
const TEXT_MS = 8_000;
const PAINT_MS = 6_000;
const PREVIEW_WIDTHS = [320, 640];
/** Painted larger than shown, then made smaller: text stays sharp. */
const PAINTED_WIDTH = 960;
const PAINTED_HEIGHT = 2_560;
const MOST_IMAGE_PIXELS = 50_000_000;

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Title, author, pages, text and a picture of the first page. JavaScript in it is never run: there is nothing to run it. */
export async function readPdf({ path, sizeBytes }: Readable): Promise<Found> {
  if (sizeBytes > MOST_PDF_BYTES) throw new Unreadable("file-too-large-to-look", `${sizeBytes} bytes of PDF`);
  const pdf = await openPdf(new Uint8Array(await readFile(path)));
  try {
    const told = await factsOf(pdf);
    const { text, heading } = await textOf(pdf);
    const facts = told.title === undefined ? { ...told, ...line("title", heading) } : told;
    const painted = await paintFirstPage(pdf).catch((error: unknown) => messageOf(error));
    return typeof painted === "string" ? { facts, text, reason: painted } : { facts, text, pictures: painted };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function factsOf(pdf: Pdf): Promise<FileFacts> {
  const told = await pdf.getMetadata().catch(() => null);
  const info = (told?.info ?? {}) as Readonly<Record<string, unknown>>;
  const title = line("title", info["Title"]);
  return {
    ...(title.title === undefined ? line("title", told?.metadata?.get("dc:title")) : title),
    ...line("author", info["Author"]),
    ...count("pages", pdf.numPages),
  };
}

async function openPdf(data: Uint8Array): Promise<Pdf> {
  await definePDFJSModule(() => import("unpdf/pdfjs"));
  try {
    return await getDocumentProxy(data, {
      enableXfa: false,
      disableFontFace: true,
      useSystemFonts: true,
      stopAtErrors: false,
      maxImageSize: MOST_IMAGE_PIXELS,
      verbosity: 0,
      CanvasFactory: await createIsomorphicCanvasFactory(() => import("@napi-rs/canvas")),
    });
  } catch (error) {
    const isLocked = error instanceof Error && error.name === "PasswordException";
    throw new Unreadable(isLocked ? "file-encrypted" : "file-broken", messageOf(error));
  }
}

/** The text of the pages in their order; a page that cannot be read is passed over. */
async function textOf(pdf: Pdf): Promise<{ text: string; heading: string | null }> {
  const text = new GrowingText();
  let heading: string | null = null;
  const deadline = performance.now() + TEXT_MS;
  for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES_READ); number++) {
    if (text.isFull || performance.now() > deadline) break;
    const page = await pdf.getPage(number).catch(() => null);
    const content = await page?.getTextContent().catch(() => null);
    const items = (content?.items ?? []).filter((item) => "str" in item);
    if (number === 1) heading = headingOf(items);
    for (const { str, hasEOL } of items) text.add(hasEOL ? `${str}\n` : str);
    page?.cleanup();
    text.add("\n\n");
  }
  return { text: text.toString(), heading };
}

async function paintFirstPage(pdf: Pdf): Promise<Previews> {
  const { createCanvas, GlobalFonts } = await import("@napi-rs/canvas");
  nameFonts(GlobalFonts);
  const page = await pdf.getPage(1);
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: Math.min(PAINTED_WIDTH / width, PAINTED_HEIGHT / height) });
  const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
  const painting = page.render({ canvas: canvas as never, canvasContext: canvas.getContext("2d") as never, viewport });
  const timer = setTimeout(() => painting.cancel(), PAINT_MS);
  try {
    await painting.promise;
  } finally {
    clearTimeout(timer);
  }
  return await makePreviews(openPicture(await canvas.encode("png")).flatten({ background: "white" }), {
    widths: PREVIEW_WIDTHS,
  });
}
