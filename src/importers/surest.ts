import type { FileFormat, FileSample } from "./format.ts";

/** From here on a file is taken for what it looks like; below it is a guess. */
export const SURE = 0.8;

/** The format that a file looks most like; of equals the one that stands first. Null when it looks like none. */
export function surestOf(
  formats: readonly FileFormat[],
  sample: FileSample,
): { readonly format: FileFormat | null; readonly sureness: number } {
  let surest: { format: FileFormat | null; sureness: number } = { format: null, sureness: 0 };
  for (const format of formats) {
    const sureness = format.sureness(sample);
    if (sureness > surest.sureness) surest = { format, sureness };
  }
  return surest;
}
