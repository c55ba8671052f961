import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { WallLink, WallLinkMade } from "../../src/contract/wall-links.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { setMember } from "../../src/store/members.ts";
import { makeKeyIn } from "../../src/wall/keys.ts";
import { comesBeside } from "../harness/beside.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { boardOf, linkTo, pathOfLink, tokenOf, visitPath } from "../harness/open-walls.ts";
import { arrive } from "../harness/people.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const QUIET = { RATE_LIMIT_SIGN_IN: "off", PUBLIC_URL: "https://wall.example.org", ALLOWED_HOSTS: "127.0.0.1" };

const links = async (wall: Journey, board: string) =>
  (await wall.get<{ items: WallLink[] }>(`/walls/${board}/links`)).items;
const visibility = async (wall: Journey, board: string) => (await wall.get<Wall>(`/walls/${board}`)).visibility;

for (const topology of TOPOLOGIES) {
  const options = await within(topology);
  const open = (t: Parameters<typeof newJourney>[0], settings: Record<string, string> = {}) =>
    newJourney(t, { topology, workers: false, settings: { ...QUIET, ...settings } });

  test(
    `a link is shown once, opens its wall and nothing else, and is kept as a hash (${topology})`,
    options,
    async (t) => {
      const wall = await open(t);
      const board = await boardOf(wall);
      assert.equal(await visibility(wall, board), "private");
      const made = await linkTo(wall, board, { name: "For Lin" });
      assert.match(made.url, /^https:\/\/wall\.example\.org\/w\/[\w-]{43}$/);
      assert.match(made.qr, /^<svg /);
      assert.equal(await visibility(wall, board), "link");
      assert.doesNotMatch(JSON.stringify(await links(wall, board)), new RegExp(tokenOf(made)));
      const rows = await withRows(wall, (store) => store.reader.selectFrom("wall_links").selectAll().execute());
      assert.doesNotMatch(JSON.stringify(rows), new RegExp(tokenOf(made)), "the secret is not in the rows");

      const there = await wall.share({ text: "seven lamps", wall_id: board });
      await wall.share({ text: "not for everybody" });
      const { items } = await wall.get<{ items: Item[] }>(`/links/${tokenOf(made)}/items`, { key: null });
      assert.deepEqual(
        items.map(({ id, share, added_by: by, wall_ids: on }) => [id, share, by, on]),
        [[there.item_id, null, null, [board]]],
      );
      assert.notEqual((await links(wall, board))[0]?.used_at, null);
    },
  );

  test(
    `whatever does not open is answered alike: unknown, revoked, expired, of a wall that is gone (${topology})`,
    options,
    async (t) => {
      const wall = await open(t);
      const [board, other] = [await boardOf(wall), await boardOf(wall, "Ropes")];
      const soon = new Date(Date.now() + 60_000).toISOString();
      const [revoked, expired, gone] = [
        await linkTo(wall, board),
        await linkTo(wall, board, { expires_at: soon }),
        await linkTo(wall, other),
      ];
      const guest = await linkTo(wall, board, { kind: "guest" });
      for (const each of [revoked, expired, gone]) assert.equal((await visitPath(wall, pathOfLink(each))).status, 200);
      await wall.expect(204, "DELETE", `/walls/${board}/links/${revoked.id}`);
      await wall.expect(204, "DELETE", `/walls/${other}`);
      wall.clock.forward({ seconds: 61 });
      const paths = [revoked, expired, gone].map(pathOfLink);
      const never = [`/w/${"x".repeat(43)}`, "/w/short", `/w/${tokenOf(guest)}`, `/p/${board}`, "/p/nothing"];
      const answers = [];
      for (const path of [...paths, ...never]) {
        const { status, headers, text } = await visitPath(wall, path);
        const told = Object.fromEntries(
          [...headers].filter(([name]) => !/^(x-request-id|x-process-time|date)$/.test(name)),
        );
        answers.push({ status, text, told });
      }
      for (const answer of answers) assert.deepEqual(answer, answers[0]);
      assert.equal(answers[0]?.status, 404);
      for (const each of [revoked, expired, gone])
        for (const door of ["items", "events"])
          await wall.refused("404 not-found", "GET", `/links/${tokenOf(each)}/${door}`, { key: null });
      await wall.refused("404 not-found", "DELETE", `/walls/${board}/links/${revoked.id}`);
      await wall.refused("404 not-found", "PATCH", `/walls/${board}/links/${revoked.id}`, { body: { name: "again" } });
    },
  );

  test(
    `an open stream ends when its link is revoked or expires, and when the wall is public no more (${topology})`,
    options,
    async (t) => {
      const wall = await open(t);
      const board = await boardOf(wall);
      const soon = new Date(Date.now() + 60_000).toISOString();
      const [one, two] = [await linkTo(wall, board), await linkTo(wall, board, { expires_at: soon })];
      await wall.expect(200, "PATCH", `/walls/${board}`, { body: { visibility: "public" } });
      const seen = await watch(t, wall, `/links/${tokenOf(one)}/events`, {});
      const until = await watch(t, wall, `/links/${tokenOf(two)}/events`, {});
      const everybody = await watch(t, wall, `/../../p/${board}/events`, {});
      const { item_id: item } = await wall.share({ text: "an eighth lamp", note: "bought too dear", wall_id: board });
      for (const stream of [seen, until, everybody]) {
        const { data } = await stream.first("the arrival", ({ event }) => event === "item");
        assert.equal((data as { id: string }).id, item);
        assert.doesNotMatch(JSON.stringify(data), /too dear/);
      }
      await wall.expect(200, "PATCH", `/items/${item}`, { body: { archived: true } });
      const { data } = await seen.first("what was put aside to go", ({ event }) => event === "removed");
      assert.equal((data as { id: string }).id, item);
      await wall.expect(204, "DELETE", `/walls/${board}/links/${one.id}`);
      await seen.ended;
      wall.clock.forward({ seconds: 61 });
      await until.ended;
      await wall.expect(200, "PATCH", `/walls/${board}`, { body: { visibility: "private" } });
      await everybody.ended;
    },
  );

  test(
    `a password is asked for once in twelve hours, by that link alone, and a new one shuts everybody out (${topology})`,
    options,
    async (t) => {
      const wall = await open(t);
      const board = await boardOf(wall);
      const [made, other] = [
        await linkTo(wall, board, { password: "seven lamps" }),
        await linkTo(wall, board, { password: "seven lamps" }),
      ];
      await wall.share({ text: "behind the door", wall_id: board });
      const path = pathOfLink(made);
      const asking = await visitPath(wall, path);
      assert.deepEqual([asking.status, asking.headers.get("cache-control")], [200, "no-store"]);
      assert.doesNotMatch(asking.text, /behind the door|Lamps of the harbour/, "not even its name");
      await wall.refused("401 credentials-missing", "GET", `/links/${tokenOf(made)}/items`, { key: null });
      for (const behind of ["/cover", "/events", "/i/x", "/files/x"])
        assert.equal((await visitPath(wall, `${path}${behind}`)).status, 404);

      const give = (password: string, to = path) =>
        visitPath(wall, to, { method: "POST", body: new URLSearchParams({ password }) });
      assert.equal((await give("eight lamps")).status, 403);
      const right = await give("seven lamps");
      assert.deepEqual([right.status, right.headers.get("location")], [303, path]);
      const set = right.headers.get("set-cookie") ?? "";
      assert.match(set, new RegExp(`Max-Age=43200; Path=${path}; HttpOnly; Secure; SameSite=Lax`));
      const cookie = set.split(";")[0] ?? "";
      assert.match((await visitPath(wall, path, { headers: { cookie } })).text, /behind the door/);
      assert.doesNotMatch((await visitPath(wall, pathOfLink(other), { headers: { cookie } })).text, /behind the door/);
      await wall.expect(200, "PATCH", `/walls/${board}/links/${made.id}`, { body: { password: "nine lamps" } });
      assert.doesNotMatch((await visitPath(wall, path, { headers: { cookie } })).text, /behind the door/);
      const again = ((await give("nine lamps")).headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      wall.clock.forward({ hours: 12, seconds: 1 });
      assert.doesNotMatch((await visitPath(wall, path, { headers: { cookie: again } })).text, /behind the door/);
      assert.equal(
        (await links(wall, board)).every((link) => link.has_password),
        true,
      );
    },
  );

  test(`tries of passwords and of links that are none are counted (${topology})`, options, async (t) => {
    const wall = await open(t, { RATE_LIMIT_SIGN_IN: "3/300" });
    const board = await boardOf(wall);
    const made = await linkTo(wall, board, { password: "seven lamps" });
    const give = (password: string) =>
      visitPath(wall, pathOfLink(made), { method: "POST", body: new URLSearchParams({ password }) });
    for (let n = 0; n < 3; n++) assert.equal((await give("no")).status, 403);
    const refused = await give("seven lamps");
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get("retry-after")) > 0);
    assert.equal((await visitPath(wall, `/w/${"y".repeat(43)}`)).status, 429, "links that are none count, too");
    assert.equal((await visitPath(wall, pathOfLink(made))).status, 200, "a link that is one is followed all the same");
  });

  test(
    `links are their wall's owner's: members, strangers and inboxes have none, and who gets the wall begins anew (${topology})`,
    options,
    async (t) => {
      const wall = await open(t);
      const board = await boardOf(wall);
      const made = await linkTo(wall, board);
      const { lin, key } = await withRows(wall, async (store) => {
        const { id } = await arrive(store, "Lin");
        return await store.write(async (unit) => {
          await setMember(unit, { wall: board, person: id, role: "editor", added_by: id, created_at: unit.nowMs });
          const { key } = await makeKeyIn(unit, { person: id, name: "Lin", scopes: ["admin"], expiresAtMs: null });
          return { lin: id, key };
        });
      });
      await wall.refused("403 role-too-small", "GET", `/walls/${board}/links`, { key });
      await wall.refused("403 role-too-small", "POST", `/walls/${board}/links`, { key, body: { kind: "view" } });
      await wall.refused("403 role-too-small", "DELETE", `/walls/${board}/links/${made.id}`, { key });
      const inbox = await wall.inbox();
      await wall.refused("409 inbox-is-private", "POST", `/walls/${inbox}/links`, { body: { kind: "view" } });
      await wall.refused("409 inbox-is-private", "PATCH", `/walls/${inbox}`, { body: { visibility: "public" } });
      await wall.expect(200, "PATCH", `/walls/${board}`, { body: { visibility: "public", indexed: true } });
      await wall.expect(200, "PUT", `/walls/${board}/owner`, { body: { person: lin } });
      assert.equal((await visitPath(wall, pathOfLink(made))).status, 404);
      assert.equal((await visitPath(wall, `/p/${board}`)).status, 404);
      const { items } = await wall.get<{ items: WallLink[] }>(`/walls/${board}/links`, { key });
      assert.deepEqual(items, []);
      assert.equal((await wall.get<Wall>(`/walls/${board}`, { key })).visibility, "private");
    },
  );

  test(`what a link cannot be is refused by name (${topology})`, options, async (t) => {
    const wall = await open(t);
    const board = await boardOf(wall);
    const ask = `/walls/${board}/links`;
    for (const body of [
      {},
      { kind: "edit" },
      { kind: "view", password: "short" },
      { kind: "view", expires_at: "soon" },
      { kind: "view", token: "mine" },
      { kind: "view", name: "n".repeat(121) },
    ])
      await wall.refused("400 fields-not-valid", "POST", ask, { body });
    await wall.refused("422 out-of-range", "POST", ask, { body: { kind: "view", expires_at: "2020-01-01T00:00:00Z" } });
    await wall.refused("422 out-of-range", "POST", ask, { body: { kind: "guest", most_items: 0 } });
    const made = await linkTo(wall, board);
    await wall.refused("400 fields-not-valid", "PATCH", `${ask}/${made.id}`, { body: {} });
    await wall.refused("400 fields-not-valid", "PATCH", `${ask}/${made.id}`, { body: { kind: "guest" } });
    await wall.refused("422 cursor-not-valid", "GET", `/links/${tokenOf(made)}/items?cursor=AAAA`, { key: null });
    assert.equal((await visitPath(wall, `${pathOfLink(made)}?cursor=AAAA`)).status, 422);
    await wall.refused("404 not-found", "GET", `/links/%00/items`, { key: null });
    const { body: edited } = await wall.expect<WallLink>(200, "PATCH", `${ask}/${made.id}`, {
      body: { name: "For the family", embed: true, expires_at: null, password: null },
    });
    assert.deepEqual([edited.name, edited.embed, edited.has_password], ["For the family", true, false]);
  });

  test(
    `what belongs to somebody who is shut out is closed with them, and opens again with them (${topology})`,
    options,
    async (t) => {
      const wall = await open(t);
      const lin = await comesBeside(wall, "Lin");
      const { body } = await wall.expect<{ id: string }>(201, "POST", "/walls", { ...lin.as, body: { name: "Ropes" } });
      const { body: made } = await wall.expect<WallLinkMade>(201, "POST", `/walls/${body.id}/links`, {
        ...lin.as,
        body: { kind: "view" },
      });
      const path = `/links/${tokenOf(made)}/items`;
      const shutOut = (disabled: boolean) => wall.expect(204, "PATCH", `/people/${lin.id}`, { body: { disabled } });
      await wall.expect(200, "GET", path, { key: null });
      await shutOut(true);
      await wall.refused("404 not-found", "GET", path, { key: null });
      await shutOut(false);
      await wall.expect(200, "GET", path, { key: null });
    },
  );
}
