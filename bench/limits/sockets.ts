/** The limit beside the streams: writes an event of so many bytes to every open socket, and knows nothing of walls. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sayReady } from "../in-child.ts";

const open = new Set<ServerResponse>();
const server = createServer((request, response) => {
  if (request.url === "/events") {
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    open.add(response);
    return void response.on("close", () => open.delete(response));
  }
  let body = "";
  request.on("data", (chunk) => {
    body += String(chunk);
  });
  request.on("end", () => {
    const { bytes } = JSON.parse(body) as { bytes: number };
    const head = "event: item\ndata: ";
    const text = `${head}${"x".repeat(bytes - head.length - 2)}\n\n`;
    for (const stream of open) stream.write(text);
    response.writeHead(200).end();
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
sayReady({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
