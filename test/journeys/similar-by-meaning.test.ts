import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { AiUsage } from "../../src/contract/analyses.ts";
import type { SimilarItems } from "../../src/contract/items.ts";
import { type AiServer, openAiServer } from "../harness/ai-server.ts";
import { embeddingsAt } from "../harness/ai-settings.ts";
import { comesBeside, joins } from "../harness/beside.ts";
import { dieAt, succeed } from "../harness/doomed-wall.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { allMade, bring } from "../harness/meaning.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const ROWS = [
  { title: "Car", text: "car" },
  { title: "Automobile", text: "automobile vehicle" },
  { title: "Loaf", text: "bread" },
  { title: "Sourdough", text: "baking" },
  { title: "Hull", text: "ship" },
];
const [CAR, AUTOMOBILE, LOAF, SOURDOUGH, HULL] = [0, 1, 2, 3, 4] as const;

/** Told by meaning once the vectors are there. */
async function alike(wall: Journey, ids: readonly string[], at: number, as = {}): Promise<number[]> {
  const { items } = await until("vectors to be made", async () => {
    const answer = await wall.get<SimilarItems>(`/items/${ids[at]}/similar?limit=5`, as);
    return answer.by === "meaning" && (await allMade(wall, as)) ? answer : null;
  });
  return items.map(({ id }) => ids.indexOf(id));
}

async function opened(
  t: TestContext,
  { topology, ...more }: { topology: (typeof TOPOLOGIES)[number]; server: AiServer; workers?: boolean },
) {
  const settings = embeddingsAt(more.server, { RATE_LIMIT_SIGN_IN: "off" });
  return await newJourney(t, { topology, settings, workers: more.workers ?? true });
}

for (const topology of TOPOLOGIES) {
  const options = await within(topology);

  test(`what is like a thing means the same, whatever its words (${topology})`, options, async (t) => {
    const server = await openAiServer(t);
    const wall = await opened(t, { topology, server });
    const ids = await bring(wall, ROWS);
    assert.deepEqual(await alike(wall, ids, CAR), [AUTOMOBILE]);
    assert.deepEqual(await alike(wall, ids, SOURDOUGH), [LOAF]);
    assert.deepEqual(await alike(wall, ids, HULL), []);
    assert.ok(server.requests.length < 8, "many texts go in one call");

    // What says something else is asked anew, and nothing else is.
    const before = server.embedded.length;
    await wall.expect(200, "PATCH", `/items/${ids[HULL]}`, { body: { title: "Wagen", text: "auto auto auto" } });
    await until("the hull to be a car", async () => (await alike(wall, ids, HULL)).length === 2);
    assert.deepEqual((await alike(wall, ids, HULL)).toSorted(), [CAR, AUTOMOBILE]);
    await wall.expect(200, "PATCH", `/items/${ids[LOAF]}`, { body: { note: "a private word about loaves" } });
    await wall.expect(200, "PUT", `/items/${ids[LOAF]}/tags/kitchen`);
    await wall.expect(204, "DELETE", `/items/${ids[AUTOMOBILE]}`);
    assert.deepEqual(await alike(wall, ids, CAR), [HULL], "nothing from the trash");
    await wall.expect(200, "POST", `/items/${ids[AUTOMOBILE]}/restore`);
    assert.deepEqual((await alike(wall, ids, CAR)).toSorted(), [AUTOMOBILE, HULL]);
    const asked = server.embedded.slice(before);
    assert.ok(
      asked.every((text) => text.includes("Wagen")),
      JSON.stringify(asked),
    );
    assert.ok(!server.embedded.some((text) => text.includes("private")), "a note leaves nobody's machine for this");
  });

  test(`people find by meaning what they see, and nothing else (${topology})`, options, async (t) => {
    const server = await openAiServer(t);
    const wall = await opened(t, { topology, server });
    const ids = await bring(wall, ROWS);
    const lin = await comesBeside(wall, "Lin");
    const { item_id: hers } = await lin.share({ title: "Vehicle", text: "car auto" });
    assert.ok(hers !== null);
    const all = [...ids, hers];
    assert.deepEqual(await alike(wall, all, CAR), [AUTOMOBILE], "not what is Lin's");
    assert.deepEqual(await alike(wall, all, 5, lin.as), [], "nor Lin what is the owner's");
    const { body: board } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Cars" } });
    await wall.expect(200, "PUT", `/items/${ids[AUTOMOBILE]}/walls/${board.id}`);
    await joins(wall, { wall: board.id, who: lin, role: "viewer" });
    assert.deepEqual(await alike(wall, all, 5, lin.as), [AUTOMOBILE], "what stands on a wall of both");
    await wall.expect(200, "DELETE", `/items/${ids[AUTOMOBILE]}/walls/${board.id}`);
    assert.deepEqual(await alike(wall, all, 5, lin.as), [], "and no longer");
  });

  test(
    `a provider that is away, or answers nonsense, delays vectors and nothing else (${topology})`,
    options,
    async (t) => {
      const server = await openAiServer(t);
      server.fail("503");
      const wall = await opened(t, { topology, server });
      const share = await wall.share({ title: "Car", text: "car" });
      assert.equal((await wall.ended(share)).status, "completed");
      const ids = [share.item_id ?? "", ...(await bring(wall, ROWS.slice(1)))];
      await server.nextRequest();
      assert.equal((await wall.get<SimilarItems>(`/items/${ids[0]}/similar`)).by, "words");
      server.mend();
      server.embedBy((right) => ({ ...right, data: [] }));
      await server.nextRequest();
      server.mend();
      assert.deepEqual(await alike(wall, ids, CAR), [AUTOMOBILE]);
    },
  );

  test(`who dies with vectors in hand asks for them again (${topology})`, options, async (t) => {
    const server = await openAiServer(t);
    const settings = embeddingsAt(server);
    const wall = await opened(t, { topology, server, workers: false });
    const ids = await bring(wall, ROWS);
    await wall.stop();
    await dieAt(wall, "vectors-answered:3", settings);
    assert.ok(server.embedded.length > 10, "the texts had gone out");
    await succeed(wall);
    assert.deepEqual(await alike(wall, ids, CAR), [AUTOMOBILE]);
  });

  test(
    `another model makes its own vectors of everything, also of what stood before (${topology})`,
    options,
    async (t) => {
      const server = await openAiServer(t);
      const settings: Record<string, string> = {};
      const wall = await newJourney(t, { topology, settings });
      const ids = await bring(wall, ROWS);
      assert.equal((await wall.get<AiUsage>("/ai/usage")).meaning, null);
      for (const model of ["standin-embed", "standin-embed-2"]) {
        Object.assign(settings, embeddingsAt(server, { EMBEDDING_MODEL: model }));
        await wall.restart();
        await until("vectors of this model", async () => {
          const { meaning } = await wall.get<AiUsage>("/ai/usage");
          return meaning?.model === model && meaning.made === ROWS.length;
        });
        assert.deepEqual(await alike(wall, ids, CAR), [AUTOMOBILE]);
      }
    },
  );
}
