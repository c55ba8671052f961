import { type AuditAbout, type AuditEntry, auditActionsAbout } from "../../contract/audit.ts";
import { listAudit } from "../../store/audit.ts";
import { namesOf } from "../../store/persons.ts";
import type { Reader } from "../../store/store.ts";
import { makeCursor, readCursor } from "../cursor.ts";
import { isoTime } from "../share-status.ts";

/** What was done about accounts, the newest first. */
export async function pageOfAudit(
  db: Reader,
  {
    cursor,
    limit,
    about,
    person,
  }: {
    cursor: string | undefined;
    limit: number;
    about?: AuditAbout | undefined;
    person?: string | undefined;
  },
): Promise<{ items: AuditEntry[]; next_cursor: string | null }> {
  const [before] = readCursor(cursor, ["string"]) ?? [null];
  const asked = { actions: about === undefined ? null : auditActionsAbout(about), person: person ?? null };
  const rows = await listAudit(db, { before, limit: limit + 1, ...asked });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const people = await namesOf(db, [
    ...new Set(page.flatMap(({ actor, subject }) => [actor ?? [], subject ?? []].flat())),
  ]);
  const items = page.map(({ id, at, action, actor, subject, detail, address }): AuditEntry => {
    const nameOf = (id: string | null): string | null => {
      const named = id === null ? undefined : people.get(id);
      return named?.name ?? named?.login ?? null;
    };
    return {
      id,
      at: isoTime(at),
      action,
      actor: actor === null ? null : { id: actor, name: nameOf(actor) },
      subject,
      subject_name: nameOf(subject),
      detail: JSON.parse(detail) as AuditEntry["detail"],
      address,
    };
  });
  return { items, next_cursor: rows.length > limit && last ? makeCursor([last.id]) : null };
}
