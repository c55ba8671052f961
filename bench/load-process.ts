/** The load generator's side of load.ts. It speaks HTTP/1.1 itself, so that it costs little beside what it measures. */
import { connect, type Socket } from "node:net";
import { answerWith, sayReady } from "./in-child.ts";
import type { Load, LoadResult } from "./load.ts";
import { quantile } from "./statistics.ts";

/** A run that is not answered ends this long after its time. */
const GRACE_MS = 30_000;
let counted = Date.now() * 1_000;

async function run(load: Load): Promise<LoadResult> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + load.ms;
  const left = { requests: load.mostRequests ?? Number.MAX_SAFE_INTEGER };
  const asks = requestMaker(load);
  await Promise.all(Array.from({ length: load.connections }, () => drive(load, { asks, until, left, latencies })));
  const seconds = (performance.now() - startedAt) / 1_000;
  latencies.sort((a, b) => a - b);
  return {
    requests: latencies.length,
    seconds,
    perSecond: latencies.length / seconds,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    worstMs: latencies.at(-1) ?? 0,
  };
}

function requestMaker({ url, paths, method = "GET", headers = {}, body }: Load): () => string {
  const { host, pathname, search } = new URL(url);
  const asked = paths ?? [pathname + search];
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  let made = 0;
  const head = () => `${method} ${asked[made++ % asked.length]} HTTP/1.1\r\n${lines.join("")}`;
  if (body === undefined) return () => `${head()}\r\n`;
  return () => {
    const text = body.replaceAll("{n}", String(counted++));
    return `${head()}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  };
}

interface Run {
  readonly asks: () => string;
  readonly until: number;
  readonly left: { requests: number };
  readonly latencies: number[];
}

/** One connection, from its first request to its last answer. */
function drive(load: Load, { asks, until, left, latencies }: Run): Promise<void> {
  const { hostname, port } = new URL(load.url);
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const fail = (why: string) => {
      clearTimeout(late);
      socket.destroy();
      reject(new Error(why));
    };
    const late = setTimeout(() => fail("no answer in time"), load.ms + GRACE_MS);
    let askedAt = 0;
    let isOver = false;
    const reader = answerReader();
    const ask = () => {
      if (performance.now() >= until || left.requests <= 0) {
        isOver = true;
        clearTimeout(late);
        socket.end();
        return resolve();
      }
      left.requests -= 1;
      const request = asks();
      askedAt = performance.now();
      socket.write(request);
    };
    socket.on("connect", ask);
    socket.on("error", (error) => fail(error.message));
    socket.on("close", () => {
      if (!isOver) fail("the server closed the connection");
    });
    socket.on("data", (chunk) => {
      const status = reader(chunk);
      if (status === null) return;
      if (status !== load.status) return fail(`answered ${status}, not ${load.status}: ${chunk.toString("latin1")}`);
      latencies.push(performance.now() - askedAt);
      if (load.pauseMs === undefined) ask();
      else setTimeout(ask, load.pauseMs);
    });
  });
}

/** Takes what arrives; tells the status when an answer is whole, otherwise null. Answers must say how long they are. */
function answerReader(): (chunk: Buffer) => number | null {
  let kept: Buffer | null = null;
  let status = 0;
  let missing = -1;
  return (chunk) => {
    let rest = chunk;
    if (missing < 0) {
      rest = kept ? Buffer.concat([kept, chunk]) : chunk;
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) {
        kept = rest;
        return null;
      }
      kept = null;
      const head = rest.toString("latin1", 0, end);
      status = Number(head.slice(9, 12));
      const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
      if (length === undefined && status !== 304 && status !== 204) throw new Error(`no content-length in ${head}`);
      missing = status === 304 ? 0 : Number(length ?? 0);
      rest = rest.subarray(end + 4);
    }
    missing -= rest.length;
    if (missing > 0) return null;
    missing = -1;
    return status;
  };
}

answerWith<Load>((load) => run(load).catch((error: unknown) => ({ failure: String(error) })));
sayReady(null);
