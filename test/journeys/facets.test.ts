import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item, SearchAnswer } from "../../src/contract/items.ts";
import type { BulkRow, ShareInput } from "../../src/contract/shares.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

type Page = { items: Item[]; next_cursor: string | null };

/** At once: in which order they came to stand is not told. */
async function shareMany(wall: Journey, rows: readonly Record<string, unknown>[]): Promise<string[]> {
  const { body } = await wall.expect<{ items: BulkRow[] }>(200, "POST", "/share/bulk", { body: rows });
  return body.items.map((row) => row.item_id ?? "");
}

/** Every title of a list, page by page. */
async function titlesOf(wall: Journey, path: string, limit = 100): Promise<string[]> {
  const titles: string[] = [];
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page = await wall.get<Page>(`${path}${path.includes("?") ? "&" : "?"}limit=${limit}${next}`);
    titles.push(...page.items.map(({ title }) => title));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return titles;
}

for (const topology of TOPOLOGIES) {
  test(
    `a wall and a search are narrowed by kind, tag, site, category, mood, language and archive (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const path = `/walls/${await wall.inbox()}/items`;
      const put = async (body: ShareInput) => (await wall.share(body)).item_id ?? "";
      const link = await put({ url: "https://quay.example/posts", title: "Quay posts", tags: ["harbour"] });
      const note = await put({ text: "Quay notes of a Tuesday", tags: ["harbour", "diary"] });
      const other = await put({ text: "Nothing about it" });
      const edit = (id: string, body: unknown) => wall.expect(200, "PATCH", `/items/${id}`, { body });
      await edit(link, { category: "news", sentiment: "positive", language: "en" });
      await edit(note, { category: "other", sentiment: "negative", language: "de" });
      const cases: readonly (readonly [string, readonly string[]])[] = [
        ["kind=link", [link]],
        ["kind=note", [other, note]],
        ["tag=Harbour", [note, link]],
        ["tag=harbour&kind=note", [note]],
        ["tag=nowhere", []],
        ["site=quay.example", [link]],
        ["site=elsewhere.example", []],
        ["category=news", [link]],
        ["category=technology", []],
        ["mood=negative", [note]],
        ["language=en", [link]],
        ["language=de&mood=positive", []],
        ["archived=true", []],
      ];
      for (const [facets, ids] of cases) {
        const page = await wall.get<Page>(`${path}?${facets}`);
        assert.deepEqual(
          page.items.map(({ id }) => id),
          ids,
          facets,
        );
        const found = await wall.get<SearchAnswer>(`/search?q=quay&${facets}`);
        const wanted = ids.filter((id) => id !== other).toSorted();
        assert.deepEqual(
          [found.items.map(({ id }) => id).toSorted(), found.total, found.total_is],
          [wanted, wanted.length, "exact"],
          facets,
        );
        const narrowed = await wall.get<Page>(`${path}?q=quay&${facets}`);
        assert.deepEqual(narrowed.items.map(({ id }) => id).toSorted(), wanted, facets);
      }
      await wall.expect(200, "PUT", `/items/${note}/tags/port`);
      await wall.expect(200, "POST", "/tags/port/merge", { body: { into: "harbour" } });
      assert.equal((await wall.get<Page>(`${path}?tag=port`)).items.length, 2, "a synonym means its tag");
    },
  );

  test(`what is archived leaves its wall and is still to be found (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const path = `/walls/${await wall.inbox()}/items`;
    const [old = "", fresh = ""] = await shareMany(wall, [{ text: "kelp of old" }, { text: "kelp of today" }]);
    const idsOf = async (query: string) => (await wall.get<Page>(query)).items.map(({ id }) => id).toSorted();
    const first = await wall.expect(200, "GET", path);
    await wall.expect(200, "PATCH", `/items/${old}`, { body: { archived: true } });
    const etag = first.headers.get("etag") ?? "";
    assert.equal(
      (await wall.ask("GET", path, { headers: { "if-none-match": etag } })).status,
      200,
      "a kept page is old",
    );
    assert.deepEqual(await idsOf(path), [fresh]);
    assert.deepEqual(await idsOf(`${path}?archived=false`), [fresh]);
    assert.deepEqual(await idsOf(`${path}?archived=true`), [old]);
    assert.deepEqual(await idsOf("/search?q=kelp"), [old, fresh].toSorted());
    assert.deepEqual(await idsOf("/search?q=kelp&archived=true"), [old]);
    await wall.expect(200, "PATCH", `/items/${old}`, { body: { archived: false } });
    assert.deepEqual(await idsOf(path), [old, fresh].toSorted());
  });

  test(
    `every order pages without gaps or repeats, and its cursor is its own (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const path = `/walls/${await wall.inbox()}/items`;
      const names = Array.from(
        { length: 23 },
        (_, n) => `${n % 2 ? "Stone" : "stone"} ${String((n * 7) % 23).padStart(2, "0")}`,
      );
      await shareMany(
        wall,
        [...names, "same", "same", "Äpfel", "日本"].map((title) => ({ text: `gravel ${Math.random()}`, title })),
      );
      const newest = await titlesOf(wall, path);
      assert.equal(newest.length, 27);
      for (const list of [path, "/search?q=gravel", `${path}?q=gravel`]) {
        const sorted = (sort: string, limit: number) =>
          titlesOf(wall, `${list}${list.includes("?") ? "&" : "?"}sort=${sort}`, limit);
        assert.deepEqual(await sorted("newest", 4), await sorted("newest", 100), list);
        assert.deepEqual(await sorted("oldest", 4), (await sorted("newest", 100)).toReversed(), list);
        const byTitle = await sorted("title", 4);
        assert.deepEqual([byTitle.length, new Set(byTitle).size], [27, 26], list);
        const letters = byTitle.map((title) => title.toLowerCase()).filter((title) => /^[a-z]/.test(title));
        assert.deepEqual(letters, letters.toSorted(), "whatever their case");
      }
      assert.deepEqual((await titlesOf(wall, "/search?q=gravel&sort=best", 4)).toSorted(), newest.toSorted());

      const cursorOf = async (query: string) =>
        encodeURIComponent((await wall.get<Page>(`${query}&limit=4`)).next_cursor ?? "");
      for (const list of [`${path}?`, "/search?q=gravel&"]) {
        const byTitle = await cursorOf(`${list}sort=title`);
        for (const sort of ["newest", "oldest"])
          await wall.refused("422 cursor-not-valid", "GET", `${list}sort=${sort}&cursor=${byTitle}`);
        const byTime = await cursorOf(`${list}sort=newest`);
        await wall.refused("422 cursor-not-valid", "GET", `${list}sort=title&cursor=${byTime}`);
        await wall.refused("422 cursor-not-valid", "GET", `${list}sort=oldest&cursor=${byTime}`);
      }
      await wall.refused(
        "422 cursor-not-valid",
        "GET",
        `/search?q=gravel&cursor=${await cursorOf("/search?q=gravel&sort=title")}`,
      );
    },
  );

  test(
    `any one of the things on a wall, each of them in time, and none that is gone (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const { body: boats } = await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "Boats" } });
      await wall.refused("404 not-found", "GET", `/items/random?wall=${boats.id}`);
      await wall.refused("404 not-found", "GET", "/items/random");
      const ids = await shareMany(
        wall,
        Array.from({ length: 8 }, (_, n) => ({ text: `boat ${n}`, wall_id: boats.id })),
      );
      const [gone = "", put = ""] = ids;
      await shareMany(wall, [{ text: "not on that wall" }]);
      await wall.expect(204, "DELETE", `/items/${gone}`);
      await wall.expect(200, "PATCH", `/items/${put}`, { body: { archived: true } });
      const seen = new Set<string>();
      const everywhere = new Set<string>();
      for (let draw = 0; draw < 120; draw++) {
        seen.add((await wall.get<Item>(`/items/random?wall=${boats.id}`)).id);
        everywhere.add((await wall.get<Item>("/items/random")).id);
      }
      assert.deepEqual([...seen].toSorted(), ids.slice(2).toSorted());
      assert.equal(everywhere.size, 7, "over all walls");
      assert.ok(!everywhere.has(gone) && !everywhere.has(put));
    },
  );
}

test("facets and orders there are not are refused by name", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const path = `/walls/${await wall.inbox()}/items`;
  for (const query of [
    "kind=boat",
    "category=sport",
    "mood=odd",
    "archived=perhaps",
    "sort=best",
    "tag=",
    "colour=red",
    "kind=link&kind=note",
    `site=${"s".repeat(301)}`,
  ])
    await wall.refused("400 fields-not-valid", "GET", `${path}?${query}`);
  for (const query of ["kind=boat", "sort=colour", "archived=1", `language=${"x".repeat(36)}`])
    await wall.refused("400 fields-not-valid", "GET", `/search?q=a&${query}`);
  for (const odd of ["a%00", "'%20or%201=1--", "%25_%25", "%F0%9F%9A%A2"]) {
    assert.deepEqual((await wall.get<Page>(`${path}?tag=${odd}&site=${odd}&language=${odd}`)).items, []);
    assert.deepEqual((await wall.get<Page>(`/search?q=a&tag=${odd}&site=${odd}`)).items, []);
  }
  await wall.refused("400 fields-not-valid", "GET", "/items/random?wall=inbox");
  await wall.refused("405 method-not-allowed", "POST", "/items/random");
});

test("the page narrows by kind, tag and words, keeps it in the address, and lets go of it", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const [link = ""] = await shareMany(wall, [
    { text: "Quay notes of a Tuesday", tags: ["harbour", "diary"] },
    { text: "Kelp grows by the quay", tags: ["harbour"] },
    { text: "Nothing about it" },
  ]);
  const { page, complaints } = await visit(t, wall.ownerLink);
  const cards = page.locator(".masonry article");
  const show = async (count: number) =>
    await until(`${count} cards to show`, async () => ((await cards.count()) === count ? true : null));
  await show(3);
  await page.getByRole("button", { name: "Narrow" }).click();
  await page.getByRole("combobox", { name: "Tag", exact: true }).selectOption({ label: "diary (1)" });
  await show(1);
  assert.match(page.url(), /\?tag=diary$/);
  await page.keyboard.press("Escape");
  await page.reload();
  await show(1);
  await page.getByRole("button", { name: "Tag diary Let go of it" }).click();
  await show(3);

  await page.getByRole("button", { name: "Links" }).click();
  await page.getByText("Nothing here is like that.").waitFor();
  await page.getByRole("button", { name: "Show everything" }).click();
  await show(3);
  await page.getByLabel("Order").selectOption("By title");
  await until("them to stand by their titles", async () =>
    (await cards.first().innerText()).startsWith("Kelp") ? true : null,
  );
  await page.goto(`${wall.url}/?q=quay&tag=harbour`);
  await show(2);
  await page.getByRole("button", { name: "Narrow" }).click();
  await page.getByRole("combobox", { name: "Tag", exact: true }).selectOption({ label: "diary (1)" });
  await show(1);
  // What is searched says it in its own words, and takes it back to the wall.
  const field = page.getByRole("textbox", { name: "Search all your things" });
  assert.equal(await field.inputValue(), "tag:diary quay");
  assert.match(page.url(), /\?q=tag%3Adiary\+quay$/);
  await page.keyboard.press("Escape");
  await field.fill("quay #harbour sort:title");
  await show(2);
  await page.getByRole("button", { name: "Tag harbour Let go of it" }).waitFor();
  assert.equal(await page.getByLabel("Order").inputValue(), "title");
  await page.getByRole("button", { name: "Links" }).click();
  await page.getByText("Nothing found for “kind:link quay #harbour sort:title”.").waitFor();
  await page.getByRole("button", { name: "Everything", exact: true }).click();
  await show(2);
  await page.getByRole("button", { name: "Close the search" }).click();
  await until("the wall to be as narrow", () => /\/\?tag=harbour&sort=title$/.test(page.url()) || null);
  await show(2);
  await page.keyboard.press("/");
  await until(
    "the words to say it again",
    async () => (await field.inputValue()) === "tag:harbour sort:title " || null,
  );
  await page.goto(wall.url);
  await show(3);

  // What is archived on another screen leaves this one, and shows where it is asked for.
  await wall.expect(200, "PATCH", `/items/${link}`, { body: { archived: true } });
  await show(2);
  await page.goto(`${wall.url}/?archived=true`);
  await show(1);
  await cards.getByRole("link").first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive", pressed: true }).click();
  await until("it to be back", async () => ((await wall.item(link)).archived_at === null ? true : null));
  await page.keyboard.press("Escape");
  await page.getByText("Nothing here is like that.").waitFor();
  assert.deepEqual(complaints, []);
});

test("any one thing opens by its key, and an empty wall says that there is none", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const { page } = await visit(t, wall.ownerLink);
  await page.getByText("Nothing here yet.").waitFor();
  await page.keyboard.press("r");
  await page.getByText("There is nothing here to choose from yet.").waitFor();
  const { item_id: item } = await wall.share({ text: "The only boat" });
  await page.locator(".masonry article").waitFor();
  await page.getByRole("heading", { name: "Inbox" }).getByRole("button").click();
  await page.getByRole("button", { name: "Any one thing" }).click();
  await page.waitForURL(`**/item/${item}`);
});
