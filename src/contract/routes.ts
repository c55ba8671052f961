import type { Route } from "./route.ts";
import { AI_ROUTES } from "./routes/ai.ts";
import { BACKUP_ROUTES } from "./routes/backups.ts";
import { EXPORT_ROUTES } from "./routes/export.ts";
import { FEED_ROUTES } from "./routes/feeds.ts";
import { FILE_ROUTES } from "./routes/files.ts";
import { IMPORT_ROUTES } from "./routes/imports.ts";
import { ITEM_ROUTES } from "./routes/items.ts";
import { SHARE_ROUTES } from "./routes/shares.ts";
import { SYSTEM_ROUTES } from "./routes/system.ts";
import { TAG_ROUTES } from "./routes/tags.ts";
import { WALL_ROUTES } from "./routes/walls.ts";

/** The whole API. A route that is not here does not exist; one that is here and has no handler does not compile. */
export const ROUTES = {
  ...SHARE_ROUTES,
  ...ITEM_ROUTES,
  ...IMPORT_ROUTES,
  ...TAG_ROUTES,
  ...FILE_ROUTES,
  ...EXPORT_ROUTES,
  ...WALL_ROUTES,
  ...FEED_ROUTES,
  ...AI_ROUTES,
  ...SYSTEM_ROUTES,
  ...BACKUP_ROUTES,
} as const satisfies Record<string, Route>;

export type RouteId = keyof typeof ROUTES;
