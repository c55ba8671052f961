import type { ActLeft } from "../../contract/act-names.ts";
import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import { partFilesText } from "../../core/files-text.ts";
import type { OwnFields } from "../../core/item-shown.ts";
import { StaleRead } from "../../core/ports/database.ts";
import { placeHighlights } from "../../pipeline/place-highlights.ts";
import { contentOf, keepContent } from "../../store/contents.ts";
import { giveBack, giveBackAnalysis, giveBackDuplicates, progressIn, removeProgress } from "../../store/give-back.ts";
import { lockItems, OWN_TEXT_CHARACTERS, ownOf, updateItem } from "../../store/items.ts";
import { marksOf, setMarks } from "../../store/marks.ts";
import { setProgress } from "../../store/progress.ts";
import { addUse } from "../../store/quotas.ts";
import { refreshItem } from "../../store/refresh-item.ts";
import type { Unit } from "../../store/store.ts";
import type { ItemRow } from "../../store/tables.ts";
import { putTags, standingTags, takeTags } from "../../store/tags.ts";
import { digestOf, type MergeBefore, type Side, sideOf } from "./merge-before.ts";
import { partPlaces } from "./part-places.ts";
import { hasTag, type TagOfItem } from "./standing.ts";

/** What is not as it was before the merge, and why. */
export interface LeftOfMerge {
  readonly code: ActLeft;
  readonly what: string | null;
}

export interface Parting {
  readonly person: string;
  readonly from: string;
  readonly into: string;
  readonly before: MergeBefore;
}

/**
 * Makes two items again of one that they became: each has what it had, and the winner keeps what somebody wrote in it or
 * put on it since. In one unit; takes numbers of clocks.
 * @returns what could not be given back, and the walls concerned
 * @throws Problem nothing-to-undo, item-merged, item-in-trash, quota-reached
 */
export async function undoMerge(unit: Unit, parting: Parting): Promise<{ left: LeftOfMerge[]; walls: string[] }> {
  const { from, into, before, person } = parting;
  const { belongings, duplicates } = before;
  const pairs = duplicates.flatMap(({ item, other }) => [item, other]);
  const items = await lockItems(unit, [...new Set([from, into, ...belongings.merged, ...pairs])]);
  const [loser, winner] = standing(items, parting);
  const left: LeftOfMerge[] = [];
  const leave = (code: ActLeft, what: string | null) => left.push({ code, what });
  await giveBack(unit, { from: into, to: from, owner: person }, belongings);
  await giveBackDuplicates(unit, { loser: from, winner: into, before: duplicates, standing: new Set(items.keys()) });
  await partProgress(unit, parting);
  if (before.filesSay) await partFiles(unit, parting);
  const parted = await partWinner(unit, { winner, before }, leave);
  const lone = await partLoser(unit, { loser, before }, leave);
  await placeHighlights(unit, into);
  await placeHighlights(unit, from);
  for (const item of [parted, lone])
    await setMarks(unit, { owner: person, item: item.id, marks: await marksOf(unit.db, item) });
  await addUse(unit, person, { items: 1, bytes: 0 });
  const walls = await partPlaces(unit, { winner: parted, loser: lone, before }, (code) => leave(code, "places"));
  // The walls are words of the index, so it comes after them.
  await refreshItem(unit, parted);
  await refreshItem(unit, lone);
  return { left, walls };
}

function standing(items: ReadonlyMap<string, ItemRow>, { from, into, person }: Parting): [ItemRow, ItemRow] {
  const [loser, winner] = [items.get(from), items.get(into)];
  if (!loser || !winner || loser.owner !== person)
    throw new Problem("nothing-to-undo", "One of the two was removed for good.");
  if (winner.merged_into !== null || loser.merged_into !== into)
    throw new Problem("item-merged", "It became one with yet another item. Take that back first.");
  if (winner.deleted_at !== null) throw new Problem("item-in-trash", "Restore the item first.");
  return [loser, winner];
}

type Leave = (code: ActLeft, what: string | null) => void;

/** The winner's fields, reading, analysis and tags. Tells its row as it is then. */
async function partWinner(
  unit: Unit,
  { winner, before }: { winner: ItemRow; before: MergeBefore },
  leave: Leave,
): Promise<ItemRow> {
  const { winner: was, after } = before;
  const now = await sideOf(unit.db, winner);
  const changes: Partial<ItemRow> = { edited_version: winner.edited_version + 1 };
  for (const name of ["kind", "pinned_at", "archived_at", "created_at"] as const) {
    if (was.row[name] === after.row[name] || winner[name] === was.row[name]) continue;
    if (winner[name] === after.row[name]) Object.assign(changes, { [name]: was.row[name] });
    else leave("changed-since", name);
  }
  changes.own = await partWords(unit, { winner, now, before }, leave);
  if (was.row.found !== after.row.found) {
    if (winner.found === after.row.found) {
      changes.found = was.row.found;
      await keepContent(unit, winner.id, before.article ?? {});
    } else leave("changed-since", "reading");
  }
  const takesBack = was.row.analysis !== after.row.analysis && winner.analysis === after.row.analysis;
  if (takesBack) changes.analysis = was.row.analysis;
  else if (was.row.analysis !== after.row.analysis) leave("changed-since", "analysis");
  await partTags(unit, { now, before, item: winner.id, withAi: takesBack }, leave);
  await updateItem(unit, winner.id, changes);
  return { ...winner, ...changes };
}

/** What a person wrote, field by field: what it became by the merge and nobody has changed since is as it was. */
async function partWords(
  unit: Unit,
  { winner, now, before }: { winner: ItemRow; now: Side; before: MergeBefore },
  leave: Leave,
): Promise<string> {
  const [was, became, is] = [ownOf(before.winner.row), ownOf(before.after.row), ownOf(winner)];
  const own: Record<string, unknown> = { ...is };
  const names = new Set([was, became, is].flatMap((fields) => Object.keys(fields) as (keyof OwnFields)[]));
  for (const name of names) {
    if (name === "text" || name === "textIsLong" || was[name] === became[name] || is[name] === was[name]) continue;
    if (is[name] !== became[name]) leave("changed-since", name);
    else if (was[name] === undefined) delete own[name];
    else own[name] = was[name];
  }
  const text = before.winner.text;
  if (digestOf(text) === before.after.text || now.text === text) return JSON.stringify(own);
  if (digestOf(now.text) !== before.after.text) {
    leave("changed-since", "text");
    return JSON.stringify(own);
  }
  delete own["text"];
  delete own["textIsLong"];
  const isLong = text !== null && text.length > OWN_TEXT_CHARACTERS;
  if (text !== null) own["text"] = text.slice(0, OWN_TEXT_CHARACTERS);
  if (isLong) own["textIsLong"] = true;
  await keepContent(unit, winner.id, { shared_text: isLong ? text : null });
  return JSON.stringify(own);
}

async function partTags(
  unit: Unit,
  { now, before, item, withAi }: { now: Side; before: MergeBefore; item: string; withAi: boolean },
  leave: Leave,
): Promise<void> {
  const { winner: was, after } = before;
  const counts = ({ by }: TagOfItem) => by === "person" || withAi;
  const came = after.tags.filter((tag) => !hasTag(was.tags, tag)).filter(counts);
  await takeTags(unit, { item, tags: came.filter((tag) => hasTag(now.tags, tag)) });
  const went = was.tags.filter((tag) => !hasTag(after.tags, tag)).filter(counts);
  await putStanding(unit, { item, tags: went.filter((tag) => !hasTag(now.tags, tag)) }, leave);
}

async function putStanding(
  unit: Unit,
  { item, tags }: { item: string; tags: readonly TagOfItem[] },
  leave: Leave,
): Promise<void> {
  const stands = await standingTags(
    unit,
    tags.map(({ tag }) => tag),
  );
  const known = tags.filter(({ tag }) => stands.has(tag));
  if (known.length < tags.length) leave("tag-gone", "tags");
  await putTags(unit, { item, tags: known.slice(0, 2 * LIMITS.tagsPerItem) });
}

/** The loser stands by itself again. What was being done for it when it ended is not begun anew. */
async function partLoser(
  unit: Unit,
  { loser, before }: { loser: ItemRow; before: MergeBefore },
  leave: Leave,
): Promise<ItemRow> {
  const { state, analysis } = before.loser.row;
  if (state === "working") leave("work-ended", null);
  const has = analysis !== null && (await giveBackAnalysis(unit, { id: analysis, to: loser.id }));
  if (analysis !== null && !has) leave("gone", "analysis");
  await putStanding(unit, { item: loser.id, tags: before.loser.tags }, leave);
  const changes = {
    merged_into: null,
    state: state === "working" ? ("ready" as const) : state,
    analysis: has ? analysis : null,
    edited_version: loser.edited_version + 1,
  };
  await updateItem(unit, loser.id, changes);
  return { ...loser, ...changes };
}

/** What the loser's files say is the loser's alone again, which has kept it. */
async function partFiles(unit: Unit, { from, into }: Parting): Promise<void> {
  const [joined, loser] = [await contentOf(unit.db, into), await contentOf(unit.db, from)];
  const said = partFilesText(joined?.files_text ?? null, loser?.files_text ?? null);
  await keepContent(unit, into, { files_text: said });
}

/** Who has read on in the winner since is as far there; in the loser everybody is where they were. */
async function partProgress(unit: Unit, { from, into, before }: Parting): Promise<void> {
  const { after, winner, loser } = before;
  const now = await progressIn(unit.db, [into]);
  for (const row of now) {
    const left = after.progress.find(({ person }) => person === row.person);
    if (JSON.stringify(left) !== JSON.stringify(row)) continue;
    const was = winner.progress.find(({ person }) => person === row.person);
    if (was) await setProgress(unit, was);
    else await removeProgress(unit, row);
  }
  for (const row of loser.progress) await setProgress(unit, { ...row, item: from });
}

/** What a merge wrote down, or what somebody kept for it. @throws StaleRead when it is not there any more */
export function mergeBeforeOf(before: string | undefined): MergeBefore {
  if (before === undefined) throw new StaleRead("what a merge changed");
  return JSON.parse(before) as MergeBefore;
}
