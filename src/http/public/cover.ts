import type { FastifyReply } from "fastify";
import type { Store } from "../../store/store.ts";
import type { FileRow } from "../../store/tables.ts";
import type { WallStanding } from "../../store/walls.ts";
import { fileForAnybody, pageForAnybody } from "../../wall/seen-by-anybody.ts";
import { escaped } from "../escaped.ts";
import { cut, pictureOf } from "./cards.ts";

/** Of so many things at the top of a wall the first with a picture is its cover. */
const LOOKED_AT = 20;
const NAME_CHARACTERS = 40;

/** The picture that stands for a wall; null where none of its newest things has one. */
export async function coverOf(store: Store, wall: WallStanding): Promise<FileRow | null> {
  const { items } = await pageForAnybody(store, { wall, limit: LOOKED_AT });
  for (const item of items) {
    const picture = pictureOf(item);
    const file = picture && (await fileForAnybody(store, { wall, id: picture.id }));
    if (file) return file;
  }
  return null;
}

/** A card with the wall's name, where there is no picture. */
export function drawnCover(reply: FastifyReply, name: string): FastifyReply {
  const said = escaped(cut(name, NAME_CHARACTERS));
  return reply
    .type("image/svg+xml")
    .headers({ "cache-control": "private, no-cache", "content-security-policy": "default-src 'none'; sandbox" })
    .send(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="#f8f6f2"/><text x="600" y="335" font-family="Instrument Sans Variable, Noto Sans, system-ui, sans-serif" font-size="56" font-weight="600" text-anchor="middle" fill="#26211d">${said}</text></svg>`,
    );
}
