import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckResult } from "./command.ts";

interface LockFile {
  readonly packages: Readonly<Record<string, { resolved?: string; link?: boolean; integrity?: string }>>;
}

/**
 * The lock works wherever a registry is: it names each package by version and hash, and neither the registry's host nor
 * a place on the machine that wrote it.
 */
export async function checkLockFile(folder: string): Promise<CheckResult> {
  const { packages } = JSON.parse(await readFile(join(folder, "package-lock.json"), "utf8")) as LockFile;
  const faults = Object.entries(packages).flatMap(([path, { resolved, link, integrity }]) => [
    ...(resolved === undefined ? [] : [`${path} is resolved to ${resolved}`]),
    ...(link ? [`${path} is a link`] : []),
    ...(path !== "" && !integrity ? [`${path} has no hash`] : []),
    ...(path !== "" && !path.startsWith("node_modules/") ? [`${path} lies outside node_modules`] : []),
  ]);
  const advice = "npm install --package-lock-only --omit-lockfile-registry-resolved writes it without hosts.";
  return { passed: faults.length === 0, output: [...faults, advice].join("\n") };
}
