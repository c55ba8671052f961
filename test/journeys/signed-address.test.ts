import assert from "node:assert/strict";
import { test } from "node:test";
import { SIGNED_MS, signerFor } from "../../src/wall/signed-address.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

async function shareFile(wall: Journey, text: string): Promise<string> {
  const form = new FormData();
  form.append("files", new File([text], "posts.txt", { type: "text/plain" }));
  const { body } = await wall.expect<{ item_id: string }>(202, "POST", "/share", { body: form });
  return (await wall.item(body.item_id)).files[0]?.id ?? "";
}

for (const topology of TOPOLOGIES) {
  test(
    `a signed address opens one file for ten minutes, without key or cookie (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const [file, other] = [await shareFile(wall, "seven posts"), await shareFile(wall, "an eighth")];
      const { person } = await wall.get<{ person: { id: string } }>("/me");
      const address = await withRows(wall, async (store) => (await signerFor({ store }, person.id))(file));

      // The key was written by a hand other than the program's, which looks anew within a second.
      const answer = await until("the key to be known", async () => {
        const told = await wall.ask<Uint8Array>("GET", address, { key: null });
        return told.status === 200 ? told : null;
      });
      assert.equal(Buffer.from(answer.body).toString(), "seven posts");
      assert.equal(answer.headers.get("cross-origin-resource-policy"), "cross-origin");
      const refused = (path: string) => wall.refused("401 credentials-refused", "GET", path, { key: null });
      await refused(address.replace(file, other));
      await refused(address.replace(/.$/, (last) => (last === "A" ? "B" : "A")));
      await refused(address.replace(/\.([0-9a-z]+)\./, ".zzzzzzzz."));
      await refused(`/files/${file}?signature=..`);
      await wall.refused("401 credentials-missing", "GET", `/files/${file}`, { key: null });

      wall.clock.forward({ seconds: SIGNED_MS / 1_000 + 1 });
      await refused(address);
    },
  );
}
