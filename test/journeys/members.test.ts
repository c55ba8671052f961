import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { Member, WallInvitationLook, WallInvitationMade } from "../../src/contract/members.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { type Beside, comesBeside, joins } from "../harness/beside.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { watch } from "../harness/streams.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

interface Items {
  readonly items: Item[];
}

/** Ada, who has a board, and Lin beside her. */
async function together(
  t: Parameters<typeof newJourney>[0],
  options: Parameters<typeof newJourney>[1] & { role?: "viewer" | "editor" } = {},
): Promise<{ wall: Journey; board: string; lin: Beside }> {
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "off" }, ...options });
  const { body } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "The harbour" } });
  const lin = await comesBeside(wall, "Lin");
  if (options.role) await joins(wall, { wall: body.id, who: lin, role: options.role });
  return { wall, board: body.id, lin };
}

const namesOn = async (wall: Journey, board: string, as = {}): Promise<string[]> =>
  (await wall.get<{ items: Member[] }>(`/walls/${board}/members`, as)).items.map(
    ({ person, role, is_you }) => `${person.name} ${role}${is_you ? " (you)" : ""}`,
  );

for (const topology of TOPOLOGIES) {
  test(
    `whoever follows a link first is on the wall, and nobody after them (${topology})`,
    await within(topology),
    async (t) => {
      const { wall, board, lin } = await together(t, { topology });
      const max = await comesBeside(wall, "Max");
      await wall.refused("404 not-found", "GET", `/walls/${board}`, lin.as);

      const { body: made } = await wall.expect<WallInvitationMade>(201, "POST", `/walls/${board}/invitations`, {
        body: { role: "viewer" },
      });
      const token = made.url?.split("#")[1];
      const looked = await wall.expect<WallInvitationMade>(200, "POST", "/join/look", { key: null, body: { token } });
      assert.deepEqual([looked.body.wall.name, looked.body.role], ["The harbour", "viewer"]);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => wall.ask("POST", "/join", { ...(n % 2 ? lin : max).as, body: { token } })),
      );
      assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      assert.equal(answers.filter(({ status }) => status === 410).length, 19);
      assert.equal((await namesOn(wall, board)).length, 2);
      await wall.refused("410 invitation-over", "POST", "/join/look", { key: null, body: { token } });
    },
  );

  test(
    `a member sees a thing without what is its owner's alone, at every door (${topology})`,
    await within(topology),
    async (t) => {
      const { wall, board, lin } = await together(t, { topology, role: "viewer" });
      const form = new FormData();
      for (const [name, value] of Object.entries({
        url: "https://quay.example/lamps",
        title: "Lamps of the quay",
        note: "the zanzibar password",
        tags: "lamps",
        wall_id: board,
      }))
        form.append(name, value);
      form.append("files", new File(["seven posts"], "posts.txt", { type: "text/plain" }));
      const { body: shared } = await wall.expect<{ item_id: string }>(202, "POST", "/share", { body: form });
      const { item_id: id } = shared;
      const other = (await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Secret plans" } })).body
        .id;
      await wall.expect(200, "PUT", `/items/${id}/walls/${other}`);
      await wall.expect(200, "PATCH", `/items/${id}`, { body: { pinned: true } });

      const feed = (await wall.expect<{ json: string }>(201, "POST", `/walls/${board}/feed`)).body.json;
      const doors: Record<string, unknown> = {
        item: await lin.item(id),
        list: await wall.get(`/walls/${board}/items`, lin.as),
        "search on the wall": await wall.get(`/walls/${board}/items?q=lamps`, lin.as),
        search: await wall.get("/search?q=lamps", lin.as),
        changes: await wall.get(`/walls/${board}/changes?since=0`, lin.as),
        "account changes": await wall.get("/changes", lin.as),
        random: await wall.get(`/items/random?wall=${board}`, lin.as),
        feed: await wall.get(new URL(feed).pathname, { key: null }),
      };
      for (const [door, answer] of Object.entries(doors)) {
        const text = JSON.stringify(answer);
        assert.match(text, /Lamps of the quay/, door);
        for (const secret of ["zanzibar", other, '"share":{', 'pinned_at":"', '"analysis":{'])
          assert.ok(!text.includes(secret), `${door} tells ${secret}`);
      }
      const seen = doors["item"] as Item;
      const { person: ada } = await wall.get<{ person: { id: string } }>("/me");
      assert.deepEqual([seen.wall_ids, seen.added_by?.id], [[board], ada.id]);
      assert.deepEqual(seen.tags, [{ name: "lamps", by: "person" }]);

      // Her own eyes see all of it, under the same number of the wall's clock.
      const own = (await wall.get<Items>(`/walls/${board}/items`)).items[0];
      assert.deepEqual([own?.note, own?.wall_ids.length, own?.added_by], ["the zanzibar password", 2, null]);

      // Nobody else finds it by the note, nor by guessing where it stands.
      for (const path of ["/search?q=zanzibar", `/walls/${board}/items?q=zanzibar`]) {
        assert.deepEqual((await wall.get<Items>(path, lin.as)).items, [], path);
        assert.equal((await wall.get<Items>(path)).items.length, 1, `Ada herself by ${path}`);
      }
      const file = seen.files.find(({ role }) => role === "original");
      assert.equal((await wall.ask("GET", `/files/${file?.id}`, lin.as)).status, 200);
      assert.equal((await wall.ask("GET", `/items/${id}/content?format=html`, lin.as)).status, 200);
      const max = await comesBeside(wall, "Max");
      for (const path of [`/items/${id}`, `/files/${file?.id}`, `/items/${id}/content`, `/walls/${board}/items`])
        await wall.refused("404 not-found", "GET", path, max.as);
      assert.deepEqual((await wall.get<Items>("/search?q=lamps", max.as)).items, []);
    },
  );

  test(
    `a member hears of changes at once, and of another's work not a word (${topology})`,
    await within(topology),
    async (t) => {
      const { wall, board, lin } = await together(t, { topology, role: "viewer" });
      const heard = await watch(t, wall, `/events?walls=${board}`, { authorization: `Bearer ${lin.as.key}` });
      const own = await watch(t, wall, `/events?walls=${board}`);
      const shared = await wall.share({ text: "The lamps are lit", note: "for my eyes", wall_id: board });
      for (const [stream, note] of [
        [heard, null],
        [own, "for my eyes"],
      ] as const) {
        const { data } = await stream.first("the new thing", ({ event }) => event === "item");
        const item = data as Item & { wall_id: string };
        assert.deepEqual([item.id, item.note, item.wall_id], [shared.item_id, note, board]);
        assert.equal(item.share === null, note === null);
      }
      await wall.expect(200, "PATCH", `/items/${shared.item_id}`, { body: { title: "Lit" } });
      const isLit = ({ event, data }: { event: string; data: unknown }) =>
        event === "item" && (data as Item).title === "Lit";
      await heard.first("the new title", isLit);
      await wall.expect(204, "DELETE", `/items/${shared.item_id}`);
      await heard.first("that it is gone", ({ event }) => event === "removed");
      assert.deepEqual(
        heard.events.filter(({ event }) => event === "progress" || event === "share"),
        [],
      );
    },
  );

  test(
    `an editor puts up what is theirs and takes down what is there; a viewer does neither (${topology})`,
    await within(topology),
    async (t) => {
      const { wall, board, lin } = await together(t, { topology, role: "editor" });
      const max = await comesBeside(wall, "Max");
      await joins(wall, { wall: board, who: max, role: "viewer" });
      const adas = (await wall.share({ text: "Ada's thing", wall_id: board })).item_id ?? "";
      const lins = (await lin.share({ text: "Lin's thing", note: "Lin's note", wall_id: board })).item_id ?? "";

      const { items } = await wall.get<Items>(`/walls/${board}/items`);
      assert.deepEqual(
        items.map(({ id, note, added_by }) => [id, note, added_by?.name ?? null]),
        [
          [lins, null, "Lin"],
          [adas, null, null],
        ],
      );
      await wall.expect(202, "POST", "/share", { ...lin.as, body: { text: "Another", wall_id: board } });
      await wall.refused("422 wall-not-found", "POST", "/share", { ...max.as, body: { text: "No", wall_id: board } });

      // Only whoever a thing belongs to changes it, whatever the wall.
      for (const [method, path, body] of [
        ["PATCH", `/items/${lins}`, { title: "Mine now" }],
        ["PUT", `/items/${lins}/tags/mine`, undefined],
        ["DELETE", `/items/${lins}`, undefined],
        ["POST", `/items/${lins}/read`, undefined],
        ["GET", `/items/${lins}/analyses`, undefined],
      ] as const)
        await wall.refused("404 not-found", method, path, body ? { body } : {});

      await wall.refused("403 role-too-small", "DELETE", `/items/${adas}/walls/${board}`, max.as);
      await wall.refused("403 role-too-small", "PUT", `/walls/${board}/items/${adas}/position`, {
        ...max.as,
        body: { at: "top" },
      });
      await wall.expect(200, "PUT", `/walls/${board}/items/${adas}/position`, { ...lin.as, body: { at: "top" } });
      for (const [method, path, body] of [
        ["PATCH", `/walls/${board}`, { name: "Lin's" }],
        ["DELETE", `/walls/${board}`, undefined],
        ["POST", `/walls/${board}/invitations`, { role: "viewer" }],
        ["GET", `/walls/${board}/invitations`, undefined],
        ["PUT", `/walls/${board}/owner`, { person: lin.id }],
      ] as const)
        await wall.refused("403 role-too-small", method, path, { ...lin.as, ...(body ? { body } : {}) });

      // Ada's only place was this wall: it goes home to her, and Lin sees it no more.
      await wall.expect(204, "DELETE", `/items/${adas}/walls/${board}`, lin.as);
      await wall.refused("404 not-found", "GET", `/items/${adas}`, lin.as);
      assert.deepEqual((await wall.item(adas)).wall_ids, [await wall.inbox()]);
    },
  );

  test(
    `who is shown out hears and reads nothing more, keeps what is theirs and takes nothing along (${topology})`,
    await within(topology),
    async (t) => {
      const { wall, board, lin } = await together(t, { topology, role: "editor" });
      const adas = (await wall.share({ text: "Ada's thing", wall_id: board })).item_id ?? "";
      const lins = (await lin.share({ text: "Lin's thing", wall_id: board })).item_id ?? "";
      await wall.expect(200, "PATCH", `/items/${lins}`, { ...lin.as, body: { note: "of hers alone" } });
      for (const as of [{}, lin.as])
        assert.equal((await wall.get<Items>("/search?q=thing", as)).items.length, 2, "each finds what both put there");
      assert.deepEqual(
        (await wall.get<Items>("/search?q=alone")).items,
        [],
        "and nothing by what the other wrote for herself",
      );
      const stream = await watch(t, wall, `/events?walls=${board}`, { authorization: `Bearer ${lin.as.key}` });
      await wall.expect(204, "DELETE", `/walls/${board}/members/${lin.id}`);
      await stream.ended;
      for (const path of [`/walls/${board}`, `/walls/${board}/items`, `/items/${adas}`, `/events?walls=${board}`])
        await wall.refused("404 not-found", "GET", path, lin.as);
      await wall.refused("422 wall-not-found", "POST", "/share", { ...lin.as, body: { text: "Me", wall_id: board } });
      assert.deepEqual((await wall.get<Items>("/search?q=Ada", lin.as)).items, []);
      // It stands in Lin's inbox from now on, and on the wall as before.
      assert.deepEqual((await lin.item(lins)).wall_ids, [lin.inbox]);
      assert.deepEqual(
        (await wall.get<Items>(`/walls/${board}/items`)).items.map(({ id }) => id).sort(),
        [adas, lins].sort(),
      );
      // Shared again, it does not come back to the top of a wall where Lin may put nothing.
      const link = { url: "https://quay.example/rope" };
      await joins(wall, { wall: board, who: lin, role: "editor" });
      const known = (await lin.share({ ...link, wall_id: board })).item_id ?? "";
      await wall.expect(204, "DELETE", `/walls/${board}/members/${lin.id}`, lin.as);
      const { clock } = await wall.get<Wall>(`/walls/${board}`);
      await lin.share(link);
      assert.deepEqual((await lin.item(known)).wall_ids, [lin.inbox]);
      assert.equal((await wall.get<Wall>(`/walls/${board}`)).clock >= clock, true);
      assert.equal((await wall.get<Items>(`/walls/${board}/items`)).items.length, 3);
    },
  );

  test(
    `a wall is handed on to a member, and the one who had it stays as an editor (${topology})`,
    await within(topology),
    async (t) => {
      const { wall, board, lin } = await together(t, { topology, role: "viewer" });
      const feed = (await wall.expect<{ json: string }>(201, "POST", `/walls/${board}/feed`)).body.json;
      const inbox = await wall.inbox();
      await wall.refused("409 inbox-is-private", "POST", `/walls/${inbox}/invitations`, { body: { role: "viewer" } });
      await wall.refused(
        "409 wall-owner-stays",
        "DELETE",
        `/walls/${board}/members/${(await wall.get<{ person: { id: string } }>("/me")).person.id}`,
      );
      const max = await comesBeside(wall, "Max");
      await wall.refused("422 person-not-found", "PUT", `/walls/${board}/owner`, { body: { person: max.id } });
      const { body } = await wall.expect<Wall>(200, "PUT", `/walls/${board}/owner`, { body: { person: lin.id } });
      assert.equal(body.role, "editor");
      assert.deepEqual(await namesOn(wall, board, lin.as), ["Lin owner (you)", "null editor"]);
      await wall.refused("403 role-too-small", "DELETE", `/walls/${board}`);
      await wall.refused("404 not-found", "GET", new URL(feed).pathname, { key: null });
      await wall.expect(204, "DELETE", `/walls/${board}`, lin.as);
    },
  );

  test(`somebody who is named decides for themselves (${topology})`, await within(topology), async (t) => {
    const { wall, board, lin } = await together(t, { topology });
    await withRows(wall, (store) =>
      store.write((unit) =>
        unit.db.updateTable("persons").set({ email: "lin@quay.example" }).where("id", "=", lin.id).execute(),
      ),
    );
    const invite = (person: string) => ({ body: { role: "editor", person } });
    await wall.refused("422 person-not-found", "POST", `/walls/${board}/invitations`, invite("nobody@quay.example"));
    const asked = async () =>
      (await wall.expect<WallInvitationMade>(201, "POST", `/walls/${board}/invitations`, invite("Lin@quay.example")))
        .body;
    const first = await asked();
    assert.deepEqual([first.url, first.for?.name], [null, "Lin"]);
    const told = async () =>
      (await wall.get<{ items: { id: string }[] }>("/me/invitations", lin.as)).items.map(({ id }) => id);
    assert.deepEqual(await told(), [first.id]);
    await wall.refused("404 not-found", "GET", `/walls/${board}`, lin.as);
    await wall.expect(204, "DELETE", `/me/invitations/${first.id}`, lin.as);
    await wall.refused("404 not-found", "POST", `/me/invitations/${first.id}/accept`, lin.as);

    const second = await asked();
    const { body: joined } = await wall.expect<Wall>(200, "POST", `/me/invitations/${second.id}/accept`, lin.as);
    assert.deepEqual([joined.role, joined.owner.name, joined.members], ["editor", null, 1]);
    assert.deepEqual(await told(), []);
    await wall.refused("422 person-not-found", "POST", `/walls/${board}/invitations`, invite("lin@quay.example"));
    const { items } = await wall.get<{ items: Wall[] }>("/walls", lin.as);
    assert.deepEqual(
      items.map(({ name, role }) => `${name} ${role}`),
      ["Inbox owner", "The harbour editor"],
    );

    const third = await wall.expect<WallInvitationMade>(201, "POST", `/walls/${board}/invitations`, {
      body: { role: "viewer" },
    });
    await wall.expect(204, "DELETE", `/walls/${board}/invitations/${third.body.id}`);
    const token = third.body.url?.split("#")[1];
    await wall.refused("410 invitation-over", "POST", "/join", { ...lin.as, body: { token } });
    const fourth = await wall.expect<WallInvitationMade>(201, "POST", `/walls/${board}/invitations`, {
      body: { role: "viewer" },
    });
    wall.clock.forward({ days: 8 });
    await wall.refused("410 invitation-over", "POST", "/join", {
      ...lin.as,
      body: { token: fourth.body.url?.split("#")[1] },
    });
  });

  test(
    `a link to a wall is a way into the house too, where whoever sends it may invite (${topology})`,
    await within(topology),
    async (t) => {
      const { wall, board, lin } = await together(t, { topology });
      const linkOf = async (by = {}, on = board) => {
        const { body } = await wall.expect<WallInvitationMade>(201, "POST", `/walls/${on}/invitations`, {
          ...by,
          body: { role: "editor" },
        });
        return body.url?.split("#")[1] ?? "";
      };
      const look = async (token: string) =>
        (await wall.expect<WallInvitationLook>(200, "POST", "/join/look", { key: null, body: { token } })).body;
      const come = (token: string, login: string) => ({
        key: null,
        body: { token, login, password: "seven lamps at the quay" },
      });
      const token = await linkOf();
      assert.equal((await look(token)).may_sign_up, true);
      const { headers } = await wall.expect(200, "POST", "/api/auth/invitation/accept", come(token, "mia"));
      const cookie = (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      const mia = { key: null, headers: { cookie, "sec-fetch-site": "same-origin" } };
      assert.deepEqual(await namesOn(wall, board, mia), ["null owner", "mia editor (you)"]);
      await wall.refused("404 link-not-valid", "POST", "/api/auth/invitation/accept", come(token, "zoe"));

      // Lin may ask people to her walls, but nobody new to the house, unless its owner says so.
      const { body: theirs } = await wall.expect<{ id: string }>(201, "POST", "/walls", {
        ...lin.as,
        body: { name: "Ropes" },
      });
      const linsToken = await linkOf(lin.as, theirs.id);
      assert.equal((await look(linsToken)).may_sign_up, false);
      await wall.refused("404 link-not-valid", "POST", "/api/auth/invitation/accept", come(linsToken, "zoe"));
      await wall.expect(200, "PATCH", "/house", { body: { members_may_invite: true } });
      await wall.expect(200, "POST", "/api/auth/invitation/accept", come(linsToken, "zoe"));
      await wall.expect(200, "PATCH", "/house", { body: { sign_up: "closed" } });
      await wall.refused("404 link-not-valid", "POST", "/api/auth/invitation/accept", come(await linkOf(), "ida"));
      assert.equal((await wall.get<{ items: unknown[] }>("/people")).items.length, 4);
    },
  );

  test(
    `whoever is removed leaves others' walls before everybody's eyes, and what others put on theirs goes home (${topology})`,
    await within(topology),
    async (t) => {
      const { wall, board, lin } = await together(t, { topology, role: "editor", workers: true });
      const { body: theirs } = await wall.expect<{ id: string }>(201, "POST", "/walls", {
        ...lin.as,
        body: { name: "Ropes" },
      });
      const { body: asked } = await wall.expect<WallInvitationMade>(201, "POST", `/walls/${theirs.id}/invitations`, {
        ...lin.as,
        body: { role: "editor" },
      });
      await wall.expect(200, "POST", "/join", { body: { token: asked.url?.split("#")[1] } });
      const adas = (await wall.share({ text: "Ada's rope", wall_id: theirs.id })).item_id ?? "";
      const lins = (await lin.share({ text: "Lin's lamp", wall_id: board })).item_id ?? "";
      assert.deepEqual((await wall.item(adas)).wall_ids, [theirs.id]);
      const stream = await watch(t, wall, `/events?walls=${board}`);
      await withRows(wall, (store) =>
        store.write((unit) =>
          unit.db.updateTable("persons").set({ leaving_at: unit.nowMs }).where("id", "=", lin.id).execute(),
        ),
      );
      // Told one by one, or, once it is gone for good, by the advice to load the wall anew.
      await stream.first("that it is gone", ({ event }) => event === "removed" || event === "resync");
      await until("Lin's thing to be off the wall", async () => {
        const { items } = await wall.get<Items>(`/walls/${board}/items`);
        return !items.some(({ id }) => id === lins);
      });
      await until("Ada's thing to be home", async () => {
        const { wall_ids: walls } = await wall.item(adas);
        return walls.length === 1 && walls[0] === (await wall.inbox());
      });
      await until("Lin to be gone", async () => (await namesOn(wall, board)).length === 1);
      await wall.refused("404 not-found", "GET", `/walls/${theirs.id}`);
    },
  );
}
