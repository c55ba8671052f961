import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Me } from "../../src/contract/walls.ts";
import type { Identity, WaysIn } from "../../src/contract/ways-in.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { atLocalhost } from "../harness/passkeys.ts";
import { signInLin } from "../harness/second-person.ts";
import { openSignInService, type SignInServiceThere } from "../harness/sign-in-service.ts";
import { Traveller } from "../harness/traveller.ts";

const BEGIN = "/api/auth/oidc";
const CALLBACK = "/api/auth/oidc/callback";
const MINE = "/me/identities";
const ADA = { sub: "ada-there", name: "Ada", email: "ada@wall.example", email_verified: true };
const REFUSED = "/?refused=sign-in-elsewhere-refused";
const NO_ACCOUNT = "/?refused=no-account-for-it";

/** A wall whose people may have accounts at a service. */
async function newWallThere(t: TestContext, { settings = {}, ...asked }: Parameters<typeof newJourney>[1] = {}) {
  const there = await openSignInService(t);
  const wall = await newJourney(t, { workers: false, ...asked, settings: { ...there.settings, ...settings } });
  there.knows(wall.url);
  return { wall, there };
}

/** A browser at a wall. */
class Visitor extends Traveller {
  readonly #wall: Journey;

  constructor(wall: Journey) {
    super();
    this.#wall = wall;
  }

  #at(path: string): string {
    return new URL(path.startsWith("/api") ? path : `/api/v1${path}`, this.#wall.url).href;
  }

  async ask<Body>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }> {
    const { origin } = new URL(this.#wall.url);
    const headers = { origin, ...(body === undefined ? {} : { "content-type": "application/json" }) };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await this.step(this.#at(path), { method, headers, ...sent });
    const text = await answer.text();
    return { status: answer.status, body: (text === "" ? null : JSON.parse(text)) as Body };
  }

  /** Goes to the service and is about to come back. */
  async comingBack(from = BEGIN): Promise<URL> {
    const begun = from.startsWith("http") ? from : this.#at(from);
    return await this.follow(begun, ({ pathname }) => pathname === CALLBACK);
  }

  /** Arrives with what the service gave along; tells where the page goes on. */
  async arrive(callback: URL): Promise<string> {
    const answer = await this.step(callback.href);
    assert.equal(answer.status, 302, await answer.text());
    return answer.headers.get("location") ?? "";
  }

  async signIn(from?: string): Promise<string> {
    return await this.arrive(await this.comingBack(from));
  }

  async enterByLink(): Promise<void> {
    const { body: link } = await this.#wall.expect<{ url: string }>(201, "POST", "/owner-link");
    const { status } = await this.ask("POST", "/api/auth/owner-link", { token: link.url.split("#")[1] });
    assert.equal(status, 204);
  }

  async link(return_to = "/settings/keys"): Promise<string> {
    const { status, body } = await this.ask<{ url: string }>("POST", MINE, { return_to });
    assert.equal(status, 200, JSON.stringify(body));
    return await this.signIn(body.url);
  }

  async who(): Promise<string | null> {
    const { status, body } = await this.ask<Me>("GET", "/me");
    return status === 200 ? body.person.id : null;
  }
}

/** Ada has linked her account there, and comes with a browser that knows nothing. */
async function newLinked(t: TestContext, asked?: Parameters<typeof newJourney>[1]) {
  const made = await newWallThere(t, asked);
  made.there.account = ADA;
  const before = new Visitor(made.wall);
  await before.enterByLink();
  assert.equal(await before.link(), "/settings/keys");
  const { body: me } = await before.ask<Me>("GET", "/me");
  return { ...made, before, ada: me.person.id, visitor: new Visitor(made.wall) };
}

test("a person links an account elsewhere, signs in with it, sees it, and unlinks it", async (t) => {
  const { there, before, ada, visitor, wall } = await newLinked(t);
  const { body: ways } = await wall.expect<WaysIn>(200, "GET", "/api/auth/ways", { key: null });
  assert.deepEqual(ways.oidc, { name: "House sign-in" });
  assert.equal((await wall.get<Me>("/me")).features.sign_in_service, "House sign-in");

  assert.equal(await visitor.signIn(`${BEGIN}?return_to=/wall/7%3Fq%3Da`), "/wall/7?q=a");
  assert.equal(await visitor.who(), ada);
  const { body: mine } = await before.ask<{ items: Identity[] }>("GET", MINE);
  const [identity] = mine.items;
  assert.deepEqual(
    mine.items.map(({ issuer, subject, email, used_at }) => [issuer, subject, email, used_at !== null]),
    [[there.issuer, ADA.sub, ADA.email, true]],
  );
  assert.equal(await before.link(), "/settings/keys", "linking it again changes nothing");
  assert.equal((await before.ask<{ items: Identity[] }>("GET", MINE)).body.items.length, 1);
  assert.equal((await before.ask("DELETE", `${MINE}/${identity?.id}`)).status, 204);
  assert.equal((await before.ask("DELETE", `${MINE}/${identity?.id}`)).status, 404);
  assert.equal(await new Visitor(wall).signIn(), NO_ACCOUNT);
});

test("an account that nobody linked signs nobody in, least of all by its mail address", async (t) => {
  const { wall, there } = await newWallThere(t);
  await withRows(wall, (store) =>
    store.write((unit) => unit.db.updateTable("persons").set({ email: ADA.email }).execute()),
  );
  there.account = ADA;
  const visitor = new Visitor(wall);
  assert.equal(await visitor.signIn(), NO_ACCOUNT);
  assert.equal(await visitor.who(), null);
});

test("where sign-up is on, an account that is new here makes a person with an inbox, once", async (t) => {
  const { wall, there } = await newWallThere(t, {
    settings: { OIDC_SIGN_UP: "on", OIDC_ALLOWED_DOMAINS: "wall.example" },
  });
  const people = () =>
    withRows(wall, ({ reader }) => reader.selectFrom("persons").select(["name", "email", "role"]).execute());
  const strangers = [
    { ...ADA, sub: "1", email: "ada@evil.example" },
    { ...ADA, sub: "2", email_verified: false },
    { ...ADA, sub: "3", email: "ada@wall.example.evil.example" },
    { ...ADA, sub: "4", email: "wall.example" },
    { ...ADA, sub: "5", email: "a@b@wall.example" },
    { ...ADA, sub: "6", email: "ada @wall.example" },
    { sub: "7", name: "Ada" },
  ];
  for (const account of strangers) {
    there.account = account;
    assert.equal(await new Visitor(wall).signIn(), NO_ACCOUNT, account.sub);
  }
  there.account = { sub: "lin", name: " Lin\u202e ", email: "lin@WALL.example", email_verified: true };
  const lin = new Visitor(wall);
  assert.equal(await lin.signIn(), "/");
  const { body: me } = await lin.ask<Me>("GET", "/me");
  assert.deepEqual([me.person.name, me.person.role, me.inbox_id.length], ["Lin", "person", 36]);
  const again = new Visitor(wall);
  await again.signIn();
  assert.equal(await again.who(), me.person.id);
  // Somebody else there with the address of a person here is another person, without it.
  there.account = { sub: "another-lin", name: "Lin", email: "lin@WALL.example", email_verified: true };
  const other = new Visitor(wall);
  await other.signIn();
  assert.notEqual(await other.who(), me.person.id);
  assert.deepEqual(
    (await people()).filter(({ name }) => name === "Lin").map(({ email }) => email),
    ["lin@WALL.example", null],
  );
  const { body: mine } = await lin.ask<{ items: Identity[] }>("GET", MINE);
  assert.equal((await lin.ask("DELETE", `${MINE}/${mine.items[0]?.id}`)).status, 409, "the last way in");
});

test("a new account that arrives twice at once makes one person", async (t) => {
  const { wall, there } = await newWallThere(t, { settings: { OIDC_SIGN_UP: "on" } });
  there.account = { sub: "max", name: "Max" };
  const browsers = Array.from({ length: 6 }, () => new Visitor(wall));
  const callbacks = await Promise.all(browsers.map((browser) => browser.comingBack()));
  const told = await Promise.all(browsers.map((browser, n) => browser.arrive(callbacks[n] as URL)));
  assert.deepEqual(new Set(told), new Set(["/"]));
  const people = await Promise.all(browsers.map((browser) => browser.who()));
  assert.equal(new Set(people).size, 1);
  const named = await withRows(wall, ({ reader }) =>
    reader.selectFrom("persons").select("id").where("name", "=", "Max").execute(),
  );
  assert.deepEqual(
    named.map(({ id }) => id),
    [people[0]],
  );
});

test("an account belongs to one person: another who links it is told so", async (t) => {
  const { wall } = await newLinked(t);
  const lin = new Visitor(wall);
  const token = await signInLin(wall);
  await lin.step(`${wall.url}/api/v1/version`);
  const asLin = { cookie: `dw_session=${token}`, "sec-fetch-site": "same-origin", "content-type": "application/json" };
  const begun = await fetch(`${wall.url}/api/v1${MINE}`, { method: "POST", headers: asLin, body: "{}" });
  const [way = ""] = (begun.headers.get("set-cookie") ?? "").split(";");
  const callback = await lin.comingBack(((await begun.json()) as { url: string }).url);
  const headers = { cookie: `dw_session=${token}; ${way}` };
  const told = await fetch(callback, { headers, redirect: "manual" });
  assert.equal(told.headers.get("location"), "/?refused=identity-taken");
});

test("linking needs a sign-in of the last ten minutes, and to be the same person when coming back", async (t) => {
  const { wall, there } = await newWallThere(t);
  there.account = ADA;
  await wall.refused("403 sign-in-again", "POST", MINE, { body: {} });
  const ada = new Visitor(wall);
  await ada.enterByLink();
  const { body } = await ada.ask<{ url: string }>("POST", MINE, {});
  const callback = await ada.comingBack(body.url);
  assert.equal((await ada.ask("POST", "/api/auth/sign-out")).status, 204);
  assert.equal(await ada.arrive(callback), REFUSED, "signed out meanwhile");
  await ada.enterByLink();
  assert.equal((await ada.ask<{ items: Identity[] }>("GET", MINE)).body.items.length, 0);
  wall.clock.forward({ minutes: 10, seconds: 1 });
  await wall.get("/version");
  assert.equal((await ada.ask<{ code: string }>("POST", MINE, {})).body.code, "sign-in-again");
});

test("what comes back counts once, for ten minutes, in the browser that went, as it was sent", async (t) => {
  const { wall, there, visitor } = await newLinked(t);
  const first = await visitor.comingBack();
  // Somebody else's answer, brought to this browser, neither signs it in nor spoils its way.
  const elsewhere = await new Visitor(wall).comingBack();
  assert.equal(await visitor.arrive(elsewhere), REFUSED);
  const bare = new Visitor(wall);
  assert.equal(await bare.arrive(first), REFUSED, "a browser that never went");
  for (const state of ["", "another", null]) {
    const changed = new URL(first);
    if (state === null) changed.searchParams.delete("state");
    else changed.searchParams.set("state", state);
    assert.equal(await visitor.arrive(changed), REFUSED, `state ${state}`);
  }
  assert.equal(await visitor.arrive(first), "/");
  assert.equal(await visitor.arrive(first), REFUSED, "twice");

  const mixedUp = await visitor.comingBack();
  mixedUp.searchParams.set("iss", "https://evil.example");
  assert.equal(await visitor.arrive(mixedUp), REFUSED, "another issuer");
  const madeUp = await visitor.comingBack();
  madeUp.searchParams.set("code", "made-up");
  assert.equal(await visitor.arrive(madeUp), REFUSED, "a code that was never given");
  const late = await visitor.comingBack();
  wall.clock.forward({ minutes: 10, seconds: 1 });
  await wall.get("/version");
  assert.equal(await visitor.arrive(late), REFUSED, "too late");
  there.account = null;
  assert.equal(await new Visitor(wall).signIn(), REFUSED, "said no there");
});

test("two answers at once with one code sign in once", async (t) => {
  const { visitor } = await newLinked(t);
  const callback = await visitor.comingBack();
  const told = await Promise.all(Array.from({ length: 20 }, () => visitor.arrive(callback)));
  assert.deepEqual(told.toSorted().slice(0, 2), ["/", REFUSED]);
  assert.equal(told.filter((location) => location === "/").length, 1);
});

type Spoil = NonNullable<SignInServiceThere["spoil"]>;
/** Undefined leaves it out. */
const claim =
  (name: string, value: unknown): Spoil =>
  ({ claims }) => ({ claims: { ...claims, [name]: value } });
const head =
  (name: string, value: unknown): Spoil =>
  ({ header }) => ({ header: { ...header, [name]: value } });

test("an ID token that is not the issuer's own, for us, for this way and now, signs nobody in", async (t) => {
  const { there, visitor } = await newLinked(t);
  const spoiled: Record<string, Spoil> = {
    "another nonce": claim("nonce", "another"),
    "no nonce": claim("nonce", undefined),
    "another audience": claim("aud", "another-client"),
    "another issuer": claim("iss", "https://evil.example"),
    expired: claim("exp", Math.floor(Date.now() / 1_000) - 3_600),
    "no end": claim("exp", undefined),
    "a subject that is none": claim("sub", "a\u0000b"),
    "a subject without end": claim("sub", "x".repeat(256)),
    "no subject": claim("sub", undefined),
    "another key": () => ({ isForged: true }),
    "an unknown key": head("kid", "unknown"),
    "no signature": head("alg", "none"),
    "a signature by our secret": head("alg", "HS256"),
  };
  for (const [what, spoil] of Object.entries(spoiled)) {
    there.spoil = spoil;
    assert.equal(await visitor.signIn(), REFUSED, what);
    assert.equal(await visitor.who(), null, what);
  }
  there.spoil = claim("sub", "somebody-else");
  assert.equal(await visitor.signIn(), NO_ACCOUNT, "it is the token that says who");
  there.spoil = () => ({});
  assert.equal(await visitor.signIn(), "/");
});

test("a service that is away is told with when to ask again, and keeps nobody from anything else", async (t) => {
  // One process: what is known of a service that is away, each process knows for itself.
  const { wall, there } = await newWallThere(t, { topology: "embedded" });
  assert.deepEqual(there.asked, [], "nobody asks it before it is needed");
  for (const broken of ["dropped", 502] as const) {
    there.broken = broken;
    const { headers } = await wall.refused("503 sign-in-service-away", "GET", BEGIN, { key: null });
    assert.equal(headers.get("retry-after"), "30");
  }
  assert.equal(there.asked.length, 1, "it is left alone for a moment after a failure");
  await wall.expect(200, "GET", "/api/auth/ways", { key: null });
  const ada = new Visitor(wall);
  await ada.enterByLink();
  const away = await ada.ask<{ code: string }>("POST", MINE, {});
  assert.deepEqual([away.status, away.body.code], [503, "sign-in-service-away"]);
});

test("a service that goes away in the middle is told on the page, and what it said of itself is kept", async (t) => {
  const { wall, there, visitor } = await newLinked(t, { topology: "embedded" });
  const asked = there.asked.filter((path) => path.startsWith("/.well-known/")).length;
  assert.equal(asked, 1);
  for (const broken of ["dropped", 500] as const) {
    const callback = await visitor.comingBack();
    there.broken = broken;
    assert.equal(await visitor.arrive(callback), "/?refused=sign-in-service-away");
    await wall.expect(302, "GET", BEGIN, { key: null });
    there.broken = null;
  }
  assert.equal(await visitor.signIn(), "/");
  assert.equal(there.asked.filter((path) => path.startsWith("/.well-known/")).length, 1);
});

test("nobody is sent to another host by where they wanted to return to", async (t) => {
  const { visitor } = await newLinked(t);
  const tricks = ["//evil.example", "\\\\evil.example", "/\\evil.example", "https:evil.example", "/.//evil.example"];
  for (const trick of tricks)
    assert.equal(await visitor.signIn(`${BEGIN}?return_to=${encodeURIComponent(trick)}`), "/", trick);
});

test("rows know nothing that would finish a way, and the address of the service nothing that the browser keeps", async (t) => {
  const { wall, visitor } = await newLinked(t);
  const answer = await visitor.step(`${wall.url}${BEGIN}`);
  const address = new URL(answer.headers.get("location") ?? "");
  const cookie = visitor.cookiesOf(wall.url);
  const [, token = ""] = /dw_way=([\w-]{43})/.exec(cookie) ?? [];
  assert.match(
    answer.headers.get("set-cookie") ?? "",
    /^dw_way=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  assert.ok(!address.href.includes(token));
  assert.equal(address.searchParams.get("code_challenge_method"), "S256");
  assert.equal(address.searchParams.get("redirect_uri"), `${wall.url}${CALLBACK}`);
  const rows = JSON.stringify(
    await withRows(wall, ({ reader }) => reader.selectFrom("oidc_flows").selectAll().execute()),
  );
  for (const name of ["state", "nonce", "code_challenge"])
    assert.ok(!rows.includes(address.searchParams.get(name) ?? ""));
  assert.ok(!rows.includes(token));
});

test("in a browser the way leads from the page to the service and back to the page", inBrowser(), async (t) => {
  const { there, wall } = await newLinked(t);
  // By another name than the service's: then the two are different sites to a browser.
  const home = atLocalhost(wall.url);
  there.knows(home);
  const { page } = await visit(t, `${home}${BEGIN}`);
  await page.waitForURL(`${home}/`);
  await page.locator(".door").waitFor({ state: "detached" });
  there.account = { sub: "nobody-here" };
  const stranger = await visit(t, `${home}${BEGIN}`);
  await stranger.page
    .getByRole("alert")
    .getByText(/There is no account here/)
    .waitFor();
});
