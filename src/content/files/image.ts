import sharp, { type Sharp } from "sharp";
import type { FilePreview } from "../../core/file-read.ts";
import type { DerivedImage, ImageFailure } from "../derived-image.ts";

/** 50 megapixels, the limit for pictures everywhere. */
export const MAX_PIXELS = 50_000_000;
/** A strip of many screens is cut down to what a card can show. */
const PREVIEW_HEIGHT = 2_560;
/** A picture gets each of these, and its own width between them instead of the next larger. */
const PREVIEW_WIDTHS = [320, 640, 1_280] as const;
/** What a card shows, given first. */
const CARD_WIDTH = 640;
const PREVIEW_QUALITY = 78;
const PLACEHOLDER_WIDTH = 16;

const TYPES: Readonly<Record<string, string>> = {
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  gif: "image/gif",
  tiff: "image/tiff",
  heif: "image/avif",
};

// Only pictures made of pixels: SVG and PDF are programs.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Nsgif", "Tiff", "Heif"].map((format) => `VipsForeignLoad${format}`),
});
sharp.cache(false);
sharp.concurrency(1);

/** A picture of pixels from outside: bytes, or the path of a file. Its first frame only; a cut one is an error. */
export function openPicture(source: Uint8Array | string): Sharp {
  return sharp(source, { limitInputPixels: MAX_PIXELS, pages: 1, failOn: "error" });
}

export interface Previews {
  /** The one for a card first. */
  readonly previews: readonly FilePreview[];
  /** A WebP 16 pixels wide, base64. */
  readonly placeholder: string;
}

/** Small WebP pictures of a picture. Its metadata is left behind by not asking for it; the colours become sRGB. */
export async function makePreviews(
  picture: Sharp,
  { widths = PREVIEW_WIDTHS }: { widths?: readonly number[] } = {},
): Promise<Previews> {
  const largest = await picture
    .resize({ width: widths.at(-1) ?? CARD_WIDTH, height: PREVIEW_HEIGHT, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = largest.info;
  const pixels = () => sharp(largest.data, { raw: { width, height, channels } });
  const previews: FilePreview[] = [];
  for (const wanted of widthsFor(width, widths)) {
    const { data, info } = await pixels()
      .resize({ width: wanted })
      .webp({ quality: PREVIEW_QUALITY })
      .toBuffer({ resolveWithObject: true });
    previews.push({ bytes: data, type: "image/webp", width: info.width, height: info.height });
  }
  const placeholder = await pixels().resize({ width: PLACEHOLDER_WIDTH }).webp({ quality: 40 }).toBuffer();
  const card = previews.findLast((preview) => preview.width <= CARD_WIDTH);
  return {
    previews: previews.toSorted((a, b) => Number(b === card) - Number(a === card)),
    placeholder: placeholder.toString("base64"),
  };
}

/** 1600 → 320, 640, 1280; 400 → 320, 400; 90 → 90. */
function widthsFor(width: number, widths: readonly number[]): number[] {
  const smaller = widths.filter((wanted) => wanted < width);
  return smaller.length === widths.length ? smaller : [...smaller, width];
}

/** One preview of a picture in memory, for a page's lead picture. */
export async function deriveImage(bytes: Uint8Array, maxWidth = CARD_WIDTH): Promise<DerivedImage | ImageFailure> {
  try {
    const picture = openPicture(bytes);
    const { format, autoOrient } = await picture.metadata();
    const type = TYPES[format];
    if (type === undefined) return { kind: "failure", code: "image-not-readable", reason: `format ${format}` };
    const { previews, placeholder } = await makePreviews(picture.autoOrient(), { widths: [maxWidth] });
    const { width, height } = autoOrient;
    return { kind: "image", width, height, type, preview: previews[0]!, placeholder };
  } catch (error) {
    const reason = messageOf(error);
    return { kind: "failure", code: isTooLarge(reason) ? "image-too-large" : "image-not-readable", reason };
  }
}

/** Whether it was refused for its measures rather than for what it is made of. */
export function isTooLarge(reason: string): boolean {
  return /pixel limit|too large|exceeds|dimensions/i.test(reason);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
