import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { openInProcessChannel } from "../../src/adapters/doorbells-in-process.ts";
import type { Here } from "../../src/contract/members.ts";
import { Presence } from "../../src/http/live/presence.ts";
import type { EventStream } from "../../src/http/live/stream.ts";
import type { Subscription } from "../../src/http/live/subscription.ts";
import { setMember } from "../../src/store/members.ts";
import { updatePerson } from "../../src/store/persons.ts";
import { markShared } from "../../src/store/walls.ts";
import { makePersonIn } from "../../src/wall/make-person.ts";
import { faultsOf } from "../harness/axe.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { openSessionOf } from "../harness/example-requests.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { newStore } from "../harness/new-store.ts";
import { boardOf, linkTo, tokenOf } from "../harness/open-walls.ts";
import { arrive, putUpWall } from "../harness/people.ts";
import type { ReceivedEvent } from "../harness/read-events.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

interface Someone {
  readonly id: string;
  readonly as: { readonly key: null; readonly headers: Record<string, string> };
  /** Opens the wall, as a page does. */
  comes(): Promise<Awaited<ReturnType<typeof watch>>>;
  showsPresence(shows: boolean): Promise<unknown>;
}

async function someone(
  t: TestContext,
  wall: Journey,
  { board, name }: { board: string; name: string },
): Promise<Someone> {
  const token = `a session of ${name}`.padEnd(43, "x").replaceAll(" ", "-");
  const id = await withRows(wall, (store) =>
    store.write(async (unit) => {
      const person = await makePersonIn(unit, { role: "person", login: name.toLowerCase() });
      await updatePerson(unit, person, { name });
      const of = { wall: board, person, role: "viewer", added_by: person } as const;
      await setMember(unit, { ...of, created_at: unit.nowMs });
      await markShared(unit, board);
      return person;
    }),
  );
  await openSessionOf(wall, { person: id, token });
  const headers = { cookie: `dw_session=${token}`, "sec-fetch-site": "same-origin" };
  const as = { key: null, headers };
  await until(`${name} to be known`, async () => (await wall.ask("GET", `/walls/${board}`, as)).status === 200);
  return {
    id,
    as,
    comes: () => watch(t, wall, `/events?walls=${board}`, headers),
    showsPresence: (shows) => wall.expect(200, "PATCH", "/me", { ...as, body: { shows_presence: shows } }),
  };
}

const namesIn = ({ event, data }: ReceivedEvent): string | null =>
  event === "here"
    ? (data as Here).people
        .map(({ name }) => name)
        .toSorted()
        .join()
    : null;

/** Waits until a stream says that these are here, as its last word. */
const hears = (stream: Awaited<ReturnType<typeof watch>>, names: string) =>
  until(`it to be told that ${names || "nobody"} is here`, async () => {
    const last = stream.events.filter(({ event }) => event === "here").at(-1);
    return last !== undefined && namesIn(last) === names;
  });

for (const topology of TOPOLOGIES) {
  const options = await within(topology);

  test(
    `who looks at a wall is told to its members, of those who want that, while they look, and to nobody else (${topology})`,
    options,
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const board = await boardOf(wall);
      const [lin, max, zoe] = [
        await someone(t, wall, { board, name: "Lin" }),
        await someone(t, wall, { board, name: "Max" }),
        await someone(t, wall, { board, name: "Zoe" }),
      ];
      assert.equal(
        (await wall.get<{ person: { shows_presence: boolean } }>("/me", lin.as)).person.shows_presence,
        false,
      );
      const link = await watch(t, wall, `/links/${tokenOf(await linkTo(wall, board))}/events`, {});
      const linSees = await lin.comes();
      await zoe.showsPresence(true);
      const zoeSees = await zoe.comes();
      await hears(linSees, "Zoe");
      await hears(zoeSees, "Zoe");
      await max.showsPresence(true);
      const maxSees = await max.comes();
      for (const stream of [linSees, zoeSees, maxSees]) await hears(stream, "Max,Zoe");
      // A program with a key is nobody who looks, and hears of who does.
      const program = await watch(t, wall, `/walls/${board}/events`);
      await hears(program, "Max,Zoe");
      await lin.showsPresence(true);
      await hears(maxSees, "Lin,Max,Zoe");
      await lin.showsPresence(false);
      await hears(maxSees, "Max,Zoe");
      await zoeSees.leave();
      await hears(linSees, "Max");
      await wall.expect(204, "DELETE", `/walls/${board}/members/${max.id}`);
      await maxSees.ended;
      await hears(linSees, "");

      // Lin was never told of while she did not want it, and to those with a link nobody was.
      const before = linSees.events.flatMap((event) => namesIn(event) ?? []);
      assert.deepEqual(
        before.filter((names) => names.includes("Lin")),
        ["Lin,Max,Zoe"],
      );
      await wall.share({ text: "an eighth lamp", wall_id: board });
      await link.first("the arrival", ({ event }) => event === "item");
      assert.deepEqual(
        link.events.filter(({ event }) => event === "here"),
        [],
      );
      assert.doesNotMatch(JSON.stringify(link.events), /Max|Zoe|Lin/);
      for (const { data } of linSees.events.filter(({ event }) => event === "here"))
        for (const person of (data as Here).people) assert.deepEqual(Object.keys(person), ["id", "name"]);
    },
  );
}

/** A reader of a wall in some process, and what it was told. */
function reader(wall: string, person: string): { told: string[]; subscription: Subscription } {
  const told: string[] = [];
  const stream = { isOpen: true, send: (text: string) => told.push(text) > 0 } as unknown as EventStream;
  const watched = { clocks: new Map([[wall, 0]]), shares: new Set<string>(), imports: new Set<string>() };
  const subscription = { stream, viewer: { person }, ...watched, isAtScreen: true, stillAllowed: async () => true };
  return { told, subscription };
}

test("processes on one channel tell each other who is here, and forget whoever stops saying so", async (t) => {
  const { store } = await newStore(t, "sqlite");
  const [ada, lin] = [await arrive(store, "Ada"), await arrive(store, "Lin")];
  const board = await putUpWall(store, { owner: ada.id, name: "The harbour" });
  await store.write((unit) => updatePerson(unit, lin.id, { shows_presence: 1 }));
  t.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  const channel = openInProcessChannel();
  t.after(() => channel.close());
  const [here, there] = [0, 1].map(() => {
    const presence = new Presence({ store, channel, log: () => undefined });
    channel.subscribe((message) => void (message.kind === "here" && presence.hear(message)));
    return presence;
  }) as [Presence, Presence];
  const [adas, lins] = [reader(board, ada.id), reader(board, lin.id)];
  await there.add(adas.subscription);
  await here.add(lins.subscription);
  await until("the other process to be heard", () => adas.told.at(-1)?.includes(lin.id) ?? false);
  assert.equal(adas.told.length, 1, "Ada does not want to be seen");

  // Said again and again, it holds; unsaid, as by a process that was killed, it ends.
  t.mock.timers.tick(9_000);
  await here.beat();
  // What is published is heard in a turn of its own.
  await nextTurn();
  await nextTurn();
  t.mock.timers.tick(9_000);
  await there.beat();
  assert.equal(adas.told.length, 1);
  t.mock.timers.tick(2_000);
  await there.beat();
  assert.match(adas.told.at(-1) ?? "", /"people":\[\]/);
  await here.beat();
  await until("it to be back", () => adas.told.at(-1)?.includes(lin.id) ?? false);
  here.close();
  await until("the process that stops to say so", () => adas.told.at(-1)?.includes('"people":[]') ?? false);
});

test("on the page somebody says that they may be seen, and the others see them come and go", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const board = await boardOf(wall);
  const lin = await someone(t, wall, { board, name: "Lin" });
  const { page: adas } = await visit(t, wall.ownerLink);
  await adas.goto(`${wall.url}/wall/${board}`);
  await adas.getByText("Nothing here yet").waitFor();
  const cookies = [
    {
      ...{ name: "dw_session", value: lin.as.headers["cookie"]?.split("=")[1] ?? "", domain: "127.0.0.1", path: "/" },
      ...{ expires: -1, httpOnly: true, secure: false, sameSite: "Lax" as const },
    },
  ];
  const { page: lins } = await visit(t, `${wall.url}/settings/account`, { storageState: { cookies, origins: [] } });
  await lins.getByLabel("Let others on a wall see that I am here").check();
  await until(
    "it to be kept",
    async () => (await wall.get<{ person: { shows_presence: boolean } }>("/me", lin.as)).person.shows_presence,
  );
  const isHere = adas.getByRole("img", { name: "Here just now: Lin" });
  assert.equal(await isHere.count(), 0, "not yet: Lin has the inbox open");
  await lins.goto(`${wall.url}/wall/${board}`);
  await isHere.waitFor();
  const shots = process.env["DW_SHOTS"];
  for (const width of [390, 1_440]) {
    await adas.setViewportSize({ width, height: 900 });
    assert.deepEqual(await faultsOf(adas), []);
    if (shots) await adas.screenshot({ path: join(shots, `here-${width}.png`) });
  }
  if (shots) await lins.screenshot({ path: join(shots, "here-lin.png") });
  assert.equal(await lins.getByRole("img", { name: /Here just now/ }).count(), 0, "Ada has said nothing of the kind");
  await lins.close();
  await isHere.waitFor({ state: "detached" });
});
