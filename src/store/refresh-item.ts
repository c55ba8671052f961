import { type FoundFields, type OwnFields, type ShownFields, showItem } from "../core/item-shown.ts";
import { findAnalyses, findAnalysis, resultOf } from "./analyses.ts";
import type { AnalysisRow } from "./analysis-tables.ts";
import { type TextsToRead, textsToRead } from "./contents.ts";
import { itemTerms, originalsOf } from "./item-terms.ts";
import { foundOf, ownOf, stands, updateItem } from "./items.ts";
import { wallsOfItem } from "./places.ts";
import { indexItem, type SearchFields } from "./search-index.ts";
import type { Reader, Unit } from "./store.ts";
import type { ItemRow } from "./tables.ts";
import { tagsOfItems } from "./tags.ts";
import { vectorDue } from "./vectors-due.ts";

/** Computes anew what is shown of an item and the words it is found by. Call it after any change, its row locked. */
export async function refreshItem(unit: Unit, item: ItemRow): Promise<void> {
  await refreshShown(unit, item, { changes: {}, analysis: await analysisOf(unit, item) });
}

/** The same together with the analysis that the item shows from now on; null shows none. */
export async function refreshWithAnalysis(
  unit: Unit,
  item: ItemRow,
  analysis: Pick<AnalysisRow, "id" | "result"> | null,
): Promise<void> {
  const changes = { analysis: analysis?.id ?? null };
  await refreshShown(unit, { ...item, ...changes }, { changes, analysis: analysis ?? undefined });
}

type Analysed = Pick<AnalysisRow, "result"> | undefined;

async function refreshShown(
  unit: Unit,
  item: ItemRow,
  { changes, analysis }: { changes: Partial<Pick<ItemRow, "analysis">>; analysis: Analysed },
): Promise<void> {
  const { shown, index } = await shownOf(unit, item, analysis);
  await updateItem(unit, item.id, { ...changes, title: shown.title, site: shown.site, lang: shown.language });
  if (stands(item)) await index();
}

/** Makes an item findable by what is shown of it, and changes nothing else. */
export async function indexShown(unit: Unit, item: ItemRow): Promise<void> {
  await (await shownOf(unit, item, await analysisOf(unit, item))).index();
}

/** The texts that items are found by, as they stand now, by their ids: read at once, so not of many items. */
export async function textsOfItems(db: Reader, items: readonly ItemRow[]): Promise<Map<string, SearchFields>> {
  const ids = items.map(({ id }) => id);
  const analyses = await findAnalyses(
    db,
    items.flatMap(({ analysis }) => analysis ?? []),
  );
  const [texts, tags] = [await textsToRead(db, ids), await tagsOfItems(db, ids)];
  return new Map(
    items.map((item) => {
      const analysis = item.analysis === null ? undefined : analyses.get(item.analysis);
      return [item.id, saidOf(item, { analysis, texts: texts.get(item.id), tags: tags.get(item.id) ?? [] }).fields];
    }),
  );
}

/** The texts that an item is found by, as they stand now. */
export async function textsOf(db: Reader, item: ItemRow): Promise<SearchFields> {
  const analysis = await analysisOf({ db }, item);
  return saidOf(item, { analysis, ...(await standingOf(db, item.id)) }).fields;
}

async function analysisOf({ db }: { db: Reader }, item: ItemRow): Promise<Analysed> {
  return item.analysis === null ? undefined : await findAnalysis(db, item.analysis);
}

interface Parts {
  readonly analysis: Analysed;
  readonly texts: TextsToRead | undefined;
  readonly tags: readonly { readonly name: string }[];
}

async function standingOf(db: Reader, item: string): Promise<Omit<Parts, "analysis">> {
  const texts = (await textsToRead(db, [item])).get(item);
  return { texts, tags: (await tagsOfItems(db, [item])).get(item) ?? [] };
}

function saidOf(item: ItemRow, { analysis, texts, tags: tagged }: Parts) {
  const own = ownOf(item);
  const found = foundOf(item);
  const shown = showItem(own, found, analysis ? resultOf(analysis) : null);
  const tags = tagged.map((tag) => tag.name);
  const text = texts?.shared_text ?? own.text ?? "";
  const body = [text, texts?.text, texts?.files_text].filter(Boolean).join("\n");
  return { own, found, shown, tags, body, fields: searchFields({ own, found, shown, tags, body }) };
}

async function shownOf(
  unit: Unit,
  item: ItemRow,
  analysis: Analysed,
): Promise<{ shown: ShownFields; index: () => Promise<void> }> {
  const { fields, body, ...said } = saidOf(item, { analysis, ...(await standingOf(unit.db, item.id)) });
  return {
    shown: said.shown,
    async index() {
      const walls = await wallsOfItem(unit.db, item.id);
      const files = await originalsOf(unit.db, item.id);
      const facts = itemTerms({ item, ...said, files, hasText: body !== "" });
      await indexItem(unit, { seq: item.seq, owner: item.owner, walls, facts, fields });
      await vectorDue(unit, item);
    },
  };
}

/** The texts an item is found by. */
export function searchFields(of: {
  own: OwnFields;
  found: FoundFields;
  shown: ShownFields;
  tags: readonly string[];
  body: string;
}): SearchFields {
  const { own, found, shown } = of;
  return {
    title: shown.title,
    tags: of.tags.join(" "),
    note: own.note ?? "",
    summary: [shown.description, shown.summary, [...shown.keyTopics, ...shown.entities].join(" ")]
      .filter(Boolean)
      .join("\n"),
    site: [shown.site, shown.author, own.url, found.canonicalUrl].filter(Boolean).join(" "),
    body: shown.imageText === null ? of.body : `${shown.imageText}\n${of.body}`,
  };
}
