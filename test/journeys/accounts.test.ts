import assert from "node:assert/strict";
import { test } from "node:test";
import type { Invitation, InvitationLook, Person } from "../../src/contract/people.ts";
import { arriveAs, cookieOf, invite, NOBODY, PASSWORD, signInAs } from "../harness/accounts.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const settings = { RATE_LIMIT_SIGN_IN: "off" };
const accept = (token: string, body: Record<string, unknown> = {}) => ({
  ...NOBODY,
  body: { token, login: "lin", password: PASSWORD, ...body },
});
const ACCEPT = "/api/auth/invitation/accept";
const LOOK = "/api/auth/invitation/look";
const peopleOf = async (wall: Journey) => (await wall.get<{ items: Person[] }>("/people")).items;

for (const topology of TOPOLOGIES) {
  test(
    `somebody who was invited makes an account, has an inbox and shares into it (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings });
      await wall.expect(200, "PATCH", "/me", { body: { name: "Ada" } });
      const { token, id } = await invite(wall, { name_hint: "Lin", email: "Lin@Quay.example" });
      const look = (await wall.expect<InvitationLook>(200, "POST", LOOK, { ...NOBODY, body: { token } })).body;
      assert.deepEqual([look.invited_by, look.name_hint, look.email], ["Ada", "Lin", "lin@quay.example"]);

      const lin = cookieOf(await wall.expect(200, "POST", ACCEPT, accept(token, { login: "Lin" })));
      const { person, inbox_id } = await wall.get<{ person: { name: string; role: string }; inbox_id: string }>(
        "/me",
        lin,
      );
      assert.deepEqual([person.name, person.role], ["Lin", "person"]);
      assert.notEqual(inbox_id, await wall.inbox());
      const shared = await wall.expect<{ item_id: string }>(202, "POST", "/share", { ...lin, body: { text: "mine" } });
      await wall.get(`/items/${shared.body.item_id}`, lin);
      await wall.refused("404 not-found", "GET", `/items/${shared.body.item_id}`);

      const [used] = (await wall.get<{ items: Invitation[] }>("/invitations")).items;
      assert.deepEqual([used?.id, used?.state], [id, "used"]);
      await wall.refused("404 link-not-valid", "POST", LOOK, { ...NOBODY, body: { token } });
      await wall.refused("404 link-not-valid", "POST", ACCEPT, accept(token, { login: "max" }));
      await wall.get("/me", await signInAs(wall, "LIN"));
      await wall.get("/me", await signInAs(wall, "lin@quay.example"));
    },
  );

  test(`of fifty who use one invitation at once, one comes (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false, settings });
    const { token } = await invite(wall);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => wall.ask("POST", ACCEPT, accept(token, { login: `guest-${n}` }))),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.deepEqual([...new Set(answers.map(({ status, body }) => `${status} ${body["code"] ?? ""}`))].toSorted(), [
      "200 ",
      "404 link-not-valid",
    ]);
    assert.equal((await peopleOf(wall)).length, 2);
    const inboxes = await withRows(wall, ({ reader }) =>
      reader.selectFrom("walls").select("id").where("kind", "=", "inbox").execute(),
    );
    assert.equal(inboxes.length, 2);
  });

  test(`of two who want one sign-in name at once, one has it (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false, settings });
    const tokens = [(await invite(wall)).token, (await invite(wall)).token];
    const answers = await Promise.all(tokens.map((token) => wall.ask("POST", ACCEPT, accept(token))));
    assert.deepEqual(answers.map(({ status, body }) => body["code"] ?? status).toSorted(), [200, "login-taken"]);
    const { items } = await wall.get<{ items: Invitation[] }>("/invitations");
    assert.deepEqual(items.map(({ state }) => state).toSorted(), ["open", "used"], "a refusal uses no invitation up");
  });
}

test("an invitation that was taken back, or is too old, opens nothing, and nothing tells which", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const [back, old, short] = [await invite(wall), await invite(wall), await invite(wall, { expires_in_days: 1 })];
  await wall.expect(204, "DELETE", `/invitations/${back.id}`);
  await wall.refused("404 not-found", "DELETE", `/invitations/${back.id}`);
  wall.clock.forward({ days: 2 });
  const refusals = [];
  for (const token of [back.token, short.token, "never-made", `${old.token}x`, "\u0000", "💡".repeat(50)])
    refusals.push((await wall.refused("404 link-not-valid", "POST", ACCEPT, accept(token))).body.detail);
  assert.equal(new Set(refusals).size, 1);
  await wall.expect(200, "POST", LOOK, { ...NOBODY, body: { token: old.token } });
  wall.clock.forward({ days: 5, minutes: 1 });
  await wall.refused("404 link-not-valid", "POST", LOOK, { ...NOBODY, body: { token: old.token } });
  const states = (await wall.get<{ items: Invitation[] }>("/invitations")).items.map(({ state }) => state);
  assert.deepEqual(states, ["expired", "expired", "revoked"]);
  assert.equal((await peopleOf(wall)).length, 1);
});

test("only a hash of an invitation is kept, and its token is shown once", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { token, url } = await invite(wall);
  assert.match(url, /\/invitation#[A-Za-z0-9_-]{43}$/);
  const rows = await withRows(wall, ({ reader }) => reader.selectFrom("invitations").selectAll().execute());
  assert.ok(!JSON.stringify(rows).includes(token));
  assert.ok(!JSON.stringify(await wall.get("/invitations")).includes(token));
});

test("a sign-in name is folded, of one alphabet, and nobody else's", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const { token } = await invite(wall);
  const bad = [
    "a",
    "x".repeat(41),
    "lin lin",
    "lin@quay",
    ".lin",
    "lin-",
    "l\u200bin",
    "lіn",
    "ӏin-x",
    "lin\u0000",
    "<b>",
    "💡💡",
    "../..",
    "li\ud800n",
  ];
  for (const login of bad) await wall.refused("422 login-not-valid", "POST", ACCEPT, accept(token, { login }));
  for (const login of ["", 5, null, ["lin"], "x".repeat(1_000)])
    await wall.refused("400 fields-not-valid", "POST", ACCEPT, accept(token, { login }));
  for (const email of [
    "lin",
    "@quay.example",
    "lin@",
    "a@b@c",
    "lin@quay.example, max@quay.example",
    "l\nin@quay.example",
    `${"x".repeat(65)}@quay.example`,
  ])
    await wall.refused("422 email-not-valid", "POST", ACCEPT, accept(token, { email }));
  await wall.refused("400 fields-not-valid", "POST", ACCEPT, accept(token, { wall: "mine" }));
  await wall.expect(200, "POST", ACCEPT, accept(token, { login: " Ｌin.Quay_1 ", email: "LIN@quay.example" }));
  const { token: second } = await invite(wall);
  for (const login of ["lin.quay_1", "LIN.QUAY_1", "ｌｉｎ.quay_1"])
    await wall.refused("409 login-taken", "POST", ACCEPT, accept(second, { login }));
  await wall.refused("409 email-taken", "POST", ACCEPT, accept(second, { login: "max", email: "lin@QUAY.example" }));
  await wall.expect(200, "POST", ACCEPT, accept(second, { login: "жук" }));
  await wall.get("/me", await signInAs(wall, "ЖУК"));
});

test("the owner decides whether anybody may come, and whether others may invite", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const quota = { items: null, bytes: null, ai_usd: null };
  assert.deepEqual(await wall.get("/house"), { sign_up: "invitation", members_may_invite: false, quota });
  const { as: lin } = await arriveAs(wall, "lin");
  await wall.refused("403 scope-too-small", "POST", "/invitations", { ...lin, body: {} });
  const { token } = await invite(wall);
  await wall.expect(200, "PATCH", "/house", { body: { members_may_invite: true } });
  const hers = await invite(wall, { name_hint: "Max" }, lin);
  const listed = await wall.get<{ items: Invitation[] }>("/invitations", lin);
  assert.deepEqual(
    listed.items.map(({ id }) => id),
    [hers.id],
    "others see their own",
  );
  assert.equal((await wall.get<{ items: Invitation[] }>("/invitations")).items.length, 3);

  const closed = { sign_up: "closed", members_may_invite: true, quota };
  assert.deepEqual((await wall.expect(200, "PATCH", "/house", { body: { sign_up: "closed" } })).body, closed);
  for (const [path, asked] of [
    ["/invitations", { body: {} }],
    [LOOK, { ...NOBODY, body: { token } }],
    [ACCEPT, accept(token, { login: "max" })],
  ] as const)
    await wall.refused("403 sign-up-closed", "POST", path, asked);
  for (const body of [{}, { sign_up: "open" }, { members_may_invite: "yes" }, { more: 1 }])
    await wall.refused("400 fields-not-valid", "PATCH", "/house", { body });
  await wall.expect(200, "PATCH", "/house", { body: { sign_up: "invitation" } });
  await wall.expect(200, "POST", ACCEPT, accept(token, { login: "max" }));
});

test("a token of an invitation is guessed at no more often than a sign-in", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "3/300" } });
  const guess = { ...NOBODY, body: { token: "a guess" } };
  for (let tried = 0; tried < 3; tried += 1) await wall.refused("404 link-not-valid", "POST", LOOK, guess);
  await wall.refused("429 too-many-requests", "POST", LOOK, guess);
});
