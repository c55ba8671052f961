import { existsSync } from "node:fs";
import type { Command } from "commander";
import { serverFileOf } from "../app/local-files.ts";
import { findMisspeltSettings, readClientSettings, readServerSettings } from "../config/client-settings.ts";
import type { Settings } from "../config/settings.ts";
import { type Finding, failure, ok, warning, wordsOf } from "./doctor/finding.ts";
import { checkClock, checkNode, checkPage, checkPictures } from "./doctor/machine.ts";
import { EXIT } from "./failure.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, padTo, plainLine, printJson, type Terminal } from "./terminal.ts";

export function addDoctor(program: Command): void {
  withServer(
    program
      .command("doctor")
      .description("look whether everything is as it should be, and say what to do")
      .option("--deep", "compare every file with its row, too"),
  )
    .addHelpText(
      "after",
      examples([
        ["digital-wall doctor", "looks at this machine, its folder and its server"],
        ["digital-wall doctor --deep", "looks for every file that rows name, and for those that none does"],
        ["digital-wall doctor --json", "for scripts; exits with 1 if anything fails"],
      ]),
    )
    .action(doctor);
}

async function doctor(options: ServerOptions & { readonly deep?: boolean }): Promise<void> {
  const [settingsFinding, settings] = checkSettings();
  const findings = [
    checkNode(),
    settingsFinding,
    ...(settings ? await checkHere(settings, options.deep ?? false) : []),
    ...(await checkTheServer(options)),
    checkPage(),
    await guarded("Clock", checkClock),
    await checkPictures(),
  ];
  if (options.json) printJson({ healthy: findings.every(({ level }) => level !== "failure"), findings });
  else print(openTerminal(process.stdout), findings);
  process.exitCode = findings.some(({ level }) => level === "failure") ? EXIT.failed : EXIT.ok;
}

function checkSettings(): [Finding, Settings | null] {
  try {
    const settings = readServerSettings();
    const [misspelt] = findMisspeltSettings();
    const finding = misspelt
      ? warning("Settings", `${misspelt.name} has no effect`, `${misspelt.meant} was probably meant.`)
      : ok("Settings", "can be read");
    return [finding, settings];
  } catch (error) {
    return [
      failure("Settings", wordsOf(error), "Change it where you set it; docs/operating.md lists all settings."),
      null,
    ];
  }
}

async function checkHere(settings: Settings, isDeep: boolean): Promise<Finding[]> {
  const [
    { checkDisk, checkFolder, checkKeyFile, checkLock },
    { checkDatabase },
    { checkRedis },
    { checkBucket, checkEveryFile },
    { checkBackups },
  ] = await Promise.all([
    import("./doctor/folder.ts"),
    import("./doctor/database.ts"),
    import("./doctor/redis.ts"),
    import("./doctor/files.ts"),
    import("./doctor/backups.ts"),
  ]);
  const redis = await checkRedis(settings);
  return [
    await guarded("Folder", () => checkFolder(settings)),
    await guarded("Disk", () => checkDisk(settings)),
    await guarded("Lock", () => checkLock(settings)),
    await checkDatabase(settings),
    ...(redis ? [redis] : []),
    ...(await checkBucket(settings)),
    ...(isDeep ? await checkEveryFile(settings) : []),
    await guarded("Backup", () => checkBackups(settings)),
    await guarded("Owner's key", () => checkKeyFile(settings)),
  ];
}

async function checkTheServer(options: ServerOptions): Promise<Finding[]> {
  try {
    const settings = readClientSettings();
    const isExpected =
      options.server !== undefined || settings.server !== null || existsSync(serverFileOf(settings.dataDir));
    const { checkServer } = await import("./doctor/server.ts");
    return await checkServer(options, { isExpected });
  } catch (error) {
    return [failure("Server", wordsOf(error), "Change the setting.")];
  }
}

/** A check that breaks is a finding, too. */
async function guarded(check: string, look: () => Finding | Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return failure(check, `could not be looked at (${wordsOf(error)})`, "Look at the rights of this user.");
  }
}

const MARKS = { ok: ["green", "✓"], warning: ["yellow", "!"], failure: ["red", "✗"] } as const;

function print(terminal: Terminal, findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ check }) => check.length));
  for (const { check, level, found, todo } of findings) {
    const [colour, mark] = MARKS[level];
    terminal.print(`${terminal.paint(colour, mark)} ${padTo(check, width)}  ${plainLine(found)}`);
    if (todo !== null) terminal.print(`  ${" ".repeat(width)}  ${terminal.paint("bold", plainLine(todo))}`);
  }
  const failures = findings.filter(({ level }) => level === "failure").length;
  const warnings = findings.filter(({ level }) => level === "warning").length;
  const counted = [failures > 0 ? `${failures} failed` : "", warnings > 0 ? `${warnings} to look at` : ""]
    .filter(Boolean)
    .join(", ");
  terminal.print(counted === "" ? "\nEverything is as it should be." : `\n${counted}.`);
}
