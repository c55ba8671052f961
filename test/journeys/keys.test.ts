import assert from "node:assert/strict";
import { test } from "node:test";
import type { Key } from "../../src/contract/walls.ts";
import { newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

for (const topology of TOPOLOGIES) {
  test(
    `a key is shown once, does what its scope says, and ends at once or in its time (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const inTenMinutes = new Date(Date.now() + 600_000).toISOString();
      const body = { name: "Phone\u202e", scopes: ["read", "share", "read"], expires_at: inTenMinutes };
      const { body: made } = await wall.expect<Key & { key: string }>(201, "POST", "/keys", { body });
      assert.match(made.key, /^dw_[0-9a-f]{32}_[\w-]{32}$/);
      assert.deepEqual(
        [made.name, made.scopes, made.expires_at, made.used_at],
        ["Phone", ["read", "share"], inTenMinutes, null],
      );
      const { key: _, ...shown } = made;
      assert.deepEqual((await wall.get<{ items: Key[] }>("/keys")).items.at(-1), shown);
      assert.deepEqual(await wall.get(`/keys/${made.id}`), shown);
      const kept = await withRows(wall, ({ reader }) => reader.selectFrom("api_keys").selectAll().execute());
      assert.ok(!JSON.stringify(kept).includes(made.key.slice(-32)), "the secret itself is kept");

      const as = { key: made.key };
      await wall.get("/items", as);
      await wall.expect(202, "POST", "/share", { ...as, body: { text: "from the phone" } });
      const small = await wall.refused("403 scope-too-small", "POST", "/walls", { ...as, body: { name: "x" } });
      assert.match(small.body.detail, /write/);
      await wall.refused("403 scope-too-small", "GET", "/keys", as);

      const short = await wall.keyOf("read");
      const { key: other } = await wall.keyOf("read");
      await wall.get("/me", { key: short.key });
      await wall.expect(204, "DELETE", `/keys/${short.id}`);
      // Other servers hear of it by the channel, a moment later.
      if (topology === "distributed") {
        const isRefused = async () => (await wall.ask("GET", "/me", { key: short.key })).status === 401;
        await until("the key to end on both", async () => (await isRefused()) && (await isRefused()));
      }
      await wall.refused("401 credentials-refused", "GET", "/me", { key: short.key });
      await wall.refused("404 not-found", "DELETE", `/keys/${short.id}`);
      await wall.refused("404 not-found", "GET", `/keys/${short.id}`);
      await wall.get("/me", { key: other });

      // The copy that is believed for a while is not believed beyond the key's own end.
      wall.clock.forward({ seconds: (Date.parse(inTenMinutes) - Date.now()) / 1_000 - 8 });
      await wall.get("/me", as);
      await until("the key to end", async () => (await wall.ask("GET", "/me", as)).status === 401);
      await wall.refused("422 out-of-range", "POST", "/keys", {
        body: { name: "late", scopes: ["read"], expires_at: "2020-01-01T00:00:00Z" },
      });
      for (const wrong of [
        { scopes: [] },
        { scopes: ["root"] },
        { scopes: "read" },
        { expires_at: "soon" },
        { hash: "x" },
      ])
        await wall.refused("400 fields-not-valid", "POST", "/keys", {
          body: { name: "k", scopes: ["read"], ...wrong },
        });
      await wall.refused("422 field-too-long", "POST", "/keys", { body: { name: "n".repeat(121), scopes: ["read"] } });

      const pages = [await wall.get<{ items: Key[]; next_cursor: string }>("/keys?limit=2")];
      pages.push(await wall.get(`/keys?limit=2&cursor=${pages[0]?.next_cursor}`));
      // Each server has a local key of its own beside the two made here.
      const keys = topology === "distributed" ? 4 : 3;
      assert.deepEqual([pages.flatMap(({ items }) => items).length, pages[1]?.next_cursor], [keys, null]);
    },
  );
}

test("a key that is none is refused alike, however wrong it is, also where anybody may ask", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { key } = await wall.keyOf("read");
  const wrong = [
    `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`,
    key.replace(/^dw_./, "dw_f"),
    "dw_",
    "x",
    `${key}x`,
    key.toUpperCase(),
  ];
  for (const other of wrong) {
    for (const path of ["/me", "/health"]) {
      const { body } = await wall.refused("401 credentials-refused", "GET", path, { key: other });
      assert.equal(body.detail, "This API key is not known here, has expired or was revoked.");
    }
  }
  for (const authorization of ["Basic dXNlcjpwdw==", "Bearer", `Bearer ${key} ${key}`, key])
    await wall.refused("401 credentials-refused", "GET", "/me", { key: null, headers: { authorization } });
  await wall.refused("401 credentials-missing", "GET", "/me", { key: null });
  await wall.get("/me", { key: null, headers: { authorization: `bearer  ${key}` } });
});
