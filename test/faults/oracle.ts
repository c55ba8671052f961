import { identifyUrl } from "../../src/core/url-identity.ts";
import { ownOf } from "../../src/store/items.ts";
import type { ItemRow } from "../../src/store/tables.ts";
import type { Promised } from "./ledger.ts";
import type { Snapshot } from "./rows.ts";

/** By number, as in the list of docs/reliability-runs.md; `fault` when one did not show what it must show. */
export type Invariant = "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I7" | "I8" | "I9" | "I10" | "fault";

/** What must hold after every fault run, and does not. */
export interface Violation {
  readonly invariant: Invariant;
  readonly what: string;
}

const of =
  (invariant: Invariant) =>
  (what: string): Violation => ({ invariant, what });

/** Judges what the rows say once nothing is being worked on any more. */
export function judgeRows(rows: Snapshot, promised: readonly Promised[]): Violation[] {
  return [
    ...unkeptPromises(rows, promised).map(of("I1")),
    ...unfinishedWork(rows).map(of("I1")),
    ...withoutOneItem(rows).map(of("I2")),
    ...doubledThings(rows, promised).map(of("I2")),
    ...itemsWithoutOrigin(rows).map(of("I2")),
    ...lostFiles(rows, promised).map(of("I3")),
    ...poisonedSteps(rows).map(of("I10")),
  ];
}

/** I1: whoever was answered 202 finds the share, ended, and knows why if it was not completed. */
export function unkeptPromises({ shares }: Pick<Snapshot, "shares">, promised: readonly Promised[]): string[] {
  const byId = new Map(shares.map((share) => [share.id, share]));
  return promised.flatMap(({ processingId, key }) => {
    const share = byId.get(processingId);
    if (!share) return [`share ${processingId} (${key}) was accepted and is not there`];
    if (share.idempotency_key !== key)
      return [`share ${processingId} was accepted as ${key} and has the key ${share.idempotency_key}`];
    if (share.state === "processing") return [`share ${processingId} (${key}) never ended`];
    if (share.state === "error" && share.error_code === null) return [`share ${processingId} failed without a reason`];
    return [];
  });
}

/** I1, for what nobody was promised too: no step is open, no share unfinished, no item at work. */
export function unfinishedWork({ shares, steps, items }: Pick<Snapshot, "shares" | "steps" | "items">): string[] {
  const open = steps.filter(({ state }) => state === "ready" || state === "waiting" || state === "running");
  const ended = new Map(shares.filter(({ state }) => state !== "processing").map((share) => [share.id, share]));
  const working = items.filter(({ state, share }) => state === "working" && share !== null && ended.has(share));
  return [
    ...open.map((step) => `step ${step.name} ${step.id} is still ${step.state}`),
    ...shares.filter(({ state }) => state === "processing").map((share) => `share ${share.id} is still at work`),
    ...working.map((item) => `item ${item.id} is shown at work though its share has ended`),
  ];
}

/** I2: a completed share points at exactly one living item. */
export function withoutOneItem({ shares, items }: Pick<Snapshot, "shares" | "items">): string[] {
  const living = new Set(items.filter((item) => item.merged_into === null).map((item) => item.id));
  return shares
    .filter((share) => share.state === "completed" && (share.item === null || !living.has(share.item)))
    .map((share) => `share ${share.id} is completed and has no item`);
}

/** I2: one thing shared is one item, however often it was sent; two things are two. */
export function doubledThings(
  { shares, items }: Pick<Snapshot, "shares" | "items">,
  promised: readonly Promised[],
): string[] {
  const itemOf = new Map(shares.map((share) => [share.id, share.item]));
  const faults: string[] = [];
  for (const [key, list] of Map.groupBy(promised, ({ key }) => key)) {
    const ids = new Set(list.map(({ processingId }) => processingId));
    if (ids.size > 1) faults.push(`the key ${key} made ${ids.size} shares`);
  }
  const thingOf = new Map<string, string>();
  for (const [thing, list] of Map.groupBy(promised, ({ thing }) => thing)) {
    const made = new Set(list.flatMap(({ processingId }) => itemOf.get(processingId) ?? []));
    if (made.size > 1) faults.push(`${thing} became ${made.size} items`);
    for (const item of made) {
      const other = thingOf.get(item);
      if (other !== undefined) faults.push(`${thing} and ${other} became one item`);
      thingOf.set(item, thing);
    }
  }
  const alike = Map.groupBy(
    items.filter((item) => item.merged_into === null),
    identityOf,
  );
  for (const [identity, list] of alike)
    if (identity !== null && list.length > 1) faults.push(`${list.length} items stand for ${identity}`);
  return faults;
}

function identityOf(item: ItemRow): string | null {
  const { url } = ownOf(item);
  const identified = url === undefined ? null : identifyUrl(url);
  return identified === null || "problem" in identified ? null : `${item.owner} ${identified.identity}`;
}

/** I2: nothing appears by itself, and nothing was made that nobody asked for. */
export function itemsWithoutOrigin({ shares, items, places }: Pick<Snapshot, "shares" | "items" | "places">): string[] {
  const shared = new Set(shares.map((share) => share.item));
  const placed = new Set(places.map((place) => place.item));
  return items.flatMap((item) => [
    ...(shared.has(item.id) ? [] : [`item ${item.id} has no share that made it`]),
    ...(placed.has(item.id) ? [] : [`item ${item.id} never stood on a wall`]),
  ]);
}

/** I3: a file that was sent is kept under the hash that the sender knows. */
export function lostFiles(
  { shares, files }: Pick<Snapshot, "shares" | "files">,
  promised: readonly Promised[],
): string[] {
  const itemOf = new Map(shares.map((share) => [share.id, share.item]));
  const kept = Map.groupBy(
    files.filter((file) => file.state === "kept"),
    (file) => file.item,
  );
  return promised.flatMap(({ processingId, sha256 }) => {
    const hashes = new Set((kept.get(itemOf.get(processingId) ?? null) ?? []).map((file) => file.sha256));
    return sha256
      .filter((hash) => !hashes.has(hash))
      .map((hash) => `a file of share ${processingId} is not kept: ${hash}`);
  });
}

/** I10: a crash of the program is not held against the step that happened to run. */
export function poisonedSteps({ steps }: Pick<Snapshot, "steps">): string[] {
  return steps
    .filter((step) => step.error_code === "poison")
    .map((step) => `step ${step.name} ${step.id} was taken for poison`);
}

/** The verdict in words, for people and logs. */
export function verdictOf(violations: readonly Violation[]): string {
  if (violations.length === 0) return "every invariant holds";
  const lines = violations.slice(0, 40).map(({ invariant, what }) => `  ${invariant} ${what}`);
  return [`${violations.length} violations:`, ...lines, ...(violations.length > 40 ? ["  …"] : [])].join("\n");
}
