import assert from "node:assert/strict";
import { test } from "node:test";
import { Type } from "typebox";
import { Item } from "../../src/contract/items.ts";
import { closed, Id } from "../../src/contract/parts.ts";
import { ShareStatus } from "../../src/contract/shares.ts";
import { assertShape } from "../harness/contract-check.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const ItemEvent = closed({ ...Item.properties, wall_id: Id });
const RemovedEvent = closed({ id: Id, wall_id: Id, clock: Type.Integer() });
type ItemEvent = Item & { wall_id: string };

const isItem = (id: string | null) => (event: { event: string; data: unknown }) =>
  event.event === "item" && (event.data as Item).id === id;

for (const topology of TOPOLOGIES) {
  test(
    `a stream of walls and shares tells what changes, in the shapes of the contract (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const [inbox, { body: boats }] = [
        await wall.inbox(),
        await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Boats" } }),
      ];
      let letGo: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      wall.pages.answer(
        "/lamps",
        (_request, response) =>
          void held.then(() => response.writeHead(200, { "content-type": "text/html" }).end(article())),
      );
      const asked = wall.pages.nextAsked("/lamps");
      const share = await wall.share({ url: wall.pages.at("/lamps") });
      await asked;

      const stream = await watch(t, wall, `/events?walls=${inbox},${boats.id}&shares=${share.processing_id}`);
      const current = await stream.first("the share as it is", ({ event }) => event === "share");
      assert.equal((current.data as ShareStatus).status, "processing");
      const progress = await stream.first("how far the card is", ({ event }) => event === "progress");
      assert.deepEqual(
        [(progress.data as { item_id: string }).item_id, (progress.data as { wall_id: string }).wall_id, progress.id],
        [share.item_id, inbox, null],
      );

      letGo();
      await stream.first(
        "the end of the share",
        ({ event, data }) => event === "share" && (data as ShareStatus).status === "completed",
      );
      await stream.first(
        "the read item",
        (event) => isItem(share.item_id)(event) && (event.data as Item).state === "ready",
      );

      await wall.expect(200, "PUT", `/items/${share.item_id}/walls/${boats.id}`);
      await stream.first(
        "the item on its second wall",
        (event) => isItem(share.item_id)(event) && (event.data as ItemEvent).wall_id === boats.id,
      );
      await wall.expect(200, "DELETE", `/items/${share.item_id}/walls/${inbox}`);
      const removed = await stream.first("its going from the first", ({ event }) => event === "removed");
      assert.deepEqual(
        [(removed.data as { id: string }).id, (removed.data as { wall_id: string }).wall_id],
        [share.item_id, inbox],
      );

      for (const { event, data, id } of stream.events) {
        if (event === "item") assertShape(ItemEvent, data, "an item event");
        else if (event === "removed") assertShape(RemovedEvent, data, "a removed event");
        else if (event === "share") assertShape(ShareStatus, data, "a share event");
        else assert.equal(event, "progress");
        assert.equal(id !== null, event === "item" || event === "removed", `${event} has the id ${id}`);
      }
      const clocks = stream.events.filter(isItem(share.item_id)).map(({ data }) => data as ItemEvent);
      for (const one of [inbox, boats.id]) {
        const told = clocks.filter(({ wall_id }) => wall_id === one).map(({ clock }) => clock);
        assert.deepEqual(
          told,
          [...told].sort((a, b) => a - b),
        );
      }
    },
  );

  test(
    `a reader that was away at any moments ends with what a fresh read says (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const inbox = await wall.inbox();
      const { body: boats } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Boats" } });
      const path = `/events?walls=${inbox},${boats.id}`;
      const known = new Map<string, Item>();
      let lastId: string | null = null;
      let stream = await watch(t, wall, path);
      let applied = 0;
      // Somebody else never leaves, so that who comes back joins a feed that is further on.
      await watch(t, wall, path);

      // A reader leaves after so many events as chance says, and comes back with the id of its last one.
      const seed = Date.now() % 1_000_003;
      t.diagnostic(`seed ${seed}`);
      let drawn = seed;
      const draw = (below: number) => {
        drawn = (drawn * 48_271 + 11) % 2_147_483_647;
        return drawn % below;
      };
      const apply = () => {
        for (; applied < stream.events.length; applied += 1) {
          const { event, data, id } = stream.events[applied]!;
          if (event === "resync") assert.fail("nothing was forgotten, so nothing has to be loaded anew");
          if (event !== "item" && event !== "removed") continue;
          lastId = id;
          const { wall_id, ...item } = data as ItemEvent;
          if (event === "item") known.set(`${wall_id} ${item.id}`, item);
          else known.delete(`${wall_id} ${item.id}`);
        }
      };
      const comeBack = async () => {
        await stream.leave();
        apply();
        applied = 0;
        const headers = { authorization: `Bearer ${wall.key}` };
        stream = await watch(t, wall, path, lastId === null ? headers : { ...headers, "last-event-id": lastId });
      };

      const changed: string[] = [];
      const oneOf = () => changed[draw(changed.length)] ?? "";
      const changes: ((step: number) => Promise<unknown>)[] = [
        async (step) => {
          const share = await wall.share({ text: `change ${step}`, ...(draw(2) ? { wall_id: boats.id } : {}) });
          changed.push(share.item_id ?? "");
        },
        (step) => wall.expect(200, "PATCH", `/items/${oneOf()}`, { body: { note: `edit ${step}` } }),
        (step) => wall.expect(200, "PUT", `/items/${oneOf()}/tags/tag-${step}`),
        () => wall.ask("PUT", `/items/${oneOf()}/walls/${boats.id}`),
        () => wall.ask("DELETE", `/items/${oneOf()}/walls/${inbox}`),
        () => wall.expect(204, "DELETE", `/items/${oneOf()}`),
        () => wall.expect(200, "POST", `/items/${oneOf()}/restore`),
      ];
      for (let step = 0; step < 30; step += 1) {
        const pick = step < 4 ? 0 : draw(changes.length);
        // Now and then the reader comes back while changes are being made.
        const comesBack = lastId !== null && draw(3) === 0;
        await Promise.all([changes[pick]?.(step), comesBack ? comeBack() : null]);
        if (step === 3) {
          await stream.first("the first event", ({ id }) => id !== null);
          apply();
        }
      }
      const last = await wall.share({ text: "the last of them" });
      await wall.ended(last);
      await comeBack();

      const fresh = async () => {
        const items = new Map<string, Item>();
        for (const id of [inbox, boats.id]) {
          const page = await wall.get<{ items: Item[] }>(`/walls/${id}/items?limit=100`);
          for (const item of page.items) items.set(`${id} ${item.id}`, item);
        }
        return items;
      };
      const text = (items: ReadonlyMap<string, Item>) =>
        JSON.stringify([...items].sort(([a], [b]) => (a < b ? -1 : 1)));
      await until("the reader to know what a fresh read says", async () => {
        apply();
        const items = await fresh();
        const settled = [...items.values()].every(({ state }) => state !== "working");
        return settled && text(items) === text(known);
      });
      const changesOf = await wall.get<{ items: Item[]; removed: { id: string }[]; more: boolean }>(
        `/walls/${inbox}/changes?since=0&limit=100`,
      );
      const byChanges = new Map(changesOf.items.map((item) => [`${inbox} ${item.id}`, item]));
      assert.equal(text(byChanges), text(new Map([...known].filter(([key]) => key.startsWith(inbox)))));
      assert.ok(changesOf.removed.every(({ id }) => !known.has(`${inbox} ${id}`)));
    },
  );
}

async function ticketOf(wall: Journey): Promise<string> {
  const { body } = await wall.expect<{ ticket: string; expires_in_seconds: number }>(201, "POST", "/stream-ticket");
  assert.equal(body.expires_in_seconds, 60);
  return body.ticket;
}

test("an id of no use says resync, and a ticket opens one stream, once, for a minute", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const inbox = await wall.inbox();
  await wall.share({ text: "one" });
  const authorization = `Bearer ${wall.key}`;
  // Beyond any number that a busy PostgreSQL comes to: a wall's are counted from its transactions (docs/decisions/0040).
  const ahead = Buffer.from(`${inbox}:5900900900901`).toString("base64url");
  const stream = await watch(t, wall, `/walls/${inbox}/events`, { authorization, "last-event-id": ahead });
  assert.equal((await stream.first("the word to load anew", () => true)).event, "resync");
  const share = await wall.share({ text: "two" });
  await stream.first("what comes after", isItem(share.item_id));

  const ticket = await ticketOf(wall);
  const opened = await watch(t, wall, `/events?walls=${inbox}&ticket=${ticket}`, {});
  const third = await wall.share({ text: "three" });
  await opened.first("the third", isItem(third.item_id));
  const asStranger = { key: null };
  await wall.refused("401 credentials-refused", "GET", `/events?walls=${inbox}&ticket=${ticket}`, asStranger);
  await wall.refused("401 credentials-refused", "GET", `/events?walls=${inbox}&ticket=made-up`, asStranger);
  await wall.refused(
    "401 credentials-missing",
    "GET",
    `/walls/${inbox}/items?ticket=${await ticketOf(wall)}`,
    asStranger,
  );
  const late = await ticketOf(wall);
  wall.clock.forward({ seconds: 61 });
  await wall.refused("401 credentials-refused", "GET", `/events?walls=${inbox}&ticket=${late}`, asStranger);

  await wall.refused("400 fields-not-valid", "GET", "/events");
  await wall.refused("404 not-found", "GET", "/events?walls=0198c0de-0000-7000-8000-000000000000");
  await wall.refused("404 not-found", "GET", `/events?walls=${inbox}&shares=nonsense`);
  const many = Array.from({ length: 51 }, (_, index) => `w${index}`).join(",");
  await wall.refused("422 out-of-range", "GET", `/events?walls=${many}`);
});

test("a stream leaves at once, unbuffered and uncompressed, and ends when its key or wall is gone", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { body: boats } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Boats" } });
  const { id, key } = await wall.keyOf("read");
  const headers = { authorization: `Bearer ${key}`, "accept-encoding": "gzip, br" };
  const stop = new AbortController();
  const answer = await fetch(`${wall.url}/api/v1/walls/${boats.id}/events`, { headers, signal: stop.signal });
  assert.match(answer.headers.get("content-type") ?? "", /^text\/event-stream/);
  assert.equal(answer.headers.get("content-encoding"), null);
  assert.equal(answer.headers.get("x-accel-buffering"), "no");
  assert.match(answer.headers.get("cache-control") ?? "", /no-store/);
  stop.abort();

  const ofKey = await watch(t, wall, `/walls/${boats.id}/events`, headers);
  await wall.expect(204, "DELETE", `/keys/${id}`);
  await ofKey.ended;
  const ofWall = await watch(t, wall, `/walls/${boats.id}/events`);
  await wall.expect(204, "DELETE", `/walls/${boats.id}`);
  await ofWall.ended;
  // A stream without a body would never end and hold its connection.
  const path = `${wall.url}/api/v1/walls/${await wall.inbox()}/events`;
  const head = await fetch(path, { method: "HEAD", headers: { authorization: `Bearer ${wall.key}` } });
  assert.deepEqual([head.status, head.headers.get("allow")], [405, "GET"]);
});
