/** Exit codes of the command line; `--help` explains them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, unreached: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with one sentence on standard error. */
export class CommandFailed extends Error {
  readonly exitCode: ExitCode;

  constructor(sentence: string, exitCode: ExitCode = EXIT.failed, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = "CommandFailed";
    this.exitCode = exitCode;
  }
}

/** Ends the command because it was asked for something that cannot be meant. */
export const wrongUsage = (sentence: string): CommandFailed => new CommandFailed(sentence, EXIT.usage);

/** Errors whose message is a sentence for the person who runs the server. */
const SPOKEN = new Set([
  "SettingRefused",
  "FolderTaken",
  "DatabaseTooNew",
  "HalfMoved",
  "MoveRefused",
  "ArchiveRefused",
  "BackupRefused",
]);

const SYSTEM: Readonly<Record<string, (error: NodeJS.ErrnoException) => string>> = {
  EADDRINUSE: (error) =>
    `Another program listens on port ${portOf(error)} already; end it, or set PORT to another one (0 picks a free one).`,
  EADDRNOTAVAIL: (error) =>
    `This machine has no address ${addressOf(error)}; set HOST to one it has, such as 127.0.0.1.`,
  EACCES: (error) =>
    error.syscall === "listen"
      ? `This user may not listen on port ${portOf(error)}; set PORT to one above 1023.`
      : `This user may not use ${error.path ?? "a file that is needed"}; change its rights, or set DATA_DIR to another folder.`,
  EROFS: (error) =>
    `${error.path ?? "The data folder"} lies on a disk that cannot be written; set DATA_DIR to another folder.`,
  ENOTDIR: (error) => `${error.path ?? "The data folder"} is not a folder; set DATA_DIR to one.`,
  EEXIST: (error) => `${error.path ?? "The data folder"} is a file, not a folder; set DATA_DIR to another one.`,
  ENOSPC: () => "The disk is full; make room and start again.",
};

const portOf = (error: NodeJS.ErrnoException): string => ("port" in error ? String(error.port) : "");
const addressOf = (error: NodeJS.ErrnoException): string => ("address" in error ? String(error.address) : "");

/** What went wrong as one sentence, and the code to exit with. Never a stack trace. */
export function explain(error: unknown): { sentence: string; exitCode: ExitCode } {
  if (error instanceof CommandFailed) return { sentence: error.message, exitCode: error.exitCode };
  if (!(error instanceof Error)) return { sentence: `Something broke: ${String(error)}.`, exitCode: EXIT.failed };
  if (error.name === "SettingRefused") return { sentence: error.message, exitCode: EXIT.usage };
  if (SPOKEN.has(error.name)) return { sentence: error.message, exitCode: EXIT.failed };
  if (error.name === "DatabaseUnavailable")
    return {
      sentence: `The database cannot be used (${error.message}): look at DATABASE_URL and whether it runs.`,
      exitCode: EXIT.failed,
    };
  if (error.name === "NotReadableError")
    return { sentence: "A file changed or went away while it was sent; share it again.", exitCode: EXIT.failed };
  if (error.name === "Problem") return { sentence: error.message, exitCode: EXIT.failed };
  const code = "code" in error ? String(error.code) : "";
  const sentence =
    SYSTEM[code]?.(error) ?? `Something broke: ${error.message.replace(/\s+/g, " ").replace(/\.?$/, ".")}`;
  return { sentence, exitCode: EXIT.failed };
}

/**
 * Ends the process by one sentence for what is thrown where nobody can catch it: a file that changes while it is sent
 * is thrown by Node past every promise.
 */
export function endOnFault(): void {
  process.once("uncaughtException", (error) => {
    const { sentence, exitCode } = explain(error);
    process.stderr.write(`${sentence}\n`, () => process.exit(exitCode));
  });
}
