import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { until } from "../harness/until.ts";

test(
  "two that may be one are seen side by side, merged into the one that is chosen, or kept",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t);
    const pairs = async () => (await wall.get<{ items: { items: { id: string }[] }[] }>("/items/duplicates")).items;
    const share = (text: string, note: string) => wall.share({ text, note });
    const first = await share("A lamp of the quay, with seven posts", "the first");
    await wall.ended(first);
    const second = await share("A lamp of the quay, with seven posts", "the second");
    await wall.ended(second);
    await wall.ended(await share("Ropes are tarred in the spring of each year", "one"));
    await wall.ended(await share("Ropes are tarred in the spring of each year", "other"));
    await until("both pairs to be found", async () => (await pairs()).length === 2);

    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.getByRole("button", { name: "Inbox" }).first().click();
    await page.getByRole("button", { name: "What stands here twice…" }).click();
    const panel = page.getByRole("dialog", { name: "Two that may be one" });
    const pair = panel.getByRole("listitem").filter({ hasText: "the first" });
    await pair.getByText("They say almost the same.").waitFor();
    await pair
      .getByRole("article")
      .filter({ hasText: "the second" })
      .getByRole("button", { name: "Merge into" })
      .click();
    await pair.waitFor({ state: "detached" });
    const winner = await wall.item(second.item_id);
    assert.match(winner.note ?? "", /the first/);
    assert.equal((await wall.item(first.item_id)).id, winner.id);

    await panel.getByRole("button", { name: "Keep both" }).click();
    await panel.getByText("Nothing stands here twice").waitFor();
    assert.deepEqual(await pairs(), []);
    assert.equal((await wall.get<{ items: unknown[] }>("/items")).items.length, 3);
    assert.deepEqual(complaints, []);
  },
);
