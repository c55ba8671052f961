import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { type Found, type Readable, Unreadable } from "./found.ts";
import { isTooLarge, makePreviews, messageOf } from "./image.ts";

/** A drawing of more than this is data. */
const MOST_SVG_BYTES = 10_000_000;
const MOST_SVG_PIXELS = 25_000_000;
/** An entity that names another file or address; a drawing program's own short names are plain text. */
const OUTSIDE_ENTITY = /<!ENTITY\s[^>]{0,200}?\b(?:SYSTEM|PUBLIC)\b/i;

/**
 * A drawing, painted by librsvg: it runs no script, fetches nothing over the network, and since it is given bytes and
 * no address, it resolves no reference to another file either. The loader is open for this one call only.
 */
export async function readSvg({ path, sizeBytes }: Readable): Promise<Found> {
  if (sizeBytes > MOST_SVG_BYTES) throw new Unreadable("file-too-large-to-look", `${sizeBytes} bytes of SVG`);
  const bytes = await readFile(path);
  if (OUTSIDE_ENTITY.test(bytes.toString("latin1"))) throw new Unreadable("file-broken", "an entity from outside");
  sharp.unblock({ operation: ["VipsForeignLoadSvg"] });
  try {
    const drawing = sharp(bytes, { limitInputPixels: MOST_SVG_PIXELS, failOn: "error" });
    const { width, height, format } = await drawing.metadata();
    if (format !== "svg") throw new Unreadable("file-broken", `it is ${format}`);
    return { width, height, pictures: await makePreviews(drawing) };
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    const reason = messageOf(error);
    throw new Unreadable(isTooLarge(reason) ? "file-too-large-to-look" : "file-broken", reason);
  } finally {
    sharp.block({ operation: ["VipsForeignLoadSvg"] });
  }
}
