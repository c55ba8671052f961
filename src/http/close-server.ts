import type { FastifyInstance } from "fastify";

/** Connections that have fallen idle are looked for this often while stopping. */
const CLOSE_IDLE_MS = 200;

/**
 * Takes no new connection and resolves once every request that is under way has ended.
 * @param drainMs after so long whoever is still connected is cut off: who reads nothing of an answer would keep us for ever
 */
export async function closeServer(app: FastifyInstance, drainMs: number): Promise<void> {
  const { server } = app;
  // A connection that falls idle while we stop would be waited for until its keep-alive ends (72 s, measured).
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_MS);
  const drained = setTimeout(() => server.closeAllConnections(), drainMs);
  await app.close().finally(() => {
    clearInterval(idle);
    clearTimeout(drained);
  });
}
