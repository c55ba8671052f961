import Fastify, { type FastifyInstance } from "fastify";
import { openApiDocument } from "../contract/openapi.ts";

const PATH = "/api/docs";

/**
 * The OpenAPI file and a page to read and try it, both without asking anything from outside. The page is made when it is
 * first asked for: what it needs weighs more than the rest of the server, and most servers never show it.
 */
export function addDocs(app: FastifyInstance, version: string): void {
  let document: Record<string, unknown> | null = null;
  const theDocument = () => {
    document ??= openApiDocument(version);
    return document;
  };
  let page: Promise<FastifyInstance> | null = null;
  app.get("/api/openapi.json", (_request, reply) => reply.type("application/json").send(theDocument()));
  for (const path of [PATH, `${PATH}/*`])
    app.get(path, async (request, reply) => {
      page ??= openPage(theDocument());
      const { routing } = await page;
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      routing(request.raw, reply.raw);
    });
  app.addHook("onClose", async () => {
    const made = await page?.catch(() => null);
    await made?.close();
  });
}

async function openPage(document: Record<string, unknown>): Promise<FastifyInstance> {
  const page = Fastify();
  await page.register(import("@fastify/swagger"), {
    mode: "static",
    specification: { document: document as never },
  });
  await page.register(import("@fastify/swagger-ui"), {
    routePrefix: PATH,
    uiConfig: { docExpansion: "list", deepLinking: true, displayRequestDuration: true },
    // Its own policy would allow inline styles; ours stays.
    staticCSP: false,
    theme: {
      title: "Digital Wall API",
      css: [{ filename: "ours.css", content: ".swagger-ui .topbar { display: none }" }],
    },
  });
  await page.ready();
  return page;
}
