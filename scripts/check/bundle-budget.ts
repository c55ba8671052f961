import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { CheckResult } from "./command.ts";

/**
 * The script that the wall loads before it is drawn, as it travels: about half a second on a slow phone's network. What
 * comes later by itself, such as another language, is not in it.
 */
export const SCRIPT_GZIP_BYTES = 70 * 1_024;
/** What paints PDFs: fetched with the first one that somebody opens, and never before. */
const PDF_PAINTER = /^assets[\\/]pdf-worker-/;
const PDF_GZIP_BYTES = 560 * 1_024;
/** The script of the page that a share lands on: it must be there before the phone's owner looks away. */
export const LANDING_GZIP_BYTES = 10 * 1_024;

/** The script of the pages for people without an account, who may never come again. */
const PUBLIC_GZIP_BYTES = 8 * 1_024;

/** The built page's script fits its budget; without a built page there is nothing to weigh. */
export async function checkBundleBudget(folder: string): Promise<CheckResult> {
  const page = join(folder, "dist", "page");
  if (!existsSync(page)) return { passed: true, output: "" };
  const sizes = await Promise.all(
    (await Array.fromAsync(glob("**/*.js", { cwd: page }))).map(async (file) => ({
      file,
      gzipBytes: gzipSync(await readFile(join(page, file))).length,
    })),
  );
  const wallBytes = await scriptBytesOf(page, "index.html");
  const landingBytes = await scriptBytesOf(page, "share-target.html");
  const publicBytes = await scriptBytesOf(page, "public-wall.html");
  const pdfBytes = sizes
    .filter(({ file }) => PDF_PAINTER.test(file))
    .reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
  const lines = sizes.map(({ file, gzipBytes }) => `${file}: ${gzipBytes} bytes`);
  const isWithin = (bytes: number, most: number) => bytes > 0 && bytes <= most;
  return {
    passed:
      isWithin(wallBytes, SCRIPT_GZIP_BYTES) &&
      isWithin(landingBytes, LANDING_GZIP_BYTES) &&
      isWithin(publicBytes, PUBLIC_GZIP_BYTES) &&
      isWithin(pdfBytes, PDF_GZIP_BYTES),
    output: [
      `${wallBytes} bytes of script for the wall, ${SCRIPT_GZIP_BYTES} allowed (gzip)`,
      `${landingBytes} bytes where a share lands, ${LANDING_GZIP_BYTES} allowed`,
      `${publicBytes} bytes for people without an account, ${PUBLIC_GZIP_BYTES} allowed`,
      `${pdfBytes} bytes that paint PDFs, ${PDF_GZIP_BYTES} allowed`,
      ...lines,
    ].join("\n"),
  };
}

/** What the scripts weigh that a built page names, and so loads before it shows anything: bytes, gzip. */
export async function scriptBytesOf(page: string, name: string): Promise<number> {
  const html = await readFile(join(page, name), "utf8");
  let bytes = 0;
  for await (const file of glob("**/*.js", { cwd: page }))
    if (html.includes(`/${file.replaceAll("\\", "/")}"`)) bytes += gzipSync(await readFile(join(page, file))).length;
  return bytes;
}
