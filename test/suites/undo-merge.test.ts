import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../../src/contract/limits.ts";
import { newId } from "../../src/core/ids.ts";
import { emptyTrash, forgetOldActs } from "../../src/pipeline/forget-old.ts";
import { placeHighlights } from "../../src/pipeline/place-highlights.ts";
import { keepContent } from "../../src/store/contents.ts";
import { wordsToFind } from "../../src/store/highlight-words.ts";
import { insertHighlights } from "../../src/store/highlights.ts";
import { findAnyItem } from "../../src/store/items.ts";
import { marksOf, setMarks } from "../../src/store/marks.ts";
import { setProgress } from "../../src/store/progress.ts";
import { addUse } from "../../src/store/quotas.ts";
import { refreshItem } from "../../src/store/refresh-item.ts";
import { insertRow } from "../../src/store/store.ts";
import { getAct } from "../../src/wall/acts/present-act.ts";
import { undoAct } from "../../src/wall/acts/undo-act.ts";
import { editItem } from "../../src/wall/edit-item.ts";
import { mergeItems } from "../../src/wall/merge-items.ts";
import { placeItem } from "../../src/wall/place-item.ts";
import { tagItem, untagItem } from "../../src/wall/tag-item.ts";
import { trashItem } from "../../src/wall/trash-item.ts";
import { freshSeed, type Seeded, seeded } from "../faults/seeded.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newWorkshop, type Workshop } from "../harness/new-workshop.ts";
import { putUpWall } from "../harness/people.ts";

const ROUNDS = 6;
const ITEMS = 4;
const DAY_MS = 24 * 3_600_000;

/** All that is known of items, without what counts changes and when they were made. */
async function everythingOf({ store, ada }: Workshop): Promise<Record<string, unknown>> {
  const { reader } = store;
  const items = await reader.selectFrom("items").selectAll().orderBy("id").execute();
  const files = await reader.selectFrom("files").select(["id", "item", "state", "role"]).orderBy("id").execute();
  const places = await reader.selectFrom("places").selectAll().where("removed_at", "is", null).execute();
  const contents = await reader.selectFrom("contents").selectAll().orderBy("item").execute();
  const rows = async (table: "addresses" | "marks" | "duplicates" | "item_tags" | "progress") =>
    (await reader.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort();
  const words = await reader.selectFrom("item_words").select("rowid").orderBy("rowid").execute();
  const quota = await reader.selectFrom("quotas").selectAll().where("person", "=", ada.id).executeTakeFirst();
  return {
    items: items.map(({ updated_at: _, version: __, edited_version: ___, ...item }) => ({
      ...item,
      own: JSON.parse(item.own) as unknown,
    })),
    files,
    places: places.map(({ wall, item, sort_at, position }) => `${item} ${wall} ${sort_at} ${position}`).sort(),
    contents: contents.filter((row) => Object.values(row).some((value) => value !== null && value !== row.item)),
    shares: await reader.selectFrom("shares").select(["id", "item"]).orderBy("id").execute(),
    highlights: await reader.selectFrom("highlights").selectAll().orderBy("id").execute(),
    analyses: await reader.selectFrom("analyses").select(["id", "item"]).orderBy("id").execute(),
    addresses: await rows("addresses"),
    marks: await rows("marks"),
    duplicates: await rows("duplicates"),
    tags: await rows("item_tags"),
    progress: await rows("progress"),
    words,
    quota: quota && [Number(quota.items), Number(quota.bytes)],
  };
}

const WORDS = ["oil", "salt", "rope", "lamp", "keel"] as const;
const AN_ANALYSIS = {
  ...{ title: "Lamps", description: null, summary: "About lamps", category: "other", sentiment: "neutral" },
  ...{ keyTopics: [], entities: [], imageText: null, tags: [], confidence: 0.5, language: "en" },
};

/** An item with some of everything that an item may have. */
async function anItem(workshop: Workshop, random: Seeded, { n, walls }: { n: number; walls: readonly string[] }) {
  const { store, deps, ada, share } = workshop;
  const person = ada.id;
  const words = () => `${random.oneOf(WORDS)} ${random.oneOf(WORDS)} ${random.integer(0, 100)}`;
  const isLink = random.chance(50);
  const long = random.chance(25) ? ` ${"tide ".repeat(600)}` : "";
  const { item } = await share({
    ...(isLink ? { url: `https://quay.example/${newId()}` } : { text: `${n} ${words()}${long}` }),
    ...(random.chance(40) ? { title: words() } : {}),
    ...(random.chance(60) ? { note: words() } : {}),
    tags: [random.oneOf(WORDS)],
  });
  const id = item ?? "";
  const isRead = isLink && random.chance(60);
  const analysis = random.chance(50) ? newId() : null;
  await store.write(async (unit) => {
    const { db, nowMs } = unit;
    await db.updateTable("steps").set({ state: "done", due_at: null }).where("item", "=", id).execute();
    await db.updateTable("runs").set({ ended_at: nowMs }).where("item", "=", id).execute();
    await db.updateTable("shares").set({ state: "completed", ended_at: nowMs }).where("item", "=", id).execute();
    if (analysis !== null)
      await insertRow(unit, "analyses", {
        ...{ id: analysis, item: id, run: newId(), rank: 20, made_by: "built-in", result: JSON.stringify(AN_ANALYSIS) },
        ...{ created_at: nowMs, undone_at: null, asked: null, cost_usd6: 0, better_wanted: 0 },
      });
    if (isRead)
      await db
        .insertInto("contents")
        .values({
          item: id,
          shared_text: null,
          html: `<p>${n} burns oil</p>`,
          markdown: "m",
          text: `${n} burns oil`,
          files_text: null,
        })
        .onConflict((conflict) =>
          conflict.column("item").doUpdateSet({ html: `<p>${n} burns oil</p>`, text: "burns oil" }),
        )
        .execute();
    await db
      .updateTable("items")
      .set({
        state: "ready",
        found: JSON.stringify(isRead ? { readAtMs: nowMs, title: `Page ${n}`, siteName: "Quay" } : {}),
        analysis,
        pinned_at: random.chance(40) ? nowMs + n : null,
        archived_at: random.chance(40) ? nowMs + n : null,
        created_at: nowMs - random.integer(0, 1_000) * DAY_MS,
      })
      .where("id", "=", id)
      .execute();
    const files = random.integer(0, 3);
    for (let file = 0; file < files; file += 1) {
      const fileId = newId();
      await insertRow(unit, "files", {
        ...{ id: fileId, owner: person, item: id, role: file === 0 ? "original" : "preview", state: "kept" },
        ...{
          store_key: fileId,
          sha256: `same ${random.integer(0, 3)}`,
          bytes: 7,
          type: "text/plain",
          name: "posts.txt",
        },
        ...{
          width: null,
          height: null,
          placeholder: null,
          made_from: null,
          staged_by: null,
          facts: null,
          created_at: nowMs,
        },
      });
    }
    if (files > 0 && random.chance(70)) await keepContent(unit, id, { files_text: `${n} ${words()}` });
    if (files > 0) await addUse(unit, person, { items: 0, bytes: 7 * files });
    if (isRead)
      await insertHighlights(unit, [
        {
          ...{ id: newId(), item: id, person, text: "burns oil", note: null, colour: null, place: null, import: null },
          ...{ created_at: nowMs, words: wordsToFind({ text: "burns oil", note: null }) },
        },
      ]);
    await placeHighlights(unit, id);
    const progress = { thousandths: random.integer(0, 1_000), anchor: null, opened_at: nowMs, read_at: null };
    if (random.chance(50)) await setProgress(unit, { item: id, person, ...progress, updated_at: nowMs });
    const row = await findAnyItem(db, id);
    if (!row) return;
    await setMarks(unit, { owner: person, item: id, marks: await marksOf(db, row) });
    await refreshItem(unit, row);
  });
  for (const wall of walls) if (random.chance(40)) await placeItem(deps, { item: id, person, wall });
  await tagItem(deps, { item: id, person, name: random.oneOf(WORDS) });
  return id;
}

/** Some of them are suggested to be one, or were kept apart. */
async function pairUp({ store, ada }: Workshop, random: Seeded, ids: readonly string[]): Promise<void> {
  await store.write(async (unit) => {
    await unit.db.deleteFrom("duplicates").execute();
    for (const [at, item] of ids.entries())
      for (const other of ids.slice(at + 1))
        if (random.chance(60))
          await insertRow(unit, "duplicates", {
            ...{ owner: ada.id, item, other, why: "text", found_at: unit.nowMs },
            dismissed_at: random.chance(30) ? unit.nowMs : null,
          });
  });
}

for (const dialect of DIALECTS) {
  test(
    `whatever items are made one, taken back in turn they are as they were (${dialect})`,
    await on(dialect),
    async (t) => {
      const random = seeded(Number(process.env["TEST_SEED"] ?? freshSeed()));
      t.diagnostic(`seed ${random.seed}`);
      const workshop = await newWorkshop(t, dialect);
      const { store, deps, ada } = workshop;
      const walls = [await putUpWall(store, { owner: ada.id, name: "Boats" }), ada.inbox];
      for (let round = 0; round < ROUNDS; round += 1) {
        const ids: string[] = [];
        for (let n = 0; n < ITEMS; n += 1) ids.push(await anItem(workshop, random, { n, walls }));
        await pairUp(workshop, random, ids.toSorted());
        const acts: { id: string; before: Record<string, unknown> }[] = [];
        for (let left = ids; left.length > 1 && acts.length < random.integer(1, ITEMS); ) {
          const loser = random.oneOf(left);
          const winner = random.oneOf(left.filter((id) => id !== loser));
          const before = await everythingOf(workshop);
          const id = await mergeItems(deps, { person: ada.id, loser, winner });
          acts.push({ id: id ?? "", before });
          left = left.filter((each) => each !== loser);
        }
        for (const { id, before } of acts.toReversed()) {
          await undoAct(deps, { id, person: ada.id });
          const { state, counts, left } = await getAct(store.reader, { id, person: ada.id });
          assert.deepEqual([state, counts.undone, left], ["undone", 1, []]);
          const after = await everythingOf(workshop);
          for (const what of Object.keys(before))
            assert.deepEqual(after[what], before[what], `${what} of round ${round}, seed ${random.seed}`);
        }
      }
    },
  );

  test(
    `what was written in the winner since stays there, and the other one has its own again (${dialect})`,
    await on(dialect),
    async (t) => {
      const { store, deps, ada, share } = await newWorkshop(t, dialect);
      const person = ada.id;
      const board = await putUpWall(store, { owner: person, name: "Boats" });
      const ropes = await putUpWall(store, { owner: person, name: "Ropes" });
      const winner = (await share({ text: "one", tags: ["oil"], note: "mine" })).item ?? "";
      const loser =
        (await share({ text: "two", title: "Second", tags: ["salt", "lamp"], note: "theirs", wall_id: board })).item ??
        "";
      const act = (await mergeItems(deps, { person, loser, winner })) ?? "";
      const own = async (id: string) =>
        JSON.parse((await findAnyItem(store.reader, id))?.own ?? "{}") as Record<string, unknown>;
      const both = (await own(winner))["note"];
      assert.match(String(both), /theirs/);
      await editItem(
        deps,
        { item: winner, person },
        { edit: { note: `${both}\nand since`, category: "news" }, ifVersion: null },
      );
      await untagItem(deps, { item: winner, person, name: "salt" });
      await tagItem(deps, { item: winner, person, name: "since" });
      await placeItem(deps, { item: winner, person, wall: ropes });

      await undoAct(deps, { id: act, person });
      const told = await getAct(store.reader, { id: act, person });
      assert.deepEqual([told.state, told.counts.left], ["undone", 1]);
      assert.deepEqual(told.left.map(({ code, what }) => `${code} ${what}`).sort(), [
        "changed-since note",
        "work-ended null",
      ]);
      assert.deepEqual([(await own(winner))["note"], (await own(winner))["category"]], [`${both}\nand since`, "news"]);
      assert.equal((await own(winner))["title"], undefined, "the title came from the other one");
      const tags = async (item: string) =>
        (
          await store.reader
            .selectFrom("item_tags")
            .innerJoin("tags", "tags.id", "item_tags.tag")
            .select("tags.name")
            .where("item", "=", item)
            .orderBy("name")
            .execute()
        ).map(({ name }) => name);
      assert.deepEqual(await tags(winner), ["oil", "since"]);
      assert.deepEqual(await tags(loser), ["lamp", "salt"]);
      assert.deepEqual([(await own(loser))["note"], (await own(loser))["title"]], ["theirs", "Second"]);
      const standing = await store.reader
        .selectFrom("places")
        .select(["item", "wall"])
        .where("removed_at", "is", null)
        .execute();
      assert.deepEqual(
        standing.map(({ item, wall }) => `${item} ${wall}`).sort(),
        [`${winner} ${ada.inbox}`, `${winner} ${ropes}`, `${loser} ${board}`].sort(),
      );
      await assert.rejects(undoAct(deps, { id: act, person }), { code: "already-undone" });
    },
  );

  test(
    `what cannot be parted is refused with how it could be: a later merge, the trash, what is gone (${dialect})`,
    await on(dialect),
    async (t) => {
      const { store, deps, ada, share, clock } = await newWorkshop(t, dialect);
      const person = ada.id;
      const [a = "", b = "", c = ""] = [
        (await share({ text: "one" })).item ?? "",
        (await share({ text: "two" })).item ?? "",
        (await share({ text: "three" })).item ?? "",
      ];
      const first = (await mergeItems(deps, { person, loser: a, winner: b })) ?? "";
      const second = (await mergeItems(deps, { person, loser: b, winner: c })) ?? "";
      assert.equal(await mergeItems(deps, { person, loser: b, winner: c }), null, "they are one already");
      await assert.rejects(undoAct(deps, { id: first, person }), { code: "item-merged" });
      await trashItem(deps, { item: c, person });
      await assert.rejects(undoAct(deps, { id: second, person }), { code: "item-in-trash" });
      await assert.rejects(undoAct(deps, { id: second, person: newId() }), { code: "not-found" });
      clock.forward(31 * DAY_MS);
      await emptyTrash(store);
      await assert.rejects(undoAct(deps, { id: second, person }), { code: "nothing-to-undo" });
    },
  );

  test(
    `bytes that were kept for an undo go when it is too late for it, and count no more (${dialect})`,
    await on(dialect),
    async (t) => {
      const workshop = await newWorkshop(t, dialect);
      const { store, deps, ada, clock } = workshop;
      const items = ["winner", "loser"].map(() => "");
      for (const at of items.keys()) items[at] = (await workshop.share({ text: `item ${at}` })).item ?? "";
      await store.write(async (unit) => {
        for (const item of items) {
          const id = newId();
          await insertRow(unit, "files", {
            ...{ id, owner: ada.id, item, role: "original", state: "kept", store_key: id, sha256: "same", bytes: 7 },
            ...{ type: "text/plain", name: null, width: null, height: null, placeholder: null, made_from: null },
            ...{ staged_by: null, facts: null, created_at: unit.nowMs },
          });
        }
        await addUse(unit, ada.id, { items: 0, bytes: 14 });
      });
      const [winner = "", loser = ""] = items;
      await mergeItems(deps, { person: ada.id, loser, winner });
      const bytes = async () =>
        Number(
          (await store.reader.selectFrom("quotas").select("bytes").where("person", "=", ada.id).executeTakeFirst())
            ?.bytes,
        );
      const states = async () =>
        (await store.reader.selectFrom("files").select("state").orderBy("state").execute()).map(({ state }) => state);
      assert.deepEqual([await states(), await bytes()], [["kept", "kept"], 14]);
      clock.forward((LIMITS.actDays + 1) * DAY_MS);
      await forgetOldActs(store);
      assert.deepEqual([await states(), await bytes()], [["kept", "leaving"], 7]);
      assert.equal(await store.reader.selectFrom("acts").select("id").executeTakeFirst(), undefined);
    },
  );
}
