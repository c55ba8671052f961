import type { Command } from "commander";

/** Options of every command that talks to a server. */
export interface ServerOptions {
  readonly server?: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** Adds them, last in the help. */
export function withServer(command: Command): Command {
  return command
    .option("--json", "print JSON, for scripts")
    .option("--server <url>", "the server to talk to (or DW_SERVER); by default the one of this machine")
    .option("--key <key>", "the API key to use there (or DW_KEY)");
}

/** Examples at the end of a command's help, each a command and what it does. */
export function examples(rows: readonly (readonly [command: string, meaning: string])[]): string {
  const width = Math.max(...rows.map(([command]) => command.length));
  return `\nExamples:\n${rows.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`).join("\n")}`;
}
