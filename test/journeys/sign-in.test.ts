import assert from "node:assert/strict";
import { test } from "node:test";
import { type Journey, newJourney } from "../harness/journey.ts";

const SIGN_IN = "/api/auth/owner-link";

async function signIn(wall: Journey, link: string) {
  const token = link.split("#")[1];
  const { headers } = await wall.expect(204, "POST", SIGN_IN, { key: null, body: { token } });
  const cookie = headers.get("set-cookie") ?? "";
  return { cookie, session: cookie.split(";")[0] ?? "" };
}

test("the owner's link signs in once, within fifteen minutes, with a cookie that scripts and other sites do not get", async (t) => {
  const wall = await newJourney(t, { workers: false });
  assert.match(wall.ownerLink, /\/welcome#[\w-]{43}$/);
  const { cookie, session } = await signIn(wall, wall.ownerLink);
  assert.match(cookie, /^dw_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
  const used = { key: null, body: { token: wall.ownerLink.split("#")[1] } };
  await wall.refused("401 credentials-refused", "POST", SIGN_IN, used);
  await wall.refused("401 credentials-refused", "POST", SIGN_IN, { key: null, body: { token: "made up" } });
  for (const body of [{}, { token: "" }, { token: 7 }, { token: "x".repeat(201) }, { token: "x", admin: true }])
    await wall.refused("400 fields-not-valid", "POST", SIGN_IN, { key: null, body });

  const { body: me } = await wall.expect<{ signed_in_by: string }>(200, "GET", "/me", {
    key: null,
    headers: { cookie: session },
  });
  assert.equal(me.signed_in_by, "session");
  await wall.refused("401 credentials-missing", "GET", "/me", {
    key: null,
    headers: { cookie: "dw_session=nonsense" },
  });

  const { body: late } = await wall.expect<{ url: string; expires_in_seconds: number }>(201, "POST", "/owner-link");
  assert.equal(late.expires_in_seconds, 900);
  wall.clock.forward({ minutes: 15, seconds: 1 });
  await wall.refused("401 credentials-refused", "POST", SIGN_IN, {
    key: null,
    body: { token: late.url.split("#")[1] },
  });

  const { body: another } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
  const second = await signIn(wall, another.url);
  assert.notEqual(second.session, session);
  const origin = new URL(wall.url).origin;
  const out = await wall.expect(204, "POST", "/api/auth/sign-out", { key: null, headers: { cookie: session, origin } });
  assert.match(out.headers.get("set-cookie") ?? "", /, dw_session=; Max-Age=0; Path=\//);
  await wall.refused("401 credentials-missing", "GET", "/me", { key: null, headers: { cookie: session } });
  await wall.expect(200, "GET", "/me", { key: null, headers: { cookie: second.session } });
});

test("a session is forgotten when it was idle for a month", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { session } = await signIn(wall, wall.ownerLink);
  wall.clock.forward({ days: 31 });
  await wall.refused("401 credentials-missing", "GET", "/me", { key: null, headers: { cookie: session } });
});

test("what a cookie changes must come from a page of ours", async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { session } = await signIn(wall, wall.ownerLink);
  const { origin, host } = new URL(wall.url);
  const ask = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
    wall.ask<{ code?: string }>(method, path, { key: null, headers: { cookie: session, ...headers }, body });

  const strangers = [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `https://${host}.evil.example` },
    { origin: `http://user@evil.example` },
    { origin, "sec-fetch-site": "cross-site" },
    { origin, "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site" },
  ];
  for (const headers of strangers)
    for (const [method, path, body] of [
      ["POST", "/share", { text: "planted" }],
      ["POST", "/walls", { name: "planted" }],
      ["POST", "/keys", { name: "planted", scopes: ["admin"] }],
      ["POST", "/api/auth/sign-out", undefined],
    ] as const) {
      const answer = await ask(method, path, headers as Record<string, string>, body);
      assert.deepEqual(
        [answer.status, answer.body.code],
        [403, "origin-refused"],
        `${path} from ${JSON.stringify(headers)}`,
      );
    }
  assert.equal((await wall.get<{ items: unknown[] }>("/items")).items.length, 0);
  assert.equal((await ask("POST", "/share", { origin }, { text: "ours" })).status, 202);
  assert.equal((await ask("POST", "/share", { "sec-fetch-site": "same-origin" }, { text: "ours" })).status, 202);
  assert.equal((await ask("GET", "/items", { origin: "https://evil.example" })).status, 200);
  // A key is not sent along by a browser by itself, so it may come from anywhere.
  await wall.expect(202, "POST", "/share", {
    body: { text: "by key" },
    headers: { origin: "https://evil.example", cookie: session },
  });
});

test("where people come by https the cookie is bound to the host, and the link leads there", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { PUBLIC_URL: "https://wall.example" } });
  assert.match(wall.ownerLink, /^https:\/\/wall\.example\/welcome#/);
  const { cookie, session } = await signIn(wall, wall.ownerLink);
  assert.match(cookie, /^__Host-dw_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const { headers } = await wall.expect(200, "GET", "/me", { key: null, headers: { cookie: session } });
  assert.match(headers.get("strict-transport-security") ?? "", /max-age=\d{7,}/);
});

test("guessing links is limited by address", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "3/600" } });
  const guess = { key: null, body: { token: "a guess" } };
  for (let tried = 0; tried < 3; tried += 1) await wall.refused("401 credentials-refused", "POST", SIGN_IN, guess);
  const spoofed = { ...guess, headers: { "x-forwarded-for": "203.0.113.9" } };
  await wall.refused("429 too-many-requests", "POST", SIGN_IN, spoofed);
});
