import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../src/core/ids.ts";
import { parseQuery } from "../../src/core/search/parse-query.ts";
import { type Names, wantedOf } from "../../src/core/search/wanted.ts";
import { keepContent } from "../../src/store/contents.ts";
import { suggestDuplicate } from "../../src/store/duplicates.ts";
import { insertItem } from "../../src/store/items.ts";
import { setMember } from "../../src/store/members.ts";
import { setProgress } from "../../src/store/progress.ts";
import { indexShown } from "../../src/store/refresh-item.ts";
import { type BestPlace, type SearchFound, searchItems } from "../../src/store/search.ts";
import type { Store, Unit } from "../../src/store/store.ts";
import { addTags } from "../../src/store/tags.ts";
import { markShared } from "../../src/store/walls.ts";
import { freshSeed, seeded } from "../faults/seeded.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newStore } from "../harness/new-store.ts";
import { arrive, putUpWall } from "../harness/people.ts";
import { drawItem, drawQuestion, type PlainItem, plainlyAnswers } from "../harness/plain-search.ts";

const ITEMS = 250;
const QUESTIONS = 400;
const PAGE_ITEMS = 45;

/** The same items and questions for both databases, and other ones each time. */
const SEED = freshSeed();
/** What the first database answered to each question, the best first, as numbers of the items. */
const answers = new Map<string, readonly number[]>();

/** Puts an item into the rows as it would stand there once it was read, and indexes it as the program does. */
async function store(
  unit: Unit,
  item: PlainItem,
  { partner, asker }: { partner: string | null; asker: string },
): Promise<PlainItem> {
  const [title = "", description = "", body = ""] = item.texts;
  const { url, site, author, language, category, mood, note, readingMinutes } = item;
  const own = {
    firstTitle: title,
    title,
    ...(url === null ? {} : { url }),
    ...(description === "" ? {} : { description }),
    ...(note === "" ? {} : { note }),
    ...(site === null ? {} : { siteName: site }),
    ...(author === null ? {} : { author }),
    ...(language === null ? {} : { language }),
    ...(category === null ? {} : { category }),
    ...(mood === null ? {} : { sentiment: mood }),
  };
  const row = {
    id: item.id,
    owner: item.owner,
    kind: item.kind as "link",
    state: item.state,
    own: JSON.stringify(own),
    found: JSON.stringify(readingMinutes === null ? {} : { readingMinutes }),
    analysis: null,
    share: null,
    title,
    site,
    lang: language,
    created_at: item.createdAtMs,
    updated_at: unit.nowMs,
    edited_version: 1,
    version: 1,
    merged_into: null,
    pinned_at: item.isPinned ? 1 : null,
    archived_at: item.isArchived ? 1 : null,
    deleted_at: null,
    purge_at: null,
  };
  const seq = await insertItem(unit, row);
  await keepContent(unit, item.id, { text: body === "" ? null : body });
  await addTags(unit, { owner: item.owner, item: item.id, names: item.tags, by: "person" });
  for (const { type, name } of item.files)
    await unit.db
      .insertInto("files")
      .values({
        ...{ id: newId(), owner: item.owner, item: item.id, role: "original", state: "kept", store_key: newId() },
        ...{ sha256: null, bytes: 1, type, name, width: null, height: null, placeholder: null, made_from: null },
        ...{ staged_by: null, facts: null, created_at: 1 },
      })
      .execute();
  for (const [n, wall] of item.walls.entries())
    await unit.db
      .insertInto("places")
      .values({
        wall,
        item: item.id,
        clock: seq * 10 + n,
        sort_at: 1,
        added_by: item.owner,
        removed_at: null,
        position: null,
      })
      .execute();
  await openAsFar(unit, item, asker);
  if (item.isDuplicate && partner !== null)
    await suggestDuplicate(unit, { owner: item.owner, items: [item.id, partner], why: "text" });
  await indexShown(unit, { ...row, seq });
  const host = url === null ? null : new URL(url).hostname;
  return {
    ...item,
    texts: [title, item.tags.join(" "), description, [site ?? host, author, url].filter(Boolean).join(" "), body],
    hasText: body !== "",
    isDuplicate: item.isDuplicate && partner !== null,
  };
}

/** How far the asker is in it; its owner, where that is another one, has read it. Some that are unread were opened. */
async function openAsFar(unit: Unit, { id, owner, reading, isPinned }: PlainItem, asker: string): Promise<void> {
  const at = { item: id, anchor: null, opened_at: 1, updated_at: 1 };
  if (owner !== asker) await setProgress(unit, { ...at, person: owner, thousandths: 1_000, read_at: 1 });
  if (reading === "unread" && !isPinned) return;
  const thousandths = { unread: 9, reading: 10, read: 10 }[reading];
  await setProgress(unit, { ...at, person: asker, thousandths, read_at: reading === "read" ? 1 : null });
}

/** Ada, and Lin, whose board Ada sees; a wall of Lin's alone beside it. */
async function newHouse(of: Store) {
  const [ada, lin] = [await arrive(of, "Ada"), await arrive(of, "Lin")];
  const [harbour, posts] = [
    await putUpWall(of, { owner: ada.id, name: "Harbour" }),
    await putUpWall(of, { owner: lin.id, name: "Posts" }),
  ];
  await of.write(async (unit) => {
    await setMember(unit, { wall: posts, person: ada.id, role: "viewer", added_by: lin.id, created_at: unit.nowMs });
    await markShared(unit, posts);
  });
  return { ada, lin, harbour, posts };
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`the search language finds what a plain look at each item finds (${dialect})`, options, async (t) => {
    const base = await newStore(t, dialect);
    const { ada, lin, harbour, posts } = await newHouse(base.store);
    const draw = seeded(SEED);
    t.diagnostic(`seed ${draw.seed}`);
    const moment = { nowMs: await base.store.nowMs(), offsetMinutes: 0 };
    const items: PlainItem[] = [];
    await base.store.write(async (unit) => {
      for (let n = 0; n < ITEMS; n += 1) {
        const drawn = drawItem(draw, {
          id: newId(),
          owners: [ada.id, ada.id, lin.id],
          walls: [harbour, posts],
          nowMs: moment.nowMs,
        });
        const isLins = drawn.owner === lin.id;
        const walls = [isLins ? lin.inbox : ada.inbox, ...drawn.walls.filter((wall) => !isLins || wall === posts)];
        // Whoever may be the same as an item is one more that may be.
        const kept = await store(unit, { ...drawn, walls, isDuplicate: false }, { partner: null, asker: ada.id });
        items.push(kept);
      }
      const adas = items.filter((item) => item.owner === ada.id);
      for (const [n, item] of adas.entries()) {
        const other = adas[n + 1];
        if (n % 7 !== 0 || !other) continue;
        await suggestDuplicate(unit, { owner: ada.id, items: [item.id, other.id], why: "text" });
        for (const each of [item, other]) items[items.indexOf(each)] = { ...each, isDuplicate: true };
      }
    });
    const visible = items.filter((item) => item.owner === ada.id || item.walls.includes(posts));
    const walls = { Harbour: harbour, Posts: posts, Inbox: ada.inbox };
    const names: Names = {
      wallsNamed: (name) =>
        Object.entries(walls).flatMap(([called, id]) => (called.toLowerCase() === name.toLowerCase() ? [id] : [])),
      peopleNamed: () => [],
      tagNamed: (name) => name,
    };
    let found = 0;
    for (let n = 0; n < QUESTIONS; n += 1) {
      const question = drawQuestion(draw);
      const { query } = parseQuery(question, moment);
      const plain = visible
        .filter((item) => plainlyAnswers(query, item, { person: ada.id, walls }))
        .map(({ id }) => id);
      // Everything is found as well while an index is being made anew.
      const isWhole = n % 2 === 0;
      const asked = { person: ada.id, shared: [posts], isWhole, wanted: wantedOf(query, names), limit: PAGE_ITEMS };
      const told: string[] = [];
      let from: BestPlace | null = null;
      do {
        const page: SearchFound = await searchItems(base.store.reader, dialect, { ...asked, from });
        assert.equal(page.total, plain.length, `the total of ${question}`);
        assert.ok(page.next === null || page.items.length === PAGE_ITEMS, `a page of ${question} is short`);
        told.push(...page.items);
        from = page.next;
      } while (from !== null);
      assert.deepEqual(told.toSorted(), plain.toSorted(), question);
      const numbers = told.map((id) => items.findIndex((item) => item.id === id));
      assert.deepEqual(numbers, answers.get(question) ?? numbers, `the order of ${question}`);
      answers.set(question, numbers);
      found += plain.length;
    }
    assert.ok(found > QUESTIONS, "hardly anything was ever found");
  });
}
