import assert from "node:assert/strict";
import { test } from "node:test";
import { MEMBER_ROLES, type MemberRole } from "../../src/contract/members.ts";
import { EVENT_STREAM } from "../../src/contract/parts.ts";
import type { Route } from "../../src/contract/route.ts";
import { ROUTES, type RouteId } from "../../src/contract/routes.ts";
import type { ShareAccepted, ShareStatus } from "../../src/contract/shares.ts";
import type { Scope } from "../../src/contract/walls.ts";
import { newId } from "../../src/core/ids.ts";
import { hashPassword } from "../../src/core/password-hash.ts";
import { setMember } from "../../src/store/members.ts";
import { setPassword } from "../../src/store/passwords.ts";
import { updatePerson } from "../../src/store/persons.ts";
import type { Unit } from "../../src/store/store.ts";
import { markShared } from "../../src/store/walls.ts";
import { makeKeyIn } from "../../src/wall/keys.ts";
import { comesBeside } from "../harness/beside.ts";
import {
  EXAMPLES,
  type ExampleRequest,
  makeThings,
  openSessionOf,
  PASSWORD,
  type Things,
} from "../harness/example-requests.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { countEverything, withRows } from "../harness/look-inside.ts";
import type { AskOptions } from "../harness/new-wall.ts";
import { boardOf, linkTo, tokenOf } from "../harness/open-walls.ts";
import { arrive } from "../harness/people.ts";
import { watchRawAnswers } from "../harness/raw-answers.ts";
import { TOPOLOGIES, type Topology, within } from "../harness/topologies.ts";

/**
 * Lin has an account of her own: `stranger` is her key that may do everything, `lin` her session. Two others are on the wall
 * of Ada's things, with keys that may do everything. The secrets of links to one of her walls are sent as if they were keys;
 * what links open is in access-matrix-doors.test.ts.
 */
const CALLERS = [
  "session",
  "admin",
  "write",
  "read",
  "share",
  "stranger",
  "lin",
  "editor",
  "viewer",
  "anonymous",
  "revoked",
  "expired",
  "link",
  "guest link",
  "feed",
] as const;
type CallerName = (typeof CALLERS)[number];
/** Rights are decided before any row is read: elsewhere those suffice whose rows differ, and of several processes one of each kind. */
const ASKING: Record<Topology, readonly CallerName[]> = {
  embedded: CALLERS,
  postgres: ["admin", "share", "stranger", "lin", "editor", "viewer", "revoked"],
  distributed: ["admin", "stranger", "editor"],
};

/** What each scope may do, written down here once more by hand. */
const MAY: Record<Scope, readonly CallerName[]> = {
  share: ["session", "admin", "write", "share", "stranger", "lin", "editor", "viewer"],
  read: ["session", "admin", "write", "read", "stranger", "lin", "editor", "viewer"],
  write: ["session", "admin", "write", "stranger", "lin", "editor", "viewer"],
  admin: ["session", "admin", "stranger", "lin", "editor", "viewer"],
};

/** No key at all, whatever is asked. */
const OPENS_NOTHING: readonly CallerName[] = ["revoked", "expired", "link", "guest link", "feed"];

const isMember = (caller: CallerName): caller is MemberRole => caller === "editor" || caller === "viewer";
const isOther = (caller: CallerName): boolean => caller === "stranger" || caller === "lin" || isMember(caller);

/** What whoever sees the wall may ask of Ada's things there, written down here once more by hand. */
const SEEN: readonly RouteId[] = [
  ...(["wallGet", "wallItems", "wallChanges", "wallEvents", "events", "memberList"] as const),
  ...(["itemGet", "itemContent", "itemRandom", "itemSimilar", "fileGet"] as const),
  // How far they have read it is their own.
  ...(["progressGet", "progressPut"] as const),
];
/** What only editors may, and what nobody but the owner of the wall may: others are told so. */
const ARRANGED: readonly RouteId[] = [
  ...(["wallMove", "wallMoveMany", "itemUnplace"] as const),
  ...(["guestShareList", "guestShareAccept", "guestShareRefuse"] as const),
];
const OF_WALLS_OWNER: readonly RouteId[] = [
  ...(["wallEdit", "wallDelete", "wallHandOn", "memberEdit", "memberRemove"] as const),
  ...(["wallInvite", "wallInvitationList", "wallInvitationEnd"] as const),
  ...(["wallLinkList", "wallLinkMake", "wallLinkEdit", "wallLinkRevoke"] as const),
  ...(["feedGet", "feedMake", "feedRemove", "exportGet"] as const),
];

/** What belongs to the house and not to a person, written down here once more by hand. */
const OWNERS_ALONE: readonly RouteId[] = [
  ...(["ownerLink", "backupTake", "backupGet", "metrics", "auditList", "houseGet", "houseEdit"] as const),
  ...(["personList", "personEdit", "personRemove", "personResetLink", "personTotpReset"] as const),
  "invitationCreate",
];

/** After these, sessions are opened anew, and passwords set. */
const ENDS_SESSIONS: readonly RouteId[] = [
  ...(["signOut", "sessionEndOthers", "passwordChange", "passwordDrop", "meDelete"] as const),
];

/** The status that a caller gets for a right request of Ada's things; 0 stands for the route's own success. */
function expectedOf(id: RouteId, caller: CallerName, example: ExampleRequest): number {
  const { access }: Route = ROUTES[id];
  if (OPENS_NOTHING.includes(caller)) return 401;
  if (access === "anybody") return 0;
  if (caller === "anonymous") return 401;
  if (access !== "signed-in" && !MAY[access].includes(caller)) return 403;
  if (isOther(caller) && OWNERS_ALONE.includes(id)) return 403;
  if (isMember(caller) && example.named) {
    if (SEEN.includes(id) || (caller === "editor" && ARRANGED.includes(id))) return 0;
    return ARRANGED.includes(id) || OF_WALLS_OWNER.includes(id) ? 403 : 404;
  }
  if (isOther(caller) && example.named) return 404;
  // A key that may only share sees the shares that it made itself, and nothing else.
  if (caller === "share" && example.named) return 404;
  return 0;
}

async function signedIn(wall: Journey): Promise<AskOptions> {
  const { body } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
  const signIn = { key: null, body: { token: body.url.split("#")[1] } };
  const { headers } = await wall.expect(204, "POST", "/api/auth/owner-link", signIn);
  const cookie = (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { key: null, headers: { cookie, origin: new URL(wall.url).origin } };
}

/** Ada's session and a Lin who has just arrived, with a key and a session; both have a password. */
async function signedInAnew(wall: Journey): Promise<Record<"session" | "stranger" | "lin", AskOptions>> {
  const phc = await hashPassword(PASSWORD);
  const { person, key } = await withRows(wall, async (store) => {
    const { id: lin } = await arrive(store, "Lin");
    return await store.write(async (unit) => {
      for (const { id } of await unit.db.selectFrom("persons").select("id").where("role", "=", "owner").execute())
        await giveWayIn(unit, { person: id, login: "ada", phc });
      await giveWayIn(unit, { person: lin, login: `lin-${lin.slice(-12)}`, phc });
      const made = await makeKeyIn(unit, { person: lin, name: "Lin", scopes: ["admin"], expiresAtMs: null });
      return { person: lin, key: made.key };
    });
  });
  const token = newId();
  await openSessionOf(wall, { person, token });
  const headers = { cookie: `dw_session=${token}`, "sec-fetch-site": "same-origin" };
  return { session: await signedIn(wall), stranger: { key }, lin: { key: null, headers } };
}

async function giveWayIn(unit: Unit, { person, login, phc }: { person: string; login: string; phc: string }) {
  await updatePerson(unit, person, { login });
  await setPassword(unit, { person, phc });
}

/** Two who see walls of Ada's. */
async function comeToWalls(wall: Journey): Promise<Record<MemberRole, { id: string; as: AskOptions }>> {
  const [editor, viewer] = [await comesBeside(wall, "Lin"), await comesBeside(wall, "Max")];
  return { editor: { id: editor.id, as: editor.as }, viewer: { id: viewer.id, as: viewer.as } };
}

async function callersOf(wall: Journey): Promise<Record<Exclude<CallerName, MemberRole>, AskOptions>> {
  const [write, read, share, revoked] = [
    await wall.keyOf("write"),
    await wall.keyOf("read"),
    await wall.keyOf("share"),
    await wall.keyOf("admin"),
  ];
  await wall.expect(204, "DELETE", `/keys/${revoked.id}`);
  const expired = await wall.keyOf("admin", { expires_at: new Date(Date.now() + 60_000).toISOString() });
  wall.clock.forward({ seconds: 61 });
  return {
    ...(await signedInAnew(wall)),
    admin: {},
    write: { key: write.key },
    read: { key: read.key },
    share: { key: share.key },
    anonymous: { key: null },
    revoked: { key: revoked.key },
    expired: { key: expired.key },
    ...(await secretsOfAWall(wall)),
  };
}

async function secretsOfAWall(wall: Journey): Promise<Record<"link" | "guest link" | "feed", AskOptions>> {
  const board = await boardOf(wall);
  const { body: feed } = await wall.expect<{ json: string }>(201, "POST", `/walls/${board}/feed`);
  return {
    link: { key: tokenOf(await linkTo(wall, board)) },
    "guest link": { key: tokenOf(await linkTo(wall, board, { kind: "guest" })) },
    feed: { key: /([^/]+)\.json$/.exec(feed.json)?.[1] ?? "" },
  };
}

/** Asks one example as one caller and tells the status; streams are left as soon as they are open. */
async function ask(wall: Journey, id: RouteId, example: ExampleRequest, as: AskOptions): Promise<number> {
  const { method, answers }: Route = ROUTES[id];
  const headers = { ...as.headers, ...example.headers };
  if (answers[200] !== EVENT_STREAM)
    return (await wall.ask(method, example.path, { ...as, body: example.body, headers })).status;
  const stop = new AbortController();
  const key = as.key === undefined ? wall.key : as.key;
  const authorization: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const answer = await fetch(`${wall.url}/api/v1${example.path}`, {
    headers: { ...authorization, ...headers },
    signal: stop.signal,
  });
  stop.abort();
  return answer.status;
}

const ids = Object.keys(ROUTES) as RouteId[];

for (const topology of TOPOLOGIES) {
  test(
    `every route lets in whom it should and nobody else, and answers in its own shape (${topology})`,
    await within(topology),
    async (t) => {
      const notFitting = watchRawAnswers(t);
      const settings = { RATE_LIMIT_AI: "off", RATE_LIMIT_SIGN_IN: "off" };
      const wall = await newJourney(t, { topology, workers: false, settings });
      const members = await comeToWalls(wall);
      const callers = { ...(await callersOf(wall)), editor: members.editor.as, viewer: members.viewer.as };
      const { person: ada } = await wall.get<{ person: { id: string } }>("/me");
      const things = async (): Promise<Things> => {
        const { body } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
        const made = await makeThings(wall, { ownerToken: body.url.split("#")[1] ?? "" });
        await withRows(wall, (store) =>
          store.write(async (unit) => {
            for (const role of MEMBER_ROLES)
              await setMember(unit, {
                ...{ wall: made.wall, person: members[role].id, role, added_by: ada.id },
                created_at: unit.nowMs,
              });
            await markShared(unit, made.wall);
          }),
        );
        // What is written past the program is seen once it has written itself (docs/decisions/0013).
        await wall.expect(201, "POST", "/walls", { body: { name: "Seen" } });
        return made;
      };
      const faults: string[] = [];
      const judge = (id: RouteId, caller: CallerName, told: number, expected: number) => {
        if (told !== expected) faults.push(`${id} as ${caller}: ${told} instead of ${expected}`);
      };

      const standing = await things();
      const before = await countEverything(wall);
      for (const id of ids)
        for (const caller of ASKING[topology]) {
          const example = EXAMPLES[id](standing);
          const expected = expectedOf(id, caller, example);
          if (expected !== 0) judge(id, caller, await ask(wall, id, example, callers[caller]), expected);
        }
      assert.deepEqual(await countEverything(wall), before, "a refused request left something behind");
      assert.deepEqual((await wall.item(standing.item)).wall_ids.sort(), [standing.inbox, standing.wall].sort());

      for (const id of ids) {
        const changes = ROUTES[id].method !== "GET";
        for (const caller of ASKING[topology]) {
          if (expectedOf(id, caller, EXAMPLES[id](standing)) !== 0) continue;
          const { named = false, usedUp = false } = EXAMPLES[id](standing);
          // As to what is nobody's of Ada's they are like every other person.
          if (isMember(caller) && !named) continue;
          const own = changes && (named || usedUp) ? await things() : standing;
          const example = EXAMPLES[id](own);
          if (example.ended) await wall.expect(200, "DELETE", `/share/${own.share}`);
          const expected = isOther(caller) ? (example.statusOfOthers ?? example.status) : example.status;
          judge(id, caller, await ask(wall, id, example, callers[caller]), expected);
          if (ENDS_SESSIONS.includes(id)) Object.assign(callers, await signedInAnew(wall));
        }
      }
      assert.deepEqual(faults, []);
      assert.deepEqual(notFitting, [], "an answer has what its shape does not name, or lacks what it names");
    },
  );

  test(`a key that may only share learns nothing of what is there (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const secret = { url: "https://secret.example/plans", title: "The secret plans" };
    const known = await wall.share(secret);
    const { key } = await wall.keyOf("share");
    const { key: other } = await wall.keyOf("share");
    const share = async (body: Record<string, unknown>, as = key) =>
      (await wall.expect<ShareAccepted>(202, "POST", "/share", { key: as, body })).body;

    const again = await share({ url: secret.url });
    const fresh = await share({ url: "https://new.example/" });
    for (const answer of [again, fresh])
      assert.deepEqual(
        [answer.status, answer.item_id, answer.wall_id, answer.duplicate_of],
        ["processing", null, null, null],
      );
    assert.equal(again.estimated_completion_seconds, fresh.estimated_completion_seconds);
    const { body: rows } = await wall.expect<{ items: object[] }>(200, "POST", "/share/bulk", {
      key,
      body: [{ url: secret.url }, { url: "https://b.example/" }],
    });
    for (const row of rows.items)
      assert.deepEqual(
        { ...row, processing_id: "" },
        { http_status: 202, processing_id: "", item_id: null, duplicate_of: null },
      );

    const status = await wall.get<ShareStatus>(fresh.status_url, { key });
    assert.deepEqual([status.item_id, status.result_id, status.duplicate_of, status.warnings], [null, null, null, []]);
    const text = JSON.stringify(await wall.get(again.status_url, { key }));
    assert.doesNotMatch(text, /secret|plans/);
    assert.ok(!text.includes(known.item_id ?? "-"));
    for (const [url, as] of [
      [known.status_url, key],
      [fresh.status_url, other],
    ] as const) {
      await wall.refused("404 not-found", "GET", url, { key: as });
      await wall.refused("404 not-found", "GET", `${url}/events`, { key: as });
    }
    await wall.refused("403 scope-too-small", "GET", `/search?q=secret`, { key });
    await wall.refused("403 scope-too-small", "GET", `/items/${known.item_id}`, { key });
    await wall.refused("403 scope-too-small", "DELETE", `/share/${fresh.processing_id}`, { key });
  });

  test(
    `what is one person's cannot be named by another, not even to build on it (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false });
      const { stranger } = await callersOf(wall);
      const ada = await makeThings(wall, { ownerToken: "" });
      const lin = await makeThings(wall, { ...stranger, ownerToken: "" });
      const asLin = (options: AskOptions = {}) => ({ ...stranger, ...options });
      await wall.refused(
        "422 wall-not-found",
        "POST",
        "/share",
        asLin({ body: { text: "planted", wall_id: ada.wall } }),
      );
      await wall.refused("404 not-found", "PUT", `/items/${lin.item}/walls/${ada.wall}`, asLin());
      await wall.refused("404 not-found", "PUT", `/items/${ada.item}/walls/${lin.wall}`, asLin());
      await wall.refused("404 not-found", "GET", `/events?walls=${lin.wall},${ada.wall}`, asLin());
      await wall.refused("404 not-found", "GET", `/events?walls=${lin.wall}&shares=${ada.share}`, asLin());
      await wall.refused("403 scope-too-small", "GET", "/queue?all=true", asLin());
      assert.equal((await wall.get<{ total: number }>("/search?q=quay", asLin())).total, 1);
      for (const path of ["/items", "/shares", "/walls", "/tags", "/keys", "/sessions", "/changes"]) {
        const text = JSON.stringify(await wall.get(path, asLin()));
        for (const thing of [ada.item, ada.wall, ada.share, ada.file, ada.key, ada.session, ada.inbox])
          assert.ok(!text.includes(thing), `${path} tells Lin of Ada's ${thing}`);
      }
      // The same address and the same idempotency key are two people's own.
      const body = { url: "https://both.example/", client_share_id: "same" };
      const [hers, theirs] = [
        await wall.expect<ShareAccepted>(202, "POST", "/share", { body }),
        await wall.expect<ShareAccepted>(202, "POST", "/share", asLin({ body })),
      ];
      assert.notEqual(hers.body.item_id, theirs.body.item_id);
      assert.equal(theirs.body.duplicate_of, null);
    },
  );
}
