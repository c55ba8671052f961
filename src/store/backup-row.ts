/** One backup that was taken, or was tried. */
export interface BackupRow {
  id: string;
  cause: "asked" | "schedule" | "migration";
  state: "running" | "verified" | "failed";
  /** The machine that took it. */
  host: string;
  /** The folder it lies in, by its whole path there. */
  folder: string | null;
  bytes: number;
  error: string | null;
  started_at: number;
  ended_at: number | null;
}
