import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the package: where package.json and the built page lie, in a checkout and when packed. */
export const packageFolder: string = findPackageFolder(import.meta.dirname);

function findPackageFolder(from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const { name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name?: string };
      if (name === "digital-wall") return folder;
    } catch {
      // Not here; the next folder up.
    }
  }
  throw new Error("package.json of digital-wall is missing");
}

export const programVersion: string = (
  JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string }
).version;
