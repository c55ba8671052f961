import { existsSync } from "node:fs";
import { join } from "node:path";
import { LANDING_GZIP_BYTES, SCRIPT_GZIP_BYTES, scriptBytesOf } from "../../scripts/check/bundle-budget.ts";
import { packageFolder } from "../../src/app/version.ts";
import type { Row } from "../row.ts";

/** The pages that load script, what each shows, and the most it may load for that. */
const PAGES = [
  { name: "index.html", shows: "the wall", most: SCRIPT_GZIP_BYTES },
  { name: "share-target.html", shows: "where a share lands", most: LANDING_GZIP_BYTES },
] as const;

/** The script that a browser loads before it shows anything. */
export const page: Row = {
  name: "page",
  about: "the script that the wall loads first, and the page where a share lands, gzip",
  on: [],
  async measure() {
    const folder = join(packageFolder, "dist", "page");
    if (!existsSync(folder)) throw new Error("the page is not built: npm run build:page");
    return await Promise.all(
      PAGES.map(async ({ name, shows, most }) => ({
        what: `page: script of ${shows}, gzip`,
        unit: "KB" as const,
        ours: [(await scriptBytesOf(folder, name)) / 1_024],
        limit: null,
        aim: { text: `≤ ${most / 1_024} KB`, isMet: ({ ours }: { ours: number }) => ours <= most / 1_024 },
      })),
    );
  },
};
