import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { AiUsage } from "../../src/contract/analyses.ts";
import type { SearchAnswer } from "../../src/contract/items.ts";
import { type AiServer, openAiServer } from "../harness/ai-server.ts";
import { embeddingsAt } from "../harness/ai-settings.ts";
import { comesBeside, joins } from "../harness/beside.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { bring, untilAllMade } from "../harness/meaning.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

type Topology = (typeof TOPOLOGIES)[number];

const ROWS = [
  { title: "Automobile", text: "automobile vehicle", tags: ["garage"] },
  { title: "Vehicle", text: "vehicle" },
  { title: "Loaf", text: "bread" },
  { title: "A car for the weekend", text: "weekend" },
  { title: "Hull", text: "ship" },
];
const [AUTOMOBILE, VEHICLE, LOAF, CAR] = [0, 1, 2, 3] as const;

async function opened(
  t: TestContext,
  { topology, server, settings = {} }: { topology: Topology; server: AiServer; settings?: Record<string, string> },
) {
  const all = embeddingsAt(server, { RATE_LIMIT_SIGN_IN: "off", ...settings });
  return await newJourney(t, { topology, settings: all });
}

const asked = (wall: Journey, q: string, more = "", as = {}) =>
  wall.get<SearchAnswer>(`/search?q=${encodeURIComponent(q)}${more}`, as);

/** The answer once the vector of the question was there in time: the first one loads the SDK. */
const byMeaning = (wall: Journey, q: string, more = "", as = {}): Promise<SearchAnswer> =>
  until(`"${q}" to be answered by meaning`, async () => {
    const answer = await asked(wall, q, more, as);
    return answer.by === "meaning" ? answer : null;
  });

const placesIn = (ids: readonly string[], { items }: SearchAnswer) => items.map(({ id }) => ids.indexOf(id));

for (const topology of TOPOLOGIES) {
  const options = await within(topology);

  test(`a search finds by meaning what its words do not, and both in one order (${topology})`, options, async (t) => {
    const server = await openAiServer(t);
    const wall = await opened(t, { topology, server });
    const ids = await bring(wall, ROWS);
    await untilAllMade(wall);
    const answer = await byMeaning(wall, "car");
    assert.equal(answer.items[0]?.id, ids[CAR], "found by both comes first");
    assert.deepEqual(placesIn(ids, answer).toSorted(), [AUTOMOBILE, VEHICLE, CAR]);
    assert.deepEqual([answer.total, answer.total_is, answer.next_cursor], [3, "exact", null]);
    assert.deepEqual(placesIn(ids, await byMeaning(wall, "sourdough")), [LOAF], "where words find nothing at all");

    // What else the question asks holds for what meaning finds.
    assert.deepEqual(placesIn(ids, await byMeaning(wall, "car tag:garage")), [AUTOMOBILE]);
    assert.deepEqual(placesIn(ids, await byMeaning(wall, "car -weekend")).toSorted(), [AUTOMOBILE, VEHICLE]);
    assert.deepEqual(placesIn(ids, await byMeaning(wall, "car", "&tag=garage")), [AUTOMOBILE]);
    assert.deepEqual(placesIn(ids, await asked(wall, "car kind:pdf")), []);

    // What is meant as it is written, and other orders, are answered by words alone.
    for (const [q, more] of [['"car"'], ["car OR car"], ["tag:garage"], ["car", "&sort=newest"]] as const) {
      const plain = await asked(wall, q, more);
      assert.equal(plain.by, "words", q);
      assert.ok(!placesIn(ids, plain).includes(VEHICLE), q);
    }

    // What is in the trash is not found, and a question is asked of the provider once.
    await wall.expect(204, "DELETE", `/items/${ids[VEHICLE]}`);
    assert.deepEqual(placesIn(ids, await byMeaning(wall, "car")).toSorted(), [AUTOMOBILE, CAR]);
    const servers = topology === "distributed" ? 2 : 1;
    assert.ok(server.embedded.filter((text) => text === "car").length <= servers);
  });

  test(
    `pages of a search by meaning hold together, whatever happens between them (${topology})`,
    options,
    async (t) => {
      const server = await openAiServer(t);
      const wall = await opened(t, { topology, server });
      const meant = Array.from({ length: 12 }, (_, n) => ({
        title: "Vehicle",
        text: `automobile ${"vehicle ".repeat(n)}`,
      }));
      const worded = Array.from({ length: 70 }, (_, n) => ({
        title: `Thing ${n}`,
        text: `car and ${"much else of no kind ".repeat(6)} ${n}`,
      }));
      const both = [{ title: "Car", text: "car" }];
      const ids = await bring(wall, [...worded, ...both, ...meant]);
      await untilAllMade(wall);
      const first = await byMeaning(wall, "car", "&limit=20");
      assert.equal(first.total, ids.length);
      assert.ok(
        placesIn(ids, first).some((at) => at > worded.length),
        "meaning has its part in the first page",
      );
      const told = first.items.map(({ id }) => id);
      // The provider is away from now on, and one more thing arrives.
      server.fail("503");
      await wall.ended(await wall.share({ title: "Another car", text: "car" }));
      let next = first.next_cursor;
      while (next !== null) {
        const page = await asked(wall, "car", `&limit=20&cursor=${next}`);
        told.push(...page.items.map(({ id }) => id));
        next = page.next_cursor;
      }
      assert.equal(new Set(told).size, told.length, "nothing twice");
      assert.deepEqual(told.toSorted(), ids.toSorted(), "and nothing lost");

      // A cursor that somebody made up opens nothing.
      const hostile = (keys: unknown[]) => Buffer.from(JSON.stringify(keys)).toString("base64url");
      for (const keys of [
        ["fused", -2, 0, 0, 0, "", ""],
        ["fused", 0, 0, 0, 0, "1,x", ""],
        ["fused", 0, 0, 0, 0, "1;drop", ""],
        ["fused", 0, 0, 0, 51, "", ""],
        ["fused", 0, 0, 0, 0, Array.from({ length: 101 }, (_, n) => n).join(), ""],
        ["fused", 0, 0, 0, 0, 1, ""],
        ["fused"],
      ])
        await wall.refused("422 cursor-not-valid", "GET", `/search?q=car&cursor=${hostile(keys)}`);
      await wall.refused("422 cursor-not-valid", "GET", `/search?q=car&sort=newest&cursor=${first.next_cursor}`);
      const lin = await comesBeside(wall, "Lin");
      const everything = hostile(["fused", -1, 0, 0, 0, Array.from({ length: 100 }, (_, n) => n).join(), ""]);
      const hers = await asked(wall, "car", `&cursor=${everything}`, lin.as);
      assert.deepEqual(hers.items, [], "numbers of others' things show nothing of them");
    },
  );

  test(`people find by meaning on the walls that they share, and nothing private (${topology})`, options, async (t) => {
    const server = await openAiServer(t);
    const wall = await opened(t, { topology, server });
    const ids = await bring(wall, ROWS);
    await wall.expect(200, "PATCH", `/items/${ids[LOAF]}`, { body: { note: "car car car automobile vehicle" } });
    await untilAllMade(wall);
    const lin = await comesBeside(wall, "Lin");
    assert.deepEqual((await asked(wall, "auto", "", lin.as)).items, []);
    const { body: board } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Things" } });
    for (const at of [VEHICLE, LOAF]) await wall.expect(200, "PUT", `/items/${ids[at]}/walls/${board.id}`);
    await joins(wall, { wall: board.id, who: lin, role: "viewer" });
    assert.deepEqual(
      placesIn(ids, await byMeaning(wall, "auto", "", lin.as)),
      [VEHICLE],
      "and not what a note is about",
    );
    assert.ok(
      server.embedded.every((text) => !text.includes("car car car")),
      "no note went out",
    );
  });

  test(`a search neither fails nor waits where the provider does (${topology})`, options, async (t) => {
    const server = await openAiServer(t);
    const wall = await opened(t, { topology, server, settings: { AI_TIMEOUT_MS: "120000" } });
    const ids = await bring(wall, ROWS);
    await untilAllMade(wall);
    await byMeaning(wall, "bread");
    const faults: readonly (() => unknown)[] = [
      () => server.embedBy((right) => ({ ...right, data: [{ embedding: [1, 2, 3] }] })),
      () => server.embedBy((right) => ({ ...right, data: [{ embedding: new Array(64).fill(0.5) }] })),
      () => server.fail("html-200"),
      () => server.fail("drop-mid-answer"),
      () => server.fail("500"),
    ];
    for (const [n, fault] of faults.entries()) {
      fault();
      const answer = await asked(wall, `car ${"for ".repeat(n)}weekend`);
      assert.deepEqual([answer.by, placesIn(ids, answer)], ["words", [CAR]]);
      server.mend();
    }
    // It answers nobody for as long as it likes: words do.
    const letGo = server.holdVectors();
    for (const q of ["weekend car", "car for weekend", "the car for weekend", "a car for the weekend"])
      assert.deepEqual(placesIn(ids, await asked(wall, q)), [CAR], q);
    letGo();
    server.mend();
    await byMeaning(wall, "automobile");

    // How the provider feels is told, and that words go on.
    server.fail("401");
    await asked(wall, "another question");
    const issue = "The model for finding by meaning does not answer; words still find.";
    await until("the health to tell", async () => {
      const { issues } = await wall.get<{ issues: string[] }>("/health");
      return issues.includes(issue);
    });
  });

  test(
    `what a question costs is counted, and where the month has nothing left words answer (${topology})`,
    options,
    async (t) => {
      const server = await openAiServer(t);
      const settings: Record<string, string> = embeddingsAt(server, { EMBEDDING_PRICE: "20" });
      const wall = await newJourney(t, { topology, settings });
      const ids = await bring(wall, ROWS);
      await untilAllMade(wall);
      const spent = async () => (await wall.get<AiUsage>("/ai/usage")).you;
      const before = await spent();
      assert.ok(before.spent_usd > 0);
      assert.equal(before.reserved_usd, 0);
      await byMeaning(wall, "car");
      await until("the question to be counted", async () => (await spent()).spent_usd > before.spent_usd);
      const { days } = await wall.get<AiUsage>("/ai/usage");
      assert.deepEqual(
        days.map(({ provider, model, failed }) => [provider, model, failed]),
        [["openai", "standin-embed", 0]],
      );
      settings["AI_MONTHLY_BUDGET_USD"] = "0";
      await wall.restart();
      const calls = server.requests.length;
      const answer = await asked(wall, "weekend car");
      assert.deepEqual([answer.by, placesIn(ids, answer)], ["words", [CAR]]);
      assert.equal(server.requests.length, calls, "nobody is asked without money");
    },
  );
}
