import { type RawBuilder, sql } from "kysely";
import { type AnyExported, standingTable, tablesWithin } from "./any-exported.ts";
import { type ExportedColumn, isLeftOut } from "./exported-columns.ts";
import type { StandingTable } from "./exported-tables.ts";
import { lockItems } from "./items.ts";
import type { Reader, Store } from "./store.ts";
import type { PlaceRow } from "./tables.ts";
import { livingWalls } from "./walls.ts";

/** A row with those that stand within it, as an archive carries it. */
export type ExportedRecord = Readonly<Record<string, unknown>>;
type AnyRow = Readonly<Record<string, string | number | null>>;

const ROWS_A_PAGE = 200;
const ITEMS_A_PAGE = 50;
/** Of the long texts of one page of items: what an export holds at once. */
const PAGE_BYTES = 250_000;
/** What no list of items for people needs. */
const LONG = ["contents", "addresses", "shares"];

export interface Exporting {
  readonly owner: string;
  /** Only what stands on this wall; null for everything. */
  readonly wall: string | null;
  /** Items after this one came while the export was made: it would never end if it ran after them. */
  readonly until: string;
}

/** The latest item of a person by its id; what is exported from now on ends with it. */
export async function latestItem({ reader }: Store, owner: string): Promise<string> {
  const { id } = await reader
    .selectFrom("items")
    .select((eb) => eb.fn.max("id").as("id"))
    .where("owner", "=", owner)
    .executeTakeFirstOrThrow();
  return id ?? "";
}

/** The lines of a table that stands by itself, by key. Items have a way of their own: `exportItems`. */
export async function* exportRows(
  { reader }: Store,
  table: Exclude<StandingTable, "items">,
  { owner }: Pick<Exporting, "owner">,
): AsyncGenerator<ExportedRecord> {
  const { key } = standingTable(table);
  const columns = sql.join(key.map((column) => sql.ref(column)));
  for (let after: AnyRow | undefined; ; ) {
    const beyond: unknown = after
      ? sql`and (${columns}) > (${sql.join(key.map((column) => after?.[column] ?? null))})`
      : sql``;
    const standing = table === "walls" ? sql`and deleted_at is null` : sql``;
    const { rows } = await sql<AnyRow>`
      select * from ${sql.table(table)} where owner = ${owner} ${standing} ${beyond}
      order by ${columns} limit ${ROWS_A_PAGE}`.execute(reader);
    yield* await recordsOf(reader, table, rows);
    after = rows.at(-1);
    if (after === undefined) return;
  }
}

/**
 * A person's items by id, a page at a time, each whole: its row is locked while what stands within it is read, so that
 * what is written meanwhile is in it altogether or not at all.
 */
export async function* exportItems(
  store: Store,
  exporting: Exporting,
  { isWhole }: { isWhole: boolean },
): AsyncGenerator<readonly ExportedRecord[]> {
  const without = isWhole ? [] : LONG;
  for (let after = ""; ; ) {
    const ids = await nextItems(store.reader, { ...exporting, after, isWhole });
    const last = ids.at(-1);
    if (last === undefined) return;
    yield await store.write(async (unit) => {
      const locked = await lockItems(unit, ids);
      const rows = [...locked.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
      const records = await recordsOf(unit.db, "items", rows as unknown as AnyRow[], without);
      return await placed(unit.db, records, exporting);
    });
    after = last;
  }
}

/** The next ids, as many as may be held with their texts; at least one while there is any. */
async function nextItems(
  db: Reader,
  { owner, wall, until, after, isWhole }: Exporting & { after: string; isWhole: boolean },
): Promise<string[]> {
  const onWall =
    wall === null
      ? sql``
      : sql`and exists (select 1 from places where places.wall = ${wall} and places.item = items.id
            and (places.removed_at is null or places.removed_at = items.deleted_at))`;
  const lengths = ["shared_text", "html", "markdown", "text", "files_text"].map(
    (column) => sql`coalesce(octet_length(contents.${sql.ref(column)}), 0)`,
  );
  const bytesOfIt = isWhole
    ? sql`(select ${sql.join(lengths, sql` + `)} from contents where contents.item = items.id)`
    : sql`0`;
  const { rows } = await sql<{ id: string; bytes: number | null }>`
    select items.id, ${bytesOfIt} as bytes from items
    where items.owner = ${owner} and items.id > ${after} and items.id <= ${until} ${onWall} order by items.id limit ${ITEMS_A_PAGE}`.execute(
    db,
  );
  let bytes = 0;
  const fits = rows.findIndex((row, at) => {
    bytes += Number(row.bytes);
    return at > 0 && bytes > PAGE_BYTES;
  });
  return rows.slice(0, fits === -1 ? rows.length : fits).map(({ id }) => id);
}

/** Where items stand, or stood when they went into the trash; walls that are gone are history, others' are others'. */
async function placed(
  db: Reader,
  records: readonly ExportedRecord[],
  { owner, wall }: Pick<Exporting, "owner" | "wall">,
): Promise<ExportedRecord[]> {
  const placesOf = (record: ExportedRecord) => record["places"] as readonly Pick<PlaceRow, "wall" | "removed_at">[];
  const walls = new Set(records.flatMap(placesOf).map((place) => place.wall));
  const living = await livingWalls(db, { walls: [...walls], owner });
  return records.map((record) => ({
    ...record,
    places: placesOf(record).filter(
      (place) =>
        (wall === null ? living.has(place.wall) : place.wall === wall) && place.removed_at === record["deleted_at"],
    ),
  }));
}

/** Rows that an archive leaves out of a table that it carries. */
const KEPT_ONLY: Readonly<Record<string, RawBuilder<unknown>>> = {
  files: sql`and state = 'kept'`,
  // How far members of a wall have read somebody else's things is theirs.
  progress: sql`and person = (select owner from items where items.id = progress.item)`,
};

async function recordsOf(
  db: Reader,
  table: StandingTable,
  rows: readonly AnyRow[],
  without: readonly string[] = [],
): Promise<ExportedRecord[]> {
  if (rows.length === 0) return [];
  const standing = standingTable(table);
  const ids = rows.map((row) => row["id"] ?? null);
  const records = rows.map((row) => recordOf(standing, row));
  for (const within of tablesWithin(table)) {
    if (without.includes(within.table)) continue;
    const order = sql.join(within.key.map((column) => sql.ref(column)));
    const kept = KEPT_ONLY[within.table] ?? sql``;
    const { rows: inner } = await sql<AnyRow>`
      select * from ${sql.table(within.table)} where ${sql.ref(within.by)} in (${sql.join(ids)}) ${kept}
      order by ${order}`.execute(db);
    const names = within.table === "item_tags" ? await tagNames(db, inner) : null;
    const byOuter = Map.groupBy(inner, (row) => row[within.by]);
    for (const [at, id] of ids.entries()) {
      const found = (byOuter.get(id) ?? []).map((row) => ({
        ...recordOf(within, row),
        // For whoever reads a line by itself; it follows from the tag.
        ...(names ? { name: names.get(String(row["tag"])) ?? "" } : {}),
      }));
      Object.assign(records[at] ?? {}, { [within.as]: within.isOne ? (found[0] ?? null) : found });
    }
  }
  return records;
}

async function tagNames(db: Reader, rows: readonly AnyRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map((row) => String(row["tag"])))];
  if (ids.length === 0) return new Map();
  const tags = await db.selectFrom("tags").select(["id", "name"]).where("id", "in", ids).execute();
  return new Map(tags.map(({ id, name }) => [id, name]));
}

function recordOf({ columns }: AnyExported, row: AnyRow): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(columns))
    if (!isLeftOut(column)) record[column.as ?? name] = toldOf(column, row[name] ?? null);
  return record;
}

function toldOf({ kind, shape }: ExportedColumn, value: string | number | null): unknown {
  if (value === null) return null;
  switch (kind) {
    case "time":
      return new Date(Number(value)).toISOString();
    case "yes-no":
      return Number(value) !== 0;
    case "number":
      return Number(value);
    case "json":
      return within(shape, JSON.parse(String(value)));
    case "id":
    case "line":
    case "text":
      return value;
    default:
      throw kind satisfies never;
  }
}

/** The fields that the shape names, in its order. */
export function within(shape: ExportedColumn["shape"], value: unknown): unknown {
  const properties = (shape as { properties?: Readonly<Record<string, unknown>> } | undefined)?.properties;
  if (!properties || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.keys(properties).flatMap((name) => (name in fields ? [[name, fields[name]]] : [])));
}
