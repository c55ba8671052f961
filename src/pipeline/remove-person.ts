import { visitFailpoint } from "../core/failpoint.ts";
import {
  itemsOfPerson,
  releaseFilesOf,
  removeActItemsOf,
  removeActsOf,
  removeAiCallsOf,
  removeImportRowsOf,
  removeImportsOf,
  removePersonRow,
  removeSharesOf,
  removeTagsOf,
} from "../store/leaving.ts";
import { listLeaving } from "../store/persons.ts";
import type { Store, Unit } from "../store/store.ts";
import { removeForGood } from "./forget-old.ts";
import { leaveOthersWalls, sendGuestsHome } from "./leave-walls.ts";

const PEOPLE_A_PASS = 10;
const ITEMS_A_UNIT = 20;
const ROWS_A_UNIT = 500;

/** In this order: what makes items, what is together with others, the items, what is left. */
const PIECES: readonly ((unit: Unit, person: string) => Promise<number>)[] = [
  rows(removeImportRowsOf),
  rows(removeImportsOf),
  rows(removeActItemsOf),
  rows(removeActsOf),
  some(sendGuestsHome),
  some(leaveOthersWalls),
  removeSomeItems,
  rows(removeSharesOf),
  rows(removeTagsOf),
  rows(removeAiCallsOf),
  rows(releaseFilesOf),
];

/**
 * Removes people who closed their account with all that is theirs, the person's own row last. Each unit takes a bounded
 * piece and the rows say what is left, so that a kill costs one piece and nobody else waits for a large account.
 */
export async function removeLeaving(store: Store): Promise<void> {
  for (const person of await listLeaving(store.reader, PEOPLE_A_PASS)) {
    for (const piece of PIECES)
      while ((await store.write((unit) => piece(unit, person))) > 0) visitFailpoint("in-removal");
    await store.write((unit) => removePersonRow(unit, person));
  }
}

async function removeSomeItems(unit: Unit, person: string): Promise<number> {
  const ids = await itemsOfPerson(unit.db, { person, limit: ITEMS_A_UNIT });
  if (ids.length > 0) await removeForGood(unit, ids);
  return ids.length;
}

function some(leave: (unit: Unit, piece: { person: string; limit: number }) => Promise<number>) {
  return (unit: Unit, person: string) => leave(unit, { person, limit: ITEMS_A_UNIT });
}

function rows(remove: (unit: Unit, piece: { person: string; limit: number }) => Promise<number>) {
  return (unit: Unit, person: string) => remove(unit, { person, limit: ROWS_A_UNIT });
}
