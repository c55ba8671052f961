/** A bare Fastify with the same plugins as ours and one route: what a server of this kind weighs before it does anything. */
import compress from "@fastify/compress";
import multipart from "@fastify/multipart";
import fastifyStatic from "@fastify/static";
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import underPressure from "@fastify/under-pressure";
import Fastify from "fastify";
import { sayReady } from "../in-child.ts";

const app = Fastify();
await app.register(underPressure);
await app.register(compress);
await app.register(multipart);
await app.register(swagger, { openapi: {} });
await app.register(swaggerUi, { routePrefix: "/docs" });
await app.register(fastifyStatic, { root: import.meta.dirname, serve: false, decorateReply: false });
app.get("/", () => ({ status: "healthy" }));
sayReady({ url: await app.listen({ host: "127.0.0.1", port: 0 }) });
