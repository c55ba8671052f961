import type { RouteId } from "../../src/contract/routes.ts";
import type { AnalysisMade } from "../../src/core/analysis.ts";
import { newId } from "../../src/core/ids.ts";
import { applyAnalysis } from "../../src/pipeline/apply-analysis.ts";
import { noteBackup } from "../../src/store/backups.ts";
import { suggestDuplicate } from "../../src/store/duplicates.ts";
import { insertSession } from "../../src/store/secrets.ts";
import { hashSecret } from "../../src/wall/keys.ts";
import { sessionIdOf } from "../../src/wall/sessions.ts";
import type { Journey } from "./journey.ts";
import { withRows } from "./look-inside.ts";
import type { AskOptions } from "./new-wall.ts";

/** One right request of a route, and what it is answered to whoever may ask it. */
export interface ExampleRequest {
  readonly path: string;
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The path names something of one person: others are answered 404. */
  readonly named?: boolean;
  /** Only for a share that has ended. */
  readonly ended?: boolean;
}

const AN_HOUR_MS = 3_600_000;
const AN_ANALYSIS: AnalysisMade = {
  analysis: {
    title: "Boats",
    description: "",
    summary: "Seven boats lie at the quay.",
    tags: ["boats"],
    category: "other",
    sentiment: "neutral",
    keyTopics: ["quay"],
    confidence: 0.3,
    language: "en",
  },
  madeBy: "built-in",
  rank: 20,
  asked: [{ by: "built-in", outcome: "answered", message: "It made this analysis." }],
  costUsd6: 0,
  betterWanted: false,
};

/** What the examples speak of; made anew where a request uses it up. */
export interface Things {
  readonly item: string;
  /** Another item that is suggested to be the same as `item`. */
  readonly twin: string;
  readonly wall: string;
  readonly inbox: string;
  readonly share: string;
  /** A second share of the same address. */
  readonly sharedAgain: string;
  readonly file: string;
  /** An upload of five bytes that is not whole. */
  readonly upload: string;
  /** On `item`, as is its plural with an s. */
  readonly tag: string;
  /** Of `tag`. */
  readonly synonym: string;
  readonly key: string;
  readonly analysis: string;
  /** The id of one that nobody uses. */
  readonly session: string;
  readonly ownerToken: string;
  /** An import that was checked and waits to be started. */
  readonly import: string;
  /** One that has ended. */
  readonly imported: string;
  /** One that was taken before. */
  readonly backup: string;
  /** The secret of the wall's feed. */
  readonly feed: string;
}

/**
 * A right request of every route, made for one person's things. A route that is not here does not compile, so that no
 * route is ever left out of the tests that go through all of them.
 */
export const EXAMPLES: { readonly [Id in RouteId]: (things: Things) => ExampleRequest } = {
  shareCreate: () => ({ path: "/share", status: 202, body: { text: "an example" } }),
  shareBulk: () => ({ path: "/share/bulk", status: 200, body: [{ text: "an example" }] }),
  shareStatus: ({ share }) => ({ path: `/share/status/${share}`, status: 200, named: true }),
  shareStatusEvents: ({ share }) => ({ path: `/share/status/${share}/events`, status: 200, named: true }),
  shareRetry: ({ share }) => ({ path: `/share/${share}/retry`, status: 202, named: true, ended: true }),
  shareCancel: ({ share }) => ({ path: `/share/${share}`, status: 200, named: true }),
  shareUndo: ({ sharedAgain }) => ({ path: `/share/${sharedAgain}/undo`, status: 200, named: true }),
  shareList: () => ({ path: "/shares", status: 200 }),
  shareRetryAll: () => ({ path: "/shares/retry", status: 202 }),
  events: ({ wall }) => ({ path: `/events?walls=${wall}`, status: 200, named: true }),
  streamTicket: () => ({ path: "/stream-ticket", status: 201 }),
  itemList: () => ({ path: "/items", status: 200 }),
  itemRandom: ({ wall }) => ({ path: `/items/random?wall=${wall}`, status: 200, named: true }),
  itemGet: ({ item }) => ({ path: `/items/${item}`, status: 200, named: true }),
  itemEdit: ({ item }) => ({ path: `/items/${item}`, status: 200, body: { note: "an example" }, named: true }),
  itemDelete: ({ item }) => ({ path: `/items/${item}`, status: 204, named: true }),
  itemRestore: ({ item }) => ({ path: `/items/${item}/restore`, status: 200, named: true }),
  itemRead: ({ item }) => ({ path: `/items/${item}/read`, status: 202, named: true, ended: true }),
  itemBulk: ({ item }) => ({ path: "/items/bulk", status: 200, body: { ids: [item], change: { pinned: true } } }),
  itemMerge: ({ item, twin }) => ({ path: `/items/${twin}/merge`, status: 200, body: { into: item }, named: true }),
  duplicateList: () => ({ path: "/items/duplicates", status: 200 }),
  duplicateDismiss: ({ item, twin }) => ({ path: `/items/${item}/duplicates/${twin}`, status: 204, named: true }),
  itemPlace: ({ item, wall }) => ({ path: `/items/${item}/walls/${wall}`, status: 200, named: true }),
  itemUnplace: ({ item, wall }) => ({ path: `/items/${item}/walls/${wall}`, status: 200, named: true }),
  itemTag: ({ item }) => ({ path: `/items/${item}/tags/example`, status: 200, named: true }),
  itemUntag: ({ item }) => ({ path: `/items/${item}/tags/quay`, status: 200, named: true }),
  itemContent: ({ item }) => ({ path: `/items/${item}/content`, status: 200, named: true }),
  itemHighlights: ({ item }) => ({ path: `/items/${item}/highlights`, status: 200, named: true }),
  importCreate: () => ({ path: "/imports", status: 202, body: Buffer.from("https://quay.example/lamps\n") }),
  importPull: () => ({
    path: "/imports/pull",
    status: 202,
    body: { service: "linkding", address: "https://links.example", key: "an-example" },
  }),
  importList: () => ({ path: "/imports", status: 200 }),
  importGet: ({ import: id }) => ({ path: `/imports/${id}`, status: 200, named: true }),
  importEdit: ({ import: id }) => ({ path: `/imports/${id}`, status: 200, body: { folders: "tags" }, named: true }),
  importStart: ({ import: id }) => ({ path: `/imports/${id}/start`, status: 202, named: true }),
  importCancel: ({ import: id }) => ({ path: `/imports/${id}/cancel`, status: 200, named: true }),
  importUndo: ({ imported }) => ({ path: `/imports/${imported}/undo`, status: 202, named: true }),
  importRows: ({ imported }) => ({ path: `/imports/${imported}/rows`, status: 200, named: true }),
  importRowsCsv: ({ imported }) => ({ path: `/imports/${imported}/rows.csv`, status: 200, named: true }),
  wallList: () => ({ path: "/walls", status: 200 }),
  wallCreate: () => ({ path: "/walls", status: 201, body: { name: "An example" } }),
  wallGet: ({ wall }) => ({ path: `/walls/${wall}`, status: 200, named: true }),
  wallEdit: ({ wall }) => ({ path: `/walls/${wall}`, status: 200, body: { name: "Another" }, named: true }),
  wallDelete: ({ wall }) => ({ path: `/walls/${wall}`, status: 204, named: true }),
  wallItems: ({ wall }) => ({ path: `/walls/${wall}/items`, status: 200, named: true }),
  wallMove: ({ item, wall }) => ({
    path: `/walls/${wall}/items/${item}/position`,
    status: 200,
    body: { at: "top" },
    named: true,
  }),
  wallMoveMany: ({ item, wall }) => ({
    path: `/walls/${wall}/moves`,
    status: 200,
    body: { moves: [{ ids: [item], at: "end" }] },
    named: true,
  }),
  wallChanges: ({ wall }) => ({ path: `/walls/${wall}/changes`, status: 200, named: true }),
  wallEvents: ({ wall }) => ({ path: `/walls/${wall}/events`, status: 200, named: true }),
  accountChanges: () => ({ path: "/changes", status: 200 }),
  search: () => ({ path: "/search?q=quay", status: 200 }),
  tagList: () => ({ path: "/tags", status: 200 }),
  tagMerge: ({ tag }) => ({ path: `/tags/${tag}s/merge`, status: 200, body: { into: tag }, named: true }),
  tagSynonymForget: ({ tag, synonym }) => ({ path: `/tags/${tag}/synonyms/${synonym}`, status: 204, named: true }),
  tagSuggestions: () => ({ path: "/tags/suggestions", status: 200 }),
  tagSuggestionDismiss: ({ tag }) => ({ path: `/tags/suggestions/${tag}s/${tag}`, status: 204, named: true }),
  fileStage: () => ({ path: "/files?name=an%20example", status: 201, body: Buffer.from("seven posts") }),
  fileUpload: ({ upload }) => ({ path: `/files/${upload}/upload`, status: 200, named: true }),
  fileAppend: ({ upload }) => ({
    path: `/files/${upload}/upload`,
    status: 200,
    body: Buffer.from(" and an eighth"),
    headers: { "upload-offset": "5" },
    named: true,
  }),
  fileUnstage: ({ upload }) => ({ path: `/files/${upload}/upload`, status: 204, named: true }),
  fileGet: ({ file }) => ({ path: `/files/${file}`, status: 200, named: true }),
  aiAnalyze: () => ({ path: "/ai/analyze", status: 200, body: { text: "The lamps burn colza oil." } }),
  aiAnalyzeBatch: () => ({
    path: "/ai/analyze/batch",
    status: 200,
    body: { items: [{ text: "The lamps burn colza oil." }] },
  }),
  aiPreview: ({ item }) => ({
    path: "/ai/preview",
    status: 200,
    body: { item_id: item, provider: "built-in", language: "en" },
    named: true,
  }),
  aiUsage: () => ({ path: "/ai/usage?month=2026-11", status: 200 }),
  itemAnalyze: ({ item }) => ({ path: `/items/${item}/analyze`, status: 202, named: true, ended: true }),
  itemAnalyses: ({ item }) => ({ path: `/items/${item}/analyses`, status: 200, named: true }),
  analysisUndo: ({ item, analysis }) => ({ path: `/items/${item}/analyses/${analysis}`, status: 200, named: true }),
  feedGet: ({ wall }) => ({ path: `/walls/${wall}/feed`, status: 200, named: true }),
  feedMake: ({ wall }) => ({ path: `/walls/${wall}/feed`, status: 201, named: true }),
  feedRemove: ({ wall }) => ({ path: `/walls/${wall}/feed`, status: 204, named: true }),
  feedRead: ({ feed }) => ({ path: `/feeds/${feed}.rss`, status: 200 }),
  queue: () => ({ path: "/queue", status: 200 }),
  keyList: () => ({ path: "/keys", status: 200 }),
  keyCreate: () => ({ path: "/keys", status: 201, body: { name: "An example", scopes: ["read"] } }),
  keyRevoke: ({ key }) => ({ path: `/keys/${key}`, status: 204, named: true }),
  keyGet: ({ key }) => ({ path: `/keys/${key}`, status: 200, named: true }),
  me: () => ({ path: "/me", status: 200 }),
  meEdit: () => ({ path: "/me", status: 200, body: { language: "de" } }),
  exportGet: ({ wall }) => ({ path: `/export?format=csv&wall=${wall}`, status: 200, named: true }),
  ownerLink: () => ({ path: "/owner-link", status: 201 }),
  signIn: ({ ownerToken }) => ({ path: "/api/auth/owner-link", status: 204, body: { token: ownerToken } }),
  signOut: () => ({ path: "/api/auth/sign-out", status: 204 }),
  sessionList: () => ({ path: "/sessions", status: 200 }),
  sessionEnd: ({ session }) => ({ path: `/sessions/${session}`, status: 204, named: true }),
  sessionEndOthers: () => ({ path: "/sessions", status: 200 }),
  version: () => ({ path: "/version", status: 200 }),
  health: () => ({ path: "/health", status: 200 }),
  healthLive: () => ({ path: "/health/live", status: 200 }),
  healthReady: () => ({ path: "/health/ready", status: 200 }),
  backupTake: () => ({ path: "/backups", status: 202 }),
  backupGet: ({ backup }) => ({ path: `/backups/${backup}`, status: 200 }),
  metrics: () => ({ path: "/metrics", status: 200 }),
};

/** Makes what the examples need, for the person of this key: a link on two walls with a tag and a file, and its twin. */
export async function makeThings(journey: Journey, options: AskOptions & { ownerToken: string }): Promise<Things> {
  const { ownerToken, ...as } = options;
  const { expect } = journey;
  type Made = { id: string };
  const name = `Boats ${Math.random()}`;
  const wall = (await expect<Made>(201, "POST", "/walls", { ...as, body: { name } })).body.id;
  const form = new FormData();
  const url = `https://quay.example/${Math.random()}`;
  form.append("url", url);
  form.append("tags", "quay");
  form.append("files", new File(["seven posts"], "posts.txt", { type: "text/plain" }));
  const shared = await expect<{ processing_id: string; item_id: string }>(202, "POST", "/share", { ...as, body: form });
  const { processing_id: share, item_id: item } = shared.body;
  const { body: standing } = await expect<{ files: Made[] }>(200, "PUT", `/items/${item}/walls/${wall}`, as);
  const again = await expect<{ processing_id: string }>(202, "POST", "/share", { ...as, body: { url } });
  const sharedAgain = again.body.processing_id;
  const { body: second } = await expect<{ item_id: string }>(202, "POST", "/share", { ...as, body: { text: name } });
  const twin = second.item_id;
  await suggestTwins(journey, [item, twin]);
  const tag = `moor${Math.random().toString(36).slice(2, 8)}x`;
  const synonym = `${tag}-mooring`;
  for (const each of [tag, `${tag}s`, synonym]) await expect(200, "PUT", `/items/${item}/tags/${each}`, as);
  await expect(200, "POST", `/tags/${synonym}/merge`, { ...as, body: { into: tag } });
  const key = (await expect<Made>(201, "POST", "/keys", { ...as, body: { name, scopes: ["read"] } })).body.id;
  const { inbox_id: inbox, person } = await journey.get<{ inbox_id: string; person: Made }>("/me", as);
  const session = await giveSession(journey, person.id);
  const begun = { ...as, body: Buffer.from("seven"), headers: { ...as.headers, "upload-complete": "?0" } };
  const upload = (await expect<Made>(201, "POST", "/files", begun)).body.id;
  const analysis = await giveAnalysis(journey, item);
  const backup = await noteOne(journey);
  const { body: made } = await expect<{ rss: string }>(201, "POST", `/walls/${wall}/feed`, as);
  const feed = /([^/]+)\.rss$/.exec(made.rss)?.[1] ?? "";
  const file = standing.files[0]?.id ?? "";
  const brought = await giveImport(journey, as, "ready");
  const imported = await giveImport(journey, as, "done");
  return {
    import: brought,
    imported,
    item,
    twin,
    wall,
    inbox,
    share,
    sharedAgain,
    upload,
    analysis,
    file,
    tag,
    synonym,
    key,
    session,
    ownerToken,
    backup,
    feed,
  };
}

/** As a backup of the day before would. */
async function noteOne(journey: Journey): Promise<string> {
  const id = newId();
  const taken = { host: "here", folder: "/backups/one", bytes: 1, error: null };
  await withRows(journey, (store) =>
    store.write((unit) =>
      noteBackup(unit, {
        id,
        cause: "asked",
        state: "verified",
        ...taken,
        started_at: unit.nowMs,
        ended_at: unit.nowMs,
      }),
    ),
  );
  return id;
}

/** As a sign-in would; nobody has its token. */
async function giveSession(journey: Journey, person: string): Promise<string> {
  const hash = hashSecret(newId());
  await withRows(journey, (store) =>
    store.write(async (unit) => {
      const now = unit.nowMs;
      const ends = now + AN_HOUR_MS;
      const times = { created_at: now, seen_at: now, idle_until: ends, ends_at: ends };
      await insertSession(unit, { hash, person, ...times, user_agent: null });
    }),
  );
  return sessionIdOf(hash);
}

/** As a worker would, without workers. */
async function giveImport(journey: Journey, as: AskOptions, state: "ready" | "done"): Promise<string> {
  const asked = { ...as, body: Buffer.from(`https://quay.example/${Math.random()}`) };
  const { id } = (await journey.expect<{ id: string }>(202, "POST", "/imports", asked)).body;
  await withRows(journey, (store) =>
    store.write(async (unit) => {
      const times = state === "done" ? { started_at: unit.nowMs, ended_at: unit.nowMs } : {};
      await unit.db
        .updateTable("imports")
        .set({ state, ...times })
        .where("id", "=", id)
        .execute();
    }),
  );
  return id;
}

/** As a worker would, without workers. */
async function giveAnalysis(journey: Journey, id: string): Promise<string> {
  return await withRows(journey, async (store) => {
    await store.write(async (unit) => {
      const item = await unit.db.selectFrom("items").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
      await applyAnalysis(unit, { item, step: { run: newId(), created_at: unit.nowMs }, made: AN_ANALYSIS });
    });
    const row = await store.reader.selectFrom("analyses").select("id").where("item", "=", id).executeTakeFirstOrThrow();
    return row.id;
  });
}

/** As reading or finishing would, without workers. */
async function suggestTwins(journey: Journey, items: readonly [string, string]): Promise<void> {
  await withRows(journey, async (store) => {
    const { owner } = await store.reader
      .selectFrom("items")
      .select("owner")
      .where("id", "=", items[0])
      .executeTakeFirstOrThrow();
    await store.write((unit) => suggestDuplicate(unit, { owner, items, why: "address" }));
  });
}
