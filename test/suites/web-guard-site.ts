import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { openWeb, type WebSettings } from "../../src/adapters/web.ts";
import type { Web, WebAnswer, WebFailure, WebRequest } from "../../src/core/ports/web.ts";

/** A site of the test's own on loopback, gone when the test ends. */
export async function listen(
  t: TestContext,
  handler: RequestListener,
): Promise<{ origin: string; port: number; host: string }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, host: "127.0.0.1" };
}

export function web(t: TestContext, settings: Partial<WebSettings> = {}): Web {
  const opened = openWeb({
    allowHosts: [{ host: "127.0.0.1", port: null }],
    ownAddresses: () => [],
    userAgent: "DigitalWall/1.0 (+https://wall.example/about)",
    lookup: async () => [],
    ...settings,
  });
  t.after(() => opened.close());
  return opened;
}

export function request(url: string, changes: Partial<WebRequest> = {}): WebRequest {
  const signal = new AbortController().signal;
  return { url, maxBytes: 1_000_000, timeoutMs: 10_000, allowListed: true, signal, ...changes };
}

export function asAnswer(result: WebAnswer | WebFailure): WebAnswer {
  assert.equal(result.kind, "answer", result.kind === "failure" ? result.reason : "");
  return result as WebAnswer;
}

export function codeOf(result: WebAnswer | WebFailure): string {
  return result.kind === "failure" ? result.code : `answer ${result.status}`;
}

export function text(answer: WebAnswer): string {
  return new TextDecoder().decode(answer.bytes);
}
