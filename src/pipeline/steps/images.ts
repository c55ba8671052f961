import { picturesOf, withKeptPictures } from "../../core/article-pictures.ts";
import { MAX_ARTICLE_IMAGES } from "../../core/page.ts";
import { contentOf, keepContent } from "../../store/contents.ts";
import { findItem, foundOf } from "../../store/items.ts";
import type { MadeFile, StepDefinition, Tools } from "../step.ts";
import { previewOf } from "./preview.ts";

interface ImagesInput {
  readonly addresses: readonly string[];
  /** Only a page of a host that is allowed by name may lead to such hosts; others could feel their way around with it. */
  readonly allowListed: boolean;
}

interface ImagesOutput {
  /** Where each of the files came from, in their order. */
  readonly addresses: readonly string[];
  readonly files: readonly MadeFile[];
}

/** All pictures of an article together, as fetched. */
const MOST_BYTES = 20_000_000;
const MOST_IMAGE_BYTES = 10_000_000;
const IMAGE_TIMEOUT_MS = 8_000;
/** What has not come by then is left out: the share ends with this step. */
const MOST_TIME_MS = 25_000;
const FETCHES_AT_ONCE = 3;
/** The reader's column on a screen with two pixels for each of its own. Pixels. */
const READING_WIDTH = 1_280;
/** Smaller than this it is an icon or a counter. Pixels. */
const LEAST_SIDE = 24;

/**
 * Keeps the pictures of an article. A step of its own beside the analysis, since forty pictures take longer than
 * everything else together, and the card and the text shall not wait for them.
 */
export const images: StepDefinition<ImagesInput, ImagesOutput> = {
  name: "images",
  lane: "content",
  timeoutMs: 60_000,
  tries: 2,
  delayMs: () => 2_000,
  message: "Keeping the pictures…",
  warning: {
    code: "images-unread",
    message: (detail) => `The pictures of the page could not be kept: ${detail} Its text is.`,
  },
  async load(db, step) {
    const content = await contentOf(db, step.item);
    const addresses = picturesOf(content?.html ?? "").slice(0, MAX_ARTICLE_IMAGES);
    if (addresses.length === 0) return null;
    const item = await findItem(db, { id: step.item, owner: step.person });
    return item ? { addresses, allowListed: foundOf(item).fromAllowedHost === true } : null;
  },
  async work(input, tools, signal) {
    const kept = await fetchImages(input, tools, signal);
    return {
      kind: "done",
      output: { addresses: kept.map(({ address }) => address), files: kept.map(({ file }) => file) },
    };
  },
  filesOf: (output) => output.files,
  async apply(unit, { item, output, staged, left }) {
    const html = (await contentOf(unit.db, item.id))?.html;
    if (html === null || html === undefined) return;
    const files = new Map(
      staged.flatMap(({ id }, at) => (left.has(id) ? [] : [[output.addresses[at] ?? "", id] as const])),
    );
    await keepContent(unit, item.id, { html: withKeptPictures(html, files) });
  },
};

interface FetchedImage {
  readonly address: string;
  readonly file: MadeFile;
}

/** The pictures that came in time, in the article's order. */
async function fetchImages(input: ImagesInput, tools: Tools, signal: AbortSignal): Promise<FetchedImage[]> {
  const deadline = AbortSignal.timeout(MOST_TIME_MS);
  const soon = AbortSignal.any([signal, deadline]);
  const waiting = input.addresses.map((address, at) => ({ address, at }));
  const kept: (FetchedImage | null)[] = [];
  let bytesLeft = MOST_BYTES;

  async function fetchOneByOne(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && bytesLeft > 0; next = waiting.shift()) {
      if (deadline.aborted) return;
      const maxBytes = Math.min(MOST_IMAGE_BYTES, bytesLeft);
      // Taken before the answer, so that fetches at the same time do not spend it twice; the rest is given back.
      bytesLeft -= maxBytes;
      const fetched = await fetchImage(
        { address: next.address, maxBytes, allowListed: input.allowListed },
        tools,
        soon,
      );
      bytesLeft += maxBytes - (fetched?.byteLength ?? 0);
      const file = fetched === null ? null : await imageFile(fetched, tools, signal);
      kept[next.at] = file === null ? null : { address: next.address, file };
    }
  }
  await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, fetchOneByOne));
  return kept.filter((image) => image !== null && image !== undefined);
}

async function fetchImage(
  image: { address: string; maxBytes: number; allowListed: boolean },
  tools: Tools,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  try {
    const answer = await tools.web.fetch({
      url: image.address,
      accept: "image/*",
      maxBytes: image.maxBytes,
      timeoutMs: IMAGE_TIMEOUT_MS,
      allowListed: image.allowListed,
      signal,
    });
    return answer.kind === "answer" && answer.status === 200 && !answer.truncated ? answer.bytes : null;
  } catch (error) {
    // Out of time is no failure: the other pictures are kept. An abort of the step itself throws at the next picture.
    if (signal.aborted) return null;
    throw error;
  }
}

async function imageFile(bytes: Uint8Array, tools: Tools, signal: AbortSignal): Promise<MadeFile | null> {
  signal.throwIfAborted();
  const picture = await previewOf(tools.images, { bytes, madeFrom: null, maxWidth: READING_WIDTH }, signal);
  if (picture === null || Math.min(picture.width, picture.height) < LEAST_SIDE) return null;
  return { ...picture.preview, role: "page-image" };
}
