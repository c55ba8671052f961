import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { packageFolder } from "../../src/app/version.ts";

export interface CheckResult {
  readonly passed: boolean;
  /** What a person needs to see if it failed. */
  readonly output: string;
}

/** Runs a command of ours or of the machine in the package's folder, and keeps what it says. */
export function runCommand(command: string, words: readonly string[]): Promise<CheckResult> {
  return run(command, words, "pipe");
}

/** The same, for what takes long: its words go straight to our own output. */
export function runLoudly(command: string, words: readonly string[]): Promise<CheckResult> {
  return run(command, words, "inherit");
}

function run(command: string, words: readonly string[], output: "pipe" | "inherit"): Promise<CheckResult> {
  const { promise, resolve } = Promise.withResolvers<CheckResult>();
  const child = spawn(command, words, {
    cwd: packageFolder,
    stdio: ["ignore", output, output],
    env: { ...process.env, PATH: [join(packageFolder, "node_modules", ".bin"), process.env["PATH"]].join(delimiter) },
  });
  let said = output === "inherit" ? "see above" : "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  child.on("error", (error) => resolve({ passed: false, output: `${command} cannot be started: ${error.message}` }));
  child.on("close", (code, signal) => resolve({ passed: code === 0, output: said || `ended by ${signal ?? code}` }));
  return promise;
}
