import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { packageFolder } from "../../src/app/version.ts";
import type { Row } from "../row.ts";

const MOST_KB = 70;

/** The script that a browser loads to show the wall. */
export const page: Row = {
  name: "page",
  about: "the script of the built page, gzip",
  async measure() {
    const folder = join(packageFolder, "dist", "page", "assets");
    const scripts = (await readdir(folder)).filter((name) => name.endsWith(".js"));
    if (scripts.length === 0) throw new Error("the page is not built: npm run build:page");
    let bytes = 0;
    for (const name of scripts) bytes += gzipSync(await readFile(join(folder, name))).length;
    return [
      {
        what: "page: script of the wall, gzip",
        unit: "KB",
        ours: [bytes / 1_000],
        limit: null,
        aim: { text: `≤ ${MOST_KB} KB`, isMet: ({ ours }) => ours <= MOST_KB },
      },
    ];
  },
};
