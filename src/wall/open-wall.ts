import { createHmac, timingSafeEqual } from "node:crypto";
import { isId } from "../core/ids.ts";
import { isPassword } from "../core/password-hash.ts";
import type { Store } from "../store/store.ts";
import type { WallLinkRow } from "../store/wall-link-tables.ts";
import { findOpenLink, findStandingBoard, type OpenLink, touchWallLink } from "../store/wall-links.ts";
import type { WallStanding } from "../store/walls.ts";
import { hashSecret } from "./keys.ts";

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const TOUCHED_EVERY_MS = 3_600_000;
/** Whoever gave the password need not give it again for so long. */
export const PASS_SECONDS = 12 * 3_600;

/**
 * What a link's secret opens now. Null for one that never was, that was revoked, that expired, and whose wall is gone: all
 * alike. What is compared is the hash of what was sent, so that times tell nothing of the secret.
 */
export async function openLink(
  store: Store,
  { token, kind }: { token: string; kind: WallLinkRow["kind"] },
): Promise<OpenLink | null> {
  if (!TOKEN.test(token)) return null;
  const nowMs = await store.nowMs();
  const opened = await findOpenLink(store.reader, { tokenHash: hashSecret(token), kind, nowMs });
  if (!opened) return null;
  const { link } = opened;
  if (nowMs - (link.used_at ?? 0) > TOUCHED_EVERY_MS) await store.write((unit) => touchWallLink(unit, link.id));
  return opened;
}

/** A wall that its owner has made public; null for all others, alike. */
export async function openPublicWall({ reader }: Store, id: string): Promise<WallStanding | null> {
  const wall = isId(id) ? await findStandingBoard(reader, id) : undefined;
  return wall?.visibility === "public" ? wall : null;
}

/**
 * Proves for twelve hours that somebody gave the password of a link. It is signed by the password's own hash, which no
 * other link has and nobody is told: another password makes it void, and there is nothing to keep.
 */
export function passFor(link: WallLinkRow, nowMs: number): string {
  const until = (nowMs + PASS_SECONDS * 1_000).toString(36);
  return `${until}.${macOf(link, until)}`;
}

/** Whether whoever has this pass may see what the link opens; a link without a password asks for none. */
export function isLetIn(link: WallLinkRow, { pass, nowMs }: { pass: string | null; nowMs: number }): boolean {
  if (link.password_hash === null) return true;
  const [until = "", mac = ""] = pass?.split(".") ?? [];
  const right = Buffer.from(macOf(link, until));
  const given = Buffer.from(mac);
  return given.length === right.length && timingSafeEqual(given, right) && Number.parseInt(until, 36) > nowMs;
}

/** Whether this is the password of the link. */
export async function opensLink({ password_hash: hash }: WallLinkRow, password: string): Promise<boolean> {
  return hash === null || (await isPassword(password, hash));
}

const macOf = (link: WallLinkRow, until: string): string =>
  createHmac("sha256", link.password_hash ?? "")
    .update(`${link.id}.${until}`)
    .digest("base64url");
