/** The least a route can do: a bare Fastify route that sends the same bytes with the same status. */
import Fastify from "fastify";
import { answerWith, sayReady } from "../in-child.ts";

const app = Fastify();
let answer = { status: 200, body: "" };
app.get("/", (_request, reply) =>
  reply
    .code(answer.status)
    .type("application/json; charset=utf-8")
    .send(answer.body === "" ? undefined : answer.body),
);
app.post("/", (_request, reply) => reply.code(answer.status).type("application/json; charset=utf-8").send(answer.body));

answerWith<typeof answer>((told) => {
  answer = told;
  return Promise.resolve();
});
sayReady({ url: await app.listen({ host: "127.0.0.1", port: 0 }) });
