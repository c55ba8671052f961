import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import type { TestContext } from "node:test";

/** Where this process connects to from now on, as `address:port`, each once. The test's own requests are among them. */
export function outgoingSockets(t: TestContext): ReadonlySet<string> {
  const attempts = new Set<string>();
  const note = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    socket.on("connectionAttempt", (address: string, port: number) => attempts.add(`${address}:${port}`));
  };
  subscribe("net.client.socket", note);
  t.after(() => unsubscribe("net.client.socket", note));
  return attempts;
}
