import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";

const RUN_TESTS = join(import.meta.dirname, "..", "..", "scripts", "run-tests.ts");
const PASSES = `import { test } from "node:test"; test("it holds", () => {});`;

test("tests that pass are counted, and files can be chosen by a part of their path", (t) => {
  const folder = aFolder(t, {
    "test/core/one.test.ts": PASSES,
    "test/two.test.ts": `import { test } from "node:test"; test("no", () => { throw new Error("no"); });`,
  });
  const all = runTests(folder, []);
  assert.equal(all.status, 1);
  assert.match(all.stdout, /^# tests 2\n# pass 1\n# fail 1$/m);
  const chosen = runTests(folder, ["test/core"]);
  assert.equal(chosen.status, 0, chosen.stdout + chosen.stderr);
  assert.match(chosen.stdout, /^# tests 1\n# pass 1\n# fail 0$/m);
});

test("a choice that no file matches is a failure", (t) => {
  const { status, stderr } = runTests(aFolder(t, { "test/one.test.ts": PASSES }), ["test/two"]);
  assert.equal(status, 1);
  assert.match(stderr, /No test file matches test\/two/);
});

test("a skipped test is named, and under CI it is a failure", (t) => {
  const folder = aFolder(t, {
    "test/one.test.ts": `${PASSES} test("it would hold", { skip: "no database here" }, () => {});`,
  });
  assert.equal(runTests(folder, []).status, 0);
  const underCi = runTests(folder, [], { CI: "true" });
  assert.equal(underCi.status, 1);
  assert.match(underCi.stdout, /skipped.*test\/one\.test\.ts: it would hold \(no database here\)/);
});

test("a file that breaks before its first test, or has none, is a failure", (t) => {
  const broken = runTests(aFolder(t, { "test/one.test.ts": `throw new Error("broken");` }), []);
  assert.equal(broken.status, 1);
  const empty = runTests(aFolder(t, { "test/one.test.ts": "export {};" }), []);
  assert.equal(empty.status, 1);
  assert.match(empty.stdout, /test\/one\.test\.ts: there is no test in it/);
});

test("what drives a browser and fails is run once more, alone, and is named when it passes then", (t) => {
  const folder = aFolder(t, {
    "test/harness/browser.ts": "export const visits = 0;",
    "test/one.test.ts": failsUntil("once", 'import { visits } from "./harness/browser.ts";'),
    "test/two.test.ts": PASSES,
  });
  const { status, stdout } = runTests(folder, [], { CI: "true" });
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^! once more, alone: test\/one\.test\.ts$/m);
  assert.match(stdout, /^! failed at first and passed alone: test\/one\.test\.ts$/m);
  assert.match(stdout, /^# tests 2\n# pass 1\n# fail 1$/m);
  assert.match(stdout, /^the second time:\n# tests 1\n# pass 1\n# fail 0$/m);
});

test("what fails twice fails, and so does anything that drives no browser, or many files at once", (t) => {
  const usesBrowser = 'import { visits } from "./harness/browser.ts";';
  const browser = { "test/harness/browser.ts": "export const visits = 0;" };
  const never = runTests(aFolder(t, { ...browser, "test/one.test.ts": failsUntil("never", usesBrowser) }), []);
  assert.equal(never.status, 1);
  assert.match(never.stdout, /once more, alone/);
  const ours = runTests(
    aFolder(t, {
      ...browser,
      "test/one.test.ts": failsUntil("once", usesBrowser),
      "test/two.test.ts": failsUntil("once", ""),
    }),
    [],
  );
  assert.equal(ours.status, 1);
  assert.doesNotMatch(ours.stdout, /once more/);
  const names = ["one", "two", "three", "four"];
  const many = names.map((name) => [`test/${name}.test.ts`, failsUntil("once", usesBrowser)] as const);
  const all = runTests(aFolder(t, { ...browser, ...Object.fromEntries(many) }), []);
  assert.equal(all.status, 1);
  assert.doesNotMatch(all.stdout, /once more/);
});

/** A test that fails the first time that it is run in its folder, or always. */
function failsUntil(when: "once" | "never", imports: string): string {
  return `import { existsSync, writeFileSync } from "node:fs";
import { test } from "node:test";
${imports}
test("it holds", () => {
  const was = import.meta.filename + ".was";
  if (existsSync(was) && ${when === "once"}) return;
  writeFileSync(was, "");
  throw new Error("not yet");
});`;
}

function aFolder(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "dw-tests-"));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function runTests(cwd: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, CI: "", ...environment };
  return spawnSync(process.execPath, [RUN_TESTS, ...words], { cwd, env, encoding: "utf8" });
}
