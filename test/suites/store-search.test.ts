import assert from "node:assert/strict";
import { test } from "node:test";
import { searchItems } from "../../src/store/search.ts";
import { indexItem, type SearchFields, unindexItem } from "../../src/store/search-index.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newItems } from "../harness/new-items.ts";
import { newStore, type TestStore } from "../harness/new-store.ts";
import { arrive, type Person, putUpWall } from "../harness/people.ts";
import { wantedBy } from "../harness/wanted-by.ts";

const NOTHING: SearchFields = { title: "", tags: "", note: "", summary: "", site: "", body: "" };

/** What stands in the corpus by name: the texts an item is found by. */
const CORPUS: Record<string, Partial<SearchFields>> = {
  lamps: { title: "The last lamplighter of the estuary", body: "Every evening he rows out to the seven posts." },
  pilots: { title: "Pilots and posts", note: "ask the harbour master", tags: "harbour Salt" },
  colza: { body: "The lamps burn colza oil; the flames are seven.", summary: "How colza oil is pressed" },
  café: { title: "Café crème à l'estuaire", body: "Ein Wörterbuch für Müller und Straße" },
  tokyo: { title: "東京タワーの灯り", body: "港の灯台は七つあります" },
  thai: { title: "ประภาคารเจ็ดแห่ง" },
  seoul: { body: "등대는 바다를 비춘다" },
  code: { title: "parseHTTPResponse and snake_case_names", site: "docs.lamp.example https://docs.lamp.example/e-mail" },
  email: { body: "Write an e-mail, or an email, to ada@harbour.example" },
  numbers: { title: "Berth 42", body: "Depth 3.14 metres at 1900" },
  greek: { title: "Ο φάρος του λιμανιού", body: "маяк у моря" },
};

/** Each question with what answers it, by name. */
const QUESTIONS: [question: string, answers: string[]][] = [
  ["seven ", ["colza", "lamps"]],
  ["SEVEN posts ", ["lamps"]],
  ["posts ", ["lamps", "pilots"]],
  ["lamp", ["code", "colza", "lamps"]],
  ["lamp ", ["code"]],
  ["lamplighters ", []],
  ["harb", ["email", "pilots"]],
  ["colza harbour ", []],
  ["salt", ["pilots"]],
  ['"burn colza oil"', ["colza"]],
  ['"oil burn"', []],
  ["cafe creme", ["café"]],
  ["CAFÉ", ["café"]],
  ["müller", ["café"]],
  ["strasse", ["café"]],
  ["東京", ["tokyo"]],
  ["京タワー", ["tokyo"]],
  ["灯", ["tokyo"]],
  ["灯台", ["tokyo"]],
  ["台灯", []],
  ["ประภาคาร", ["thai"]],
  ["등대", ["seoul"]],
  ["snake_case", ["code"]],
  ["snakecasenames", ["code"]],
  ["case names", ["code"]],
  ["HTTPResponse", ["code"]],
  ["response ", ["code"]],
  ["e-mail", ["code", "email"]],
  ["email", ["code", "email"]],
  ["lamp.example", ["code"]],
  ["harbour.example", ["email"]],
  ["42", ["numbers"]],
  ["3.14", ["numbers"]],
  ["φαρος", ["greek"]],
  ["МАЯК", ["greek"]],
  ['who : "x" OR title*', []],
  ['seven" OR "colza', []],
  ["'posts' & !seven | 'x':*", []],
];

interface Corpus {
  readonly base: TestStore;
  readonly ada: Person;
  readonly lin: Person;
  readonly board: string;
  readonly ids: ReadonlyMap<string, string>;
  ask(question: string, options?: { owner?: string; wall?: string }): Promise<string[]>;
}

/** Ada's items, with the lamps on a board too; Lin has one item that says everything at once. */
async function newCorpus(t: Parameters<typeof newStore>[0], dialect: Parameters<typeof newStore>[1]): Promise<Corpus> {
  const base = await newStore(t, dialect);
  const [ada, lin] = [await arrive(base.store, "Ada"), await arrive(base.store, "Lin")];
  const board = await putUpWall(base.store, { owner: ada.id, name: "Lamps" });
  const names = Object.keys(CORPUS);
  const ids = await newItems(base.store, ada, names.length);
  const [everything = ""] = await newItems(base.store, lin, 1);
  const all = Object.values(CORPUS)
    .flatMap((fields) => Object.values(fields))
    .join("\n");
  await base.store.write(async (unit) => {
    const rows = await unit.db.selectFrom("items").select(["id", "seq"]).execute();
    const seqs = new Map(rows.map((row) => [row.id, row.seq]));
    const index = (id: string, owner: Person, walls: string[], fields: Partial<SearchFields>) =>
      indexItem(unit, { seq: seqs.get(id) ?? 0, owner: owner.id, walls, facts: [], fields: { ...NOTHING, ...fields } });
    for (const [n, name] of names.entries())
      await index(ids[n] ?? "", ada, name === "lamps" ? [ada.inbox, board] : [ada.inbox], CORPUS[name] ?? {});
    await index(everything, lin, [lin.inbox], { body: all });
  });
  const named = new Map(ids.map((id, n) => [id, names[n] ?? ""]));
  named.set(everything, "everything");
  return {
    base,
    ada,
    lin,
    board,
    ids: new Map([...named].map(([id, name]) => [name, id])),
    async ask(text, { owner = ada.id, wall } = {}) {
      const { store } = base;
      const found = await searchItems(store.reader, store.dialect, {
        person: owner,
        shared: [],
        isWhole: true,
        wall,
        wanted: wantedBy(text),
        limit: 50,
      });
      assert.equal(found.total, found.items.length, `the total of ${text}`);
      return found.items.map((id) => named.get(id) ?? id).toSorted();
    },
  };
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`every question finds the same items, whichever database is asked (${dialect})`, options, async (t) => {
    const { ask } = await newCorpus(t, dialect);
    const answers: [string, string[]][] = [];
    for (const [question] of QUESTIONS) answers.push([question, await ask(question)]);
    assert.deepEqual(
      answers,
      QUESTIONS.map(([question, expected]) => [question, expected.toSorted()]),
    );
  });

  test(
    `nobody finds what another person has, not even by asking for a wall of theirs (${dialect})`,
    options,
    async (t) => {
      const { ask, ada, lin } = await newCorpus(t, dialect);
      assert.deepEqual(await ask("seven ", { owner: lin.id }), ["everything"]);
      assert.deepEqual(await ask("seven ", { owner: lin.id, wall: ada.inbox }), []);
      assert.deepEqual(
        await ask(`o${lin.id.replaceAll("-", "")} `),
        [],
        "whom an item belongs to is no word of its text",
      );
    },
  );

  test(`asked on a wall, only what stands there is found (${dialect})`, options, async (t) => {
    const { ask, board, ada } = await newCorpus(t, dialect);
    assert.deepEqual(await ask("posts ", { wall: board }), ["lamps"]);
    assert.deepEqual(await ask("posts ", { wall: ada.inbox }), ["lamps", "pilots"]);
  });

  test(
    `what lies in the trash is not found, and neither is what an item said before (${dialect})`,
    options,
    async (t) => {
      const { ask, base, ada, ids } = await newCorpus(t, dialect);
      await base.store.write(async (unit) => {
        const items = await unit.db.selectFrom("items").select(["id", "seq"]).execute();
        const seqOf = (name: string) => items.find((row) => row.id === ids.get(name))?.seq ?? 0;
        await unindexItem(unit, seqOf("lamps"));
        const fields = { ...NOTHING, title: "Quays" };
        await indexItem(unit, { seq: seqOf("pilots"), owner: ada.id, walls: [ada.inbox], facts: [], fields });
      });
      assert.deepEqual(await ask("posts "), []);
      assert.deepEqual(await ask("quays"), ["pilots"]);
    },
  );

  test(`a find in the title comes before one in the text (${dialect})`, options, async (t) => {
    const { base, ada, ids } = await newCorpus(t, dialect);
    const { reader } = base.store;
    const found = await searchItems(reader, dialect, {
      person: ada.id,
      shared: [],
      wanted: wantedBy("posts "),
      limit: 50,
    });
    assert.deepEqual(found.items, [ids.get("pilots"), ids.get("lamps")]);
    const of = { person: ada.id, shared: [], wanted: wantedBy("posts "), limit: 1 };
    const first = await searchItems(reader, dialect, of);
    const second = await searchItems(reader, dialect, { ...of, from: first.next });
    assert.deepEqual([first.items, second.items, second.total], [[ids.get("pilots")], [ids.get("lamps")], 2]);
    assert.equal(second.next, null);
  });

  test(`a phrase is found however many words stand before it (${dialect})`, options, async (t) => {
    const { base, ada, ask, ids } = await newCorpus(t, dialect);
    await base.store.write(async (unit) => {
      const { seq } = await unit.db
        .selectFrom("items")
        .select("seq")
        .where("id", "=", ids.get("thai") ?? "")
        .executeTakeFirstOrThrow();
      const body = `${Array.from({ length: 9_000 }, (_, n) => `post${n}`).join(" ")} and the hidden gate of the quay`;
      const fields = { ...NOTHING, body };
      await indexItem(unit, { seq, owner: ada.id, walls: [ada.inbox], facts: [], fields });
    });
    assert.deepEqual(await ask('"hidden gate of the quay"'), ["thai"]);
    assert.deepEqual(await ask('"post17 post18"'), ["thai"]);
    assert.deepEqual(await ask('"gate hidden"'), []);
  });

  test(`a phrase does not reach from one field into the next (${dialect})`, options, async (t) => {
    const { base, ada, ask, ids } = await newCorpus(t, dialect);
    await base.store.write(async (unit) => {
      const { seq } = await unit.db
        .selectFrom("items")
        .select("seq")
        .where("id", "=", ids.get("numbers") ?? "")
        .executeTakeFirstOrThrow();
      await indexItem(unit, {
        seq,
        owner: ada.id,
        walls: [ada.inbox],
        facts: [],
        fields: { ...NOTHING, title: "灯", tags: "台" },
      });
    });
    assert.deepEqual(await ask("灯台"), ["tokyo"]);
  });
}
