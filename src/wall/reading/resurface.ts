import { Problem } from "../../contract/problems.ts";
import type { Resurfaced, ResurfacingEdit } from "../../contract/reading.ts";
import { chanceOf, chooseHandful } from "../../core/resurface.ts";
import { findItem } from "../../store/items.ts";
import { readingStateOf } from "../../store/progress.ts";
import type { ResurfacedRow } from "../../store/reading-tables.ts";
import {
  drawItems,
  neverAgain,
  noteResurfaced,
  resurfacedOn,
  resurfacingOf,
  setResurfacing,
} from "../../store/resurfacing.ts";
import type { Store } from "../../store/store.ts";
import type { WallDeps } from "../deps.ts";
import { presentItems } from "../present-item.ts";

interface AskedOn {
  readonly person: string;
  /** How far the person's clock is ahead of UTC. */
  readonly offsetMinutes: number | undefined;
}

const MINUTE_MS = 60_000;

const dayOf = (nowMs: number, offsetMinutes = 0): string =>
  new Date(nowMs + offsetMinutes * MINUTE_MS).toISOString().slice(0, 10);

/**
 * The handful of a person's day. It is chosen when it is first asked for and kept, so that it stays the same all day,
 * whatever is opened or archived of it; what has gone since is left out.
 */
export async function resurface(
  { store }: Pick<WallDeps, "store">,
  { person, offsetMinutes }: AskedOn,
): Promise<Resurfaced> {
  const nowMs = await store.nowMs();
  const day = dayOf(nowMs, offsetMinutes);
  const wish = await resurfacingOf(store.reader, person);
  const told = { day, is_off: wish.off_at !== null, is_dismissed: wish.dismissed_day === day };
  if (told.is_off) return { ...told, items: [] };
  const known = await resurfacedOn(store.reader, { person, day });
  const rows = known.length > 0 ? known : await choose(store, { person, day, nowMs });
  const shown = await presentItems(
    store.reader,
    rows.map(({ item }) => item),
    { person },
  );
  const items = rows.flatMap(({ item: id, why }) => {
    const item = shown.find((each) => each.id === id);
    const isAside = !item || item.archived_at !== null || item.deleted_at !== null || item.merged_into !== null;
    return isAside ? [] : [{ why, item }];
  });
  return { ...told, items };
}

async function choose(
  store: Store,
  { person, day, nowMs }: { person: string; day: string; nowMs: number },
): Promise<ResurfacedRow[]> {
  const drawn = await drawItems(store.reader, person, (name) => chanceOf(`${person} ${day} ${name}`));
  const candidates = drawn.map(({ id, site, created_at, progress, isMarked, shownOn }) => ({
    item: id,
    site,
    createdAtMs: created_at,
    openedAtMs: progress?.opened_at ?? null,
    isBegun: progress !== null && readingStateOf(progress) === "reading",
    isMarked,
    shownOn,
  }));
  const chosen = chooseHandful(candidates, { person, day, nowMs });
  if (chosen.length === 0) return [];
  return await store.write(async (unit) => {
    // Somebody else may have asked at the same moment: the day has one handful.
    const meanwhile = await resurfacedOn(unit.db, { person, day });
    if (meanwhile.length > 0) return meanwhile;
    const rows: ResurfacedRow[] = [];
    for (const [n, { item, why }] of chosen.entries()) {
      if (!(await findItem(unit.db, { id: item, owner: person }))) continue;
      const row = { item, person, day, n, why, never_at: null };
      await noteResurfaced(unit, row);
      rows.push(row);
    }
    return rows;
  });
}

/** Puts the day's handful away, or switches it off, or takes either back. */
export async function editResurfacing(
  deps: WallDeps,
  { person, offsetMinutes, edit }: AskedOn & { edit: ResurfacingEdit },
): Promise<Resurfaced> {
  const day = dayOf(await deps.store.nowMs(), offsetMinutes);
  await deps.store.write(async (unit) => {
    const before = await resurfacingOf(unit.db, person);
    await setResurfacing(unit, {
      person,
      off_at: edit.off === undefined ? before.off_at : edit.off ? unit.nowMs : null,
      dismissed_day: edit.dismissed === undefined ? before.dismissed_day : edit.dismissed ? day : null,
    });
  });
  return await resurface(deps, { person, offsetMinutes });
}

/** This item is never brought back by itself again. @throws Problem not-found */
export async function keepAway({ store }: WallDeps, whose: { item: string; person: string }): Promise<void> {
  await store.write(async (unit) => {
    const item = await findItem(unit.db, { id: whose.item, owner: whose.person });
    if (!item) throw new Problem("not-found", "There is no such item.");
    await neverAgain(unit, whose);
  });
}
