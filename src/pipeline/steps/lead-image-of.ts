import type { MadeFile, Tools } from "../step.ts";
import { previewOf } from "./preview.ts";

const MOST_IMAGE_BYTES = 20_000_000;
const IMAGE_TIMEOUT_MS = 8_000;
/** Smaller than this it is an icon or a counter, not what the page is about. */
const LEAST_SIDE_PIXELS = 64;

/** The picture a page names for itself, with a preview. None is no failure: a page may name one that is gone. */
export async function leadImageOf(
  image: { url: string; allowListed: boolean },
  tools: Tools,
  signal: AbortSignal,
): Promise<MadeFile[]> {
  const answer = await tools.web.fetch({
    url: image.url,
    accept: "image/*",
    maxBytes: MOST_IMAGE_BYTES,
    timeoutMs: IMAGE_TIMEOUT_MS,
    allowListed: image.allowListed,
    signal,
  });
  if (answer.kind !== "answer" || answer.status !== 200 || answer.truncated) return [];
  const picture = await previewOf(tools.images, { bytes: answer.bytes, madeFrom: null }, signal);
  if (!picture || Math.min(picture.width, picture.height) < LEAST_SIDE_PIXELS) return [];
  const original: MadeFile = {
    role: "lead-image",
    type: picture.type,
    name: null,
    bytes: answer.bytes,
    width: picture.width,
    height: picture.height,
    placeholder: null,
    madeFrom: null,
  };
  return [original, picture.preview];
}
