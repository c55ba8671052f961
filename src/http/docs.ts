import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { openApiDocument } from "../contract/openapi.ts";

/** The OpenAPI file and a page to read and try it, both without asking anything from outside. */
export async function addDocs(app: FastifyInstance, version: string): Promise<void> {
  const document = openApiDocument(version);
  app.get("/api/openapi.json", (_request, reply) => reply.type("application/json").send(document));
  await app.register(swagger, { mode: "static", specification: { document: document as never } });
  await app.register(swaggerUi, {
    routePrefix: "/api/docs",
    uiConfig: { docExpansion: "list", deepLinking: true, displayRequestDuration: true },
    // Its own policy would allow inline styles; ours stays.
    staticCSP: false,
    theme: {
      title: "Digital Wall API",
      css: [{ filename: "ours.css", content: ".swagger-ui .topbar { display: none }" }],
    },
  });
}
