import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { build } from "vite";
import { packageFolder } from "../src/app/version.ts";

/** The sizes that the manifest names, in px. */
const ICONS_PX = [16, 32, 48, 128];
/** Drawn for a screen of 72 dots an inch; drawn larger it stays sharp. */
const DENSITY = 144;

/** `npm run build:extension [-- folder]`: the extension as a folder that Chromium and Firefox load; dist/extension by itself. */
async function buildExtension(built = join(packageFolder, "dist", "extension")): Promise<void> {
  const source = join(packageFolder, "extension");
  await build({ configFile: join(source, "vite.config.ts"), logLevel: "warn", build: { outDir: built } });
  await cp(join(source, "_locales"), join(built, "_locales"), { recursive: true });
  const manifest: Record<string, unknown> = JSON.parse(await readFile(join(source, "manifest.json"), "utf8"));
  const { version } = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8"));
  await writeFile(join(built, "manifest.json"), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
  const icon = await readFile(join(packageFolder, "web", "public", "icon.svg"));
  for (const px of ICONS_PX)
    await sharp(icon, { density: DENSITY })
      .resize(px, px)
      .png({ compressionLevel: 9 })
      .toFile(join(built, `icon-${px}.png`));
}

await buildExtension(process.argv[2]);
