import type { Backup } from "../../contract/backups.ts";
import { Problem } from "../../contract/problems.ts";
import { findBackup, lastBackups } from "../../store/backups.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";

export function backupRoutes({ store, backups }: HttpContext): Some<"backupTake" | "backupGet"> {
  async function backupOf(id: string): Promise<Backup> {
    const row = await findBackup(store.reader, id);
    if (!row) throw new Problem("not-found", "There is no such backup.");
    const { state, cause, host, folder, bytes, error } = row;
    const progress = backups.progressOf(id);
    return {
      id,
      state,
      cause,
      host,
      folder,
      bytes,
      error,
      progress: progress && { ...progress },
      started_at: new Date(row.started_at).toISOString(),
      ended_at: row.ended_at === null ? null : new Date(row.ended_at).toISOString(),
    };
  }
  return {
    async backupTake() {
      const id = (await backups.ask()) ?? (await lastBackups(store.reader)).running?.id;
      if (id === undefined)
        throw new Problem("overloaded", "Another process is ending a backup; ask again in a moment.");
      return { status: 202, headers: { location: `/api/v1/backups/${id}` }, body: await backupOf(id) };
    },
    async backupGet({ params }) {
      return { status: 200, body: await backupOf(params.id) };
    },
  };
}
