import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { test } from "node:test";
import type { AuditEntry } from "../../src/contract/audit.ts";
import type { House, Person } from "../../src/contract/people.ts";
import { until } from "../harness/until.ts";
import { ended, runProgram, type Serving, serve, startProgram } from "./run-program.ts";

const PASSWORD = "seven lamps at the quay";

async function say(t: TestContext, { settings }: Pick<Serving, "settings">, ...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram(t, words, { settings });
  assert.equal(code, 0, `${words.join(" ")}: ${stderr}`);
  return stdout.trim();
}

const peopleOf = async (t: TestContext, serving: Pick<Serving, "settings">) =>
  (JSON.parse(await say(t, serving, "people", "list", "--json")) as { items: Person[] }).items;

async function post(url: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Lin comes by an invitation that was made on the command line; tells the cookie of her session. */
async function linComes(t: TestContext, serving: Serving): Promise<string> {
  const link = await say(t, serving, "people", "invite", "--name", "Lin", "--email", "lin@quay.example", "--days", "2");
  const token = link.split("#")[1];
  const answer = await post(serving.url, "/api/auth/invitation/accept", { token, login: "lin", password: PASSWORD });
  assert.equal(answer.status, 200);
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

test("the owner invites, shuts out, lets in and helps people on the command line, and sees what was done", async (t) => {
  const serving = await serve(t);
  await linComes(t, serving);
  assert.deepEqual(
    (await peopleOf(t, serving)).map(({ login, name }) => [login, name]),
    [
      [null, null],
      ["lin", "Lin"],
    ],
  );
  await say(t, serving, "people", "disable", "LIN");
  assert.equal((await post(serving.url, "/api/auth/sign-in", { login: "lin", password: PASSWORD })).status, 401);
  await say(t, serving, "people", "enable", "lin@quay.example");
  const link = await say(t, serving, "people", "reset-link", "lin");
  const reset = { token: link.split("#")[1], password: "eight buoys in the fog" };
  assert.equal((await post(serving.url, "/api/auth/reset", reset)).status, 204);
  assert.equal((await post(serving.url, "/api/auth/sign-in", { login: "lin", password: reset.password })).status, 200);
  await say(t, serving, "people", "reset-totp", "lin");
  const listed = await say(t, serving, "people", "list");
  assert.match(listed, /owner[\s\S]*lin {2}Lin {2}active {2}password/);

  const { items } = JSON.parse(await say(t, serving, "audit", "--json")) as { items: AuditEntry[] };
  assert.deepEqual(items.map(({ action }) => action).slice(0, 4), [
    "signed-in",
    "password-reset",
    "reset-link-made",
    "person-enabled",
  ]);
  assert.match(await say(t, serving, "audit", "--limit", "2"), /signed-in +Lin/);

  const nobody = await runProgram(t, ["people", "disable", "max"], { settings: serving.settings });
  assert.deepEqual([nobody.code, /There is nobody "max" here/.test(nobody.stderr)], [1, true]);
  const unsure = await runProgram(t, ["people", "remove", "lin"], { settings: serving.settings });
  assert.deepEqual([unsure.code, /--yes/.test(unsure.stderr)], [2, true]);
  const owner = await runProgram(t, ["people", "remove", "owner", "--yes"], { settings: serving.settings });
  assert.equal(owner.code, 1);
});

test("the owner says on the command line what people may have, sees what they have, and what was done about it", async (t) => {
  const serving = await serve(t);
  const cookie = await linComes(t, serving);
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  const share = async (text: string) => (await post(serving.url, "/api/v1/share", { text }, headers)).status;
  assert.match(await say(t, serving, "people", "house"), /who may come +by invitation[\s\S]*things +no limit/);
  await say(t, serving, "people", "house", "--items", "1", "--sign-up", "closed", "--others-invite", "yes");
  assert.deepEqual([await share("one"), await share("two")], [202, 409]);
  const limited = await say(t, serving, "people", "limit", "lin", "--items", "2", "--bytes", "1.5GB", "--ai", "0.5");
  assert.match(limited, /^Lin\n {2}1 of 2 things\n {2}0 bytes of 1.5 GB of files\n {2}\$0.00 of \$0.50 of analyses/);
  assert.deepEqual([await share("two"), await share("three")], [202, 409]);
  const { quota } = JSON.parse(await say(t, serving, "people", "limit", "lin", "--items", "house", "--json")) as Person;
  assert.deepEqual(quota.items, { used: 2, limit: 1, own: "house" });
  assert.match(await say(t, serving, "people", "list"), /lin {2}Lin .* 2 of 1 things/);
  const house = JSON.parse(await say(t, serving, "people", "house", "--items", "none", "--json")) as House;
  assert.deepEqual(house, {
    sign_up: "closed",
    members_may_invite: true,
    quota: { items: null, bytes: null, ai_usd: null },
  });

  const told = await say(t, serving, "audit", "--about", "limits", "--person", "lin");
  assert.match(told, /quota-changed .*Lin +items=house[\s\S]*Lin +items=2 bytes=1500000000 ai_usd=0.5/);
  assert.doesNotMatch(told, /signed-in|house-quota/);
  for (const words of [
    ["people", "limit", "lin", "--items", "1.5"],
    ["people", "limit", "lin", "--bytes", "much"],
    ["people", "limit", "lin", "--ai", "-1"],
    ["people", "house", "--items", "house"],
    ["people", "house", "--sign-up", "open"],
    ["people", "house", "--others-invite", "maybe"],
    ["audit", "--about", "secrets"],
  ])
    assert.equal((await runProgram(t, words, { settings: serving.settings })).code, 2, words.join(" "));
});

test("a removal whose process is killed goes on in the next one", async (t) => {
  const first = await serve(t, { DW_CRASH_AT: "in-removal:2" });
  const cookie = await linComes(t, first);
  for (let n = 0; n < 45; n += 1) {
    const headers = { cookie, "sec-fetch-site": "same-origin" };
    assert.equal((await post(first.url, "/api/v1/share", { text: `thing ${n} of Lin` }, headers)).status, 202);
  }
  const death = ended(first.program);
  await say(t, first, "people", "remove", "lin", "--yes");
  assert.equal((await death).signal, "SIGKILL");

  startProgram(t, ["serve"], { settings: { ...first.settings, PORT: "0" } });
  await until("Lin to be gone", async () => {
    const { code, stdout } = await runProgram(t, ["people", "list", "--json"], { settings: first.settings });
    return code === 0 && (JSON.parse(stdout) as { items: Person[] }).items.length === 1;
  });
});
