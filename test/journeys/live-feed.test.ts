import assert from "node:assert/strict";
import { test } from "node:test";
import type { KyselyPlugin } from "kysely";
import type { EventStream } from "../../src/http/live/stream.ts";
import type { Subscription } from "../../src/http/live/subscription.ts";
import { WallFeed } from "../../src/http/live/wall-feed.ts";
import { newWorkshop } from "../harness/new-workshop.ts";

/** A reader of one wall, with the clocks of the changes it was told of. */
function readerFrom(wall: string, clock: number): Subscription & { told: number[] } {
  const told: number[] = [];
  const send = (text: string) => {
    told.push((JSON.parse(text.split("data: ")[1] ?? "") as { clock: number }).clock);
    return true;
  };
  return {
    told,
    stream: { send } as unknown as EventStream,
    clocks: new Map([[wall, clock]]),
    shares: new Set(),
    imports: new Set(),
    stillAllowed: () => Promise.resolve(true),
  };
}

test("who joins a feed while later changes are being read is told of the earlier ones first", async (t) => {
  const { store, deps, ada, share } = await newWorkshop(t, "sqlite");
  for (const text of ["one", "two", "three", "four"]) await share({ text });

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
  const upToDate = readerFrom(ada.inbox, 3);
  feed.add(upToDate);
  const first = feed.catchUp();
  await reading;
  const behind = readerFrom(ada.inbox, 1);
  feed.add(behind);
  const second = feed.catchUp();
  letGo();
  await Promise.all([first, second]);
  assert.deepEqual(upToDate.told, [4]);
  assert.deepEqual(behind.told, [2, 3, 4]);
});
