import type { FastifyRequest } from "fastify";
import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import type { Me } from "../../contract/walls.ts";
import { LANES } from "../../core/steps.ts";
import { findPerson } from "../../store/persons.ts";
import { countSteps } from "../../store/step-queue.ts";
import { inboxOf } from "../../store/walls.ts";
import type { Caller } from "../../wall/caller.ts";
import { editPerson } from "../../wall/edit-person.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { hasPasskeys } from "../own-origin.ts";

type SystemRoutes = "queue" | "me" | "meEdit" | "version" | "health" | "healthLive" | "healthReady" | "metrics";

export function systemRoutes(context: HttpContext): Some<SystemRoutes> {
  const { store } = context;

  async function meOf(caller: Caller, request: FastifyRequest): Promise<Me> {
    const person = await findPerson(store.reader, caller.person);
    const inbox = await inboxOf(store.reader, caller.person);
    return {
      person: {
        id: caller.person,
        name: person?.name ?? null,
        role: caller.role,
        language: person?.language ?? null,
        shows_presence: person?.shows_presence === 1,
      },
      scopes: [...caller.scopes],
      signed_in_by: caller.by.kind,
      inbox_id: inbox.id,
      limits: { ...LIMITS, fileBytes: context.maxFileBytes, importBytes: context.maxImportBytes },
      features: {
        analysis: context.ai.name,
        storage: context.features.storage,
        database: store.dialect,
        secure: context.secureCookies,
        passkeys: hasPasskeys(context, request),
        sign_in_service: context.signInService?.name ?? null,
      },
    };
  }

  return {
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
          // They name the sites that other people share from.
          breakers: caller.role === "owner" ? Object.fromEntries(context.breakers()) : {},
        },
      };
    },
    me: async ({ caller, request }) => ({ status: 200, body: await meOf(caller, request) }),
    async meEdit({ body, caller, request }) {
      await editPerson(context, { person: caller.person, edit: body });
      return { status: 200, body: await meOf(caller, request) };
    },
    version: () =>
      Promise.resolve({ status: 200, body: { name: "Digital Wall", version: context.version, api: "v1" } }),
    async health({ caller }) {
      const health = await context.health();
      const { status, services } = health;
      // What is amiss, and when backups were taken, is for whoever can do something about it.
      const body = caller?.role === "owner" ? health : caller ? { status, services } : { status };
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
