import assert from "node:assert/strict";
import { test } from "node:test";
import { EVENT_STREAM } from "../../src/contract/parts.ts";
import type { Route } from "../../src/contract/route.ts";
import { ROUTES, type RouteId } from "../../src/contract/routes.ts";
import { learnWords } from "../../src/store/known-words.ts";
import { type Beside, comesBeside } from "../harness/beside.ts";
import { EXAMPLES } from "../harness/example-requests.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import type { AskOptions } from "../harness/new-wall.ts";
import { visitPath } from "../harness/open-walls.ts";
import { makePrivateThings, type PrivateThings } from "../harness/private-things.ts";
import {
  around,
  assertTellsNothing,
  faultsOfProjection,
  itemsIn,
  type Projection,
} from "../harness/projection-fields.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

/**
 * Which projection of items each door gives, to whoever it opens to: their own to their owner, others' to members of a wall
 * where they stand, and by a link to anybody. A door whose answers have items and that is not here fails.
 */
const GIVES: Readonly<Partial<Record<RouteId, readonly Projection[]>>> = {
  events: ["owner", "member"],
  wallEvents: ["owner", "member"],
  linkEvents: ["anybody"],
  wallItems: ["owner", "member"],
  wallChanges: ["owner", "member"],
  linkItems: ["anybody"],
  itemGet: ["owner", "member"],
  itemRandom: ["owner", "member"],
  itemSimilar: ["owner", "member"],
  search: ["owner", "member"],
  accountChanges: ["owner", "member"],
  wallMove: ["owner", "member"],
  itemList: ["owner"],
  duplicateList: ["owner"],
  resurfaced: ["owner"],
  resurfacingEdit: ["owner"],
  itemEdit: ["owner"],
  itemRestore: ["owner"],
  itemMerge: ["owner"],
  itemPlace: ["owner"],
  itemUnplace: ["owner"],
  itemTag: ["owner"],
  itemUntag: ["owner"],
  analysisUndo: ["owner"],
  // Of the share, which is its person's; it holds no item.
  shareStatusEvents: [],
};
const STREAMS: readonly RouteId[] = ["events", "wallEvents", "linkEvents", "shareStatusEvents"];
const ids = Object.keys(ROUTES) as RouteId[];
const isStream = (id: RouteId) => (ROUTES[id] as Route).answers[200] === EVENT_STREAM;

test("every door that gives items is in the table of projections, and no other", () => {
  const giving = ids.filter((id) => isStream(id) || JSON.stringify(ROUTES[id].answers).includes('"wall_ids"'));
  assert.deepEqual(giving.toSorted(), Object.keys(GIVES).toSorted());
  assert.deepEqual(ids.filter(isStream).toSorted(), STREAMS.toSorted());
});

/** What is asked by whom: everything that reads, and everything that names Ada's things, which others are refused or moves them. */
const isAsked = (id: RouteId, made: PrivateThings): boolean =>
  !isStream(id) && id !== "itemUnplace" && (ROUTES[id].method === "GET" || EXAMPLES[id](made.things).named === true);

async function textOf(wall: Journey, method: string, path: string, options: AskOptions) {
  const { body, status } = await wall.ask(method, path, options);
  const text = body instanceof Uint8Array ? Buffer.from(body).toString() : JSON.stringify(body);
  return { status, text, items: itemsIn(body) };
}

/** What whoever asks wrote into their question is nothing that they learn. */
const without = (secrets: Readonly<Record<string, string>>, asked: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets).filter(([, secret]) => !JSON.stringify(asked).includes(secret)));

for (const topology of TOPOLOGIES) {
  const options = await within(topology);
  const open = async (t: Parameters<typeof newJourney>[0]) => {
    const settings = { RATE_LIMIT_AI: "off", RATE_LIMIT_SIGN_IN: "off" };
    const wall = await newJourney(t, { topology, workers: false, settings });
    const [editor, viewer] = [await comesBeside(wall, "Lin"), await comesBeside(wall, "Max")];
    const stranger = await comesBeside(wall, "Max");
    return { wall, editor, viewer, stranger, made: await makePrivateThings(wall, { editor, viewer }) };
  };

  test(
    `no answer of any route tells whoever asks what is not for them, and each gives the projection of its table (${topology})`,
    options,
    async (t) => {
      const { wall, editor, viewer, stranger, made } = await open(t);
      const { things, fromMembers, fromAnybody, fromStrangers } = made;
      const board = things.wall;
      const hers = [things.item, made.photo, made.aside];
      const seenBy: Partial<Record<RouteId, Set<Projection>>> = {};
      const faults: string[] = [];
      const askers: [string, AskOptions, Readonly<Record<string, string>>, Projection | null][] = [
        ["the editor", editor.as, fromMembers, "member"],
        ["the viewer", viewer.as, fromMembers, "member"],
        ["a stranger", stranger.as, fromStrangers, null],
        ["nobody", { key: null }, fromStrangers, null],
      ];
      for (const id of ids.filter((each) => isAsked(each, made)))
        for (const [who, as, secrets, is] of askers) {
          const { path, body, headers } = EXAMPLES[id](things);
          // Whoever asks by the secret of a link or a feed is anybody, whoever else they are.
          const hasLink = [things.linkToken, things.feed].some((secret) => path.includes(secret));
          const projection = hasLink ? "anybody" : is;
          const hidden = without(hasLink ? fromAnybody : secrets, [path, body]);
          const { text, items } = await textOf(wall, ROUTES[id].method, path, {
            ...as,
            body,
            headers: { ...as.headers, ...headers },
          });
          for (const [name, secret] of Object.entries(hidden))
            if (text.includes(secret)) faults.push(`${id} tells ${who} ${name}: …${around(text, secret)}…`);
          const ofAda = items.filter((item) => hers.includes(item.id) || item.added_by?.id === made.owner.id);
          if (ofAda.length === 0) continue;
          if (projection === null) faults.push(`${id} gives ${who} an item of another person`);
          else {
            seenBy[id] = (seenBy[id] ?? new Set()).add(projection);
            for (const item of ofAda)
              for (const fault of faultsOfProjection(item, projection, board))
                faults.push(`${id} gives ${who} an item: ${fault}`);
          }
        }
      assert.deepEqual(faults, []);

      // The same doors, asked by Ada, show that what was looked for is there to be found.
      for (const id of ids.filter((each) => isAsked(each, made) && ROUTES[each].method === "GET")) {
        const { path } = EXAMPLES[id](things);
        const { items } = await textOf(wall, "GET", path, {});
        const own = items.find((item) => item.added_by === null && item.share !== null);
        if (!own) continue;
        seenBy[id] = (seenBy[id] ?? new Set()).add("owner");
        if (id !== "itemGet") continue;
        for (const secret of made.itsOwnerSees) assert.ok(JSON.stringify(own).includes(secret), secret);
      }
      for (const id of ids.filter((each) => isAsked(each, made))) {
        const expected = (GIVES[id] ?? []).filter((each) => each !== "owner" || ROUTES[id].method === "GET");
        const told = [...(seenBy[id] ?? [])].filter((each) => each !== "owner" || ROUTES[id].method === "GET");
        assert.deepEqual(told.toSorted(), expected.toSorted(), `what ${id} gives`);
      }
    },
  );

  test(`a live stream tells each listener their projection and nothing more (${topology})`, options, async (t) => {
    const { wall, viewer, editor, made } = await open(t);
    const { things, fromMembers, fromAnybody } = made;
    const board = things.wall;
    const bearer = (who: Beside) => ({ authorization: `Bearer ${who.as.key}` });
    const listening: [string, Projection, Awaited<ReturnType<typeof watch>>][] = [
      ["viewer's tab", "member", await watch(t, wall, `/events?walls=${board}`, bearer(viewer))],
      ["editor's wall", "member", await watch(t, wall, `/walls/${board}/events`, bearer(editor))],
      ["link", "anybody", await watch(t, wall, `/links/${things.linkToken}/events`, {})],
      ["page by the link", "anybody", await watch(t, wall, `/../../w/${things.linkToken}/events`, {})],
      ["owner's tab", "owner", await watch(t, wall, `/events?walls=${board}&shares=${things.share}`)],
    ];
    await wall.expect(200, "PATCH", `/items/${things.item}`, { body: { title: "Eight lamps" } });
    await wall.expect(200, "PATCH", `/items/${made.photo}`, { body: { title: "Another photo" } });
    await wall.expect(204, "DELETE", `/items/${made.aside}`);
    for (const [name, as, stream] of listening) {
      for (const title of ["Eight lamps", "Another photo"]) {
        const { data } = await stream.first(title, (event) => JSON.stringify(event.data).includes(title));
        for (const item of itemsIn(data)) assert.deepEqual(faultsOfProjection(item, as, board), [], name);
      }
      const text = JSON.stringify(stream.events);
      if (as === "owner") assert.ok(text.includes(made.itsOwnerSees[0] ?? "-"), "its owner hears of the note");
      else assertTellsNothing(text, as === "member" ? fromMembers : fromAnybody, name);
    }
  });

  test(
    `what has a link shows nothing private: pages, files, covers, feeds, answers to guests (${topology})`,
    options,
    async (t) => {
      const { wall, made } = await open(t);
      const { things, fromAnybody } = made;
      const { item, wall: board, linkToken } = things;
      await wall.expect(200, "PATCH", `/walls/${board}`, { body: { visibility: "public" } });
      const { body: guest } = await wall.expect<{ url: string }>(201, "POST", `/walls/${board}/links`, {
        body: { kind: "guest" },
      });
      const answers: Record<string, Awaited<ReturnType<typeof visitPath>>> = {};
      for (const base of [`/w/${linkToken}`, `/p/${board}`])
        for (const path of ["", "?kiosk=1", "/cover", `/i/${item}`, `/i/${item}/content`, `/i/${made.photo}`])
          answers[`${base}${path}`] = await visitPath(wall, `${base}${path}`);
      for (const format of ["rss", "atom", "json"])
        answers[format] = await visitPath(wall, `/api/v1/feeds/${things.feed}.${format}`);
      const { files } = await wall.item(made.photo);
      for (const { id, role } of files) answers[role] = await visitPath(wall, `/w/${linkToken}/files/${id}?download`);
      const at = new URL(guest.url).pathname;
      answers["a guest's form"] = await visitPath(wall, at);
      const form = new FormData();
      form.append("url", (await wall.item(item)).url ?? "");
      answers["a guest's answer"] = await visitPath(wall, at, { method: "POST", body: form });
      answers["a guest's thanks"] = await visitPath(wall, `${at}?sent`);
      for (const [what, { headers, text }] of Object.entries(answers))
        assertTellsNothing(JSON.stringify([...headers]) + text, without(fromAnybody, [what, at, things.feed]), what);
      assert.match(answers[`/w/${linkToken}`]?.text ?? "", /Lamps/, "there is something to look at");
    },
  );

  test(
    `nothing private can be guessed by asking for it: by a search, a filter or a mended word (${topology})`,
    options,
    async (t) => {
      const { wall, viewer, made } = await open(t);
      const { wall: board } = made.things;
      for (const q of [
        "canary-note",
        "is:pinned",
        "has:note",
        'wall:"canary-wall of nobody\'s business"',
        "is:archived",
      ]) {
        const path = `/search?q=${encodeURIComponent(q)}`;
        const found = async (as: AskOptions) => (await wall.get<{ total: number }>(path, as)).total;
        assert.ok((await found({})) > 0, `Ada finds by ${q}`);
        assert.equal(await found(viewer.as), 0, `Max finds by ${q}`);
      }
      const aside = (as: AskOptions) =>
        wall.get<{ items: { id: string }[] }>(`/walls/${board}/items?archived=true`, as);
      assert.deepEqual(
        (await aside({})).items.map(({ id }) => id),
        [made.aside],
      );
      assert.deepEqual((await aside(viewer.as)).items, []);

      // Words are learned from everybody's items together; a question mended by another one gives none of them away.
      const words = new Map([
        ["quayside", 1],
        ["lanterns", 1],
      ]);
      await withRows(wall, (store) => store.write((unit) => learnWords(unit, { words, doneTo: 1 })));
      await wall.share({ text: "the quayside is nobody's business" });
      await viewer.share({ text: "lanterns" });
      const mended = async (q: string) => {
        const { did_you_mean: meant } = await wall.get<{ did_you_mean: string | null }>(`/search?q=${q}`, viewer.as);
        return meant;
      };
      assert.equal(await mended("lantrens%20OR%20quaysied"), "lanterns OR quaysied");
      assert.equal(await mended("quaysied"), null);
    },
  );
}
