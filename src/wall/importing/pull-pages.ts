import { LIMITS } from "../../contract/limits.ts";
import { newId } from "../../core/ids.ts";
import { ImportRefused } from "../../core/imported.ts";
import { IMPORT_LIMITS } from "../../importers/limits.ts";
import type { Asked } from "../../importers/services/service.ts";
import { keepFile, stageFile } from "../../store/files.ts";
import { findPull, noteAsked } from "../../store/import-pulls.ts";
import type { ImportPullRow, ImportsRow } from "../../store/import-tables.ts";
import { type HeldImport, noteImport, sourceOf } from "../../store/imports.ts";
import { refused } from "./ask-service.ts";
import { ImportLost } from "./import-pass.ts";
import { jsonOf, type PullDeps, type PullSource, wayTo } from "./service-way.ts";

/** Questions of one pull; a service that pages for ever must not be followed for ever. */
const QUESTIONS = 500_000;

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
  const { service, ask } = await wayTo(deps, { row, secret: pull.secret, signal });
  const loop = new LoopFinder();
  for (let questions = 0; pull.cursor !== null; questions += 1) {
    const isTooMuch = pull.things > IMPORT_LIMITS.rows || source.bytes > LIMITS.importBytes || questions > QUESTIONS;
    if (isTooMuch) throw new ImportRefused({ code: "too-many-rows", reason: "There is more than one import takes." });
    if (loop.hasSeen(pull.cursor)) throw refused("service-not-understood");
    const asked = JSON.parse(pull.cursor) as Asked;
    const answer = await ask({
      path: asked.path,
      ...(asked.isOpen === true ? { isOpen: true } : {}),
      accept: "application/json",
      maxBytes: IMPORT_LIMITS.wholeTextBytes,
    });
    const page = answer === null ? null : jsonOf(answer.bytes);
    // Null stands for what is not there; nobody answers it.
    if (page === null && (answer !== null || !asked.isOptional)) throw refused("service-not-understood");
    const { things, isKept } = service.weigh(asked, page);
    const next = service.next(asked, page);
    const kept = isKept && page !== null ? Buffer.from(JSON.stringify({ asked, page })) : null;
    source = { ...source, bytes: source.bytes + (kept?.length ?? 0) };
    pull = await note(deps, { held, person: row.person, source, pull, kept }, { things: pull.things + things, next });
    await told(pull.things);
  }
}

/**
 * Finds questions that go in a circle after at most three times its length, and remembers one of them at a time (Brent, "An
 * improved Monte Carlo factorization algorithm", 1980).
 */
class LoopFinder {
  #remembered = "";
  #since = 0;
  #until = 1;

  hasSeen(question: string): boolean {
    if (question === this.#remembered) return true;
    this.#since += 1;
    if (this.#since < this.#until) return false;
    this.#remembered = question;
    this.#since = 0;
    this.#until *= 2;
    return false;
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

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
