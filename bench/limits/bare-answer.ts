/** The least a route can do: a bare Fastify route that sends the same bytes with the same status. */
import Fastify from "fastify";
import { answerWith, sayReady } from "../in-child.ts";

const app = Fastify();
let answer = { status: 200, body: Buffer.alloc(0) };
app.get("/", (_request, reply) =>
  reply
    .code(answer.status)
    .type("application/json; charset=utf-8")
    .send(answer.body.length === 0 ? undefined : answer.body),
);
app.post("/", (_request, reply) => reply.code(answer.status).type("application/json; charset=utf-8").send(answer.body));

answerWith<{ status: number; body: string }>((told) => {
  answer = { status: told.status, body: Buffer.from(told.body) };
  return Promise.resolve();
});
sayReady({ url: await app.listen({ host: "127.0.0.1", port: 0 }) });
