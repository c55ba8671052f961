import sharp from "sharp";
import type { DerivedImage, ImageFailure } from "./derived-image.ts";

/** 50 megapixels, the limit for pictures everywhere. */
const MAX_PIXELS = 50_000_000;
const PREVIEW_WIDTH = 640;
/** A strip of many screens is cut down to what a card can show. */
const PREVIEW_HEIGHT = 2_560;
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

/** The child's side of `lead-image.ts`: one picture in, what it becomes out. It ends with its parent. */
process.on("message", (bytes: Uint8Array) => {
  derive(bytes).then(answer, (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    const tooLarge = /pixel limit|too large|exceeds/i.test(reason);
    answer({ kind: "failure", code: tooLarge ? "image-too-large" : "image-not-readable", reason });
  });
});
process.on("disconnect", () => process.exit(0));

function answer(result: DerivedImage | ImageFailure): void {
  process.send?.(result);
}

async function derive(bytes: Uint8Array): Promise<DerivedImage | ImageFailure> {
  const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, pages: 1, failOn: "error" });
  const { format, autoOrient } = await image.metadata();
  const type = TYPES[format];
  if (type === undefined) return { kind: "failure", code: "image-not-readable", reason: `format ${format}` };
  // Metadata is left behind by not asking for it.
  const preview = await image
    .autoOrient()
    .resize({ width: PREVIEW_WIDTH, height: PREVIEW_HEIGHT, fit: "inside", withoutEnlargement: true })
    .webp({ quality: PREVIEW_QUALITY })
    .toBuffer({ resolveWithObject: true });
  const placeholder = await sharp(preview.data).resize({ width: PLACEHOLDER_WIDTH }).webp({ quality: 40 }).toBuffer();
  return {
    kind: "image",
    width: autoOrient.width,
    height: autoOrient.height,
    type,
    preview: { bytes: preview.data, type: "image/webp", width: preview.info.width, height: preview.info.height },
    placeholder: placeholder.toString("base64"),
  };
}
