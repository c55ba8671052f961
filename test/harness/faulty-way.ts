import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

/** What happens to one request on the way; `cut-after` lets the server do its work and loses the answer, `pass` nothing. */
export type Fault = { status: number; retryAfter?: number } | "cut-before" | "cut-after" | "pass";

/** A way from a browser to a wall that breaks as a test wants, at an address that stays. */
export interface FaultyWay {
  readonly url: string;
  /** While true nothing gets through, as without a network. */
  isDown: boolean;
  /** How often a request of this method and path arrived here. */
  hits(method: string, path: RegExp): number;
  /** Adds a line to this file on its way, as a newer version of the program would have one. */
  change(path: string, line: string): void;
  /** The next requests of this method and path meet these faults, one each. */
  meet(method: string, path: RegExp, faults: readonly Fault[]): void;
}

export async function openFaultyWay(t: TestContext, wall: { readonly url: string }): Promise<FaultyWay> {
  const seen: { method: string; path: string }[] = [];
  const faults: { method: string; path: RegExp; fault: Fault }[] = [];
  const lines = new Map<string, string>();
  const way = {
    url: "",
    change: (path: string, line: string) => void lines.set(path, line),
    isDown: false,
    hits: (method: string, path: RegExp) =>
      seen.filter((each) => each.method === method && path.test(each.path)).length,
    meet(method: string, path: RegExp, list: readonly Fault[]) {
      for (const fault of list) faults.push({ method, path, fault });
    },
  };
  const server = createServer((asked, answer) => {
    const { method = "", url: path = "" } = asked;
    if (way.isDown) return void asked.socket.destroy();
    seen.push({ method, path });
    const at = faults.findIndex((each) => each.method === method && each.path.test(path));
    const fault = at === -1 ? null : (faults.splice(at, 1)[0]?.fault ?? null);
    if (fault === "cut-before") return void asked.socket.destroy();
    if (fault !== null && fault !== "cut-after" && fault !== "pass") return refuse(asked, answer, fault);
    passOn(asked, answer, {
      to: wall.url,
      isAnswerLost: fault === "cut-after",
      line: lines.get(path) ?? null,
      isDown: () => way.isDown,
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  way.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return way;
}

function refuse(
  asked: IncomingMessage,
  answer: ServerResponse,
  { status, retryAfter }: { status: number; retryAfter?: number },
) {
  asked.resume();
  asked.on("end", () => {
    const headers = {
      "content-type": "application/problem+json",
      ...(retryAfter ? { "retry-after": String(retryAfter) } : {}),
    };
    const problem = {
      type: "about:blank",
      title: "No",
      status,
      code: "overloaded",
      detail: "It is too busy.",
      request_id: "x",
    };
    answer.writeHead(status, headers).end(JSON.stringify(problem));
  });
}

function passOn(
  asked: IncomingMessage,
  answer: ServerResponse,
  { to, isAnswerLost, line, isDown }: { to: string; isAnswerLost: boolean; line: string | null; isDown: () => boolean },
): void {
  const { hostname, port } = new URL(to);
  const onward = request(
    { hostname, port, method: asked.method, path: asked.url, headers: line === null ? asked.headers : unpacked(asked) },
    (answered) => {
      if (isAnswerLost) {
        answered.resume();
        answered.on("end", () => asked.socket.destroy());
        return;
      }
      const { "content-length": length, ...headers } = answered.headers;
      const isAsItWas = line === null && length !== undefined;
      answer.writeHead(answered.statusCode ?? 502, isAsItWas ? answered.headers : headers);
      answered.on("data", (chunk) => (isDown() ? asked.socket.destroy() : answer.write(chunk)));
      answered.on("end", () => answer.end(line ?? undefined));
      answered.on("error", () => asked.socket.destroy());
    },
  );
  onward.on("error", () => asked.socket.destroy());
  answer.on("close", () => onward.destroy());
  asked.pipe(onward);
}

/** Asked for as it is, and whole. */
function unpacked({ headers }: IncomingMessage) {
  const { "if-none-match": _tag, "if-modified-since": _since, ...others } = headers;
  return { ...others, "accept-encoding": "identity" };
}
