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
