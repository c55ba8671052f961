import { connect, type Socket } from "node:net";
import type { Answer, TestWall } from "./new-wall.ts";

/** A connection on which a test writes what no client would. */
export interface RawConnection {
  readonly socket: Socket;
  write(text: string | Uint8Array): void;
  /** Everything that the server says until it closes the connection. */
  readonly closed: Promise<string>;
}

export function openRaw(wall: Pick<TestWall, "url">): RawConnection {
  const { hostname, port } = new URL(wall.url);
  const socket = connect({ host: hostname, port: Number(port) });
  let heard = "";
  socket.setEncoding("latin1");
  const closed = new Promise<string>((resolve) => {
    socket.on("data", (chunk) => {
      heard += String(chunk);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(heard));
  });
  return { socket, write: (text) => void socket.write(text), closed };
}

/** One request line by line, with headers that clients would not send; the connection is closed after the answer. */
export async function askRaw(
  wall: Pick<TestWall, "url" | "key">,
  requestLine: string,
  { headers = {}, body = "" }: { headers?: Record<string, string | undefined>; body?: string } = {},
): Promise<Answer<unknown>> {
  const all: Record<string, string | undefined> = {
    host: new URL(wall.url).host,
    authorization: `Bearer ${wall.key}`,
    connection: "close",
    ...(body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  const connection = openRaw(wall);
  connection.write(`${requestLine} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
  return readAnswer(await connection.closed);
}

/** The first answer in what a server said. */
export function readAnswer(heard: string): Answer<unknown> {
  const end = heard.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = heard.slice(0, end).split("\r\n");
  const headers = new Headers();
  for (const line of lines) headers.append(line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim());
  const text = Buffer.from(heard.slice(end + 4), "latin1").toString("utf8");
  const isJson = /json/.test(headers.get("content-type") ?? "");
  return { status: Number(statusLine.split(" ")[1]), headers, body: isJson ? (JSON.parse(text) as unknown) : text };
}
