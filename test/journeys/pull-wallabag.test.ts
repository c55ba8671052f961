import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import { keepSecret } from "../../src/store/import-pulls.ts";
import { importIs } from "../harness/imports.ts";
import { withRows } from "../harness/look-inside.ts";
import { article } from "../harness/pages.ts";
import { highlightsOf, itemsOf, pull, secretsOf, wallFor } from "../harness/pulls.ts";
import { openWallabag } from "../harness/service-wallabag.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const READ_AFTER = { seconds: 11 };

const entry = (id: number, more: Record<string, unknown> = {}) => ({
  id,
  url: `https://ferry.example/${id}`,
  given_url: `https://ferry.example/${id}`,
  title: `Crossing ${id}`,
  content: `<p>The ferry no ${id} sails at dawn.</p>`,
  is_archived: 0,
  is_starred: 0,
  tags: [],
  annotations: [],
  created_at: "2018-02-03T04:05:06+0000",
  published_at: null,
  published_by: null,
  domain_name: "ferry.example",
  language: "en",
  mimetype: "text/html",
  ...more,
});
const annotation = (quote: string, text: string) => ({ id: 1, quote, text, created_at: "2018-03-01T00:00:00+0000" });

const FLEET = [
  entry(1, {
    content: article({ title: "The crossing" }),
    is_starred: 1,
    tags: [{ id: 3, label: "boats", slug: "boats" }],
    annotations: [annotation("counts the geese", "and the hens?")],
  }),
  entry(2, { is_archived: 1 }),
  entry(3, { content: "wallabag can't retrieve contents for this article." }),
];

for (const topology of TOPOLOGIES) {
  test(
    `everything of a wallabag comes over its API, let in by a login that is forgotten at once (${topology})`,
    await within(topology),
    async (t) => {
      const wallabag = await openWallabag(t, { entries: FLEET }, 2);
      const wall = await wallFor(t, wallabag, { topology });
      const { address, login } = wallabag;
      const begun = await pull(wall, "wallabag", { address, login });
      const { check, format } = await importIs(wall, begun, "ready");
      assert.deepEqual([format, check?.things, check?.highlights, check?.pages], ["wallabag", 3, 1, 2]);
      assert.deepEqual(
        wallabag.exchanges,
        [{ grant_type: "password", ...login }],
        "the password was sent once, in a form",
      );
      const [kept] = await secretsOf(wall);
      assert.ok(kept?.includes("wallabag-refresh-1"), "what the token is renewed by is kept while it waits");
      for (const secret of [login.password, login.username]) assert.ok(!kept?.includes(secret), "no longer needed");
      assert.ok(!wallabag.requests.some((path) => path.includes(login.client_secret)), "no address has a secret");

      await wall.expect(202, "POST", `/imports/${begun.id}/start`);
      const done = await importIs(wall, begun, "done");
      assert.equal(done.counts.made, 3);
      await withRows(wall, (store) => store.write((unit) => keepSecret(unit, begun.id, "a token that came late")));
      assert.deepEqual(await secretsOf(wall), [null], "what is forgotten stays so");
      const items = await itemsOf(wall);
      const crossing = items.find(({ title }) => title === "Crossing 1");
      assert.deepEqual(
        [crossing?.created_at, crossing?.tags.map(({ name }) => name), crossing?.pinned_at === null],
        ["2018-02-03T04:05:06.000Z", ["boats"], false],
      );
      assert.deepEqual(await highlightsOf(wall, crossing), [["counts the geese", "and the hens?", null]]);
      assert.notEqual(items.find(({ title }) => title === "Crossing 2")?.archived_at ?? null, null);
      wall.clock.forward(READ_AFTER);
      await until("the page to be read as it came", async () => {
        const found = (await wall.get<{ items: Item[] }>("/search?q=flood")).items;
        return found.some(({ id }) => id === crossing?.id);
      });
      const told = JSON.stringify(await wall.get("/imports"));
      for (const secret of Object.values(login).filter((word) => word !== login.username))
        assert.ok(!told.includes(secret), "no answer tells it");
    },
  );
}

test("a token that ends in the midst is followed by another, without the password", async (t) => {
  const entries = Array.from({ length: 7 }, (_, n) => entry(n + 1));
  const wallabag = await openWallabag(t, { entries, questionsAToken: 2 }, 1);
  const wall = await wallFor(t, wallabag);
  const { address, login } = wallabag;
  const done = await importIs(wall, await pull(wall, "wallabag", { address, login }, { start: true }), "done");
  assert.equal(done.counts.made, 7);
  assert.deepEqual(
    wallabag.exchanges.map(({ grant_type }) => grant_type),
    ["password", "refresh_token", "refresh_token", "refresh_token"],
  );
  assert.ok(wallabag.exchanges.slice(1).every((sent) => !("password" in sent)));
});

test("a token that somebody has lets in, too, and a version that keeps annotations apart is asked for them", async (t) => {
  const bare = FLEET.map(({ annotations: _, ...rest }) => rest);
  const annotations = { 2: [annotation("sails at dawn", "")] };
  const wallabag = await openWallabag(t, { entries: bare, annotations, isOld: true }, 2);
  const wall = await wallFor(t, wallabag);
  const done = await importIs(
    wall,
    await pull(wall, "wallabag", { address: wallabag.address, key: wallabag.key }, { start: true }),
    "done",
  );
  assert.deepEqual([done.counts.made, done.check?.highlights], [3, 1]);
  const second = (await itemsOf(wall)).find(({ title }) => title === "Crossing 2");
  assert.deepEqual(await highlightsOf(wall, second), [["sails at dawn", null, null]]);
  assert.deepEqual(wallabag.exchanges, []);
});

test("a password goes to nothing that does not call itself wallabag, and is tried once", async (t) => {
  const wallabag = await openWallabag(t, { entries: FLEET });
  const wall = await wallFor(t, wallabag);
  const { address, login } = wallabag;
  const failsWith = async (way: { address: string; login: typeof login }) =>
    (await importIs(wall, await pull(wall, "wallabag", way), "failed")).error?.code;
  wallabag.disturbances.push({ status: 200, body: '{"appname":"wallaby"}' });
  assert.equal(await failsWith({ address, login }), "service-not-understood");
  assert.equal(await failsWith({ address: `${address}/elsewhere`, login }), "service-not-understood");
  assert.equal(wallabag.exchanges.length, 0);
  assert.equal(await failsWith({ address, login: { ...login, password: "guessed" } }), "service-refused");
  assert.equal(wallabag.exchanges.length, 1, "whoever guesses again is locked out");
  assert.deepEqual(await secretsOf(wall), [null, null, null]);

  wallabag.disturbances.push({ at: /oauth/, status: 307, headers: { location: "https://thief.example/" } });
  assert.equal(await failsWith({ address, login }), "service-not-understood", "a login is sent on to nobody");
  wallabag.disturbances.push({ at: /oauth/, status: 200, body: '{"access_token":"with\\nlines"}' });
  assert.equal(await failsWith({ address, login }), "service-not-understood");
});

test("a login is for wallabag alone, and stands in no place of a key", async (t) => {
  const wallabag = await openWallabag(t, { entries: [] });
  const wall = await wallFor(t, wallabag);
  const { address, login, key } = wallabag;
  for (const wrong of [
    { service: "karakeep", address, login },
    { service: "wallabag", address, login, key },
    { service: "wallabag", address },
    { service: "wallabag", address, login: { ...login, password: "" } },
    { service: "wallabag", address, login: { username: "ada", password: "p" } },
    { service: "wallabag", address, login: { ...login, scope: "all" } },
  ]) {
    const { body } = await wall.refused("400 fields-not-valid", "POST", "/imports/pull", { body: wrong });
    assert.ok(!JSON.stringify(body).includes(login.client_secret), "a refusal does not say it again");
  }
});
