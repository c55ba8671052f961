import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../../src/contract/limits.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const makeWall = async (wall: Journey, name: string): Promise<Wall> =>
  (await wall.expect<Wall>(201, "POST", "/walls", { body: { name } })).body;

for (const topology of TOPOLOGIES) {
  test(
    `a wall says what it is for, up to a limit, and stops saying it (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const boats = await makeWall(wall, "Boats");
      const edit = async (body: unknown) =>
        (await wall.expect<Wall>(200, "PATCH", `/walls/${boats.id}`, { body })).body;
      assert.equal(boats.description, null);
      const described = await edit({ description: "  All that floats.\r\n\r\nAnd ropes. " });
      assert.deepEqual([described.name, described.description], ["Boats", "All that floats.\n\nAnd ropes."]);
      assert.equal((await edit({ name: "Ships" })).description, described.description, "a new name leaves it alone");
      const listed = await wall.get<{ items: Wall[] }>("/walls");
      assert.equal(listed.items.find(({ id }) => id === boats.id)?.description, described.description);

      const longest = "w".repeat(LIMITS.wallDescriptionCharacters);
      assert.equal((await edit({ description: longest })).description, longest);
      await wall.refused("422 field-too-long", "PATCH", `/walls/${boats.id}`, { body: { description: `${longest}w` } });
      await wall.refused("400 fields-not-valid", "PATCH", `/walls/${boats.id}`, { body: { description: 7 } });
      await wall.refused("400 fields-not-valid", "PATCH", `/walls/${boats.id}`, { body: {} });
      assert.equal(
        (await wall.get<Wall>(`/walls/${boats.id}`)).description,
        longest,
        "what was refused changed nothing",
      );
      assert.equal((await edit({ description: " \n " })).description, null);
      await edit({ description: "Once more." });
      assert.equal((await edit({ description: null })).description, null);
    },
  );

  test(
    `whoever edits a wall from what it said before is told so, and changes nothing (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const path = `/walls/${(await makeWall(wall, "Boats")).id}`;
      const edit = async (body: unknown, headers: Record<string, string> = {}) =>
        (await wall.expect<Wall>(200, "PATCH", path, { body, headers })).body;
      const read = await wall.get<Wall>(path);
      const edited = await edit({ name: "Ships" }, { "if-match": `"${read.edited_version}"` });
      assert.equal(edited.edited_version, read.edited_version + 1);

      for (const body of [{ name: "Ferries" }, { description: "All that floats." }, { sorting: "manual" }])
        await wall.refused("412 edited-meanwhile", "PATCH", path, {
          body,
          headers: { "if-match": `W/"${read.edited_version}"` },
        });
      await wall.refused("400 fields-not-valid", "PATCH", path, {
        body: { name: "x" },
        headers: { "if-match": "soon" },
      });
      assert.deepEqual(await wall.get<Wall>(path), edited, "what was refused changed nothing");

      // Whoever names no version changes the fields they name, and no others.
      const described = await edit({ description: "All that floats." });
      assert.deepEqual([described.name, described.description], ["Ships", "All that floats."]);
      assert.equal((await edit({ name: "Boats" }, { "if-match": "*" })).description, "All that floats.");

      // Of many who edit at once from the same version, one does.
      const { edited_version: version } = await wall.get<Wall>(path);
      const names = Array.from({ length: 6 }, (_, index) => `Boats ${index}`);
      const answers = await Promise.all(
        names.map((name) =>
          wall.ask<Wall>("PATCH", path, { body: { name }, headers: { "if-match": String(version) } }),
        ),
      );
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412, 412, 412, 412, 412]);
      const won = answers.find(({ status }) => status === 200)?.body;
      assert.deepEqual([(await wall.get<Wall>(path)).name, won?.edited_version], [won?.name, version + 1]);
    },
  );
}

test(
  "a wall is renamed, described and taken down on the page; what stood only there is in the inbox",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t);
    const boats = await makeWall(wall, "Boats");
    const { item_id: item } = await wall.share({ text: "A tarred rope, nine fathoms long", wall_id: boats.id });
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.getByRole("button", { name: "Inbox" }).click();
    await page.getByRole("navigation", { name: "Walls" }).getByRole("button", { name: "Boats" }).click();
    await page.getByText("A tarred rope").waitFor();

    await page.getByRole("heading", { name: "Boats" }).getByRole("button").click();
    await page.getByRole("button", { name: "Rename, describe, order…" }).click();
    const dialog = page.getByRole("dialog", { name: "This wall" });
    await dialog.getByLabel("Name").fill("Ships");
    await dialog.getByLabel("What it is for").fill("All that floats.\n<b>And ropes.</b>");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Ships" }).waitFor();
    await page.getByText("<b>And ropes.</b>").waitFor();
    await page.reload();
    await page.getByText("All that floats.").waitFor();

    await page.getByRole("heading", { name: "Ships" }).getByRole("button").click();
    await page.getByRole("button", { name: "Rename, describe, order…" }).click();
    await dialog.getByRole("button", { name: "Delete this wall…" }).click();
    await dialog.getByRole("button", { name: "Delete it now" }).click();
    await page.getByText("“Ships” is deleted.").waitFor();
    await page.getByRole("heading", { name: "Inbox" }).waitFor();
    await page.getByText("A tarred rope").waitFor();
    assert.deepEqual((await wall.item(item)).wall_ids, [await wall.inbox()]);
    assert.deepEqual(complaints, []);
  },
);

test("a thing is put on another wall from its sheet, taken off, moved, and moved back", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const [boats, inbox] = [await makeWall(wall, "Boats"), await wall.inbox()];
  const { item_id: item } = await wall.share({ text: "A tarred rope, nine fathoms long" });
  const { page, complaints } = await visit(t, wall.ownerLink);
  const standsOn = async (...walls: string[]) => {
    const wanted = walls.toSorted().join();
    await until(`it to stand on ${walls.length} of them`, async () =>
      (await wall.item(item)).wall_ids.toSorted().join() === wanted ? true : null,
    );
  };
  await page.getByRole("link", { name: "A tarred rope" }).first().click();
  const side = page.getByRole("complementary");
  const choose = side.getByLabel("Move or copy to a wall");
  await choose.selectOption(`copy:${boats.id}`);
  await standsOn(inbox, boats.id);
  await side.getByRole("button", { name: "Take off “Boats”" }).click();
  await standsOn(inbox);
  await choose.selectOption(`move:${boats.id}`);
  await standsOn(boats.id);
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await standsOn(inbox);
  assert.deepEqual(complaints, []);
});
