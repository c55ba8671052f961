import type { Command } from "commander";
import { readServerSettings } from "../config/client-settings.ts";
import { examples } from "./server-options.ts";
import { printJson } from "./terminal.ts";

export function addMigrate(program: Command): void {
  program
    .command("migrate")
    .description("bring the database up to date and do nothing else (serve and worker do it by themselves)")
    .option("--json", "print JSON, for scripts")
    .addHelpText("after", examples([["DATABASE_URL=postgres://… digital-wall migrate", "before new versions start"]]))
    .action(migrate);
}

async function migrate({ json = false }: { json?: boolean }): Promise<void> {
  const settings = readServerSettings();
  const { runMigrations } = await import("../app/without-server.ts");
  const { applied } = await runMigrations(settings);
  if (json) return printJson({ applied });
  process.stdout.write(applied.length === 0 ? "The database is up to date.\n" : `Applied ${applied.join(", ")}.\n`);
}
