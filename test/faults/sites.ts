import sharp from "sharp";
import { article, openPages, type Pages } from "../harness/pages.ts";
import type { Seeded } from "./seeded.ts";

/** Pages answer slowly, so that whoever kills the program finds steps running. */
export const SLOWEST_MS = 1_500;
export const FASTEST_MS = 300;

/** Several web sites on addresses of the loopback: a site is asked by two requests at a time only. */
export interface Sites {
  /** For the setting of that name. */
  readonly allowHosts: string;
  /** Makes a slow page and tells its address. */
  page(more?: { picture?: boolean; brokenFirst?: boolean }): string;
  readonly count: number;
  close(): Promise<void>;
}

export async function openSites(random: Seeded, sites = 8): Promise<Sites> {
  const all: Pages[] = [];
  for (let n = 1; n <= sites; n++) all.push(await openPages({}, `127.0.0.${n}`));
  const picture = await aPicture(random);
  for (const pages of all) pages.answer("/lamp.png", { type: "image/png", body: picture });
  let count = 0;
  return {
    allowHosts: all.map((pages) => pages.host).join(","),
    page({ picture: withPicture = false, brokenFirst = false } = {}) {
      count += 1;
      const pages = all[count % all.length] as Pages;
      const path = `/notes/${count}`;
      const image = withPicture ? { image: pages.at("/lamp.png") } : {};
      const whole = {
        body: article({ title: `Lamp number ${count}`, ...image }),
        afterMs: random.integer(FASTEST_MS, SLOWEST_MS),
      };
      pages.answer(path, ...(brokenFirst ? [503, whole] : [whole]));
      return pages.at(path);
    },
    get count() {
      return count;
    },
    async close() {
      for (const pages of all) await pages.close();
    },
  };
}

/** A small picture of one colour. */
export async function aPicture(random: Seeded): Promise<Buffer> {
  const background = { r: random.integer(0, 256), g: random.integer(0, 256), b: random.integer(0, 256) };
  return await sharp({ create: { width: 320, height: 200, channels: 3, background } })
    .png()
    .toBuffer();
}
