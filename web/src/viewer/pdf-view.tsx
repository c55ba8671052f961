import { useEffect, useRef, useState } from "preact/hooks";
import type { ItemFile } from "../../../src/contract/items.ts";
import { words } from "../words/words.ts";
import { FileSheet } from "./file-sheet.tsx";
import type { PdfAsked, PdfTold } from "./pdf-worker.ts";

/** A larger one is for a reader of its own: it must lie in memory as a whole. */
const MOST_BYTES = 60_000_000;
/** More pages are not laid out. */
const MOST_PAGES = 1_000;
/** Pages this far beyond the window are painted, and let go of again beyond it. */
const NEAR = "900px 0px";
/** A document that gives no sign for so long is given up. */
const PATIENCE_MS = 20_000;

/** What scrolls must take the focus, or the arrow keys cannot reach it (WCAG 2.1.1). */
const SCROLLED_BY_KEYS = { tabIndex: 0 } as const;

/** The pages of a PDF, painted as they come near the window. */
export default function PdfView({ file }: { file: ItemFile }) {
  const [shape, setShape] = useState<{ pages: number; ratio: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(file.bytes > MOST_BYTES ? words.value.files.pdfTooLarge : null);
  const worker = useRef<Worker | null>(null);
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    if (file.bytes > MOST_BYTES) return;
    const mine = new AbortController();
    const painter = new Worker(new URL("./pdf-worker.ts", import.meta.url), { type: "module" });
    worker.current = painter;
    const tooLong = setTimeout(() => setProblem(words.value.files.pdfBroken), PATIENCE_MS);
    painter.addEventListener("error", () => setProblem(words.value.files.pdfBroken));
    painter.addEventListener("message", ({ data: told }: MessageEvent<PdfTold>) => {
      clearTimeout(tooLong);
      if ("failed" in told)
        setProblem(told.failed === "locked" ? words.value.files.pdfLocked : words.value.files.pdfBroken);
      else if ("pages" in told) setShape({ pages: Math.min(told.pages, MOST_PAGES), ratio: told.ratio });
      // pdf.js greets whoever started it, too.
      else if ("painted" in told) draw(list.current, told.painted, told.bitmap);
    });
    fetchBytes(file.url, mine.signal).then(
      (bytes) => ask(painter, { open: bytes }, [bytes]),
      () => {
        clearTimeout(tooLong);
        if (!mine.signal.aborted) setProblem(words.value.problems.unreachable);
      },
    );
    return () => {
      clearTimeout(tooLong);
      mine.abort();
      painter.terminate();
    };
  }, [file.url]);

  useEffect(() => {
    const pages = list.current;
    if (shape === null || pages === null) return;
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const number = Number((target as HTMLElement).dataset["page"]);
          if (isIntersecting && worker.current !== null)
            ask(worker.current, { paint: number, widthPx: Math.round(target.clientWidth * devicePixelRatio) });
          else letGo(target);
        }
      },
      { root: pages.parentElement, rootMargin: NEAR },
    );
    for (const page of pages.children) watch.observe(page);
    return () => watch.disconnect();
  }, [shape]);

  if (problem !== null) return <FileSheet file={file} why={problem} />;
  return (
    <section
      class="pdf-view"
      aria-label={file.name ?? words.value.files.noName}
      aria-busy={shape === null}
      {...SCROLLED_BY_KEYS}
    >
      {shape !== null && (
        <ol class="pdf-pages" ref={list}>
          {Array.from({ length: shape.pages }, (_, at) => (
            <li
              key={at}
              data-page={at + 1}
              aria-label={words.value.files.page(at + 1, shape.pages)}
              style={{ aspectRatio: String(shape.ratio) }}
            >
              <canvas width="0" height="0" role="img" aria-label={words.value.files.page(at + 1, shape.pages)} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function ask(worker: Worker, asked: PdfAsked, transfer: Transferable[] = []): void {
  worker.postMessage(asked, transfer);
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`answered with ${answer.status}`);
  return await answer.arrayBuffer();
}

function draw(list: HTMLElement | null, number: number, bitmap: ImageBitmap): void {
  const page = list?.querySelector<HTMLElement>(`[data-page="${number}"]`);
  const canvas = page?.querySelector("canvas");
  if (!page || !canvas) {
    bitmap.close();
    return;
  }
  page.style.aspectRatio = `${bitmap.width} / ${bitmap.height}`;
  page.dataset["painted"] = "";
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
}

function letGo(page: Element): void {
  const canvas = page.querySelector("canvas");
  if (canvas === null || canvas.width === 0) return;
  delete (page as HTMLElement).dataset["painted"];
  canvas.width = 0;
  canvas.height = 0;
}
