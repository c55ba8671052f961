import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { FolderTaken, lockFolder } from "../../src/adapters/folder-lock.ts";

const HOLDER = new URL("../harness/hold-folder.ts", import.meta.url);

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dw-lock-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function heldByAnother(t: TestContext, folder: string): Promise<ChildProcess> {
  const child = fork(HOLDER, [folder], { execArgv: [] });
  t.after(() => child.kill("SIGKILL"));
  await once(child, "message");
  return child;
}

test("a second process is refused and told the first's pid", async (t) => {
  const folder = await newFolder(t);
  const holder = await heldByAnother(t, folder);
  assert.throws(
    () => lockFolder(folder),
    (error) => error instanceof FolderTaken && error.pid === String(holder.pid) && error.message.includes(error.pid),
  );
});

test("the folder is free as soon as its holder was killed, with nothing to clean up", async (t) => {
  const folder = await newFolder(t);
  for (let killed = 0; killed < 3; killed++) {
    const holder = await heldByAnother(t, folder);
    holder.kill("SIGKILL");
    await once(holder, "exit");
  }
  lockFolder(folder).release();
});

test("whoever releases the folder lets the next one in, and releasing twice does no harm", async (t) => {
  const folder = await newFolder(t);
  const lock = lockFolder(folder);
  assert.throws(() => lockFolder(folder), FolderTaken);
  lock.release();
  lock.release();
  await heldByAnother(t, folder);
});

test("who was refused leaves the holder's name and hold alone", async (t) => {
  const folder = await newFolder(t);
  const holder = await heldByAnother(t, folder);
  for (let attempt = 0; attempt < 3; attempt++)
    assert.throws(
      () => lockFolder(folder),
      (error) => error instanceof FolderTaken && error.pid === String(holder.pid),
    );
});
