import { newId } from "../../src/core/ids.ts";
import { insertPerson } from "../../src/store/persons.ts";
import { insertSession } from "../../src/store/secrets.ts";
import { hashSecret } from "../../src/wall/keys.ts";
import { withRows } from "./look-inside.ts";
import type { TestWall } from "./new-wall.ts";
import { putUpWall } from "./people.ts";
import { until } from "./until.ts";

const HOUR_MS = 3_600_000;

/**
 * Lin arrives beside the owner and is signed in; tells the token of that session once the wall knows it: rows written past
 * the program are seen with its next read transaction.
 */
export async function signInLin(wall: Pick<TestWall, "dataDir" | "databaseUrl" | "url">): Promise<string> {
  const [id, token] = [newId(), "l".repeat(43)];
  await withRows(wall, async (store) => {
    await store.write(async (unit) => {
      const now = unit.nowMs;
      await insertPerson(unit, { id, email: null, name: "Lin", role: "person", language: null, created_at: now });
      const ends = now + HOUR_MS;
      await insertSession(unit, {
        hash: hashSecret(token),
        person: id,
        created_at: now,
        seen_at: now,
        idle_until: ends,
        ends_at: ends,
        user_agent: null,
      });
    });
    await putUpWall(store, { owner: id, name: "Inbox", kind: "inbox" });
  });
  const headers = { cookie: `dw_session=${token}`, "sec-fetch-site": "same-origin" };
  await until("Lin to be known", async () => (await fetch(`${wall.url}/api/v1/me`, { headers })).ok);
  return token;
}
