import assert from "node:assert/strict";
import { test } from "node:test";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";

test(
  "a search is kept as a wall, which hears of what comes to fit and what no longer does; asked otherwise, and deleted",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t);
    const { item_id: red } = await wall.share({ text: "A red lamp of the quay" });
    await wall.share({ text: "A boat without a name" });
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.getByText("A boat without a name").first().waitFor();
    await page.keyboard.press("/");
    await page.getByRole("textbox", { name: "Search all your things" }).fill("lamp");
    await page.getByRole("button", { name: "Keep as a wall" }).click();
    await page.getByRole("textbox", { name: "Name of the wall" }).fill("All lamps");
    await page.getByRole("button", { name: "Make it" }).click();

    await page.getByRole("heading", { name: "All lamps" }).waitFor();
    await page.getByText("A red lamp of the quay").first().waitFor();
    assert.equal(await page.getByText("A boat without a name").count(), 0);
    await wall.share({ text: "A green lamp of the pier" });
    await page.getByText("A green lamp of the pier").first().waitFor();
    await wall.expect(204, "DELETE", `/items/${red}`);
    await page.getByText("A red lamp of the quay").first().waitFor({ state: "detached" });

    const menu = page.getByRole("button", { name: "All lamps" }).first();
    await menu.click();
    await page.getByRole("button", { name: "Rename, describe, order…" }).click();
    const question = page.getByRole("textbox", { name: "It shows what this question finds" });
    await question.fill("kind:nonsense");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText("The question cannot be meant so.").waitFor();
    await question.fill("boat");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("A boat without a name").first().waitFor();

    await page.getByRole("button", { name: "All lamps" }).first().click();
    await page.getByRole("button", { name: "Rename, describe, order…" }).click();
    await page.getByText("Only the question goes.").waitFor();
    await page.getByRole("button", { name: "Delete this wall…" }).click();
    await page.getByRole("button", { name: "Delete it now" }).click();
    await page.getByRole("heading", { name: "Inbox" }).waitFor();
    await page.getByText("A green lamp of the pier").first().waitFor();
    assert.deepEqual(
      complaints.filter((told) => !told.includes("422")),
      [],
    );
  },
);
