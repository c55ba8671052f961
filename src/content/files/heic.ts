import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import sharp from "sharp";
import { type Found, type Readable, Unreadable } from "./found.ts";
import { isTooLarge, MAX_PIXELS, makePreviews, messageOf, openPicture } from "./image.ts";

/** Debian's libheif-examples; newer releases call it heif-dec. sharp's own build has no HEVC, which is patented. */
const CONVERTERS = [
  "/usr/bin/heif-convert",
  "/usr/bin/heif-dec",
  "/usr/local/bin/heif-convert",
  "/usr/local/bin/heif-dec",
];
const PRLIMIT = "/usr/bin/prlimit";
const CONVERT_MS = 12_000;

/** What telephones make: measured by sharp, painted by a converter of the machine when there is one. */
export async function readHeic({ path }: Readable): Promise<Found> {
  const { width, height } = await sharp(path, { limitInputPixels: false }).metadata();
  if (width * height > MAX_PIXELS) return { width, height, problem: "file-too-large-to-look" };
  const converter = CONVERTERS.find((command) => existsSync(command));
  if (converter === undefined) return { width, height, problem: "heic-unsupported" };
  // Below the folder that is this process's own (TMPDIR), which the parent removes when it had to kill us.
  const folder = await mkdtemp(join(tmpdir(), "heic-"));
  try {
    await convert(converter, path, join(folder, "picture.png"));
    const [first] = (await readdir(folder)).toSorted();
    if (first === undefined) throw new Error("nothing was painted");
    // The converter has turned it; what EXIF says of turning was for HEIC's pixels.
    const picture = openPicture(join(folder, first));
    const shown = await picture.metadata();
    return { width: shown.width, height: shown.height, pictures: await makePreviews(picture) };
  } catch (error) {
    const reason = messageOf(error);
    throw new Unreadable(isTooLarge(reason) ? "file-too-large-to-look" : "file-broken", reason);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** It inherits this process's bounds, and ends by itself should this process be killed meanwhile. */
async function convert(converter: string, from: string, to: string): Promise<void> {
  const command = [converter, from, to];
  const [program = "", ...args] = existsSync(PRLIMIT)
    ? [PRLIMIT, `--cpu=${Math.ceil(CONVERT_MS / 1_000)}`, ...command]
    : command;
  await promisify(execFile)(program, args, { timeout: CONVERT_MS, killSignal: "SIGKILL", env: {} });
}
