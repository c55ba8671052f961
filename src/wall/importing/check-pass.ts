import type { ImportCheck } from "../../contract/imports.ts";
import { LIMITS } from "../../contract/limits.ts";
import type { AllowedHost } from "../../core/address-guard.ts";
import type { ImportedThing, ImportRow } from "../../core/imported.ts";
import { foldTag } from "../../core/tag-name.ts";
import type { ReadImport } from "../../importers/read-import.ts";
import { itemsByAddress } from "../../store/addresses.ts";
import { itemsByMark } from "../../store/marks.ts";
import type { Reader } from "../../store/store.ts";
import { isPrivate, PRIVATE_REFUSED } from "../check-share.ts";
import { isoTimeOrNull } from "../share-status.ts";
import { addressesOf, addressOf, hasPage, identitiesOf, wallNameOf } from "./prepare-thing.ts";
import { rowsInTurns } from "./read-source.ts";
import { SeenHashes } from "./seen-hashes.ts";

/**
 * Of things that are held until their identities were looked up. With 500 of them each lot lived through a collection of
 * the young heap and grew old: the heap then rose by 100 MB (an export of 200 MB; 351 MB at the highest, 242 so).
 */
const ROWS_LOOKED_UP = 100;
const SAMPLES = 20;
const SAMPLE_CHARACTERS = 300;
/** Different reasons that are told; a source does not make up its own. */
const PROBLEMS = 50;
/** Names that are told apart; a source with more is said to have this many. */
const NAMES_COUNTED = 50_000;

type Row = ImportRow & { readonly n: number };
type ThingRow = Extract<Row, { kind: "thing" }>;

/**
 * The dry run: reads the whole source and makes nothing. Files in it are counted, not opened: whether their bytes are kept
 * already is found when they are imported.
 * @param tell how many rows were read; asked after each lot
 */
export async function checkSource(
  { db, person, allowHosts }: { db: Reader; person: string; allowHosts: readonly AllowedHost[] },
  reading: ReadImport,
  tell: (rows: number) => Promise<void>,
): Promise<{ check: ImportCheck; rows: number }> {
  const tally = new Tally();
  let rows = 0;
  let lot: { row: ThingRow; identities: readonly string[] }[] = [];
  const lookUp = async () => {
    const looked = lot.flatMap(({ identities }) => identities);
    const isLink = (identity: string) => !/^(?:text|file):/.test(identity);
    const standing = new Set([
      ...(await itemsByAddress(db, { owner: person, identityHashes: looked.filter(isLink) })).keys(),
      ...(await itemsByMark(db, { owner: person, marks: looked.filter((mark) => !isLink(mark)) })).keys(),
    ]);
    for (const { row, identities } of lot) tally.thing(row, identities, standing);
    lot = [];
  };
  for await (const row of rowsInTurns(reading.rows)) {
    rows = row.n;
    if (row.kind === "thing") {
      const url = addressOf(row.thing.url);
      if (url !== null && !hasPage(row.thing) && isPrivate(url.address, allowHosts))
        tally.broken("address-refused", PRIVATE_REFUSED);
      else lot.push({ row, identities: forecastOf(row.thing, url) });
    } else tally.other(row);
    if (lot.length < ROWS_LOOKED_UP && rows % ROWS_LOOKED_UP !== 0) continue;
    await lookUp();
    await tell(rows);
  }
  await lookUp();
  return { rows, check: tally.told(reading) };
}

/** Files go by what the source says of them, since nobody opened them. */
const forecastOf = (thing: ImportedThing, url: ReturnType<typeof addressOf>): string[] =>
  identitiesOf({
    url,
    text: thing.text ?? null,
    files: thing.files.flatMap(({ sha256 }) => (sha256 === undefined ? [] : [{ sha256 }])),
    addresses: addressesOf(thing, url),
  });

class Tally {
  readonly #counts = {
    things: 0,
    new: 0,
    duplicates: 0,
    broken: 0,
    highlights: 0,
    files: 0,
    pages: 0,
    notes: 0,
    smart_lists: 0,
  };
  readonly #walls = new SeenHashes();
  readonly #tags = new SeenHashes();
  readonly #seen = new SeenHashes();
  readonly #problems = new Map<string, { code: string; message: string; rows: number }>();
  readonly #samples: ImportCheck["samples"] = [];

  thing({ n, thing }: ThingRow, identities: readonly string[], standing: ReadonlySet<string>): void {
    const counts = this.#counts;
    const isKnown = identities.some((identity) => standing.has(identity) || this.#seen.has(...hashIn(identity)));
    for (const identity of identities) this.#seen.add(...hashIn(identity));
    counts.things += 1;
    counts[isKnown ? "duplicates" : "new"] += 1;
    counts.highlights += thing.highlights.length;
    counts.files += thing.files.length;
    if (hasPage(thing)) counts.pages += 1;
    if (thing.url === undefined) counts.notes += 1;
    for (const tag of thing.tags) addUpTo(this.#tags, foldTag(tag));
    for (const path of thing.walls) addUpTo(this.#walls, wallNameOf(path));
    if (this.#samples.length < SAMPLES) this.#samples.push(sampleOf(n, thing, isKnown));
  }

  other(row: Exclude<Row, ThingRow>): void {
    if (row.kind === "broken") this.broken(row.broken.code, row.broken.reason);
    else if (row.kind === "wall") addUpTo(this.#walls, wallNameOf(row.wall.path));
    else this.#counts.smart_lists += 1;
  }

  broken(code: string, message: string): void {
    this.#counts.broken += 1;
    const known = this.#problems.get(code);
    if (known) known.rows += 1;
    else if (this.#problems.size < PROBLEMS) this.#problems.set(code, { code, message, rows: 1 });
  }

  told({ columns }: ReadImport): ImportCheck {
    return {
      ...this.#counts,
      walls: this.#walls.size,
      tags: this.#tags.size,
      samples: this.#samples,
      problems: [...this.#problems.values()],
      columns:
        columns.length === 0
          ? null
          : columns.slice(0, LIMITS.importColumns).map((column) => ({ ...column, examples: [...column.examples] })),
    };
  }
}

/** The hash that an identity is, or that a mark has behind its colon. */
function hashIn(identity: string): [digest: string, encoding: "hex" | "base64url"] {
  const [digest = "", mark] = identity.split(":").reverse();
  return [digest, mark === undefined ? "base64url" : "hex"];
}

function addUpTo(names: SeenHashes, name: string): void {
  if (name !== "" && names.size < NAMES_COUNTED) names.addText(name);
}

function sampleOf(n: number, thing: ImportedThing, isKnown: boolean): ImportCheck["samples"][number] {
  return {
    n,
    state: isKnown ? "duplicate" : "new",
    title: (thing.title ?? thing.firstTitle ?? thing.text ?? thing.files[0]?.name ?? thing.url ?? "").slice(
      0,
      SAMPLE_CHARACTERS,
    ),
    url: thing.url ?? null,
    tags: [...thing.tags],
    walls: thing.walls.map(wallNameOf),
    created_at: isoTimeOrNull(thing.createdAtMs ?? null),
  };
}
