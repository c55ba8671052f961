import { glob } from "node:fs/promises";
import { join, normalize, relative } from "node:path";

/**
 * The test files below `root`/test, sorted, as absolute paths.
 * @param parts each names files by a part of their path, such as `test/core` or `url-identity`; none names all of them.
 */
export async function findTestFiles(root: string, parts: readonly string[]): Promise<string[]> {
  const wanted = parts.map((part) => normalize(relative(root, join(root, part))));
  const files = await Array.fromAsync(glob("test/**/*.test.ts", { cwd: root }));
  return files
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
    .toSorted()
    .map((file) => join(root, file));
}
