import assert from "node:assert/strict";
import { mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { newId } from "../../src/core/ids.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { openS3StandIn, type S3StandIn } from "../harness/s3-stand-in.ts";
import { runProgram } from "./run-program.ts";

const TWO_DAYS_S = 2 * 86_400;

async function fullWall(t: TestContext): Promise<{ wall: Journey; keys: string[] }> {
  const wall = await newJourney(t, { workers: false });
  const keys: string[] = [];
  for (const text of ["one", "two", "three"]) {
    const form = new FormData();
    form.append("files", new File([text], `${text}.txt`));
    const { body } = await wall.expect<{ item_id: string }>(202, "POST", "/share", { body: form });
    const id = (await wall.item(body.item_id)).files[0]?.id ?? "";
    keys.push(`${id.slice(-2)}/${id}`);
  }
  return { wall, keys };
}

const settingsFor = (wall: Journey, bucket: S3StandIn): Record<string, string> => ({
  DATA_DIR: wall.dataDir,
  LOG_LEVEL: "silent",
  AWS_ENDPOINT_URL_S3: bucket.endpoint,
  AWS_ACCESS_KEY_ID: "any",
  AWS_SECRET_ACCESS_KEY: "quince-4711",
});

test("files move to a bucket and back, each hashed on its way, and what is there is not sent again", async (t) => {
  const bucket = await openS3StandIn(t);
  const { wall, keys } = await fullWall(t);
  const settings = settingsFor(wall, bucket);
  const place = `s3://${bucket.bucket}/moved`;
  const running = await runProgram(t, ["move-files", "--to", place], { settings });
  assert.equal(running.code, 1);
  assert.match(running.stderr, /process \d+/, "not while a server writes files");
  await wall.stop();

  // It breaks off at the third file.
  bucket.fail("deny", { when: ({ method, name }) => method === "PUT" && name.endsWith(keys[2] ?? "") });
  const broken = await runProgram(t, ["move-files", "--to", place], { settings });
  assert.equal(broken.code, 1);
  assert.match(broken.stderr, /run it again/);
  assert.doesNotMatch(broken.stderr, /quince/, "the secret is never told");
  bucket.mend();
  const moved = await runProgram(t, ["move-files", "--to", place], { settings });
  assert.equal(moved.code, 0, moved.stderr);
  assert.match(moved.stdout, /^Copied 1 files \(5 bytes\); 2 lay there already\.\nSet FILES_URL=s3:\/\/wall\/moved/);
  assert.deepEqual([...bucket.objects.keys()].sort(), keys.map((key) => `moved/${key}`).sort());
  const there = { ...settings, FILES_URL: place };
  const doctor = await runProgram(t, ["doctor", "--deep"], { settings: there });
  assert.match(doctor.stdout, /^✓ Files .*all 3 are as the rows say/m);

  await rm(join(wall.dataDir, "files"), { recursive: true });
  const back = await runProgram(t, ["move-files", "--to", `file:${wall.dataDir}/files`, "--json"], { settings: there });
  assert.equal(back.code, 0, back.stderr);
  assert.deepEqual(JSON.parse(back.stdout), { copied: 3, copiedBytes: 11, skipped: 0, missing: [], damaged: [] });
  const nowhere = await runProgram(t, ["move-files", "--to", place], { settings: there });
  assert.equal(nowhere.code, 2);
});

test("a file that is damaged or gone is told and keeps no other from moving", async (t) => {
  const bucket = await openS3StandIn(t);
  const { wall, keys } = await fullWall(t);
  await wall.stop();
  const [damaged = "", gone = ""] = keys;
  await writeFile(join(wall.dataDir, "files", damaged), "oen");
  await rm(join(wall.dataDir, "files", gone));
  const settings = settingsFor(wall, bucket);
  const moved = await runProgram(t, ["move-files", "--to", "s3://wall"], { settings });
  assert.equal(moved.code, 1);
  assert.match(
    moved.stdout,
    new RegExp(`Copied 1 files[^]*Missing at the old place: ${gone}[^]*not copied: ${damaged}`),
  );
});

test("the doctor finds files that are missing, of another size, or of no row, while the server runs", async (t) => {
  const { wall, keys } = await fullWall(t);
  const folder = join(wall.dataDir, "files");
  const [gone = "", grown = ""] = keys;
  await rm(join(folder, gone));
  await writeFile(join(folder, grown), "two and more");
  const id = newId();
  const [old, young] = [join(folder, id.slice(-2), id), join(folder, "ab", newId())];
  for (const path of [old, young]) {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, "whose?");
  }
  const then = Date.now() / 1_000 - TWO_DAYS_S;
  await utimes(old, then, then);
  const settings = { DATA_DIR: wall.dataDir };
  const { code, stdout } = await runProgram(t, ["doctor", "--deep"], { settings });
  assert.equal(code, 1);
  assert.match(stdout, new RegExp(`✗ Files .*1 missing: ${gone}`));
  assert.match(stdout, new RegExp(`✗ Files .*1 of another size: ${grown}`));
  assert.match(stdout, new RegExp(`! Files .*1 of no row: ${id.slice(-2)}/${id}`));
  const shallow = await runProgram(t, ["doctor"], { settings });
  assert.doesNotMatch(shallow.stdout, / Files /);
});
