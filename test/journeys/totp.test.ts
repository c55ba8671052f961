import assert from "node:assert/strict";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Secret, TOTP, URI } from "otpauth";
import type { MySignIn, SignedIn } from "../../src/contract/accounts.ts";
import { type Arrived, arriveAs, cookieOf, PASSWORD, signInAs, signInBody } from "../harness/accounts.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import type { AskOptions } from "../harness/new-wall.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

const settings = { RATE_LIMIT_SIGN_IN: "off" };
const SIGN_IN = "/api/auth/sign-in";
const CODE = "/api/auth/second-factor";
const STEP_SECONDS = 30;

/** An authenticator app that read the picture, with a clock that is moved along with the wall's. */
class App {
  readonly #totp: TOTP;
  readonly #wall: Journey;
  #aheadSeconds = 0;

  constructor(wall: Journey, uri: string) {
    const read = URI.parse(uri);
    assert.ok(read instanceof TOTP);
    this.#totp = read;
    this.#wall = wall;
  }

  get secret(): string {
    return this.#totp.secret.base32;
  }

  /** @param steps another code than that of now */
  code(steps = 0): string {
    return this.#totp.generate({ timestamp: Date.now() + (this.#aheadSeconds + steps * STEP_SECONDS) * 1_000 });
  }

  forward(seconds: number): void {
    this.#aheadSeconds += seconds;
    this.#wall.clock.forward({ seconds });
  }
}

/** Lin sets up an app; the recovery codes are those that she was shown. */
async function linWithApp(wall: Journey): Promise<Arrived & { app: App; codes: string[] }> {
  const lin = await arriveAs(wall, "lin");
  const begun = await wall.expect<{ secret: string; uri: string }>(201, "POST", "/me/totp", { ...lin.as, body: {} });
  const app = new App(wall, begun.body.uri);
  assert.equal(begun.body.secret, app.secret);
  const { body } = await wall.expect<{ recovery_codes: string[] }>(200, "POST", "/me/totp/confirm", {
    ...lin.as,
    body: { code: app.code() },
  });
  // The code that confirmed it is used up.
  app.forward(STEP_SECONDS);
  return { ...lin, app, codes: body.recovery_codes };
}

async function pendingOf(wall: Journey): Promise<string> {
  const { body, headers } = await wall.expect<SignedIn>(200, "POST", SIGN_IN, signInBody("lin"));
  assert.deepEqual([body.signed_in, body.second_factor], [false, "totp"]);
  assert.equal(headers.get("set-cookie"), null, "nothing is open yet");
  return body.pending ?? "";
}

const withCode = (pending: string, code: string): AskOptions => ({ key: null, body: { pending, code } });
const signInOf = async (wall: Journey, as: AskOptions) => await wall.get<MySignIn>("/me/sign-in", as);

for (const topology of TOPOLOGIES) {
  test(
    `after the password a code of the app is wanted, and none is taken twice (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings });
      const { app, as, codes } = await linWithApp(wall);
      assert.equal((await signInOf(wall, as)).totp, true);
      assert.equal(new Set(codes).size, 10);

      const pending = await pendingOf(wall);
      const code = app.code();
      await wall.get("/me", cookieOf(await wall.expect(200, "POST", CODE, withCode(pending, code))));
      await wall.refused("401 credentials-refused", "POST", CODE, withCode(pending, app.code(1)));
      await wall.refused("403 code-wrong", "POST", CODE, withCode(await pendingOf(wall), code));
      await wall.refused("403 code-wrong", "POST", CODE, withCode(await pendingOf(wall), app.code(-1)));
      const spaced = app.code(1).replace(/^.../, "$& ");
      await wall.expect(200, "POST", CODE, withCode(await pendingOf(wall), spaced));
      await wall.refused("403 code-wrong", "POST", CODE, withCode(await pendingOf(wall), app.code(3)));
    },
  );

  test(`of many who use one code at once, one gets in (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false, settings });
    const { app, codes } = await linWithApp(wall);
    for (const code of [app.code(), codes[0] ?? ""]) {
      const pending = await Promise.all(Array.from({ length: 10 }, () => pendingOf(wall)));
      const answers = await Promise.all(pending.map((one) => wall.ask("POST", CODE, withCode(one, code))));
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, ...Array(9).fill(403)]);
    }
    assert.equal(
      (
        await signInOf(
          wall,
          cookieOf(await wall.expect(200, "POST", CODE, withCode(await pendingOf(wall), codes[1] ?? ""))),
        )
      ).recovery_codes_left,
      8,
    );
  });
}

test("a half sign-in has five codes and five minutes", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const { app } = await linWithApp(wall);
  const pending = await pendingOf(wall);
  for (const code of ["000000", "no code at all", "💡", "\u0000", "1".repeat(40)])
    await wall.refused("403 code-wrong", "POST", CODE, withCode(pending, code));
  await wall.refused("401 credentials-refused", "POST", CODE, withCode(pending, app.code()));
  const late = await pendingOf(wall);
  app.forward(5 * 60);
  await wall.refused("401 credentials-refused", "POST", CODE, withCode(late, app.code()));
  await wall.refused("401 credentials-refused", "POST", CODE, withCode("never made", app.code()));
  for (const body of [{}, { pending: late }, { pending: late, code: 123456 }, { pending: late, code: "1".repeat(41) }])
    await wall.refused("400 fields-not-valid", "POST", CODE, { key: null, body });
});

test("a recovery code opens once, new ones take the place of the old, and only hashes are kept", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const { as, codes } = await linWithApp(wall);
  const [first = "", second = "", third = ""] = codes;
  assert.match(first, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  const rows = await withRows(wall, ({ reader }) => reader.selectFrom("recovery_codes").selectAll().execute());
  assert.ok(
    !codes.some(
      (code) => JSON.stringify(rows).includes(code) || JSON.stringify(rows).includes(code.replaceAll("-", "")),
    ),
  );
  await wall.expect(200, "POST", CODE, withCode(await pendingOf(wall), first.toUpperCase().replaceAll("-", " ")));
  await wall.refused("403 code-wrong", "POST", CODE, withCode(await pendingOf(wall), first));
  wall.clock.forward({ minutes: 11 });
  await wall.refused("403 confirmation-needed", "POST", "/me/recovery-codes", { ...as, body: {} });
  await wall.refused("403 password-wrong", "POST", "/me/recovery-codes", { ...as, body: { password: "not it" } });
  const { body } = await wall.expect<{ recovery_codes: string[] }>(200, "POST", "/me/recovery-codes", {
    ...as,
    body: { password: PASSWORD },
  });
  await wall.refused("403 code-wrong", "POST", CODE, withCode(await pendingOf(wall), second));
  await wall.expect(204, "DELETE", "/me/totp", { ...as, body: { code: body.recovery_codes[0] } });
  assert.deepEqual([(await signInOf(wall, as)).totp, (await signInOf(wall, as)).recovery_codes_left], [false, 0]);
  await wall.get("/me", await signInAs(wall, "lin"));
  await wall.refused("409 not-on", "POST", "/me/recovery-codes", { ...as, body: { password: PASSWORD } });
  assert.notEqual(third, second);
});

test("a second factor that nobody confirmed asks for nothing, and one that is on is not set up over", async (t) => {
  const wall = await newJourney(t, { workers: false, settings });
  const { as } = await arriveAs(wall, "lin");
  await wall.refused("409 not-on", "POST", "/me/totp/confirm", { ...as, body: { code: "000000" } });
  const first = await wall.expect<{ uri: string }>(201, "POST", "/me/totp", { ...as, body: {} });
  const second = await wall.expect<{ uri: string }>(201, "POST", "/me/totp", { ...as, body: {} });
  await wall.get("/me", await signInAs(wall, "lin"));
  const [old, app] = [new App(wall, first.body.uri), new App(wall, second.body.uri)];
  await wall.refused("403 code-wrong", "POST", "/me/totp/confirm", { ...as, body: { code: old.code() } });
  await wall.expect(200, "POST", "/me/totp/confirm", { ...as, body: { code: app.code() } });
  await wall.refused("409 already-on", "POST", "/me/totp/confirm", { ...as, body: { code: app.code(1) } });
  await wall.refused("409 already-on", "POST", "/me/totp", { ...as, body: {} });
  await wall.refused("403 code-wrong", "DELETE", "/me/totp", { ...as, body: { code: "000000" } });
  await wall.refused("403 password-wrong", "DELETE", "/me/totp", { ...as, body: { password: "not it" } });
  await wall.expect(204, "DELETE", "/me/totp", { ...as, body: { password: PASSWORD } });
});

test("the secret is sealed with a key that only its owner's process may read; with another key the owner takes the factor away", async (t) => {
  // Several processes are given their key by SECRET_KEY; one keeps it in its folder.
  const wall = await newJourney(t, { topology: "embedded", workers: false, settings });
  const { app, id, codes } = await linWithApp(wall);
  const row = await withRows(wall, ({ reader }) => reader.selectFrom("totps").selectAll().executeTakeFirstOrThrow());
  const bytes = Buffer.from(Secret.fromBase32(app.secret).buffer);
  assert.ok(!row.secret.includes(app.secret) && !row.secret.includes(bytes.toString("base64url")));
  const file = join(wall.dataDir, "sealing.key");
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const key = await readFile(file, "utf8");
  await wall.restart({ workers: false });
  assert.equal(await readFile(file, "utf8"), key, "a restart keeps it");
  await wall.expect(200, "POST", CODE, withCode(await pendingOf(wall), app.code()));

  await rm(file);
  await wall.restart({ workers: false });
  assert.notEqual(await readFile(file, "utf8"), key);
  await wall.refused("403 code-wrong", "POST", CODE, withCode(await pendingOf(wall), app.code(1)));
  await wall.expect(200, "POST", CODE, withCode(await pendingOf(wall), codes[0] ?? ""));
  await wall.expect(204, "DELETE", `/people/${id}/totp`);
  await wall.get("/me", await signInAs(wall, "lin"));
  await wall.refused("404 not-found", "DELETE", `/people/${row.person.replace(/.{12}$/, "000000000000")}/totp`);
  await writeFile(file, "short\n");
  await assert.rejects(wall.restart({ workers: false }), /holds no key/);
  await writeFile(file, key);
  await wall.restart({ workers: false });
});
