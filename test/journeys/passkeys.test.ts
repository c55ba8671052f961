import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../../src/contract/limits.ts";
import type { Passkey, PasskeyCreation, PasskeyQuestion, PasskeyUsedAnswer } from "../../src/contract/passkeys.ts";
import type { Me } from "../../src/contract/walls.ts";
import type { WaysIn } from "../../src/contract/ways-in.ts";
import { inBrowser } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { atLocalhost, enterAgain, openAda, openPasskeyBrowser, type PasskeyBrowser } from "../harness/passkeys.ts";
import { askRaw } from "../harness/raw-http.ts";
import { signInLin } from "../harness/second-person.ts";

const MINE = "/me/passkeys";
const ASK_TO_MAKE = "/me/passkeys/options";
const ASK = "/api/auth/passkey/options";
const SIGN_IN = "/api/auth/passkey";
const WAYS = "/api/auth/ways";

async function makeOne(ada: PasskeyBrowser, name = "Phone"): Promise<Passkey> {
  const { body: options } = await ada.ask<PasskeyCreation>("POST", ASK_TO_MAKE);
  const { status, body } = await ada.ask<Passkey>("POST", MINE, { name, response: await ada.make(options) });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

async function signed(browser: PasskeyBrowser): Promise<PasskeyUsedAnswer> {
  return await browser.sign((await browser.ask<PasskeyQuestion>("POST", ASK)).body);
}

const signInBy = async (browser: PasskeyBrowser) => browser.told("POST", SIGN_IN, { response: await signed(browser) });

const flipped = (text: string): string => `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;

test(
  "a passkey is made, signs in without a name or a second factor, is renamed, and opens nothing once it is removed",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const ada = await openAda(t, wall);
    const { body: options } = await ada.ask<PasskeyCreation>("POST", ASK_TO_MAKE);
    assert.equal(options.rp.id, "localhost");
    assert.deepEqual(options.excludeCredentials, []);
    const { body: me } = await ada.ask<Me>("GET", "/me");
    assert.equal(Buffer.from(options.user.id, "base64url").length, 32);
    assert.ok(!options.user.id.includes(me.person.id), "an authenticator is not told the person's id");
    assert.equal(me.features.passkeys, true);

    const made = await makeOne(ada, "  Ada’s phone ");
    assert.deepEqual([made.name, made.used_at], ["Ada’s phone", null]);
    const { body: again } = await ada.ask<PasskeyCreation>("POST", ASK_TO_MAKE);
    assert.equal(again.user.id, options.user.id, "the same person to every authenticator");
    assert.deepEqual(
      again.excludeCredentials.map(({ id }) => id),
      [made.credential_id],
    );

    assert.equal(await ada.told("POST", "/api/auth/sign-out"), "204");
    assert.equal(await ada.told("GET", "/me"), "401 credentials-missing");
    const { body: question } = await ada.ask<PasskeyQuestion>("POST", ASK);
    assert.deepEqual([question.allowCredentials, question.userVerification], [[], "required"]);
    assert.equal(await signInBy(ada), "204");
    assert.equal((await ada.ask<Me>("GET", "/me")).body.person.id, me.person.id);

    assert.equal(await ada.told("PATCH", `${MINE}/${made.id}`, { name: "Old phone" }), "200");
    const { body: list } = await ada.ask<{ items: Passkey[] }>("GET", MINE);
    assert.deepEqual(
      list.items.map(({ name, used_at }) => [name, used_at !== null]),
      [["Old phone", true]],
    );
    assert.equal(await ada.told("DELETE", `${MINE}/${made.id}`), "204");
    assert.equal(await ada.told("DELETE", `${MINE}/${made.id}`), "404 not-found");
    assert.equal(await signInBy(ada), "401 passkey-refused");
  },
);

test(
  "a passkey is made within ten minutes of signing in, and by nobody who came with a key",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const ada = await openAda(t, wall);
    const headers = { authorization: `Bearer ${wall.key}` };
    const byKey = await fetch(`${atLocalhost(wall.url)}/api/v1${ASK_TO_MAKE}`, { method: "POST", headers });
    assert.equal(byKey.status, 403, "an admin key");
    wall.clock.forward({ minutes: 10, seconds: 1 });
    await wall.get("/version");
    assert.equal(await ada.told("POST", ASK_TO_MAKE), "403 sign-in-again");
    await enterAgain(ada, wall);
    await makeOne(ada);
  },
);

test("an answer counts once, for five minutes, and for what and whom it was asked", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const ada = await openAda(t, wall);
  const question = async () => (await ada.ask<PasskeyCreation>("POST", ASK_TO_MAKE)).body;
  const keep = async (options: PasskeyCreation) =>
    ada.told("POST", MINE, { name: "Phone", response: await ada.make(options) });

  const token = await signInLin(wall);
  const lins = await fetch(`${atLocalhost(wall.url)}/api/v1${ASK_TO_MAKE}`, {
    method: "POST",
    headers: { cookie: `dw_session=${token}`, "sec-fetch-site": "same-origin" },
  });
  const linsOptions = (await lins.json()) as PasskeyCreation;
  assert.equal(await keep(linsOptions), "422 passkey-not-taken", "Lin's challenge, answered by Ada");
  const { body: signIn } = await ada.ask<PasskeyQuestion>("POST", ASK);
  const options = await question();
  assert.equal(await keep({ ...options, challenge: signIn.challenge }), "422 passkey-not-taken", "asked to sign in");
  assert.equal(await keep({ ...options, challenge: "bm90IG91cnM" }), "422 passkey-not-taken", "never asked");

  await ada.forgetAll();
  const fresh = await question();
  const response = await ada.make(fresh);
  assert.equal(await ada.told("POST", MINE, { name: "Phone", response }), "201");
  assert.equal(await ada.told("POST", MINE, { name: "Phone", response }), "422 passkey-not-taken", "twice");

  const used = await signed(ada);
  assert.equal(await ada.told("POST", SIGN_IN, { response: used }), "204");
  assert.equal(await ada.told("POST", SIGN_IN, { response: used }), "401 passkey-refused", "replayed");
  const making = { ...(await question()), rpId: "localhost" };
  assert.equal(await ada.told("POST", SIGN_IN, { response: await ada.sign(making) }), "401 passkey-refused");

  const [late, lateToMake] = [await signed(ada), await question()];
  wall.clock.forward({ minutes: 5, seconds: 1 });
  await wall.get("/version");
  assert.equal(await ada.told("POST", SIGN_IN, { response: late }), "401 passkey-refused", "too late");
  assert.equal(await signInBy(ada), "204");
  assert.equal(await keep({ ...lateToMake, excludeCredentials: [] }), "422 passkey-not-taken", "too late");
});

test("of fifty answers at once with one challenge, one signs in", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "off" } });
  const ada = await openAda(t, wall);
  await makeOne(ada);
  const response = await signed(ada);
  const headers = { "content-type": "application/json" };
  const sent = { method: "POST", headers, body: JSON.stringify({ response }) };
  const tried = Array.from({ length: 50 }, () => fetch(`${atLocalhost(wall.url)}${SIGN_IN}`, sent));
  const told = (await Promise.all(tried)).map(({ status }) => status);
  assert.deepEqual(
    [told.filter((status) => status === 204).length, told.filter((status) => status === 401).length],
    [1, 49],
  );
});

test("a page of another origin on the same host gets nothing by what its visitors sign", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "off" } });
  const ada = await openAda(t, wall);
  const elsewhere = await newJourney(t, { workers: false });
  const there = await openPasskeyBrowser(t, elsewhere.ownerLink);
  const { body: options } = await ada.ask<PasskeyCreation>("POST", ASK_TO_MAKE);
  const response = await there.make(options);
  assert.equal(await ada.told("POST", MINE, { name: "Phone", response }), "422 passkey-not-taken");

  // What stands in both walls is signed for one of them.
  const made = await makeOne(ada);
  const { body: question } = await ada.ask<PasskeyQuestion>("POST", ASK);
  await ada.page.goto(atLocalhost(elsewhere.url));
  const signedThere = await ada.sign(question);
  assert.equal(signedThere.id, made.credential_id);
  await ada.page.goto(atLocalhost(wall.url));
  assert.equal(await ada.told("POST", SIGN_IN, { response: signedThere }), "401 passkey-refused");
  assert.equal(await signInBy(ada), "204");
});

test(
  "an authenticator whose counter goes back signs nobody in and the person is told of a copy",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "off" } });
    const ada = await openAda(t, wall);
    await makeOne(ada);
    for (let times = 0; times < 3; times += 1) assert.equal(await signInBy(ada), "204");
    await ada.setCounter(1);
    assert.equal(await signInBy(ada), "401 passkey-copied");
    await ada.setCounter(100);
    assert.equal(await signInBy(ada), "204");
  },
);

test("an authenticator that does not know its person makes nothing and signs nobody in", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const ada = await openAda(t, wall);
  await makeOne(ada);
  await ada.verifies(false);
  const { body: question } = await ada.ask<PasskeyQuestion>("POST", ASK);
  const used = await ada.sign({ ...question, userVerification: "discouraged" });
  assert.equal(await ada.told("POST", SIGN_IN, { response: used }), "401 passkey-refused");

  const { body: link } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
  const bare = await openPasskeyBrowser(t, link.url, "bare key");
  const { body: options } = await bare.ask<PasskeyCreation>("POST", ASK_TO_MAKE);
  const authenticatorSelection = { residentKey: "discouraged", userVerification: "discouraged" };
  const response = await bare.make({ ...options, excludeCredentials: [], authenticatorSelection });
  assert.equal(await bare.told("POST", MINE, { name: "Key", response }), "422 passkey-not-taken");
});

test("what an authenticator says of its maker is not looked at", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const ada = await openAda(t, wall);
  const { body: options } = await ada.ask<PasskeyCreation>("POST", ASK_TO_MAKE);
  const response = await ada.make({ ...options, attestation: "direct" });
  const attestation = Buffer.from(response.response.attestationObject, "base64url").toString("latin1");
  assert.match(attestation, /packed/);
  // A statement of Apple's form, whose certificate path the library would follow.
  const apple = Buffer.from(attestation.replace("fmtfpacked", "fmteapple"), "latin1").toString("base64url");
  const changed = { ...response, response: { ...response.response, attestationObject: apple } };
  assert.equal(await ada.told("POST", MINE, { name: "Phone", response: changed }), "201");
});

test("changed answers, and what is no answer at all, are refused alike", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "off" } });
  const ada = await openAda(t, wall);
  await makeOne(ada);
  const clientData = (of: unknown) => Buffer.from(JSON.stringify(of)).toString("base64url");
  const changes: Record<string, (answer: PasskeyUsedAnswer["response"]) => Partial<PasskeyUsedAnswer["response"]>> = {
    "another signature": ({ signature }) => ({ signature: `${signature.slice(0, -8)}AAAAAAAA` }),
    "no signature to speak of": () => ({ signature: "AA" }),
    "other data": ({ authenticatorData }) => ({ authenticatorData: flipped(authenticatorData) }),
    "cut data": () => ({ authenticatorData: "AAAA" }),
    "another person": ({ userHandle }) => ({ userHandle: flipped(userHandle ?? "") }),
    "no person": () => ({ userHandle: null }),
    "client data that is null": () => ({ clientDataJSON: clientData(null) }),
    "client data that is a list": () => ({ clientDataJSON: clientData(["challenge"]) }),
    "a challenge that is a number": () => ({ clientDataJSON: clientData({ challenge: 7 }) }),
    "client data that is no JSON": () => ({ clientDataJSON: "AAAA" }),
  };
  for (const [what, change] of Object.entries(changes)) {
    const used = await signed(ada);
    const response = { ...used, response: { ...used.response, ...change(used.response) } };
    assert.equal(await ada.told("POST", SIGN_IN, { response }), "401 passkey-refused", what);
  }
  const used = await signed(ada);
  const unknown = { ...used, id: "YWJj", rawId: "YWJj" };
  assert.equal(await ada.told("POST", SIGN_IN, { response: unknown }), "401 passkey-refused");
  for (const response of [null, "YQ", {}, { ...used, id: 7 }, { ...used, id: "a b" }, { ...used, type: "password" }])
    assert.equal(await ada.told("POST", SIGN_IN, { response }), "400 fields-not-valid", JSON.stringify(response));

  const { body: options } = await ada.ask<PasskeyCreation>("POST", ASK_TO_MAKE);
  const deep = Buffer.from([...Array.from({ length: 60_000 }, () => 0x81), 0x00]).toString("base64url");
  for (const attestationObject of ["AA", "_____w", deep]) {
    const response = { id: "YQ", rawId: "YQ", type: "public-key" } as const;
    const clientDataJSON = clientData({ type: "webauthn.create", challenge: options.challenge });
    const body = { name: "Phone", response: { ...response, response: { clientDataJSON, attestationObject } } };
    assert.equal(await ada.told("POST", MINE, body), "422 passkey-not-taken");
  }
  for (const name of ["", " ", "\u200b", "x".repeat(LIMITS.keyNameCharacters + 1)]) {
    const told = await ada.told("POST", MINE, {
      name,
      response: await ada.make({ ...options, excludeCredentials: [] }),
    });
    assert.match(told, /^4(00 fields-not-valid|22 field-too-long)$/, name);
  }
});

test("whoever is not the owner keeps one way in", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const token = await signInLin(wall);
  const lin = await openPasskeyBrowser(t, wall.url);
  await lin.page.context().addCookies([{ name: "dw_session", value: token, url: atLocalhost(wall.url) }]);
  const first = await makeOne(lin, "First");
  assert.equal(await lin.told("DELETE", `${MINE}/${first.id}`), "409 only-way-in");
  await withRows(wall, (store) =>
    store.write(async (unit) => {
      const row = await unit.db.selectFrom("passkeys").selectAll().executeTakeFirstOrThrow();
      const second = { id: row.id.replace(/.{4}$/, "beef"), credential: "c2Vjb25k", name: "Second" };
      await unit.db
        .insertInto("passkeys")
        .values({ ...row, ...second })
        .execute();
    }),
  );
  assert.equal(await lin.told("DELETE", `${MINE}/${first.id}`), "204");
});

test("no more passkeys are kept than a person can oversee", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const ada = await openAda(t, wall);
  await makeOne(ada);
  await withRows(wall, (store) =>
    store.write(async (unit) => {
      const row = await unit.db.selectFrom("passkeys").selectAll().executeTakeFirstOrThrow();
      for (let n = 1; n < LIMITS.passkeys; n += 1)
        await unit.db
          .insertInto("passkeys")
          .values({ ...row, id: row.id.replace(/.{4}$/, String(1_000 + n)), credential: `bm9ib2R5${1_000 + n}` })
          .execute();
    }),
  );
  const { body: options } = await ada.ask<PasskeyCreation>("POST", ASK_TO_MAKE);
  const response = await ada.make({ ...options, excludeCredentials: [] });
  assert.equal(await ada.told("POST", MINE, { name: "One more", response }), "422 passkey-not-taken");
});

test("passkeys are offered where browsers have them: by https and a name, or at localhost", async (t) => {
  const offered = {
    passkey: true,
    password: true,
    reset_by_mail: false,
    owner_link: true,
    oidc: null,
    sign_up: "invitation",
  };
  const ways = async (PUBLIC_URL: string, headers: Record<string, string> = {}) => {
    const wall = await newJourney(t, { workers: false, settings: { PUBLIC_URL, ALLOWED_HOSTS: "wall.lan" } });
    const body = (await askRaw(wall, `GET ${WAYS}`, { headers })).body as WaysIn;
    const me = (await askRaw(wall, "GET /api/v1/me", { headers })).body as Me;
    assert.equal(me.features.passkeys, body.passkey);
    const asked = (await askRaw(wall, `POST ${ASK}`, { headers })).body as { code?: string; rpId?: string };
    assert.equal(asked.code ?? "asked", body.passkey ? "asked" : "passkeys-need-https");
    return { ...body, rpId: asked.rpId };
  };
  assert.deepEqual(await ways("https://wall.example"), { ...offered, rpId: "wall.example" });
  assert.deepEqual(await ways("", { host: "localhost:3000" }), { ...offered, rpId: "localhost" });
  assert.equal((await ways("http://localhost:8080")).passkey, true);
  for (const nowhere of ["http://wall.example", "https://192.0.2.7", "https://[2001:db8::7]"])
    assert.equal((await ways(nowhere)).passkey, false, nowhere);
  assert.equal((await ways("", { host: "wall.lan" })).passkey, false, "plain http by a name");
  const forwarded = { host: "127.0.0.1", "x-forwarded-host": "localhost", "x-forwarded-proto": "https" };
  assert.equal((await ways("", forwarded)).passkey, false, "what anybody can claim");
});

test("trying passkeys is limited by address, and asking for a challenge more generously", async (t) => {
  const PUBLIC_URL = "https://wall.example";
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "2/600", PUBLIC_URL } });
  const credential = { id: "YQ", rawId: "YQ", type: "public-key" };
  const response = { clientDataJSON: "e30", authenticatorData: "YQ", signature: "YQ" };
  const guess = { key: null, body: { response: { ...credential, response } } };
  for (let tried = 0; tried < 2; tried += 1) await wall.refused("401 passkey-refused", "POST", SIGN_IN, guess);
  await wall.refused("429 too-many-requests", "POST", SIGN_IN, guess);
  for (let tried = 0; tried < 12; tried += 1) await wall.expect(200, "POST", ASK, { key: null });
  await wall.refused("429 too-many-requests", "POST", ASK, { key: null });
});
