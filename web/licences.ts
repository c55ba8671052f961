import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The folder of a package that something of the page comes from, and its name. */
const OF_A_PACKAGE = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/?]+))\//;

/**
 * Writes which packages are in the built page, each with the licence it comes under: what is really bundled is asked of
 * the build, so that the list cannot be forgotten.
 */
export function licences(): Plugin {
  let root = "";
  return {
    name: "licences",
    apply: "build",
    configResolved(config) {
      root = config.root;
    },
    generateBundle(_options, bundle) {
      const folders = new Map<string, string>();
      for (const part of Object.values(bundle)) {
        const sources = part.type === "chunk" ? part.moduleIds : part.originalFileNames.map((name) => join(root, name));
        for (const source of sources) {
          const [, folder, name] = OF_A_PACKAGE.exec(source.replaceAll("\\", "/")) ?? [];
          if (folder !== undefined && name !== undefined) folders.set(name, folder);
        }
      }
      const list = [...folders].toSorted().map(([name, folder]) => licenceOf(name, folder));
      this.emitFile({ type: "asset", fileName: "licences.json", source: JSON.stringify(list) });
    },
  };
}

function licenceOf(name: string, folder: string): { name: string; version: string; licence: string; text: string } {
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (version === undefined || license === undefined || file === undefined)
    throw new Error(`${name} is in the page and says nothing of its licence`);
  return { name, version, licence: license, text: readFileSync(join(folder, file), "utf8") };
}
