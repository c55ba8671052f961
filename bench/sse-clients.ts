/** The screens of rows/sse.ts: many open streams in one process. */
import { connect } from "node:net";
import { answerWith, sayReady } from "./in-child.ts";
import type { ClientsQuestion, Told } from "./rows/sse.ts";

/** Streams opened at the same time; a server's backlog is finite. */
const OPENED_AT_ONCE = 50;
const PATIENCE_MS = 60_000;

let count = 0;
let hear: (() => void) | null = null;
let eventBytes = 0;

/** Opens one stream; resolves with its headers. Counts an event when its blank line is there. */
function openStream(url: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const { host, hostname, port, pathname } = new URL(url);
  const lines = Object.entries({ host, accept: "text/event-stream", ...headers });
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let kept = "";
    socket.setEncoding("latin1");
    socket.on("error", reject);
    socket.on("connect", () => {
      const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
      socket.write(`GET ${pathname} HTTP/1.1\r\n${head}\r\n`);
    });
    socket.on("data", (chunk) => {
      kept += String(chunk);
      if (kept.startsWith("HTTP/1.1 200") && kept.includes("\r\n\r\n")) resolve();
      for (let end = kept.indexOf("\n\n"); end >= 0; end = kept.indexOf("\n\n")) {
        const block = kept.slice(0, end);
        kept = kept.slice(end + 2);
        if (!block.includes("event: item")) continue;
        eventBytes = block.length + 2;
        hear?.();
      }
    });
  });
}

async function open({ url, headers, clients }: Extract<ClientsQuestion, { open: unknown }>["open"]): Promise<null> {
  for (; count < clients; count += OPENED_AT_ONCE)
    await Promise.all(Array.from({ length: OPENED_AT_ONCE }, () => openStream(url, headers)));
  return null;
}

async function tell({ url, headers, body }: Extract<ClientsQuestion, { tell: unknown }>["tell"]): Promise<Told> {
  const afterMs: number[] = [];
  const startedAt = performance.now();
  const everybody = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`only ${afterMs.length} of ${count} heard it`)), PATIENCE_MS);
    hear = () => {
      afterMs.push(performance.now() - startedAt);
      if (afterMs.length < count) return;
      clearTimeout(late);
      resolve();
    };
  });
  const response = await fetch(url, { method: "POST", headers, body });
  if (!response.ok) throw new Error(`telling was answered ${response.status}`);
  await response.arrayBuffer();
  await everybody;
  return { bytes: eventBytes, afterMs };
}

answerWith<ClientsQuestion>((question) => ("open" in question ? open(question.open) : tell(question.tell)));
sayReady(null);
