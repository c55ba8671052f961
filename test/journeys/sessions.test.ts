import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../../src/contract/limits.ts";
import type { Session } from "../../src/contract/walls.ts";
import { hashSecret } from "../../src/wall/keys.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import type { AskOptions } from "../harness/new-wall.ts";
import { signInLin } from "../harness/second-person.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

interface Device {
  readonly as: AskOptions;
  readonly token: string;
}

/** The owner signs in with a browser that says this of itself. */
async function signIn(wall: Journey, userAgent: string): Promise<Device> {
  const { body } = await wall.expect<{ url: string }>(201, "POST", "/owner-link");
  const { headers } = await wall.expect(204, "POST", "/api/auth/owner-link", {
    key: null,
    body: { token: body.url.split("#")[1] },
    headers: { "user-agent": userAgent },
  });
  const cookie = (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const as = { key: null, headers: { cookie, "sec-fetch-site": "same-origin" } };
  return { as, token: cookie.split("=")[1] ?? "" };
}

const listed = async (wall: Journey, as: AskOptions = {}, query = "") =>
  await wall.get<{ items: Session[]; next_cursor: string | null }>(`/sessions${query}`, as);

for (const topology of TOPOLOGIES) {
  test(
    `a person sees where they are signed in, and ends one session or all others at once (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology, workers: false, settings: { RATE_LIMIT_SIGN_IN: "off" } });
      assert.deepEqual(await listed(wall), { items: [], next_cursor: null });
      const phone = await signIn(wall, "Firefox on the phone");
      const desk = await signIn(wall, "Chromium at the desk");
      const tablet = await signIn(wall, "A tablet");

      const { items } = await listed(wall, desk.as);
      const byName = Object.fromEntries(items.map((session) => [session.user_agent, session]));
      assert.deepEqual(items.map(({ user_agent, is_this }) => [user_agent, is_this]).toSorted(), [
        ["A tablet", false],
        ["Chromium at the desk", true],
        ["Firefox on the phone", false],
      ]);
      const text = JSON.stringify(items);
      for (const { token } of [phone, desk, tablet])
        assert.ok(!text.includes(token) && !text.includes(hashSecret(token)), "what opens a session is not told");
      assert.equal((await listed(wall)).items.filter((session) => session.is_this).length, 0, "a key is no session");

      await wall.get("/me", phone.as);
      await wall.expect(204, "DELETE", `/sessions/${byName["Firefox on the phone"]?.id}`, desk.as);
      await wall.refused("401 credentials-missing", "GET", "/me", phone.as);
      await wall.refused("404 not-found", "DELETE", `/sessions/${byName["Firefox on the phone"]?.id}`, desk.as);
      await wall.get("/me", tablet.as);

      const { body } = await wall.expect<{ ended: number }>(200, "DELETE", "/sessions", desk.as);
      assert.deepEqual(body, { ended: 1 });
      await wall.refused("401 credentials-missing", "GET", "/me", tablet.as);
      assert.deepEqual(
        (await listed(wall, desk.as)).items.map((session) => session.user_agent),
        ["Chromium at the desk"],
      );

      const own = await wall.expect(204, "DELETE", `/sessions/${byName["Chromium at the desk"]?.id}`, desk.as);
      assert.match(own.headers.get("set-cookie") ?? "", /dw_session=; Max-Age=0/);
      await wall.refused("401 credentials-missing", "GET", "/me", desk.as);
      await wall.get("/me");
    },
  );

  test(`the sessions of others are nobody's business (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false });
    const ada = await signIn(wall, "Ada's");
    const lin = {
      key: null,
      headers: { cookie: `dw_session=${await signInLin(wall)}`, "sec-fetch-site": "same-origin" },
    };
    const [hers] = (await listed(wall, ada.as)).items;
    assert.equal((await listed(wall, lin)).items.length, 1);
    await wall.refused("404 not-found", "DELETE", `/sessions/${hers?.id}`, lin);
    assert.deepEqual((await wall.expect(200, "DELETE", "/sessions", lin)).body, { ended: 0 });
    assert.deepEqual((await wall.expect(200, "DELETE", "/sessions")).body, { ended: 1 });
    await wall.refused("401 credentials-missing", "GET", "/me", ada.as);
    await wall.get("/me", lin);
    const { key } = await wall.keyOf("write");
    await wall.refused("403 scope-too-small", "GET", "/sessions", { key });
    await wall.refused("403 scope-too-small", "DELETE", "/sessions", { key });
  });

  test(`many sessions come page by page, each once (${topology})`, await within(topology), async (t) => {
    const wall = await newJourney(t, { topology, workers: false, settings: { RATE_LIMIT_SIGN_IN: "off" } });
    for (let made = 0; made < 5; made += 1) await signIn(wall, `Browser ${made}`);
    const seen: (string | null)[] = [];
    let query = "?limit=2";
    for (;;) {
      const page = await listed(wall, {}, query);
      seen.push(...page.items.map((session) => session.user_agent));
      if (page.next_cursor === null) break;
      query = `?limit=2&cursor=${page.next_cursor}`;
    }
    assert.deepEqual(
      seen.toSorted(),
      [0, 1, 2, 3, 4].map((made) => `Browser ${made}`),
    );
  });
}

test("what a browser says of itself is cut, cleaned and never more than a text", async (t) => {
  const wall = await newJourney(t, { workers: false, settings: { RATE_LIMIT_SIGN_IN: "off" } });
  const hostile = `<img src=x onerror=alert(1)>\u00ad ${"x".repeat(2_000)}`;
  await signIn(wall, hostile);
  const [session] = (await listed(wall)).items;
  assert.ok((session?.user_agent ?? "").length <= LIMITS.userAgentCharacters);
  assert.match(session?.user_agent ?? "", /^<img src=x onerror=alert\(1\)> x+$/);
});
