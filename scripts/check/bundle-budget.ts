import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { CheckResult } from "./command.ts";

/** All the page's script as it travels: about half a second on a slow phone's network. */
const SCRIPT_GZIP_BYTES = 70 * 1_024;

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
  const totalBytes = sizes.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
  const lines = sizes.map(({ file, gzipBytes }) => `${file}: ${gzipBytes} bytes`);
  return {
    passed: sizes.length > 0 && totalBytes <= SCRIPT_GZIP_BYTES,
    output: [`${totalBytes} bytes of script, ${SCRIPT_GZIP_BYTES} allowed (gzip)`, ...lines].join("\n"),
  };
}
