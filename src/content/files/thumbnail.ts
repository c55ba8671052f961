import { makePreviews, openPicture, type Previews } from "./image.ts";
import type { PackedParts } from "./zip-archive.ts";

const MOST_THUMBNAIL_BYTES = 20_000_000;

/** The picture that a packed document carries of itself, the first of these parts that can be read. */
export async function thumbnailIn(parts: PackedParts, names: readonly string[]): Promise<Previews | null> {
  for (const name of names) {
    const bytes = await parts.whole(name, MOST_THUMBNAIL_BYTES).catch(() => null);
    const pictures = bytes && (await previewsOf(bytes));
    if (pictures) return pictures;
  }
  return null;
}

/** Previews of a picture that lies in another file; null when it cannot be read. */
export async function previewsOf(bytes: Uint8Array): Promise<Previews | null> {
  return await makePreviews(openPicture(bytes).autoOrient()).catch(() => null);
}
