import { LIMITS } from "../../../src/contract/limits.ts";
import type { BulkRow, ShareInput } from "../../../src/contract/shares.ts";
import { ask, type Refusal, refusalBy, toldBy } from "../api.ts";
import { changeEntry } from "./entries.ts";
import type { Entry } from "./entry.ts";
import type { EntryList } from "./entry-list.ts";
import { announce } from "./news.ts";
import { waits } from "./waits.ts";

/**
 * Hands in a list, as many links at once as the server takes, and writes down after each answer what is left of it. Every
 * link has a name of its own, so one for which only the answer was lost is not on the wall twice.
 * @throws Refusal when the rest of it must wait, or will not be had at all
 */
export async function sendList({ id, wall }: Entry, begun: EntryList): Promise<"sent" | "refused" | "gone"> {
  for (let list = begun; ; ) {
    const open = list.links.filter(({ refused }) => refused === null);
    if (open.length === 0) return await endList(id, list);
    announce({ kind: "part", id, part: 1 - open.length / (list.saved + list.before + list.links.length) });
    const sent = open.slice(0, LIMITS.bulkRows);
    const rows = sent.map(
      ({ id: name, url, text }): ShareInput => ({
        ...(text === null ? { url } : { text }),
        ...(wall === null ? {} : { wall_id: wall }),
        client_share_id: name,
      }),
    );
    const { items } = await ask<{ items: BulkRow[] }>("POST", "/share/bulk", rows);
    const answered = afterAnswer(list, { sent: sent.map((link) => link.id), rows: items });
    list = answered.list;
    if ((await changeEntry(id, (entry) => ({ ...entry, list: answered.list }))) === null) return "gone";
    if (answered.later !== null) throw answered.later;
  }
}

/** All of a list is answered for: what was refused waits for its person. */
async function endList(id: string, list: EntryList): Promise<"sent" | "refused" | "gone"> {
  const reason = list.links[0]?.refused ?? null;
  const outcome = reason === null ? "sent" : "refused";
  await changeEntry(id, (entry) => ({ ...entry, state: outcome, reason }));
  announce({ kind: "list-arrived", list });
  return outcome;
}

/**
 * What is left of a list after the server answered for some of its links: what it took is gone, what it will not have says
 * why, and what may go through later stays as it was.
 */
function afterAnswer(
  list: EntryList,
  { sent, rows }: { sent: readonly string[]; rows: readonly BulkRow[] },
): { readonly list: EntryList; readonly later: Refusal | null } {
  const answers = new Map(sent.map((id, index) => [id, rows[index]]));
  let [saved, before, later]: [number, number, Refusal | null] = [list.saved, list.before, null];
  const links = list.links.flatMap((link) => {
    const row = answers.get(link.id);
    if (row === undefined) return [link];
    if (row.problem === undefined) {
      if (row.duplicate_of) before += 1;
      else saved += 1;
      return [];
    }
    const refusal = refusalBy(row.problem);
    if (!waits(refusal)) return [{ ...link, refused: toldBy(refusal) }];
    later = refusal;
    return [link];
  });
  return { list: { links, saved, before }, later };
}
