import assert from "node:assert/strict";
import { test } from "node:test";
import { newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const cursor = (keys: unknown) => Buffer.from(JSON.stringify(keys)).toString("base64url");

for (const topology of TOPOLOGIES) {
  test(
    `NUL, lone surrogates and turned text are kept clean, not refused (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const odd = "a\u0000b\ud800c\ufeff\u202ed";
      const accepted = await wall.share({ title: odd, text: odd, note: odd, tags: [odd] });
      const item = await wall.item(accepted.item_id);
      assert.deepEqual([item.title, item.text, item.note], ["ab\ufffdcd", "ab\ufffdc\u202ed", "ab\ufffdc\u202ed"]);
      assert.deepEqual(item.tags, [{ name: "ab\ufffdcd", by: "person" }]);
      const path = `/items/${item.id}`;
      await wall.expect(200, "PATCH", path, {
        body: { title: `t${odd}`, note: odd, description: odd, text: odd, language: "e\u0000n" },
      });
      assert.equal((await wall.item(item.id)).title, "tab\ufffdcd");
      await wall.expect(200, "PATCH", `/walls/${await wall.inbox()}`, { body: { name: `Inbox${odd}` } });
      await wall.expect(201, "POST", "/keys", { body: { name: odd, scopes: ["read"] } });
      await wall.share({ url: "https://odd.example/%00\u0000x?a=%00#\u0000" });
      await wall.share({ url: "https://page.example/", html: `<title>${odd}</title>` });
      const form = new FormData();
      form.append("files", new File(["x"], `na\u0000me\u202e.txt`, { type: "text/plain" }));
      await wall.expect(202, "POST", "/share", { body: form });
      const faults: string[] = [];
      // NUL in an address is no reason to break either; lone surrogates cannot be written there.
      for (const [method, asked, expected] of [
        ["GET", "/search?q=a%00b", 200],
        ["GET", `/walls/${await wall.inbox()}/items?q=%00`, 200],
        ["GET", "/shares?reason=%00", 200],
        ["GET", "/items?url=https%3A%2F%2Fodd.example%2F%00", 200],
        ["GET", "/share/status/%00", 404],
        ["GET", "/events?walls=%00", 400],
        ["GET", "/events?shares=%00x", 404],
        ["PUT", `${path}/tags/t%00ag`, 200],
        ["DELETE", `${path}/tags/t%00ag`, 200],
        ["GET", `/items?cursor=${cursor(["\u0000"])}`, null],
        ["GET", `/shares?cursor=${cursor(["\u0000"])}`, null],
        ["GET", `/walls/${await wall.inbox()}/items?cursor=${cursor([1, "\u0000"])}`, null],
        ["GET", `/tags?cursor=${cursor([Number.MAX_SAFE_INTEGER])}`, null],
        ["GET", `/search?q=a&cursor=${cursor([Number.MAX_SAFE_INTEGER])}`, null],
        ["GET", `/changes?since=${cursor(["\u0000:1"])}`, null],
        ["GET", `/changes?since=${cursor([`${await wall.inbox()}:99999999999999`])}`, null],
        ["POST", "/shares/retry?reason=%00", 202],
      ] as const) {
        const { status, body } = await wall.ask(method, asked);
        const isFine = expected === null ? status < 500 : status === expected;
        if (!isFine) faults.push(`${method} ${asked} → ${status} ${JSON.stringify(body)}`);
      }
      assert.deepEqual(faults, []);
    },
  );
}
