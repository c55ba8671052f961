import { once } from "node:events";
import { resolve, sep } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { parseArgs } from "node:util";
import { postgresAnswers } from "../test/harness/databases.ts";
import { newTemplate } from "../test/harness/postgres-template.ts";
import { hasPostgresPrograms, newPrivatePostgres, type PrivatePostgres } from "../test/harness/private-postgres.ts";
import { findTestFiles } from "./tests/find-test-files.ts";
import { triedAgain } from "./tests/second-try.ts";
import { shortPath, type TestResult, TestWatch } from "./tests/test-watch.ts";

/** Tests of several processes that take minutes. */
const DISTRIBUTED_ONLY = `${sep}test${sep}distributed${sep}`;

/** What V8 made of a module is kept between processes: loading the program costs each of some hundred a quarter less. */
const COMPILED = "node_modules/.cache/compiled-for-tests";

/** A test that waits for ever fails after so long, and the rest of its file goes on. */
const TEST_MS = 5 * 60_000;

/** Fewer would leave a processor idle while a file starts; with three, tests of two processors got into each other's way. */
const FILES_AT_ONCE = 2;

/**
 * `npm test [-- part-of-a-path …] [--name pattern] [--topology embedded|postgres|distributed] [--own-processes]`: runs every
 * test/**\/*.test.ts whose path contains one of the parts; journeys embedded, or on the topology that is asked for, each
 * server and worker in a process of its own if so wished. Exits with 1 if a test fails, a file has no tests or hangs, and under CI
 * also if a test is skipped. Files of `second-try.ts` that failed are run once more, alone; what then passes is named.
 */
async function runTests(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: "string", multiple: true },
      topology: { type: "string" },
      "own-processes": { type: "boolean" },
    },
  });
  if (values.topology !== undefined) process.env["TEST_TOPOLOGY"] = values.topology;
  if (values["own-processes"]) process.env["TEST_PROCESSES"] = "own";
  const isDistributed = values.topology === "distributed";
  const files = (await findTestFiles(process.cwd(), positionals)).filter(
    (file) => isDistributed || !file.includes(DISTRIBUTED_ONLY),
  );
  if (files.length === 0) {
    process.stderr.write(`No test file matches ${positionals.join(", ") || "test/**/*.test.ts"}.\n`);
    process.exitCode = 1;
    return;
  }
  // Set by a test that runs us; node would take our files for a part of that one and run none.
  delete process.env["NODE_TEST_CONTEXT"];

  process.env["NODE_COMPILE_CACHE"] ??= resolve(COMPILED);
  const postgres = await startPostgresIfNone();
  const template = await makeTemplate(postgres !== null);
  const names = values.name;
  const first = await runFiles(files, names);
  const again = triedAgain(first.failed);
  if (again.length > 0) process.stdout.write(`\n! once more, alone: ${again.map(shortPath).join(", ")}\n`);
  const second = again.length > 0 ? await runFiles(again, names) : null;
  await template?.drop();
  await postgres?.close();

  const complaints = second ? second.complaints : first.complaints;
  for (const complaint of complaints) process.stdout.write(`✗ ${complaint}\n`);
  if (second && complaints.length === 0)
    for (const file of again) process.stdout.write(`! failed at first and passed alone: ${shortPath(file)}\n`);
  process.stdout.write(first.summary);
  if (second) process.stdout.write(`the second time:\n${second.summary}`);
  process.exitCode = complaints.length === 0 ? 0 : 1;
}

/** Runs the files, two at once, and tells of it as it goes on. */
async function runFiles(files: readonly string[], names: string[] | undefined): Promise<TestResult> {
  const stop = new AbortController();
  const watch = new TestWatch(() => stop.abort());
  const events = run({
    files: [...files],
    concurrency: FILES_AT_ONCE,
    signal: stop.signal,
    timeout: TEST_MS,
    ...(names ? { testNamePatterns: names } : {}),
  });
  watch.follow(events);
  const report = events.compose(new spec());
  report.pipe(process.stdout, { end: false });
  await once(report, "end");
  return watch.end({
    skippedIsFailure: process.env["CI"] === "true",
    // Where tests are chosen by their names, a file may well have none of them.
    emptyIsFailure: names === undefined,
  });
}

/** Tables are made once for the whole run, and copied by its tests. */
async function makeTemplate(isOwn: boolean): Promise<{ drop(): Promise<void> } | null> {
  if (!isOwn && !(await postgresAnswers())) return null;
  const template = await newTemplate();
  process.env["TEST_DATABASE_TEMPLATE"] = template.name;
  return template;
}

/** One server for the whole run where none answers and one is installed. */
async function startPostgresIfNone(): Promise<PrivatePostgres | null> {
  if ((await postgresAnswers()) || process.env["TEST_DATABASE_URL"] || !hasPostgresPrograms) return null;
  const postgres = await newPrivatePostgres({ settings: { max_connections: "200" } });
  process.env["TEST_DATABASE_URL"] = postgres.url;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void postgres.close().finally(() => process.exit(1)));
  return postgres;
}

await runTests();
