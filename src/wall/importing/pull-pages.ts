import { LIMITS } from "../../contract/limits.ts";
import { newId } from "../../core/ids.ts";
import { ImportRefused } from "../../core/imported.ts";
import { IMPORT_LIMITS } from "../../importers/limits.ts";
import type { Asked } from "../../importers/services/service.ts";
import type { PoliteWeb } from "../../pipeline/polite-web.ts";
import { keepFile, stageFile } from "../../store/files.ts";
import { findPull, noteAsked } from "../../store/import-pulls.ts";
import type { ImportPullRow, ImportsRow } from "../../store/import-tables.ts";
import { type HeldImport, noteImport, type SourceOfImport, sourceOf } from "../../store/imports.ts";
import { askService, refused } from "./ask-service.ts";
import { type ImportDeps, ImportLost } from "./import-pass.ts";

/** Questions of one pull; a service that pages for ever must not be followed for ever. */
const QUESTIONS = 500_000;

export type PullSource = Extract<SourceOfImport, { kind: "pull" }>;

export interface PullDeps extends ImportDeps {
  readonly web: PoliteWeb;
}

/** Where a question of a service leads, and with what it is asked. */
export async function wayTo({ service: name, address }: PullSource, secret: string) {
  // Only pulls need the services.
  const { serviceNamed } = await import("../../importers/services/services.ts");
  const service = serviceNamed(name);
  return {
    service,
    authorization: service.authorization(secret),
    urlOf: (path: string) => `${address}/${service.api}/${path}`,
  };
}

/**
 * Asks a service page by page until everything is here, each page kept as it was answered with what is to be asked next,
 * in one unit: whoever goes on after a crash asks the next question and no earlier one again.
 * @param told how many things are here
 * @throws ImportLost, ImportRefused; what the database and the files throw
 */
export async function pullPages(
  deps: PullDeps,
  { row, held, signal }: { row: ImportsRow; held: HeldImport; signal: AbortSignal },
  told: (things: number) => Promise<void>,
): Promise<void> {
  let source = sourceOf(row) as PullSource;
  let pull = await findPull(deps.store.reader, row.id);
  if (!pull || pull.cursor === null) return;
  if (pull.secret === null) throw refused("service-key-forgotten");
  const { service, authorization, urlOf } = await wayTo(source, pull.secret);
  for (let questions = 0; pull.cursor !== null; questions += 1) {
    const isTooMuch = pull.things > IMPORT_LIMITS.rows || source.bytes > LIMITS.importBytes || questions > QUESTIONS;
    if (isTooMuch) throw new ImportRefused({ code: "too-many-rows", reason: "There is more than one import takes." });
    const asked = JSON.parse(pull.cursor) as Asked;
    const answer = await askService(deps.web, {
      url: urlOf(asked.path),
      authorization,
      allowListed: deps.allowHosts.length > 0,
      accept: "application/json",
      maxBytes: IMPORT_LIMITS.wholeTextBytes,
      signal,
    });
    if (answer === null && !asked.isOptional) throw refused("service-not-understood");
    const page = answer === null ? null : jsonOf(answer.bytes);
    const { things, isKept } = service.weigh(asked, page);
    const next = service.next(asked, page);
    const kept = isKept && page !== null ? Buffer.from(JSON.stringify({ asked, page })) : null;
    source = { ...source, bytes: source.bytes + (kept?.length ?? 0) };
    pull = await note(deps, { held, person: row.person, source, pull, kept }, { things: pull.things + things, next });
    await told(pull.things);
  }
}

async function note(
  { store, files }: PullDeps,
  about: { held: HeldImport; person: string; source: PullSource; pull: ImportPullRow; kept: Buffer | null },
  { things, next }: { things: number; next: Asked | null },
): Promise<ImportPullRow> {
  const { held, person, source, pull, kept } = about;
  const id = newId();
  const received = kept === null ? null : await stagePage();
  const noted = await store.write(async (unit) => {
    if (!(await noteImport(unit, held, { source: JSON.stringify(source), position: things }))) return null;
    if (received !== null) await keepFile(unit, { id, owner: person, item: null, ...received });
    const cursor = next === null ? null : JSON.stringify(next);
    return await noteAsked(unit, { pull, file: received === null ? null : id, cursor, things });
  });
  if (noted === null) throw new ImportLost();
  return noted;

  async function stagePage() {
    const bytes = kept ?? Buffer.alloc(0);
    const about = { id, owner: person, role: "original", type: "application/json", name: null } as const;
    const key = await store.write((unit) => stageFile(unit, about));
    return await files.put(key, once(bytes), { maxBytes: bytes.length });
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw refused("service-not-understood");
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
