import assert from "node:assert/strict";
import { test } from "node:test";
import type { Person } from "../../src/contract/people.ts";
import { newId } from "../../src/core/ids.ts";
import { MOVED_TABLES } from "../../src/store/moved-tables.ts";
import { arriveAs, NOBODY, PASSWORD, signInAs, signInBody, signInOwner } from "../harness/accounts.ts";
import { makeThings } from "../harness/example-requests.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import type { AskOptions } from "../harness/new-wall.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const settings = { RATE_LIMIT_SIGN_IN: "off" };
const peopleOf = async (wall: Journey, query = "") =>
  await wall.get<{ items: Person[]; next_cursor: string | null }>(`/people${query}`);
const isGone = async (wall: Journey, id: string) => !(await peopleOf(wall)).items.some((person) => person.id === id);

/** Every row of the database that names this person, by table; what was written down about accounts stays. */
async function rowsNaming(wall: Journey, person: string): Promise<string[]> {
  return await withRows(wall, async ({ reader }) => {
    const named: string[] = [];
    for (const table of MOVED_TABLES) {
      if (table === "audit" || table === "files") continue;
      const rows = await reader.selectFrom(table).selectAll().execute();
      if (rows.some((row) => Object.values(row).includes(person))) named.push(table);
    }
    return named;
  });
}

async function shareSome(wall: Journey, as: AskOptions, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const form = new FormData();
    form.append("text", `thing ${n} of somebody who leaves`);
    form.append("files", new File([`bytes ${n} ${newId()}`], `${n}.txt`, { type: "text/plain" }));
    await wall.expect(202, "POST", "/share", { ...as, body: form });
  }
}

for (const topology of TOPOLOGIES) {
  test(
    `the owner sees everybody, renames, shuts out and lets in again (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings });
      const { id } = await arriveAs(wall, "lin", { name: "Lin" });
      await arriveAs(wall, "max");
      const first = await peopleOf(wall, "?limit=2");
      assert.equal(first.items.length, 2);
      const rest = await peopleOf(wall, `?limit=2&cursor=${first.next_cursor}`);
      assert.deepEqual(
        [...first.items, ...rest.items].map(({ login, role }) => [login, role]),
        [
          [null, "owner"],
          ["lin", "person"],
          ["max", "person"],
        ],
      );
      await wall.expect(204, "PATCH", `/people/${id}`, { body: { name: " Lin\u202e of\nthe quay ", disabled: true } });
      const [, lin] = (await peopleOf(wall)).items;
      assert.deepEqual([lin?.name, lin?.state, lin?.password, lin?.totp], ["Lin of the quay", "disabled", true, false]);
      await wall.expect(204, "PATCH", `/people/${id}`, { body: { disabled: false } });
      await wall.get("/me", await signInAs(wall, "lin"));
      for (const body of [{}, { disabled: "yes" }, { role: "owner" }, { name: "x".repeat(121) }, { login: "ada" }])
        await wall.refused("400 fields-not-valid", "PATCH", `/people/${id}`, { body });
      await wall.refused("404 not-found", "PATCH", `/people/${newId()}`, { body: { disabled: true } });
    },
  );

  test(
    `who is removed is out at once, and all that was theirs goes, and nothing of others (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, settings });
      const { id, as } = await arriveAs(wall, "lin", { email: "lin@quay.example" });
      await makeThings(wall, { ...as, ownerToken: "" });
      await shareSome(wall, as, 3);
      const kept = await wall.share({ text: "Ada's own" });
      await wall.refused("403 confirmation-needed", "DELETE", `/people/${id}?confirm=max`);
      await wall.refused("400 fields-not-valid", "DELETE", `/people/${id}`);
      await wall.expect(204, "DELETE", `/people/${id}?confirm=lin`);
      await until("all to have heard", async () => {
        const answers = await Promise.all([wall.ask("GET", "/me", as), wall.ask("GET", "/me", as)]);
        return answers.every(({ status }) => status === 401);
      });
      await wall.refused("401 sign-in-refused", "POST", "/api/auth/sign-in", signInBody("lin"));
      await until("the account to be gone", () => isGone(wall, id));
      assert.deepEqual(await rowsNaming(wall, id), []);
      await wall.item(kept.item_id);
      const { id: another } = await arriveAs(wall, "lin", { email: "lin@quay.example" });
      assert.notEqual(another, id, "the name is free again");
      const states = await withRows(wall, ({ reader }) =>
        reader.selectFrom("files").select("state").where("owner", "=", id).execute(),
      );
      assert.ok(states.length > 0 && states.every(({ state }) => state === "leaving"), "the sweep takes the bytes");
    },
  );

  test(`a removal that was cut off goes on (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false, settings });
    const { id, as } = await arriveAs(wall, "lin");
    await shareSome(wall, as, 5);
    await wall.expect(204, "DELETE", `/people/${id}?confirm=lin`);
    await wall.refused("404 not-found", "PATCH", `/people/${id}`, { body: { disabled: false } });
    assert.equal((await peopleOf(wall)).items.find((person) => person.id === id)?.state, "leaving");
    await wall.restart({ workers: true });
    await until("the account to be gone", () => isGone(wall, id));
    assert.deepEqual(await rowsNaming(wall, id), []);
  });
}

test("a person closes their own account with the password, and the owner stays", async (t) => {
  const wall = await newJourney(t, { settings });
  const { id, as } = await arriveAs(wall, "lin");
  wall.clock.forward({ minutes: 11 });
  await wall.refused("403 confirmation-needed", "DELETE", "/me", { ...as, body: {} });
  await wall.refused("403 password-wrong", "DELETE", "/me", { ...as, body: { password: "not it" } });
  const { headers } = await wall.expect(204, "DELETE", "/me", { ...as, body: { password: PASSWORD } });
  assert.match(headers.get("set-cookie") ?? "", /dw_session=; Max-Age=0/);
  await wall.refused("401 credentials-missing", "GET", "/me", as);
  await until("the account to be gone", () => isGone(wall, id));

  const ada = await signInOwner(wall);
  await wall.refused("409 owner-stays", "DELETE", "/me", { ...ada, body: {} });
  const { person } = await wall.get<{ person: { id: string } }>("/me");
  await wall.refused("409 owner-stays", "PATCH", `/people/${person.id}`, { body: { disabled: true } });
  await wall.refused("409 owner-stays", "DELETE", `/people/${person.id}?confirm=${person.id}`);
});

test("a key that may do everything of somebody who is not the owner does nothing of the house", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const { as } = await arriveAs(wall, "lin");
  const { body } = await wall.expect<{ key: string }>(201, "POST", "/keys", {
    ...as,
    body: { name: "K", scopes: ["admin"] },
  });
  for (const [method, path] of [
    ["GET", "/people"],
    ["GET", "/house"],
    ["GET", "/audit"],
    ["GET", "/metrics"],
    ["POST", "/backups"],
    ["GET", "/queue?all=true"],
    ["POST", "/owner-link"],
  ] as const)
    await wall.refused("403 scope-too-small", method, path, { key: body.key });
  const health = await wall.get("/health", { key: body.key });
  assert.deepEqual(Object.keys(health).toSorted(), ["services", "status"]);
  assert.deepEqual(Object.keys(await wall.get("/health", NOBODY)), ["status"]);
  assert.deepEqual((await wall.get<{ breakers: object }>("/queue", { key: body.key })).breakers, {});
});
