import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** The addresses that are the page's own; it finds out by itself which of its views is meant. */
const VIEWS = ["/", "/welcome", "/item/:id", "/wall/:id"] as const;

/** Serves the built page. What Vite named by its content is kept by browsers for ever, the rest is asked for anew. */
export async function addPage(app: FastifyInstance, folder: string): Promise<void> {
  const html = await readFile(join(folder, "index.html"));
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    cacheControl: false,
    setHeaders(response, path) {
      const isNamedByContent = path.includes(`${join(folder, "assets")}`);
      response.header("cache-control", isNamedByContent ? "public, immutable, max-age=31536000" : "no-cache");
    },
  });
  for (const view of VIEWS)
    app.get(view, (_request, reply) =>
      reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(html),
    );
}
