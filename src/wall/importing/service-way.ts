import { ImportRefused } from "../../core/imported.ts";
import type { WebAnswer } from "../../core/ports/web.ts";
import type { Asked, PulledService } from "../../importers/services/service.ts";
import type { PoliteWeb } from "../../pipeline/polite-web.ts";
import { keepSecret } from "../../store/import-pulls.ts";
import type { ImportsRow } from "../../store/import-tables.ts";
import { type SourceOfImport, sourceOf } from "../../store/imports.ts";
import { askService, refused, type ServiceAsk } from "./ask-service.ts";
import type { ImportDeps } from "./import-pass.ts";

/** An answer with a token in it. */
const TOKEN_BYTES = 64_000;

export type PullSource = Extract<SourceOfImport, { kind: "pull" }>;

export interface PullDeps extends ImportDeps {
  readonly web: PoliteWeb;
}

type Question = Pick<Asked, "path" | "isOpen"> &
  Pick<ServiceAsk, "accept" | "maxBytes" | "mayBeCut" | "timeoutMs" | "tries">;

/** The way to a service that things are pulled from, its key with every question that is not for anybody. */
export interface ServiceWay {
  readonly service: PulledService;
  /** @throws ImportRefused as `askService`, and where the key is forgotten */
  ask(question: Question): Promise<WebAnswer | null>;
}

/**
 * A key that is no token yet, or a token that has ended, is exchanged on the way, and what is kept in its place. What was
 * forgotten meanwhile stays forgotten.
 */
export async function wayTo(
  deps: PullDeps,
  { row, secret, signal }: { row: ImportsRow; secret: string | null; signal: AbortSignal },
): Promise<ServiceWay> {
  // Only pulls need the services.
  const { serviceNamed } = await import("../../importers/services/services.ts");
  const { service: name, address } = sourceOf(row) as PullSource;
  const service = serviceNamed(name);
  const about = { allowListed: deps.allowHosts.length > 0, signal };
  let current = secret;

  function authorization(): string | null {
    if (current === null) throw refused("service-key-forgotten");
    return service.authorization(current);
  }

  /** False when there is nothing to get a token by. */
  async function exchange(): Promise<boolean> {
    const { tokens } = service;
    const form = tokens && current !== null ? tokens.form(current) : null;
    if (!tokens || current === null || form === null) return false;
    const url = `${address}/${tokens.path}`;
    const asked = { ...about, url, form, accept: "application/json", maxBytes: TOKEN_BYTES };
    const answer = await askService(deps.web, asked);
    if (answer === null) throw refused("service-not-understood");
    const next = tokens.secretFrom(current, jsonOf(answer.bytes));
    current = next;
    await deps.store.write((unit) => keepSecret(unit, row.id, next));
    return true;
  }

  return {
    service,
    async ask({ path, isOpen = false, ...question }) {
      const asked = { ...about, ...question, url: `${address}/${service.api}/${path}` };
      if (isOpen) return await askService(deps.web, asked);
      const ask = () => askService(deps.web, { ...asked, authorization: authorization() ?? "" });
      if (authorization() === null) {
        if (!(await exchange())) throw refused("service-refused");
        return await ask();
      }
      try {
        return await ask();
      } catch (error) {
        const isEnded = error instanceof ImportRefused && error.problem.code === "service-refused";
        if (!isEnded || !(await exchange())) throw error;
        return await ask();
      }
    },
  };
}

/** @throws ImportRefused */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw refused("service-not-understood");
  }
}
