import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { openBuiltInAnalyst } from "../../src/ai/built-in/analyst.ts";
import { analyzeBuiltIn } from "../../src/ai/built-in/analyze.ts";
import { anInput, BEES } from "./an-input.ts";

const never = new AbortController().signal;
const threadOf = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

test("an analysis made in the thread is the one that the rules make", async (t) => {
  const analyst = openBuiltInAnalyst();
  t.after(() => analyst.close());
  const input = anInput({ text: BEES });
  assert.equal(analyst.name, "built-in");
  assert.equal(analyst.paid, false);
  assert.deepEqual(await analyst.analyze(input, never), { kind: "analysis", analysis: analyzeBuiltIn(input) });
});

test("many questions at once all get their own answer", async (t) => {
  const analyst = openBuiltInAnalyst();
  t.after(() => analyst.close());
  const titles = Array.from({ length: 20 }, (_, index) => `Note ${index}`);
  const outcomes = await Promise.all(titles.map((title) => analyst.analyze(anInput({ title, text: BEES }), never)));
  assert.deepEqual(
    outcomes.map((outcome) => outcome.kind === "analysis" && outcome.analysis.title),
    titles,
  );
});

test("an analysis that does not end is a timeout, and the next one gets a new thread", async (t) => {
  const stuck = threadOf(`
    import { parentPort } from "node:worker_threads";
    parentPort.on("message", ({ id, input }) => {
      if (input.title === "stuck") for (;;);
      parentPort.postMessage({ id, analysis: input.title });
    });`);
  const analyst = openBuiltInAnalyst({ thread: stuck, jobTimeoutMs: 300 });
  t.after(() => analyst.close());
  const outcomes = await Promise.all([
    analyst.analyze(anInput({ title: "stuck" }), never),
    analyst.analyze(anInput({ title: "fine" }), never),
  ]);
  assert.equal(outcomes[0].kind === "failure" && outcomes[0].code, "analysis-timeout");
  assert.equal(outcomes[1].kind, "analysis");
});

test("a thread that dies is a failure that can be tried again", async (t) => {
  const analyst = openBuiltInAnalyst({ thread: threadOf(`process.exit(3)`) });
  t.after(() => analyst.close());
  const outcome = await analyst.analyze(anInput({}), never);
  assert.equal(outcome.kind === "failure" && outcome.code, "analysis-crashed");
  assert.equal(outcome.kind === "failure" && outcome.retryable, true);
});

test("an aborted analysis throws the reason, waiting, running or not begun", async (t) => {
  const analyst = openBuiltInAnalyst();
  t.after(() => analyst.close());
  const reason = new Error("no longer wanted");
  const controller = new AbortController();
  const running = analyst.analyze(anInput({ text: BEES }), controller.signal);
  const waiting = analyst.analyze(anInput({ text: BEES }), controller.signal);
  controller.abort(reason);
  await assert.rejects(running, reason);
  await assert.rejects(waiting, reason);
  await assert.rejects(analyst.analyze(anInput({}), controller.signal), reason);
  assert.equal((await analyst.analyze(anInput({ text: BEES }), never)).kind, "analysis");
});

test("a closed analyst answers with a failure", async () => {
  const analyst = openBuiltInAnalyst();
  await analyst.close();
  const outcome = await analyst.analyze(anInput({}), never);
  assert.equal(outcome.kind === "failure" && outcome.code, "analysis-closed");
});

test("an idle analyst keeps no process alive", { timeout: 20_000 }, async () => {
  const analyst = new URL("../../src/ai/built-in/analyst.ts", import.meta.url).href;
  const program = `
    import { openBuiltInAnalyst } from ${JSON.stringify(analyst)};
    const input = ${JSON.stringify(anInput({ text: BEES }))};
    const outcome = await openBuiltInAnalyst().analyze(input, new AbortController().signal);
    console.log(outcome.kind);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program]);
  assert.equal(stdout.trim(), "analysis");
});
