import { parseArgs } from "node:util";
import { postgresAnswers } from "../test/harness/databases.ts";
import type { BenchOptions, Figure, Row } from "./row.ts";
import { accept } from "./rows/accept.ts";
import { busy } from "./rows/busy.ts";
import { firstSight } from "./rows/first-sight.ts";
import { memory } from "./rows/memory.ts";
import { page } from "./rows/page.ts";
import { pipeline } from "./rows/pipeline.ts";
import { reads } from "./rows/reads.ts";
import { search } from "./rows/search.ts";
import { sse } from "./rows/sse.ts";
import { start } from "./rows/start.ts";
import { uploads } from "./rows/uploads.ts";
import { jsonOf, tableOf } from "./table.ts";

/** Every row, in the order of the table of aims. */
const ROWS: readonly Row[] = [accept, busy, reads, pipeline, firstSight, search, sse, memory, uploads, start, page];

const HELP = `npm run bench -- [--rows a,b] [--rounds n] [--quick] [--no-postgres] [--json]

Measures ours and the limit beside it in the same run, in turn, on 127.0.0.1 only.

${ROWS.map(({ name, about }) => `  ${name.padEnd(16)}${about}`).join("\n")}

  --rows          only these, separated by commas
  --rounds        runs of each side (5; 2 with --quick)
  --quick         short and rough, to see that everything works
  --no-postgres   SQLite only; without it PostgreSQL is measured too where it answers
  --json          every run as JSON instead of a table
`;

/** `npm run bench`: exits with 1 only when a row could not be measured; aims that are missed are figures, not failures. */
async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string" },
      rounds: { type: "string" },
      quick: { type: "boolean", default: false },
      postgres: { type: "boolean", default: true },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
    allowNegative: true,
  });
  if (values.help) return void process.stdout.write(HELP);
  const wanted = values.rows?.split(",").map((name) => name.trim()) ?? ROWS.map(({ name }) => name);
  const unknown = wanted.find((name) => !ROWS.some((row) => row.name === name));
  if (unknown !== undefined) throw new Error(`there is no row "${unknown}"; see --help`);
  const { quick } = values;
  const options: BenchOptions = {
    quick,
    rounds: Number(values.rounds ?? (quick ? 2 : 5)),
    runMs: quick ? 800 : 3_000,
    postgres: values.postgres && (await postgresAnswers()),
  };
  const figures: Figure[] = [];
  for (const row of ROWS.filter(({ name }) => wanted.includes(name))) {
    const startedAt = performance.now();
    process.stderr.write(`${row.name} …`);
    try {
      figures.push(...(await row.measure(options)));
      process.stderr.write(` ${Math.round((performance.now() - startedAt) / 1_000)} s\n`);
    } catch (error) {
      process.stderr.write(
        ` could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exitCode = 1;
    }
  }
  process.stdout.write(`${values.json ? jsonOf(figures) : tableOf(figures)}\n`);
}

await bench();
