import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import type { AnalysisDocument, AnalyzeInput } from "../../contract/system.ts";
import { cleanLine, cleanText } from "../../core/clean-text.ts";
import { inTurns } from "../../core/in-turns.ts";
import { LANES } from "../../core/steps.ts";
import { findPerson } from "../../store/persons.ts";
import { countSteps } from "../../store/step-queue.ts";
import { inboxOf } from "../../store/walls.ts";
import type { Caller } from "../../wall/caller.ts";
import { checkShare } from "../../wall/check-share.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { problemDocument, toProblem } from "../problem-answer.ts";

type SystemRoutes =
  | "aiAnalyze"
  | "aiAnalyzeBatch"
  | "queue"
  | "me"
  | "version"
  | "health"
  | "healthLive"
  | "healthReady"
  | "metrics";

/** Contents of one batch that are analysed at the same time. */
const BATCH_AT_ONCE = 5;
const ANALYZE_TIMEOUT_MS = 60_000;

export function systemRoutes(context: HttpContext): Some<SystemRoutes> {
  const { store, analyst } = context;

  async function analyse(content: AnalyzeInput, caller: Caller): Promise<AnalysisDocument> {
    const allowHosts = caller.role === "owner" ? context.allowHosts : [];
    const draft = checkShare(content, { files: [], page: null }, allowHosts);
    const signal = AbortSignal.timeout(ANALYZE_TIMEOUT_MS);
    const input = await context.readForAnalysis(
      {
        url: draft.url?.address ?? null,
        text: content.text === undefined ? null : cleanText(content.text),
        title: content.title === undefined ? null : cleanLine(content.title),
        allowListed: caller.role === "owner",
      },
      signal,
    );
    const outcome = await analyst.analyze(input, signal);
    if (outcome.kind === "failure")
      throw new Problem("overloaded", "The analysis did not come back. Try again in a moment.");
    const { keyTopics, ...analysis } = outcome.analysis;
    return { ...analysis, tags: [...analysis.tags], key_topics: [...keyTopics], analyzed_by: analyst.name };
  }

  return {
    async aiAnalyze({ body, caller }) {
      return { status: 200, body: await analyse(body, caller) };
    },
    async aiAnalyzeBatch({ body, caller, request }) {
      if (body.items.length > LIMITS.analyzeBatchItems)
        throw new Problem("too-large", `One batch takes at most ${LIMITS.analyzeBatchItems} contents.`);
      const items = await inTurns(body.items, BATCH_AT_ONCE, async (content) => {
        try {
          return { analysis: await analyse(content, caller) };
        } catch (error) {
          return { problem: problemDocument(toProblem(error), request.id) };
        }
      });
      return { status: 200, body: { items } };
    },
    async queue({ query, caller }) {
      if (query.all && caller.role !== "owner")
        throw new Problem("scope-too-small", "Only the owner may ask for everybody's queue.");
      const counts = await countSteps(store.reader, query.all ? null : caller.person);
      const nowMs = await store.nowMs();
      const sum = (of: "pending" | "processing" | "failed") => counts.reduce((total, lane) => total + lane[of], 0);
      const oldest = counts.flatMap((lane) => lane.oldestPendingAtMs ?? []);
      const lanes = Object.fromEntries(
        LANES.map((lane) => {
          const { pending = 0, processing = 0, failed = 0 } = counts.find((counted) => counted.lane === lane) ?? {};
          return [lane, { pending, processing, failed }];
        }),
      );
      return {
        status: 200,
        body: {
          pending_items: sum("pending"),
          processing_items: sum("processing"),
          failed_items: sum("failed"),
          oldest_pending_seconds:
            oldest.length === 0 ? 0 : Math.max(0, Math.round((nowMs - Math.min(...oldest)) / 1_000)),
          lanes,
          breakers: Object.fromEntries(context.breakers()),
        },
      };
    },
    async me({ caller }) {
      const person = await findPerson(store.reader, caller.person);
      const inbox = await inboxOf(store.reader, caller.person);
      return {
        status: 200,
        body: {
          person: { id: caller.person, name: person?.name ?? null, role: caller.role },
          scopes: [...caller.scopes],
          signed_in_by: caller.by.kind,
          inbox_id: inbox.id,
          limits: { ...LIMITS, fileBytes: context.maxFileBytes },
          features: {
            analysis: analyst.name,
            storage: context.features.storage,
            database: store.dialect,
            secure: context.secureCookies,
          },
        },
      };
    },
    version: () =>
      Promise.resolve({ status: 200, body: { name: "Digital Wall", version: context.version, api: "v1" } }),
    async health({ caller }) {
      const health = await context.health();
      const body = caller ? health : { status: health.status };
      return health.status === "unhealthy" ? { status: 503, body } : { status: 200, body };
    },
    healthLive: () => Promise.resolve({ status: 200, body: { status: "live" } }),
    healthReady() {
      if (!context.state.ready) throw new Problem("not-ready", "It is starting or stopping; ask again in a moment.");
      return Promise.resolve({ status: 200, body: { status: "ready" } });
    },
    async metrics() {
      return {
        status: 200,
        headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
        body: await context.metrics(),
      };
    },
  };
}
