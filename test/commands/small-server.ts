import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { TestContext } from "node:test";
import type { ShareStatus } from "../../src/contract/shares.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Answer = (asked: Asked, response: ServerResponse) => void;

export interface SmallServer {
  readonly url: string;
  /** Every request, in order. */
  readonly asked: Asked[];
}

/** A server that answers each request with the next of these; the last one stays. It speaks our API as far as told. */
export async function smallServer(t: TestContext, ...answers: readonly Answer[]): Promise<SmallServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const one: Asked = { method, path: url, headers, body: (await buffer(request)).toString("latin1") };
    asked.push(one);
    answers[Math.min(asked.length, answers.length) - 1]?.(one, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

export const json =
  (document: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (_asked, response) =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(document));

export const problem = (
  status: number,
  code: string,
  detail: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Answer => json({ type: "/", title: "A title", status, code, detail, request_id: "r-1", ...more }, status, headers);

/** Cuts the connection without a word. */
export const cut: Answer = (_asked, response) => void response.destroy();

/** A stream of events; `broken` ends it without its end. */
export const events =
  (statuses: readonly ShareStatus[], { broken = false } = {}): Answer =>
  (_asked, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const text = statuses.map((status) => `event: share\ndata: ${JSON.stringify(status)}\n\n`).join(": still here\n\n");
    response.write(`retry: 1000\n\n${text}`, () => (broken ? response.destroy() : response.end()));
  };

export const SHARE_ID = "01a20a69-1c4e-70ce-937b-ca05daf72af1";
export const ITEM_ID = "01a20a69-1c4e-70ce-937b-ca05daf72af2";

export function shareStatus(more: Partial<ShareStatus> = {}): ShareStatus {
  return {
    processing_id: SHARE_ID,
    status: "processing",
    stage: "analyzing",
    progress: 0.5,
    message: "Reading the page…",
    result_id: null,
    item_id: ITEM_ID,
    duplicate_of: null,
    created_at: "2026-01-01T00:00:00.000Z",
    updated_at: "2026-01-01T00:00:00.000Z",
    warnings: [],
    steps: [],
    ...more,
  };
}

export const accepted = json({ processing_id: SHARE_ID, status: "processing", item_id: ITEM_ID }, 202);
