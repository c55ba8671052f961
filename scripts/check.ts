import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { packageFolder } from "../src/app/version.ts";
import { checkBundleBudget } from "./check/bundle-budget.ts";
import { type CheckResult, runCommand, runLoudly } from "./check/command.ts";
import { checkLockFile } from "./check/lock-file.ts";

interface Check {
  readonly name: string;
  readonly run: () => Promise<CheckResult>;
}

const LINTED = ["src", "test", "bench", "eval", "scripts", "web/src", "extension/src"];
const exists = (path: string): boolean => existsSync(join(packageFolder, path));

/** The one list, in order: what is quick and says most comes first. */
const CHECKS: readonly Check[] = [
  {
    name: "format and lint (biome)",
    run: () => runCommand("biome", ["ci", "--colors=off", "--max-diagnostics=50", "--diagnostic-level=error"]),
  },
  { name: "types of the program (tsc)", run: () => runCommand("tsc", ["-p", "tsconfig.json"]) },
  ...(exists("web/tsconfig.json")
    ? [{ name: "types of the page (tsc)", run: () => runCommand("tsc", ["-p", "web/tsconfig.json"]) }]
    : []),
  { name: "types of the extension (tsc)", run: () => runCommand("tsc", ["-p", "extension/tsconfig.json"]) },
  { name: "promises (oxlint)", run: () => runCommand("oxlint", ["--type-aware", ...LINTED.filter(exists)]) },
  { name: "unused code (knip)", run: () => runCommand("knip", ["--no-progress", "--treat-config-hints-as-errors"]) },
  // npm drops a platform package it cannot load without a word and writes a lock that `npm ci` refuses elsewhere.
  {
    name: "lock file installs (npm ci --dry-run)",
    run: () => runCommand("npm", ["ci", "--dry-run", "--ignore-scripts", "--no-audit", "--no-fund"]),
  },
  { name: "lock file names no host or path", run: () => checkLockFile(packageFolder) },
  {
    name: "generated files unchanged",
    run: () => runCommand(process.execPath, ["scripts/generate.ts", "--check"]),
  },
  { name: "quality not fallen (eval)", run: () => runCommand(process.execPath, ["eval/run.ts"]) },
  { name: "page builds", run: () => runCommand(process.execPath, ["scripts/prepare.js"]) },
  { name: "page within its budget", run: () => checkBundleBudget(packageFolder) },
];
const TESTS: Check = { name: "tests", run: () => runLoudly(process.execPath, ["scripts/run-tests.ts"]) };

/** `npm run check [-- --no-tests]`: runs the whole list whatever fails, tells all failures at the end, exits with 1. */
async function checkAll(): Promise<void> {
  const { values } = parseArgs({ options: { "no-tests": { type: "boolean", default: false } } });
  const failures: { name: string; output: string }[] = [];
  for (const { name, run } of values["no-tests"] ? CHECKS : [...CHECKS, TESTS]) {
    const startedMs = performance.now();
    const { passed, output } = await run();
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    process.stdout.write(`${passed ? "✓" : "✗"} ${name} (${seconds} s)\n`);
    if (!passed) failures.push({ name, output });
  }
  for (const { name, output } of failures) process.stdout.write(`\n✗ ${name}\n${output.trimEnd()}\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

await checkAll();
