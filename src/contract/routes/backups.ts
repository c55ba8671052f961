import { Backup } from "../backups.ts";
import { Id } from "../parts.ts";
import type { Route } from "../route.ts";

/** Backups of everything; the owner's alone. */
export const BACKUP_ROUTES = {
  backupTake: {
    method: "POST",
    path: "/backups",
    group: "system",
    access: "admin",
    ofHouse: true,
    summary: "Take a backup now, or join the one that runs",
    answers: { 202: Backup },
  },
  backupGet: {
    method: "GET",
    path: "/backups/{id}",
    group: "system",
    access: "admin",
    ofHouse: true,
    summary: "How a backup stands",
    params: { id: Id },
    answers: { 200: Backup },
  },
} as const satisfies Record<string, Route>;
