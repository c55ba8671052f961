/** A backup that cannot be taken or restored; the message is for the person who runs the server. */
export class BackupRefused extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "BackupRefused";
  }
}

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const SQLITE_FULL = 13;

/** What kept a backup from being taken, in a few words that name no content. */
export function reasonOf(error: unknown): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause ? String(cause.code) : "";
    if (FULL.has(code) || ("errcode" in cause && cause.errcode === SQLITE_FULL)) return "the disk is full";
    if (["EACCES", "EPERM", "EROFS"].includes(code)) return "the folder of backups cannot be written";
  }
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 300);
}
