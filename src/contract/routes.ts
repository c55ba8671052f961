import type { Route } from "./route.ts";
import { ACCOUNT_ROUTES } from "./routes/accounts.ts";
import { ACT_ROUTES } from "./routes/acts.ts";
import { AI_ROUTES } from "./routes/ai.ts";
import { BACKUP_ROUTES } from "./routes/backups.ts";
import { EXPORT_ROUTES } from "./routes/export.ts";
import { FEED_ROUTES } from "./routes/feeds.ts";
import { FILE_ROUTES } from "./routes/files.ts";
import { GUEST_SHARE_ROUTES } from "./routes/guest-shares.ts";
import { IMPORT_ROUTES } from "./routes/imports.ts";
import { ITEM_ROUTES } from "./routes/items.ts";
import { MEMBER_ROUTES } from "./routes/members.ts";
import { PEOPLE_ROUTES } from "./routes/people.ts";
import { READING_ROUTES } from "./routes/reading.ts";
import { SHARE_ROUTES } from "./routes/shares.ts";
import { SYSTEM_ROUTES } from "./routes/system.ts";
import { TAG_ROUTES } from "./routes/tags.ts";
import { WALL_LINK_ROUTES } from "./routes/wall-links.ts";
import { WALL_ROUTES } from "./routes/walls.ts";
import { WAY_IN_ROUTES } from "./routes/ways-in.ts";

/** The whole API. A route that is not here does not exist; one that is here and has no handler does not compile. */
export const ROUTES = {
  ...SHARE_ROUTES,
  ...ITEM_ROUTES,
  ...ACT_ROUTES,
  ...READING_ROUTES,
  ...IMPORT_ROUTES,
  ...TAG_ROUTES,
  ...FILE_ROUTES,
  ...EXPORT_ROUTES,
  ...WALL_ROUTES,
  ...MEMBER_ROUTES,
  ...WALL_LINK_ROUTES,
  ...GUEST_SHARE_ROUTES,
  ...FEED_ROUTES,
  ...AI_ROUTES,
  ...SYSTEM_ROUTES,
  ...ACCOUNT_ROUTES,
  ...PEOPLE_ROUTES,
  ...WAY_IN_ROUTES,
  ...BACKUP_ROUTES,
} as const satisfies Record<string, Route>;

export type RouteId = keyof typeof ROUTES;
