import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freshPostgres } from "../test/harness/databases.ts";
import { seedCorpus } from "./corpus-seed.ts";
import { newPlace, type Place, type Topology } from "./server.ts";

export interface Corpus {
  /** What it is called where it is kept. */
  readonly name: string;
  readonly accounts: number;
  readonly itemsAnAccount: number;
  /** Of so many accounts a key is made. */
  readonly keys: number;
}

interface Kept {
  readonly keys: readonly string[];
  readonly databaseUrl: string | null;
}

interface Filled {
  readonly place: Place;
  readonly keys: readonly string[];
}

/**
 * A place filled with a corpus. Where a folder is named it stays there, and the next run measures it again, with the few
 * things that the last one shared into it: filling takes much longer than measuring.
 */
export async function filledPlace(topology: Topology, corpus: Corpus, keepIn: string | null): Promise<Filled> {
  if (keepIn === null) {
    const place = await newPlace(topology);
    return { place, keys: await filledOrRemoved(place, corpus) };
  }
  const dataDir = join(keepIn, `${corpus.name}-${topology}`);
  await mkdir(dataDir, { recursive: true });
  const note = join(dataDir, "kept.json");
  const kept = await keptAt(note);
  const databaseUrl = kept?.databaseUrl ?? (topology === "embedded" ? null : (await freshPostgres()).url);
  const place = await keptPlace(topology, { dataDir, databaseUrl });
  if (kept !== null) return { place, keys: kept.keys };
  const keys = await filledOrRemoved(place, corpus);
  await writeFile(note, JSON.stringify({ keys, databaseUrl } satisfies Kept));
  return { place, keys };
}

async function filledOrRemoved(place: Place, corpus: Corpus): Promise<string[]> {
  try {
    return await seedCorpus(place, corpus);
  } catch (error) {
    await place.remove();
    throw error;
  }
}

async function keptAt(note: string): Promise<Kept | null> {
  const text = await readFile(note, "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as Kept);
}

/** With a Redis of its own, which holds nothing that must stay. */
async function keptPlace(
  topology: Topology,
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string | null },
): Promise<Place> {
  const place = await newPlace(topology);
  if (databaseUrl === null) return { ...place, dataDir };
  return { ...place, databaseUrl, settings: { ...place.settings, DATABASE_URL: databaseUrl } };
}
