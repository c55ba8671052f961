import { type Child, startChild } from "../child.ts";
import { withEnds } from "../ending.ts";
import { inRounds, type Row } from "../row.ts";
import { newPlace, startWall, TOPOLOGIES } from "../server.ts";

const CLIENTS = 1_000;
const QUICK_CLIENTS = 100;
const EVENTS_A_RUN = 10;
const MOST_P99_MS = 500;

/** What the process of the clients is asked: to open, or to make one event and wait until everybody has it. */
export type ClientsQuestion =
  | {
      readonly open: {
        readonly url: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly clients: number;
      };
    }
  | {
      readonly tell: {
        readonly url: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      };
    };
/** How long after the request that made the event each client had it whole, ascending. */
export interface Told {
  readonly bytes: number;
  readonly afterMs: readonly number[];
}

/** One change of a wall told to a thousand open screens, beside writing the same bytes to as many sockets. */
export const sse: Row = {
  name: "sse",
  about: "one change told to 1,000 clients on one wall, beside the same bytes to as many sockets",
  on: TOPOLOGIES,
  measure: ({ rounds, quick }, topology) =>
    withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      const wall = await startWall(place, { workers: false });
      atEnd(() => wall.stop());
      const limit = await startChild<{ url: string }>(new URL("../limits/sockets.ts", import.meta.url));
      atEnd(() => limit.stop());
      const clients = quick ? QUICK_CLIENTS : CLIENTS;
      const screens = async (url: string, headers: Readonly<Record<string, string>>) => {
        const child = await startChild(new URL("../sse-clients.ts", import.meta.url));
        atEnd(() => child.stop());
        await child.ask({ open: { url, headers, clients } } satisfies ClientsQuestion);
        return child;
      };
      const ours = await screens(`${wall.url}/api/v1/walls/${wall.inbox}/events`, wall.headers);
      const bare = await screens(`${limit.ready.url}/events`, {});
      const json = { "content-type": "application/json" };
      const tellOurs = () =>
        tellMany(ours, {
          url: `${wall.url}/api/v1/share`,
          headers: { ...wall.headers, ...json },
          body: JSON.stringify({ text: "The seventh lamp is lit again." }),
        });
      const { bytes } = await tellOurs();
      const tellBare = () =>
        tellMany(bare, { url: `${limit.ready.url}/tell`, headers: json, body: JSON.stringify({ bytes }) });
      await tellBare();
      const runs = await inRounds(rounds, { ours: tellOurs, limit: tellBare });
      return [
        {
          what: `SSE, one change to ${clients} clients`,
          unit: "/s",
          ours: runs.ours.map((run) => run.perSecond),
          limit: { what: "the same bytes to as many sockets", values: runs.limit.map((run) => run.perSecond) },
          aim: { text: "≥ 0.7", isMet: ({ ratio }) => ratio >= 0.7 },
          note: "deliveries; 5,000 clients are the aim",
        },
        {
          what: `SSE, ${clients} clients, p99 from the share on`,
          unit: "ms",
          ours: runs.ours.map((run) => run.p99Ms),
          limit: { what: "the same bytes", values: runs.limit.map((run) => run.p99Ms) },
          aim: { text: `≤ ${MOST_P99_MS} ms`, isMet: (run) => run.ours <= MOST_P99_MS },
        },
      ];
    }),
};

async function tellMany(child: Child, tell: Extract<ClientsQuestion, { tell: unknown }>["tell"]) {
  const told: Told[] = [];
  for (let n = 0; n < EVENTS_A_RUN; n++) told.push(await child.ask<Told>({ tell } satisfies ClientsQuestion));
  const lastMs = told.map(({ afterMs }) => afterMs.at(-1) ?? 0);
  const seconds = lastMs.reduce((sum, ms) => sum + ms, 0) / 1_000;
  const deliveries = told.reduce((sum, { afterMs }) => sum + afterMs.length, 0);
  const p99 = told.map(({ afterMs }) => afterMs[Math.floor(afterMs.length * 0.99)] ?? 0);
  return { bytes: told[0]?.bytes ?? 0, perSecond: deliveries / seconds, p99Ms: Math.max(...p99) };
}
