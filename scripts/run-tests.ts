import { once } from "node:events";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { parseArgs } from "node:util";
import { findTestFiles } from "./tests/find-test-files.ts";
import { TestWatch } from "./tests/test-watch.ts";

/** Fewer would leave a processor idle while a file starts; each file is a process of its own. */
const FILES_AT_ONCE = 2;

/**
 * `npm test [-- part-of-a-path …] [--name pattern]`: runs every test/**\/*.test.ts whose path contains one of the
 * parts. Exits with 1 if a test fails, a file has no tests or hangs, and under CI also if a test is skipped.
 */
async function runTests(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { name: { type: "string", multiple: true } },
  });
  const files = await findTestFiles(process.cwd(), positionals);
  if (files.length === 0) {
    process.stderr.write(`No test file matches ${positionals.join(", ") || "test/**/*.test.ts"}.\n`);
    process.exitCode = 1;
    return;
  }
  // Set by a test that runs us; node would take our files for a part of that one and run none.
  delete process.env["NODE_TEST_CONTEXT"];

  const stop = new AbortController();
  const watch = new TestWatch(() => stop.abort());
  const events = run({
    files,
    concurrency: FILES_AT_ONCE,
    signal: stop.signal,
    ...(values.name ? { testNamePatterns: values.name } : {}),
  });
  watch.follow(events);
  const report = events.compose(new spec());
  report.pipe(process.stdout, { end: false });
  await once(report, "end");

  const { summary, complaints } = watch.end({ skippedIsFailure: process.env["CI"] === "true" });
  for (const complaint of complaints) process.stdout.write(`✗ ${complaint}\n`);
  process.stdout.write(summary);
  process.exitCode = complaints.length === 0 ? 0 : 1;
}

await runTests();
