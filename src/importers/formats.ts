import { bundleOf } from "./bundle.ts";
import type { FileFormat, FolderFormat, ImportFormat } from "./format.ts";
import { digitalWall, digitalWallJsonl } from "./formats/digital-wall.ts";
import { files } from "./formats/files.ts";
import { instapaperCsv } from "./formats/instapaper-csv.ts";
import { karakeep } from "./formats/karakeep.ts";
import { linkding } from "./formats/linkding.ts";
import { links } from "./formats/links.ts";
import { linkwarden } from "./formats/linkwarden.ts";
import { netscape } from "./formats/netscape.ts";
import { omnivore } from "./formats/omnivore.ts";
import { pinboard } from "./formats/pinboard.ts";
import { pocketCsv } from "./formats/pocket-csv.ts";
import { pocketHtml } from "./formats/pocket-html.ts";
import { raindropCsv } from "./formats/raindrop-csv.ts";
import { readwiseCsv } from "./formats/readwise-csv.ts";
import { table } from "./formats/table.ts";
import { wallabag } from "./formats/wallabag.ts";

/** Everything that can be read, a line each; where two are equally sure the first one counts. */
export const FILE_FORMATS: readonly FileFormat[] = [
  netscape,
  pocketHtml,
  pocketCsv,
  digitalWallJsonl,
  karakeep,
  linkwarden,
  linkding,
  wallabag,
  readwiseCsv,
  raindropCsv,
  instapaperCsv,
  pinboard,
  table,
  links,
];

export const FOLDER_FORMATS: readonly FolderFormat[] = [digitalWall, omnivore, bundleOf(FILE_FORMATS), files];

export const formatNamed = (name: string): ImportFormat | undefined =>
  [...FILE_FORMATS, ...FOLDER_FORMATS].find((format) => format.name === name);
