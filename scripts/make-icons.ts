import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { packageFolder } from "../src/app/version.ts";

/** Drawn for a screen of 72 dots an inch; drawn larger it stays sharp at the largest icon. */
const DENSITY = 144;
const SIZES_PX = [192, 512];
const ICONS = ["icon", "icon-maskable"];

/** `node scripts/make-icons.ts` draws the page's icons as PNG, for systems that take no SVG. Run it when an SVG changes. */
async function makeIcons(): Promise<void> {
  const folder = join(packageFolder, "web", "public");
  await mkdir(join(folder, "icons"), { recursive: true });
  for (const name of ICONS) {
    const drawn = await readFile(join(folder, `${name}.svg`));
    for (const px of SIZES_PX)
      await sharp(drawn, { density: DENSITY })
        .resize(px, px)
        .png({ compressionLevel: 9, palette: true })
        .toFile(join(folder, "icons", `${name}-${px}.png`));
  }
}

await makeIcons();
