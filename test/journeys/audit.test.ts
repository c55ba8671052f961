import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { AuditEntry } from "../../src/contract/audit.ts";
import { forgetOldAudit } from "../../src/store/audit.ts";
import { arriveAs, invite, PASSWORD, signInAs, signInBody, tokenOf } from "../harness/accounts.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const settings = { RATE_LIMIT_SIGN_IN: "off" };
const auditOf = async (wall: Journey, query = "") =>
  await wall.get<{ items: AuditEntry[]; next_cursor: string | null }>(`/audit${query}`);
const actionsOf = async (wall: Journey) =>
  (await auditOf(wall, "?limit=100")).items.map(({ action }) => action).toReversed();

for (const topology of TOPOLOGIES) {
  test(
    `what is done about accounts is written down, by whom, to whom and from where (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings });
      const { id, as } = await arriveAs(wall, "lin", { name: "Lin" });
      const { id: invitation } = await invite(wall);
      await wall.expect(204, "DELETE", `/invitations/${invitation}`);
      const key = (
        await wall.expect<{ id: string; key: string }>(201, "POST", "/keys", {
          ...as,
          body: { name: "K", scopes: ["read"] },
        })
      ).body;
      await wall.expect(204, "DELETE", `/keys/${key.id}`, as);
      await wall.expect(204, "POST", "/api/auth/sign-out", await signInAs(wall, "lin"));
      await wall.expect(204, "PUT", "/me/password", { ...as, body: { password: `${PASSWORD}!`, current: PASSWORD } });
      await wall.expect(200, "PATCH", "/house", { body: { members_may_invite: true } });
      const link = (await wall.expect<{ url: string }>(201, "POST", `/people/${id}/reset-link`)).body;
      await wall.expect(204, "PATCH", `/people/${id}`, { body: { disabled: true } });
      await wall.expect(204, "PATCH", `/people/${id}`, { body: { disabled: false } });
      await wall.expect(204, "DELETE", `/people/${id}?confirm=lin`);

      assert.deepEqual(await actionsOf(wall), [
        ...["invitation-made", "invitation-used", "signed-in", "invitation-made", "invitation-revoked", "key-made"],
        ...["key-revoked", "signed-in", "session-ended", "password-changed", "house-changed", "reset-link-made"],
        ...["person-disabled", "person-enabled", "person-removed"],
      ]);
      const { items } = await auditOf(wall);
      const made = items.find(({ action }) => action === "key-made");
      assert.deepEqual([made?.actor, made?.subject, made?.detail], [{ id, name: "Lin" }, key.id, { scopes: "read" }]);
      assert.equal(items.find(({ action }) => action === "reset-link-made")?.subject_name, "Lin");
      assert.match(made?.address ?? "", /^(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1)$/);
      const all = JSON.stringify(
        await withRows(wall, ({ reader }) => reader.selectFrom("audit").selectAll().execute()),
      );
      for (const secret of [PASSWORD, key.key, tokenOf(link.url)])
        assert.ok(!all.includes(secret), "no secret is written down");
    },
  );

  test(`who was let onto a wall, and by what, is written down (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false, settings });
    const { id, as } = await arriveAs(wall, "lin");
    const { id: board } = (await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Ropes" } })).body;
    const before = (await actionsOf(wall)).length;
    const { url } = (
      await wall.expect<{ url: string }>(201, "POST", `/walls/${board}/invitations`, { body: { role: "viewer" } })
    ).body;
    await wall.expect(200, "POST", "/join", { ...as, body: { token: tokenOf(url) } });
    await wall.expect(200, "PATCH", `/walls/${board}/members/${id}`, { body: { role: "editor" } });
    const link = (await wall.expect<{ id: string }>(201, "POST", `/walls/${board}/links`, { body: { kind: "view" } }))
      .body;
    await wall.expect(204, "DELETE", `/walls/${board}/links/${link.id}`);
    await wall.expect(200, "PUT", `/walls/${board}/owner`, { body: { person: id } });
    await wall.expect(204, "DELETE", `/walls/${board}/members/${(await auditOf(wall)).items[0]?.actor?.id}`);
    assert.deepEqual((await actionsOf(wall)).slice(before), [
      ...["wall-invitation-made", "wall-joined", "wall-role-changed", "wall-link-made", "wall-link-revoked"],
      ...["wall-handed-on", "wall-left"],
    ]);
  });

  test(
    `refused sign-ins are one row for an account and ten minutes, without what was typed (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings });
      const { id } = await arriveAs(wall, "lin");
      const refused = async () =>
        (await auditOf(wall, "?limit=100")).items.filter(({ action }) => action === "sign-in-refused");
      const guess = async (login: string) =>
        wall.refused("401 sign-in-refused", "POST", "/api/auth/sign-in", signInBody(login, "a guess at it"));
      await Promise.all(Array.from({ length: 10 }, () => guess("lin")));
      for (const login of ["my own password", "another", "and another"]) await guess(login);
      await until("both to be written down", async () => (await refused()).length === 2);
      assert.deepEqual((await refused()).map(({ subject }) => subject).toSorted(), [id, null].toSorted());
      wall.clock.forward({ minutes: 11 });
      await guess("lin");
      await until("one more", async () => (await refused()).length === 3);
      const all = JSON.stringify(
        await withRows(wall, ({ reader }) => reader.selectFrom("audit").selectAll().execute()),
      );
      assert.doesNotMatch(all, /my own password|another|a guess/);
    },
  );
}

test("the record is read page by page, the newest first, and forgotten after 400 days", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  for (let made = 0; made < 5; made += 1) await invite(wall);
  const seen: AuditEntry[] = [];
  let query = "?limit=2";
  for (;;) {
    const { items, next_cursor } = await auditOf(wall, query);
    seen.push(...items);
    if (next_cursor === null) break;
    query = `?limit=2&cursor=${next_cursor}`;
  }
  assert.equal(new Set(seen.map(({ id }) => id)).size, 5);
  assert.deepEqual(
    seen.map(({ id }) => id),
    seen
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  );
  for (const bad of ["nothing", "%00", "W10"])
    await wall.refused("422 cursor-not-valid", "GET", `/audit?cursor=${bad}`);

  const [oldest] = seen.toReversed();
  await withRows(wall, (store) =>
    store.write(async (unit) => {
      const at = unit.nowMs - 401 * 86_400_000;
      await unit.db
        .updateTable("audit")
        .set({ at })
        .where("id", "=", oldest?.id ?? "")
        .execute();
      await forgetOldAudit(unit);
    }),
  );
  const left = await withRows(wall, ({ reader }) => reader.selectFrom("audit").select("id").execute());
  assert.equal(left.length, 4);
});

for (const topology of TOPOLOGIES)
  test(
    `the record is narrowed to what it is about, and to whom, page by page, with the names of both (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings });
      const lin = await arriveAs(wall, "lin", { name: "Lin" });
      const max = await arriveAs(wall, "max");
      for (const items of [1, 2, 3]) {
        await wall.expect(204, "PATCH", `/people/${lin.id}`, { body: { quota: { items } } });
        // Of what happens on two servers within a few ms either may count as the newer.
        await sleep(25);
      }
      await wall.expect(204, "PATCH", `/people/${max.id}`, { body: { quota: { bytes: 10 } } });
      const first = await auditOf(wall, `?about=limits&person=${lin.id}&limit=2`);
      const rest = await auditOf(wall, `?about=limits&person=${lin.id}&limit=2&cursor=${first.next_cursor}`);
      assert.deepEqual(
        [...first.items, ...rest.items].map(({ action, detail, subject_name: name }) => [action, detail, name]),
        [3, 2, 1].map((items) => ["quota-changed", { items }, "Lin"]),
      );
      assert.equal(rest.next_cursor, null);
      const ofMax = (await auditOf(wall, `?person=${max.id}`)).items.map(({ action }) => action);
      assert.deepEqual(ofMax, ["quota-changed", "signed-in", "invitation-used"]);
      assert.deepEqual((await auditOf(wall, "?about=keys")).items, []);
      assert.deepEqual((await auditOf(wall, "?person=nobody")).items, []);
      await wall.refused("400 fields-not-valid", "GET", "/audit?about=secrets");
      await wall.refused("403 scope-too-small", "GET", "/audit?about=limits", lin.as);
    },
  );
