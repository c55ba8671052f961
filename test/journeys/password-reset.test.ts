import assert from "node:assert/strict";
import { test } from "node:test";
import { type TOTP, URI } from "otpauth";
import type { SignedIn } from "../../src/contract/accounts.ts";
import type { WaysIn } from "../../src/contract/ways-in.ts";
import { arriveAs, NOBODY, OTHER_PASSWORD, PASSWORD, signInAs, signInBody, tokenOf } from "../harness/accounts.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { newMailServer, type ReceivedMail, textOf } from "../harness/mail-server.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const RESET = "/api/auth/reset";
const FORGOT = "/api/auth/forgot";
const SIGN_IN = "/api/auth/sign-in";
const off = { RATE_LIMIT_SIGN_IN: "off" };
const mailSettings = (url: string) => ({ ...off, SMTP_URL: url, MAIL_FROM: "Digital Wall <wall@quay.example>" });
const reset = (token: string, password = OTHER_PASSWORD) => ({ ...NOBODY, body: { token, password } });
const forgot = (login: string) => ({ ...NOBODY, body: { login } });
const linkIn = (mail: ReceivedMail): string => /https?:\/\/\S+\/reset#[A-Za-z0-9_-]{43}/.exec(textOf(mail))?.[0] ?? "";
const mailRows = (wall: Journey) =>
  withRows(wall, ({ reader }) => reader.selectFrom("mails").selectAll().orderBy("id").execute());

for (const topology of TOPOLOGIES) {
  test(
    `the owner makes a link by which somebody sets a new password, once and within the hour (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings: off });
      const { id, as } = await arriveAs(wall, "lin");
      const { body } = await wall.expect<{ url: string }>(201, "POST", `/people/${id}/reset-link`);
      const token = tokenOf(body.url);
      await wall.refused("422 password-not-valid", "POST", RESET, reset(token, "too short"));
      await wall.refused("422 password-not-valid", "POST", RESET, reset(token, "lin lin lin lin"));
      await wall.expect(204, "POST", RESET, reset(token));
      await wall.refused("401 credentials-missing", "GET", "/me", as);
      await wall.refused("401 sign-in-refused", "POST", SIGN_IN, signInBody("lin"));
      await wall.get("/me", await signInAs(wall, "lin", OTHER_PASSWORD));
      await wall.refused("404 link-not-valid", "POST", RESET, reset(token));

      const late = tokenOf((await wall.expect<{ url: string }>(201, "POST", `/people/${id}/reset-link`)).body.url);
      wall.clock.forward({ minutes: 61 });
      await wall.refused("404 link-not-valid", "POST", RESET, reset(late));
      const two = await Promise.all(
        [0, 1].map(() => wall.expect<{ url: string }>(201, "POST", `/people/${id}/reset-link`)),
      );
      const [one = "", other = ""] = two.map((made) => tokenOf(made.body.url));
      const answers = await Promise.all(Array.from({ length: 8 }, () => wall.ask("POST", RESET, reset(one, PASSWORD))));
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [204, ...Array(7).fill(404)]);
      await wall.refused("404 link-not-valid", "POST", RESET, reset(other));
    },
  );

  test(
    `a forgotten password is set by a link in a mail, and nobody is told who is known here (${topology})`,
    await within(topology),
    async (t) => {
      const server = await newMailServer(t);
      const wall = await newJourney(t, { topology, settings: mailSettings(server.url) });
      const ways = await wall.get<WaysIn>("/api/auth/ways", NOBODY);
      assert.deepEqual([ways.password, ways.reset_by_mail], [true, true]);
      await arriveAs(wall, "lin", { email: "lin@quay.example", name: "Lin" });
      await arriveAs(wall, "max");
      const told = new Set<string>();
      for (const login of ["max", "nobody", "nobody@quay.example", "\u0000", "LIN@quay.example"]) {
        const { status, body } = await wall.expect(202, "POST", FORGOT, forgot(login));
        told.add(JSON.stringify([status, body]));
      }
      assert.equal(told.size, 1);
      const mail = await server.mail(0);
      assert.deepEqual([mail.from, mail.to], ["wall@quay.example", ["lin@quay.example"]]);
      assert.match(mail.source, /^Subject: A new password for Digital Wall\r$/m);
      assert.match(textOf(mail), /^Hello Lin,/);
      await wall.expect(204, "POST", RESET, reset(tokenOf(linkIn(mail))));
      await wall.get("/me", await signInAs(wall, "lin", OTHER_PASSWORD));
      await until("the mail to be noted as sent", async () =>
        (await mailRows(wall)).every(({ state, body }) => state === "sent" && body === null),
      );
      assert.equal(server.mails.length, 1);
    },
  );
}

test("a mail server that is away loses no mail, and one that refuses for good is asked once", async (t) => {
  const server = await newMailServer(t);
  await server.close();
  const wall = await newJourney(t, { settings: mailSettings(server.url) });
  await arriveAs(wall, "lin", { email: "lin@quay.example" });
  await wall.expect(202, "POST", FORGOT, forgot("lin"));
  const [waiting] = await until("a first try", async () => {
    const rows = await mailRows(wall);
    return rows.some(({ tries, error }) => tries === 1 && error !== null) ? rows : null;
  });
  assert.equal(waiting?.state, "waiting");
  assert.ok(!/reset#/.test(waiting.body ?? ""), "what opens something is sealed");
  await wall.restart({ workers: false });
  await server.open();
  await wall.restart();
  wall.clock.forward({ minutes: 1 });
  const mail = await server.mail(0);
  assert.match(linkIn(mail), /reset#/);
  assert.match(mail.source, new RegExp(`^Message-ID: <${waiting.id}@`, "im"));

  server.answer = { code: 451 };
  await wall.expect(202, "POST", FORGOT, forgot("lin"));
  await until("it to be put off", async () =>
    (await mailRows(wall)).some(({ state, error }) => state === "waiting" && error !== null),
  );
  server.answer = { code: 550 };
  wall.clock.forward({ minutes: 2 });
  await until("it to be given up", async () =>
    (await mailRows(wall)).some(({ state, body }) => state === "failed" && body === null),
  );
  assert.deepEqual([server.mails.length, server.refused], [1, 2]);
});

test("nobody's postbox is filled by others", async (t) => {
  const server = await newMailServer(t);
  const wall = await newJourney(t, { workers: false, settings: mailSettings(server.url) });
  await arriveAs(wall, "lin", { email: "lin@quay.example" });
  for (let asked = 1; asked <= 6; asked += 1) {
    await wall.expect(202, "POST", FORGOT, forgot("lin"));
    await until("it to be looked at", async () => (await mailRows(wall)).length === Math.min(asked, 3));
  }
  wall.clock.forward({ minutes: 61 });
  await wall.expect(202, "POST", FORGOT, forgot("lin"));
  await until("another one", async () => (await mailRows(wall)).length === 4);
});

test("a new password does not get past the second factor, and a half sign-in from before is void", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: off });
  const { id, as } = await arriveAs(wall, "lin");
  const begun = await wall.expect<{ uri: string }>(201, "POST", "/me/totp", { ...as, body: {} });
  const app = URI.parse(begun.body.uri) as TOTP;
  await wall.expect(200, "POST", "/me/totp/confirm", { ...as, body: { code: app.generate() } });
  const before = await wall.expect<SignedIn>(200, "POST", SIGN_IN, signInBody("lin"));
  const { body } = await wall.expect<{ url: string }>(201, "POST", `/people/${id}/reset-link`);
  await wall.expect(204, "POST", RESET, reset(tokenOf(body.url)));
  const code = app.generate({ timestamp: Date.now() + 30_000 });
  await wall.refused("401 credentials-refused", "POST", "/api/auth/second-factor", {
    ...NOBODY,
    body: { pending: before.body.pending, code },
  });
  const after = await wall.expect<SignedIn>(200, "POST", SIGN_IN, signInBody("lin", OTHER_PASSWORD));
  assert.equal(after.body.second_factor, "totp");
});

test("without a mail server nobody is asked to wait for a mail, and bad tokens are all alike", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: off });
  assert.equal((await wall.get<WaysIn>("/api/auth/ways", NOBODY)).reset_by_mail, false);
  await wall.refused("409 mail-not-set-up", "POST", FORGOT, forgot("lin"));
  const told = new Set<string>();
  for (const token of ["x", "\u0000", "💡".repeat(60), "0".repeat(200), "' or ''='"])
    told.add((await wall.refused("404 link-not-valid", "POST", RESET, reset(token))).body.detail);
  assert.equal(told.size, 1);
  for (const body of [
    {},
    { token: "x" },
    { token: 1, password: PASSWORD },
    { token: "0".repeat(201), password: PASSWORD },
  ])
    await wall.refused("400 fields-not-valid", "POST", RESET, { ...NOBODY, body });
  const { id, as } = await arriveAs(wall, "lin");
  const { body } = await wall.expect<{ url: string }>(201, "POST", `/people/${id}/reset-link`);
  await wall.expect(204, "PATCH", `/people/${id}`, { body: { disabled: true } });
  await wall.refused("404 link-not-valid", "POST", RESET, reset(tokenOf(body.url)));
  await wall.refused("404 not-found", "POST", `/people/${id}/reset-link`);
  await wall.refused("401 credentials-missing", "GET", "/me", as);
});

test("asking for mails is limited by account, whether or not there is one", async (t) => {
  const server = await newMailServer(t);
  const settings = { ...mailSettings(server.url), RATE_LIMIT_SIGN_IN: "2/300", TRUST_PROXY: "1" };
  const wall = await newJourney(t, { workers: false, settings });
  for (const [n, expected] of [202, 202, 429].entries()) {
    const headers = { "x-forwarded-for": `192.0.2.${n}` };
    const { status } = await wall.ask("POST", FORGOT, { ...forgot("nobody"), headers });
    assert.equal(status, expected);
  }
});
