import sharp from "sharp";
import { type Found, type Readable, Unreadable } from "./found.ts";
import { isTooLarge, MAX_PIXELS, makePreviews, messageOf, openPicture } from "./image.ts";

/** A picture of pixels: its measures as shown and previews; of an animation the first frame. */
export async function readPicture({ path, type }: Readable): Promise<Found> {
  // Its head only: a picture too large to be opened can still say how large.
  const head = sharp(path, { limitInputPixels: false });
  const {
    autoOrient,
    pages = 1,
    format,
  } = await head.metadata().catch((error: unknown) => {
    throw unreadable(error);
  });
  const { width, height } = autoOrient;
  // Several pages are frames, except in TIFF, where they are pages of a fax or a scan.
  const facts = format === "tiff" ? { pages } : pages > 1 ? { animated: true } : {};
  const known = { width, height, facts, type };
  if (width * height > MAX_PIXELS) return { ...known, problem: "file-too-large-to-look" };
  try {
    return { ...known, pictures: await makePreviews(openPicture(path).autoOrient()) };
  } catch (error) {
    const { problem, message } = unreadable(error);
    return { ...known, problem, reason: message };
  }
}

function unreadable(error: unknown): Unreadable {
  const reason = messageOf(error);
  return new Unreadable(isTooLarge(reason) ? "file-too-large-to-look" : "file-broken", reason);
}
