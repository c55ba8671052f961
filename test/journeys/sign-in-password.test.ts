import assert from "node:assert/strict";
import { test } from "node:test";
import type { MySignIn, SignedIn } from "../../src/contract/accounts.ts";
import type { Person } from "../../src/contract/people.ts";
import {
  arriveAs,
  cookieOf,
  invite,
  NOBODY,
  OTHER_PASSWORD,
  PASSWORD,
  signInAs,
  signInBody,
  signInOwner,
} from "../harness/accounts.ts";
import { newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const settings = { RATE_LIMIT_SIGN_IN: "off" };
const SIGN_IN = "/api/auth/sign-in";
/** Made with fewer passes, as an older version would have: of "seven lamps at the quay". */
const OLD_FIGURES = { memory: 8_192, passes: 1, parallelism: 1 };

for (const topology of TOPOLOGIES) {
  test(
    `a person signs in by name and password, anew each time, and others are told nothing (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings });
      await arriveAs(wall, "lin", { email: "lin@quay.example" });
      const first = await wall.expect<SignedIn>(200, "POST", SIGN_IN, signInBody("lin"));
      assert.deepEqual(first.body, { signed_in: true, second_factor: null, pending: null });
      const [one, two] = [cookieOf(first), await signInAs(wall, " LIN ")];
      assert.notDeepEqual(one, two);
      await wall.expect(204, "POST", "/api/auth/sign-out", one);
      await wall.refused("401 credentials-missing", "GET", "/me", one);
      await wall.get("/me", two);

      const { id: max } = await arriveAs(wall, "max");
      await wall.expect(204, "PATCH", `/people/${max}`, { body: { disabled: true } });
      const told = new Set<string>();
      const wrong: [string, string][] = [
        ["lin", "not the password"],
        ["lin", `${PASSWORD} `],
        ["lin@quay.example", "not the password"],
        ["nobody", PASSWORD],
        ["nobody@quay.example", PASSWORD],
        ["max", PASSWORD],
        ["lin\u0000", PASSWORD],
        ["l\u0456n", PASSWORD],
        ["' or 1=1 --", PASSWORD],
        ["lin", "x".repeat(1_000)],
        ["lin", "\ud800".repeat(40)],
      ];
      for (const [login, password] of wrong) {
        const { body, headers } = await wall.refused(
          "401 sign-in-refused",
          "POST",
          SIGN_IN,
          signInBody(login, password),
        );
        told.add(JSON.stringify({ ...body, request_id: "" }));
        assert.equal(headers.get("set-cookie"), null);
      }
      assert.equal(told.size, 1, "all are answered alike");
      for (const body of [{}, { login: "lin" }, { login: 5, password: PASSWORD }, { login: "lin", password: null }])
        await wall.refused("400 fields-not-valid", "POST", SIGN_IN, { key: null, body });
      await wall.refused("400 fields-not-valid", "POST", SIGN_IN, signInBody("lin", "x".repeat(1_001)));
    },
  );

  test(`a person who is shut out is out at once, everywhere (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false, settings });
    const { id, as } = await arriveAs(wall, "lin");
    const made = await wall.expect<{ key: string }>(201, "POST", "/keys", {
      ...as,
      body: { name: "K", scopes: ["read"] },
    });
    const { inbox_id: inbox } = await wall.get<{ inbox_id: string }>("/me", as);
    const feed = await wall.expect<{ rss: string }>(201, "POST", `/walls/${inbox}/feed`, as);
    const feedPath = new URL(feed.body.rss).pathname;
    for (let asked = 0; asked < 4; asked += 1) {
      await wall.get("/me", as);
      await wall.get("/me", { key: made.body.key });
    }
    await wall.expect(204, "PATCH", `/people/${id}`, { body: { disabled: true } });
    // Every process hears of it; with Redis that takes a moment.
    await until("all to have heard", async () => {
      const answers = await Promise.all(
        [as, as, { key: made.body.key }, { key: made.body.key }].map((one) => wall.ask("GET", "/me", one)),
      );
      return answers.every(({ status }) => status === 401);
    });
    await wall.refused("404 not-found", "GET", feedPath, NOBODY);
    await wall.refused("401 sign-in-refused", "POST", SIGN_IN, signInBody("lin"));
    await wall.expect(204, "PATCH", `/people/${id}`, { body: { disabled: false } });
    await wall.get("/me", { key: made.body.key });
    await wall.refused("401 credentials-missing", "GET", "/me", as);
    await wall.get("/me", await signInAs(wall, "lin"));
  });

  test(
    `a password that was kept under older figures is hashed anew at a sign-in (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings });
      const { id } = await arriveAs(wall, "lin");
      const phcOf = () =>
        withRows(wall, ({ reader }) =>
          reader.selectFrom("passwords").select("phc").where("person", "=", id).executeTakeFirstOrThrow(),
        );
      assert.match((await phcOf()).phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
      const old = await oldHashOf(PASSWORD);
      await withRows(wall, (store) =>
        store.write(
          async (unit) =>
            void (await unit.db.updateTable("passwords").set({ phc: old }).where("person", "=", id).execute()),
        ),
      );
      await until(
        "the old hash to be known",
        async () => (await wall.ask("POST", SIGN_IN, signInBody("lin"))).status === 200,
      );
      await until("it to be hashed anew", async () => (await phcOf()).phc.includes("m=19456,t=2,p=1"));
      await wall.get("/me", await signInAs(wall, "lin"));
    },
  );
}

async function oldHashOf(password: string): Promise<string> {
  const { argon2Sync } = await import("node:crypto");
  const salt = Buffer.from("salt of some age");
  const hash = argon2Sync("argon2id", { message: password, nonce: salt, tagLength: 32, ...OLD_FIGURES });
  const plain = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  return `$argon2id$v=19$m=8192,t=1,p=1$${plain(salt)}$${plain(hash)}`;
}

test("a password may be anything long that nobody would try first", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const { token } = await invite(wall);
  const set = (password: string) => ({
    ...NOBODY,
    body: { token, login: "lin.harbour", email: "lin@quay.example", name: "Lin of the Quay", password },
  });
  const refused: Record<string, string[]> = {
    "too-short": ["", "elevenchars", "ﬁ".repeat(5), "💡".repeat(11)].filter(Boolean),
    "too-long": ["ab c".repeat(51)],
    "too-common": [
      "aaaaaaaaaaaa",
      "123456789012",
      "abcabcabcabc",
      "qwertyuiop12",
      "Password1234",
      "P@ssw0rd!2024",
      "passwort123456",
      "abcdefghijklm",
      "letmein letmein",
      "1q2w3e4r5t6y",
    ],
    "like-you": ["lin.harbour1", "LIN.HARBOUR!", "lin@quay.example", "Lin of the Quay", "LinOfTheQuay2"],
  };
  for (const [reason, passwords] of Object.entries(refused))
    for (const password of passwords) {
      const { body } = await wall.refused(
        "422 password-not-valid",
        "POST",
        "/api/auth/invitation/accept",
        set(password),
      );
      assert.equal(body.params?.reason, reason, password);
      assert.ok(!JSON.stringify(body).includes(password), "a password is not said back");
    }
  const long = "ｐass wörd ﬁne 💡".repeat(10);
  await wall.expect(200, "POST", "/api/auth/invitation/accept", set(long));
  await wall.get("/me", await signInAs(wall, "lin.harbour", long.normalize("NFKC")));
  await wall.get("/me", await signInAs(wall, "lin.harbour", long.normalize("NFD")));
});

test("a password is changed by the one before, or within ten minutes of signing in, and ends all other sessions", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const { as: first } = await arriveAs(wall, "lin");
  const second = await signInAs(wall, "lin");
  await wall.refused("403 password-wrong", "PUT", "/me/password", {
    ...second,
    body: { password: OTHER_PASSWORD, current: "not it" },
  });
  await wall.refused("422 password-not-valid", "PUT", "/me/password", { ...second, body: { password: "short" } });
  await wall.expect(204, "PUT", "/me/password", { ...second, body: { password: OTHER_PASSWORD } });
  await wall.refused("401 credentials-missing", "GET", "/me", first);
  await wall.refused("401 sign-in-refused", "POST", SIGN_IN, signInBody("lin"));
  wall.clock.forward({ minutes: 11 });
  await wall.refused("403 confirmation-needed", "PUT", "/me/password", { ...second, body: { password: PASSWORD } });
  await wall.expect(204, "PUT", "/me/password", { ...second, body: { password: PASSWORD, current: OTHER_PASSWORD } });
  await wall.get("/me", second);
  const { key } = (
    await wall.expect<{ key: string }>(201, "POST", "/keys", { ...second, body: { name: "K", scopes: ["admin"] } })
  ).body;
  await wall.refused("403 confirmation-needed", "PUT", "/me/password", { key, body: { password: OTHER_PASSWORD } });
  await wall.refused("409 only-way-in", "DELETE", "/me/password", { ...second, body: { password: PASSWORD } });
});

test("the owner chooses a name and a password, does without them again, and the link of the machine stays", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const ada = await signInOwner(wall);
  await wall.refused("409 login-missing", "PUT", "/me/password", { ...ada, body: { password: PASSWORD } });
  await wall.refused("403 confirmation-needed", "PATCH", "/me/sign-in", { body: { login: "ada" } });
  const named = await wall.expect<MySignIn>(200, "PATCH", "/me/sign-in", { ...ada, body: { login: "Ada" } });
  assert.deepEqual([named.body.login, named.body.password], ["ada", false]);
  await wall.refused("401 sign-in-refused", "POST", SIGN_IN, signInBody("ada"));
  await wall.expect(204, "PUT", "/me/password", { ...ada, body: { password: PASSWORD } });
  await wall.get("/people", await signInAs(wall, "ada"));
  await wall.expect(204, "DELETE", "/me/password", { ...ada, body: { password: PASSWORD } });
  await wall.refused("401 sign-in-refused", "POST", SIGN_IN, signInBody("ada"));
  await wall.get<{ items: Person[] }>("/people", await signInOwner(wall));
});

test("passwords are guessed at few times, by address and by account, and who knows theirs loses nothing", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "4/300", TRUST_PROXY: "1" } });
  await arriveAs(wall, "lin");
  await arriveAs(wall, "max");
  const from = (address: string, login: string, password: string) => ({
    ...signInBody(login, password),
    headers: { "x-forwarded-for": address },
  });
  for (let tried = 0; tried < 10; tried += 1)
    await wall.expect(200, "POST", SIGN_IN, from("192.0.2.1", "lin", PASSWORD));
  for (let tried = 0; tried < 4; tried += 1)
    await wall.refused("401 sign-in-refused", "POST", SIGN_IN, from(`192.0.2.${10 + tried}`, "lin", "a guess at it"));
  const stopped = await wall.refused("429 too-many-requests", "POST", SIGN_IN, from("192.0.2.20", "LIN", PASSWORD));
  assert.ok(Number(stopped.headers.get("retry-after")) > 0);
  await wall.expect(200, "POST", SIGN_IN, from("192.0.2.20", "max", PASSWORD));
  for (let tried = 0; tried < 4; tried += 1)
    await wall.refused("401 sign-in-refused", "POST", SIGN_IN, from("192.0.2.30", `nobody-${tried}`, "a guess at it"));
  await wall.refused("429 too-many-requests", "POST", SIGN_IN, from("192.0.2.30", "max", PASSWORD));
  for (let tried = 0; tried < 4; tried += 1)
    await wall.refused("401 sign-in-refused", "POST", SIGN_IN, from(`192.0.2.${40 + tried}`, "never-here", "a guess"));
  await wall.refused("429 too-many-requests", "POST", SIGN_IN, from("192.0.2.50", "never-here", "a guess"));
});

test("a flood of sign-ins is told to come back, and ends when it ends", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  await arriveAs(wall, "lin");
  const flood = Array.from({ length: 200 }, async () => {
    const answer = await fetch(`${wall.url}/api/auth/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login: "lin", password: "a guess at it" }),
    });
    await answer.arrayBuffer();
    return `${answer.status} ${answer.headers.get("retry-after") ?? ""}`.trim();
  });
  const told = new Set(await Promise.all(flood));
  assert.deepEqual([...told].toSorted(), ["401", "503 3"]);
  await wall.get("/me", await signInAs(wall, "lin"));
});
