import assert from "node:assert/strict";
import { test } from "node:test";
import type { KyselyPlugin } from "kysely";
import type { EventStream } from "../../src/http/live/stream.ts";
import type { Subscription } from "../../src/http/live/subscription.ts";
import { WallFeed } from "../../src/http/live/wall-feed.ts";
import { newJourney } from "../harness/journey.ts";
import { newWorkshop } from "../harness/new-workshop.ts";
import { openRaw } from "../harness/raw-http.ts";
import { until } from "../harness/until.ts";

const THINGS = 6_000;

/** A reader of one wall, with the clocks of the changes it was told of. */
function readerFrom(wall: string, clock: number): Subscription & { told: number[] } {
  const told: number[] = [];
  const send = (text: string) => {
    told.push((JSON.parse(text.split("data: ")[1] ?? "") as { clock: number }).clock);
    return true;
  };
  return {
    told,
    stream: { send, isFull: false, onDrain: () => {} } as unknown as EventStream,
    clocks: new Map([[wall, clock]]),
    viewer: "anybody",
    shares: new Set(),
    isAtScreen: false,
    imports: new Set(),
    stillAllowed: () => Promise.resolve(true),
  };
}

test("who joins a feed while later changes are being read is told of the earlier ones first", async (t) => {
  const { store, deps, ada, share } = await newWorkshop(t, "sqlite");
  for (const text of ["one", "two", "three", "four"]) await share({ text });
  const places = await store.reader.selectFrom("places").select("clock").orderBy("clock").execute();
  const [first = 0, second = 0, third = 0, fourth = 0] = places.map(({ clock }) => clock);

  let arrived: () => void = () => undefined;
  let letGo: () => void = () => undefined;
  const reading = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      arrived();
      await held;
      return result;
    },
  };
  const feed = new WallFeed({ log: deps.log, store: { ...store, reader: store.reader.withPlugin(slow) } }, ada.inbox);
  const upToDate = readerFrom(ada.inbox, third);
  feed.add(upToDate);
  const once = feed.catchUp();
  await reading;
  const behind = readerFrom(ada.inbox, first);
  feed.add(behind);
  const again = feed.catchUp();
  letGo();
  await Promise.all([once, again]);
  assert.deepEqual(upToDate.told, [fourth]);
  assert.deepEqual(behind.told, [second, third, fourth]);
});

test("a reader who takes nothing for a while is told of everything once it does, in order and on the same stream", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const inbox = await wall.inbox();
  const { socket, write } = openRaw(wall);
  let heard = "";
  socket.on("data", (text) => {
    heard += String(text);
  });
  const authorization = `authorization: Bearer ${wall.key}`;
  write(`GET /api/v1/walls/${inbox}/events HTTP/1.1\r\nhost: ${new URL(wall.url).host}\r\n${authorization}\r\n\r\n`);
  await until("the stream to be open", () => heard.includes("retry: "));
  // Far more than the sockets of both sides take.
  socket.pause();
  const text = "The ferryman counts the herons on his way home. ".repeat(40);
  for (let from = 0; from < THINGS; from += 500) {
    const body = Array.from({ length: 500 }, (_, n) => ({ text: `${from + n}. ${text}` }));
    await wall.expect(200, "POST", "/share/bulk", { body });
  }
  await wall.get("/version");
  socket.resume();
  await until("all of them", () => (heard.match(/^event: item$/gm)?.length ?? 0) >= THINGS);
  assert.equal(socket.destroyed, false);
  const told = [...heard.matchAll(/^data: (.*)$/gm)].map(
    ([, data]) => (JSON.parse(data ?? "") as { clock: number }).clock,
  );
  assert.deepEqual(
    told,
    [...new Set(told)].toSorted((one, other) => one - other),
  );
  assert.equal(told.length, THINGS);
  socket.destroy();
});
