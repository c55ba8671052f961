import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { type AskedQuestion, type Json, list, need, Refused, record } from "./ai-wire.ts";
import { CLAUDE_WIRE, checkHeaders } from "./ai-wire-claude.ts";

/** How a question of a batch ends. `broken` is a line that is no JSON. */
export type BatchOutcome = "succeeded" | "errored" | "expired" | "canceled" | "broken";

interface Batch {
  readonly id: string;
  readonly questions: ReadonlyMap<string, AskedQuestion>;
  state: "in_progress" | "canceling" | "ended";
  outcomes: Readonly<Record<string, BatchOutcome>>;
}

const ID = /^[a-zA-Z0-9_-]{1,64}$/;

/** Anthropic's `/v1/messages/batches` in memory: create, retrieve, results and cancel. They end when a test says so. */
export class AiBatches {
  readonly #batches = new Map<string, Batch>();
  readonly #model: { read(params: unknown): AskedQuestion; answer(question: AskedQuestion): Promise<Json> };

  constructor(model: { read(params: unknown): AskedQuestion; answer(question: AskedQuestion): Promise<Json> }) {
    this.#model = model;
  }

  ids(): readonly string[] {
    return [...this.#batches.keys()];
  }

  end(id: string, outcomes: Readonly<Record<string, BatchOutcome>>): void {
    const batch = this.#batches.get(id);
    if (batch === undefined) throw new Error(`there is no batch ${id}`);
    const rest = batch.state === "canceling" ? "canceled" : "succeeded";
    batch.outcomes = Object.fromEntries([...batch.questions.keys()].map((name) => [name, outcomes[name] ?? rest]));
    batch.state = "ended";
  }

  async handle(
    request: { method: string; path: string; headers: IncomingHttpHeaders; body: unknown },
    response: ServerResponse,
    { origin, cut }: { origin: string; cut: boolean },
  ): Promise<void> {
    checkHeaders(request.headers);
    const [, id, what] = /^\/v1\/messages\/batches(?:\/([^/]+)(?:\/(results|cancel))?)?$/.exec(request.path) ?? [];
    const asked = `${request.method}${id === undefined ? "" : " one"}${what === undefined ? "" : ` ${what}`}`;
    if (asked === "POST") return send(response, shown(this.#create(request.body), origin));
    const batch = this.#batches.get(id ?? "");
    if (batch === undefined) throw new Refused(404, "not_found_error", "Message batch not found.");
    if (asked === "GET one") return send(response, shown(batch, origin));
    if (asked === "GET one results") return await this.#sendResults(batch, response, cut);
    if (asked !== "POST one cancel") throw new Refused(404, "not_found_error", "Not found");
    if (batch.state === "in_progress") batch.state = "canceling";
    send(response, shown(batch, origin));
  }

  #create(body: unknown): Batch {
    const entries = list(record(body)["requests"]).map(record);
    need(entries.length > 0, "requests: at least one is required");
    const questions = new Map<string, AskedQuestion>();
    for (const { custom_id, params } of entries) {
      need(typeof custom_id === "string" && ID.test(custom_id), "requests.custom_id: must match ^[a-zA-Z0-9_-]{1,64}$");
      need(!questions.has(custom_id), "requests.custom_id: must be unique");
      questions.set(custom_id, this.#model.read(params));
    }
    const batch: Batch = { id: `msgbatch_${this.#batches.size + 1}`, questions, state: "in_progress", outcomes: {} };
    this.#batches.set(batch.id, batch);
    return batch;
  }

  /** Newest first, since the real ones promise no order. Cut, the connection breaks off after the first line. */
  async #sendResults(batch: Batch, response: ServerResponse, cut: boolean): Promise<void> {
    if (batch.state !== "ended") throw new Refused(404, "not_found_error", "The batch has no results yet.");
    response.writeHead(200, { "content-type": "application/x-jsonl" });
    for (const [id, question] of [...batch.questions].reverse()) {
      const line = `${await this.#line(id, question, batch.outcomes[id] ?? "succeeded")}\n`;
      if (cut) return void response.write(line, () => response.destroy());
      response.write(line);
    }
    response.end();
  }

  async #line(id: string, question: AskedQuestion, outcome: BatchOutcome): Promise<string> {
    if (outcome === "broken") return `{"custom_id":"${id}","resu`;
    const more: Json =
      outcome === "succeeded"
        ? { message: await this.#model.answer(question) }
        : outcome === "errored"
          ? {
              error: CLAUDE_WIRE.error({
                status: 500,
                type: "api_error",
                message: "Internal server error",
                code: null,
              }),
            }
          : {};
    return JSON.stringify({ custom_id: id, result: { type: outcome, ...more } });
  }
}

function shown(batch: Batch, origin: string): Json {
  const ended = batch.state === "ended";
  const count = (outcome: BatchOutcome) => Object.values(batch.outcomes).filter((one) => one === outcome).length;
  return {
    id: batch.id,
    type: "message_batch",
    processing_status: batch.state,
    request_counts: {
      processing: ended ? 0 : batch.questions.size,
      succeeded: count("succeeded"),
      errored: count("errored"),
      canceled: count("canceled"),
      expired: count("expired"),
    },
    created_at: "2026-01-01T00:00:00Z",
    expires_at: "2026-01-02T00:00:00Z",
    ended_at: ended ? "2026-01-01T01:00:00Z" : null,
    cancel_initiated_at: null,
    archived_at: null,
    results_url: ended ? `${origin}/v1/messages/batches/${batch.id}/results` : null,
  };
}

function send(response: ServerResponse, body: Json): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}
