import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item, WallChanges, WallMove, WallMoved, WallSpot } from "../../src/contract/items.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

type Page = { items: Item[]; next_cursor: string | null };

const NOBODYS = "01900000-0000-7000-8000-000000000000";

/** A wall that is ordered by hand with a note for each letter, the first one on top. */
async function lettered(wall: Journey, letters: string) {
  const { body: made } = await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "By hand" } });
  await wall.expect(200, "PATCH", `/walls/${made.id}`, { body: { sorting: "manual" } });
  const ids: Record<string, string> = {};
  const add = async (letter: string): Promise<string> => {
    ids[letter] = (await wall.share({ text: letter, wall_id: made.id })).item_id ?? "";
    return ids[letter];
  };
  for (const letter of [...letters].reverse()) await add(letter);
  const read = async (query = ""): Promise<string> =>
    (await wall.get<Page>(`/walls/${made.id}/items?limit=100${query}`)).items.map(({ text }) => text).join("");
  const id = (letter: string): string => ids[letter] ?? "";
  const move = async (letter: string, spot: WallSpot) =>
    (await wall.expect<Item>(200, "PUT", `/walls/${made.id}/items/${id(letter)}/position`, { body: spot })).body;
  const moves = async (...all: readonly WallMove[]) =>
    (await wall.expect<WallMoved>(200, "POST", `/walls/${made.id}/moves`, { body: { moves: all } })).body.items;
  return { id: made.id, ids, add, read, of: id, move, moves };
}

for (const topology of TOPOLOGIES) {
  const options = await within(topology);
  const newWall = (t: Parameters<typeof newJourney>[0]) => newJourney(t, { topology, workers: false });

  test(`a wall is ordered by hand where it says so, and begins as it was by time (${topology})`, options, async (t) => {
    const wall = await newWall(t);
    const { id, read, move, of } = await lettered(wall, "abcde");
    const { sorting } = await wall.get<Wall>(`/walls/${id}`);
    assert.deepEqual([sorting, await read()], ["manual", "abcde"]);

    await move("e", { at: "top" });
    assert.equal(await read(), "eabcd");
    await move("a", { at: "end" });
    assert.equal(await read(), "ebcda");
    await move("d", { after: of("e") });
    assert.equal(await read(), "edbca");
    await move("a", { before: of("b") });
    assert.equal(await read(), "edabc");

    assert.equal(await read("&sort=newest"), "abcde", "another order is the viewer's for the moment");
    assert.equal(await read("&sort=oldest"), "edcba");
    assert.equal(await read("&sort=title"), "abcde");
    assert.equal(await read("&sort=manual"), "edabc");
    await wall.expect(200, "PATCH", `/walls/${id}`, { body: { sorting: "newest" } });
    assert.equal(await read(), "abcde");
    await wall.expect(200, "PATCH", `/walls/${id}`, { body: { sorting: "manual" } });
    assert.equal(await read(), "edabc", "what was done by hand is kept");
  });

  test(`the inbox is ordered by hand as any other wall (${topology})`, options, async (t) => {
    const wall = await newWall(t);
    const inbox = await wall.inbox();
    const first = await wall.share({ text: "first" });
    await wall.share({ text: "second" });
    await wall.expect(200, "PATCH", `/walls/${inbox}`, { body: { sorting: "manual" } });
    const path = `/walls/${inbox}/items/${first.item_id}/position`;
    const { body } = await wall.expect<Item>(200, "PUT", path, { body: { at: "top" } });
    const { items } = await wall.get<Page>(`/walls/${inbox}/items`);
    assert.deepEqual(
      items.map(({ text }) => text),
      ["first", "second"],
    );
    assert.deepEqual(
      items.map(({ position }) => position),
      items.map(({ position }) => position).toSorted((a, b) => ((a ?? "") < (b ?? "") ? 1 : -1)),
    );
    assert.equal(body.position, items[0]?.position);
  });

  test(
    `a move asked for twice is made once, and one that changes nothing tells nobody (${topology})`,
    options,
    async (t) => {
      const wall = await newWall(t);
      const { id, read, move, moves, of } = await lettered(wall, "abcd");
      await move("c", { after: of("a") });
      const { clock } = await wall.get<Wall>(`/walls/${id}`);
      for (const spot of [{ after: of("a") }, { before: of("b") }]) await move("c", spot);
      await move("a", { at: "top" });
      await move("d", { at: "end" });
      assert.deepEqual(await moves({ ids: [of("a"), of("c")], at: "top" }), []);
      assert.deepEqual([await read(), (await wall.get<Wall>(`/walls/${id}`)).clock], ["acbd", clock]);
    },
  );

  test(`a move is one change of one row, whatever stands on the wall (${topology})`, options, async (t) => {
    const wall = await newWall(t);
    const { id, move, moves, of } = await lettered(wall, "abcdefghij");
    const { clock } = await wall.get<Wall>(`/walls/${id}`);
    const moved = await move("j", { after: of("a") });
    const changes = await wall.get<WallChanges>(`/walls/${id}/changes?since=${clock}`);
    assert.deepEqual(
      changes.items.map((item) => [item.id, item.position]),
      [[of("j"), moved.position]],
    );
    const [{ clock: at = 0 } = {}] = changes.items;
    assert.ok(at > clock);
    assert.equal((await wall.get<Wall>(`/walls/${id}`)).clock, at, "nothing else took a number");
    assert.equal((await moves({ ids: [of("c"), of("e")], at: "end" })).length, 2);
  });

  test(
    `several are moved together, in the order in which they are named, all or none (${topology})`,
    options,
    async (t) => {
      const wall = await newWall(t);
      const { id, read, moves, of } = await lettered(wall, "abcdefg");
      const all = (letters: string) => [...letters].map(of);
      await moves({ ids: all("bdf"), at: "top" });
      assert.equal(await read(), "bdfaceg");
      await moves({ ids: all("gb"), after: of("c") });
      assert.equal(await read(), "dfacgbe");
      await moves({ ids: all("da"), at: "end" }, { ids: all("e"), before: of("f") });
      assert.equal(await read(), "efcgbda");
      await moves({ ids: [NOBODYS, of("a"), of("a")], at: "top" });
      assert.equal(await read(), "aefcgbd", "what is not here is left out, and twice named is once");

      const body = {
        moves: [
          { ids: all("d"), at: "top" },
          { ids: all("a"), after: NOBODYS },
        ],
      };
      await wall.refused("409 neighbour-gone", "POST", `/walls/${id}/moves`, { body });
      assert.equal(await read(), "aefcgbd", "nothing of it was done");
    },
  );

  test(`what comes, comes back or is shared again has its place in the order (${topology})`, options, async (t) => {
    const wall = await newWall(t);
    const { id, add, read, move, of } = await lettered(wall, "abc");
    await move("c", { at: "top" });
    await add("n");
    assert.equal(await read(), "ncab", "new things come to the top");

    await wall.expect(204, "DELETE", `/items/${of("a")}`);
    await move("b", { before: of("c") });
    await wall.expect(200, "POST", `/items/${of("a")}/restore`);
    assert.equal(await read(), "nbca", "out of the trash it comes back to where it was put");

    const inbox = await wall.inbox();
    await move("a", { before: of("b") });
    const change = (what: unknown) =>
      wall.expect(200, "POST", "/items/bulk", { body: { ids: [of("a")], change: { move: what } } });
    await change({ from: id, to: inbox });
    assert.equal(await read(), "nbc");
    await change({ from: inbox, to: id });
    assert.equal(await read(), "anbc", "from another wall it comes as something new");

    const link = { url: "https://quay.example/lamps", title: "l", wall_id: id };
    const first = await wall.share(link);
    const path = `/walls/${id}/items/${first.item_id}/position`;
    await wall.expect(200, "PUT", path, { body: { at: "end" } });
    const titles = async () =>
      (await wall.get<Page>(`/walls/${id}/items`)).items.map((item) => item.text ?? item.title).join("");
    assert.equal(await titles(), "anbcl");
    const again = await wall.share({ url: link.url });
    assert.equal(await titles(), "lanbc", "shared again it comes to the top");
    await wall.expect(200, "POST", `/share/${again.processing_id}/undo`);
    assert.equal(await titles(), "anbcl", "and taken back it goes to where it was put");

    const third = await wall.share({ url: link.url });
    await wall.expect(200, "PUT", path, { body: { after: of("b") } });
    await wall.expect(200, "POST", `/share/${third.processing_id}/undo`);
    assert.equal(await titles(), "anblc", "what was moved since then stays where it was moved to");
  });

  test(`two that become one stand at the higher place of both (${topology})`, options, async (t) => {
    const wall = await newWall(t);
    const { read, move, of } = await lettered(wall, "abcde");
    await move("e", { after: of("a") });
    const merge = (loser: string, into: string) =>
      wall.expect(200, "POST", `/items/${of(loser)}/merge`, { body: { into: of(into) } });
    await merge("e", "d");
    assert.equal((await read())[1], "d", "the place that somebody chose, though it is the older thing's");
    await merge("c", "a");
    assert.equal((await read())[0], "a");
  });

  test(`paging while things move neither loses nor doubles what did not move (${topology})`, options, async (t) => {
    const wall = await newWall(t);
    const letters = "abcdefghijklmnopqrstuvwxyz";
    const { id, move, of, add } = await lettered(wall, letters);
    for (const letter of "mczx") await move(letter, { after: of("f") });
    const read: string[] = [];
    let cursor = "";
    for (let page = 0; ; page++) {
      const answer = await wall.get<Page>(`/walls/${id}/items?limit=4${cursor}`);
      read.push(...answer.items.map(({ text }) => text ?? ""));
      if (answer.next_cursor === null) break;
      cursor = `&cursor=${answer.next_cursor}`;
      // One from the far end to the top, one from the top to the end, and something new.
      await move("y", { at: page % 2 === 0 ? "top" : "end" });
      await move("a", { at: page % 2 === 0 ? "end" : "top" });
      if (page === 1) await add("N");
    }
    const still = (found: string[]) => found.filter((letter) => !"ayN".includes(letter)).join("");
    assert.equal(still(read), "bdefxzcmghijklnopqrstuvw");
    await wall.refused("422 cursor-not-valid", "GET", `/walls/${id}/items?sort=newest${cursor}`);
  });

  test(`forty who move at once leave one order that everybody sees (${topology})`, options, async (t) => {
    const wall = await newWall(t);
    const letters = "abcdefghijklmnopqrst";
    const { id, read, of } = await lettered(wall, letters);
    const spots: readonly (readonly [string, WallSpot])[] = [...letters].flatMap((letter, n) => [
      [letter, n % 2 === 0 ? { at: "top" } : { after: of(letters[(n + 7) % 20] ?? "") }] as const,
      [letter, n % 3 === 0 ? { at: "end" } : { before: of(letters[(n + 11) % 20] ?? "") }] as const,
    ]);
    await Promise.all(
      spots.map(([letter, body]) => wall.expect(200, "PUT", `/walls/${id}/items/${of(letter)}/position`, { body })),
    );
    const { items } = await wall.get<Page>(`/walls/${id}/items`);
    const positions = items.map(({ position }) => position ?? "");
    assert.deepEqual([...(await read())].sort().join(""), letters);
    assert.equal(new Set(positions).size, letters.length, "no two have one position");
    assert.deepEqual(positions.toSorted().reverse(), positions);
  });

  test(`into one gap go hundreds of moves, and no position grows without end (${topology})`, options, async (t) => {
    const wall = await newWall(t);
    const { id, read, of, moves } = await lettered(wall, "abcd");
    // Each of the two goes in turn right below `a`: the gap is halved every time.
    for (let n = 0; n < 12; n++) {
      const turns = Array.from({ length: 100 }, (_, each) => ({
        ids: [of(each % 2 === 0 ? "d" : "c")],
        after: of("a"),
      }));
      await moves(...turns);
    }
    assert.equal(await read(), "acdb");
    const { items } = await wall.get<Page>(`/walls/${id}/items`);
    const longest = Math.max(...items.map(({ position }) => position?.length ?? 0));
    assert.ok(longest <= 96, `${longest} characters`);
  });

  test(`a move and another sorting are heard on every open screen (${topology})`, options, async (t) => {
    const wall = await newWall(t);
    const { id, move, of } = await lettered(wall, "abc");
    const stream = await watch(t, wall, `/walls/${id}/events`);
    const moved = await move("c", { at: "top" });
    const heard = await stream.first(
      "the move",
      ({ event, data }) => event === "item" && (data as Item).id === of("c"),
    );
    const { position, clock } = heard.data as Item;
    assert.deepEqual([position, clock], [moved.position, moved.clock]);
    await wall.expect(200, "PATCH", `/walls/${id}`, { body: { name: "Renamed" } });
    await wall.expect(200, "PATCH", `/walls/${id}`, { body: { sorting: "newest" } });
    await stream.first("the word to load anew", ({ event }) => event === "resync");
  });

  test(`a page that was kept is never of another order (${topology})`, options, async (t) => {
    const wall = await newWall(t);
    const { id, move } = await lettered(wall, "abc");
    const ask = (etag?: string) =>
      wall.ask<ItemListBody>("GET", `/walls/${id}/items`, etag ? { headers: { "if-none-match": etag } } : {});
    const first = await ask();
    const etag = first.headers.get("etag") ?? "";
    assert.equal((await ask(etag)).status, 304);
    await move("c", { at: "top" });
    const second = await ask(etag);
    assert.deepEqual([second.status, second.body.items[0]?.text], [200, "c"]);
    await wall.expect(200, "PATCH", `/walls/${id}`, { body: { sorting: "newest" } });
    const third = await ask(second.headers.get("etag") ?? "");
    assert.deepEqual([third.status, third.body.items[0]?.text], [200, "a"]);
  });
}

type ItemListBody = { items: Item[] };

test("what is no place, or nowhere, is refused by name", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { id, read, of, move } = await lettered(wall, "abc");
  const elsewhere = await wall.share({ text: "elsewhere" });
  const at = (item: string, on = id) => `/walls/${on}/items/${item}/position`;
  const refused = (problem: Parameters<Journey["refused"]>[0], path: string, body: unknown) =>
    wall.refused(problem, "PUT", path, { body });
  for (const body of [{}, { at: "middle" }, { at: "top", after: of("b") }, { after: "x" }, { position: "17" }, []])
    await refused("400 fields-not-valid", at(of("a")), body);
  await refused("404 not-found", at(NOBODYS), { at: "top" });
  await refused("404 not-found", at(elsewhere.item_id ?? ""), { at: "top" });
  await refused("404 not-found", at(of("a"), NOBODYS), { at: "top" });
  await refused("409 neighbour-gone", at(of("a")), { after: elsewhere.item_id });
  await refused("422 same-item", at(of("a")), { before: of("a") });
  await wall.expect(204, "DELETE", `/items/${of("b")}`);
  await refused("404 not-found", at(of("b")), { at: "top" });
  await refused("409 neighbour-gone", at(of("a")), { after: of("b") });

  const many = (problem: Parameters<Journey["refused"]>[0], body: unknown) =>
    wall.refused(problem, "POST", `/walls/${id}/moves`, { body });
  const ids = Array.from({ length: 300 }, (_, n) => `01900000-0000-7000-8000-${String(n).padStart(12, "0")}`);
  for (const moves of [
    [],
    [{ ids: [], at: "top" }],
    [{ ids: [of("a")] }],
    [{ at: "top", after: of("c") }],
    Array.from({ length: 101 }, () => ({ ids: [of("a")], at: "top" })),
  ])
    await many("400 fields-not-valid", { moves });
  await many("422 out-of-range", {
    moves: [
      { ids, at: "top" },
      { ids, at: "end" },
    ],
  });
  await many("422 same-item", { moves: [{ ids: [of("a"), of("c")], after: of("c") }] });

  await wall.refused("400 fields-not-valid", "PATCH", `/walls/${id}`, { body: { sorting: "title" } });
  await wall.refused("400 fields-not-valid", "GET", `/walls/${id}/items?q=a&sort=manual`);
  await wall.refused("400 fields-not-valid", "GET", "/search?q=a&sort=manual");
  assert.equal(await read(), "ac");
  await move("c", { at: "top" });
  assert.equal(await read(), "ca");
});
