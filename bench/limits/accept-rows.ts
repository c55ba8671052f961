import { createHash } from "node:crypto";
import { newId } from "../../src/core/ids.ts";

/** What a share of the bench brings; every one of them is another link. */
export const SHARE_BODY = JSON.stringify({
  url: "https://notes.example/essays/{n}/the-quiet-machines",
  title: "The quiet machines of the harbour and the people who mend them {n}",
  note: "For the talk in spring: what a tool owes to whoever has to repair it at night.",
});

export interface SharedLink {
  readonly url: string;
  readonly title: string;
  readonly note: string;
}

/** The simplest words of a text; the product's own rules do more. */
export const simpleWords = (text: string): string =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(" ");

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * The values of every row that accepting one link writes, in the order in which the tables must be written: what the
 * limit beside it puts into them without asking anything first.
 */
export function rowsOfLink({ url, title, note }: SharedLink, whose: { person: string; wall: string }) {
  const now = Date.now();
  const { person, wall } = whose;
  const [share, item, run] = [newId(now), newId(now), newId(now)];
  const site = new URL(url).host;
  const own = JSON.stringify({ firstTitle: title, url, title, note });
  const step = (name: string, lane: string, dueAt: number | null) => ({
    id: newId(now),
    item,
    person,
    share,
    run,
    name,
    lane,
    priority: 0,
    rank: now,
    state: dueAt === null ? "ready" : "waiting",
    due_at: dueAt,
    attempt: 0,
    tries: 0,
    crashes: 0,
    leased_by: null,
    leased_until: null,
    output: null,
    error_code: null,
    error_detail: null,
    retryable: 0,
    created_at: now,
    started_at: null,
    ended_at: null,
  });
  return {
    item: {
      id: item,
      owner: person,
      kind: "link",
      state: "working",
      own,
      found: "{}",
      analysis: null,
      share,
      title,
      site,
      lang: null,
      created_at: now,
      updated_at: now,
      edited_version: 1,
      version: 1,
      merged_into: null,
      pinned_at: null,
      archived_at: null,
      deleted_at: null,
      purge_at: null,
    },
    address: { owner: person, identity_hash: hashOf(url), item, address: url, via: "shared" },
    run: { id: run, item, share, cause: "share", started_at: now, ended_at: null },
    steps: [step("read", "content", null), step("glance", "ai", now + 3_000)],
    share: {
      id: share,
      person,
      api_key: null,
      idempotency_key: null,
      fingerprint: hashOf(own),
      wall,
      item,
      duplicate: 0,
      kind: "link",
      state: "processing",
      run,
      error_code: null,
      warnings: "[]",
      version: 1,
      created_at: now,
      updated_at: now,
      ended_at: null,
    },
    words: {
      who: `o${person.replaceAll("-", "")} w${wall.replaceAll("-", "")} klink iuntagged s0123456789abcdef a20251126120 hnote`,
      title: simpleWords(title),
      note: simpleWords(note),
      site: simpleWords(`${site} ${url}`),
    },
    place: { wall, item, sort_at: now, added_by: person, removed_at: null },
  };
}

export type LinkRows = ReturnType<typeof rowsOfLink>;

/** The answer that the product gives to a share, as long as its own. */
export const acceptedAnswer = ({ share, item }: Pick<LinkRows, "share" | "item">) => ({
  processing_id: share.id,
  status: "processing",
  estimated_completion_seconds: 5,
  item_id: item.id,
  wall_id: share.wall,
  duplicate_of: null,
  note_added: false,
  status_url: `/api/v1/share/status/${share.id}`,
  events_url: `/api/v1/share/status/${share.id}/events`,
});
