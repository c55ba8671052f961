import { strict as assert } from "node:assert";
import type { TestContext } from "node:test";
import type { Import } from "../../src/contract/imports.ts";
import { newId } from "../../src/core/ids.ts";
import { noteAudit } from "../../src/store/audit.ts";
import { noteBackup } from "../../src/store/backups.ts";
import { writeHouse } from "../../src/store/house.ts";
import { insertInvitation } from "../../src/store/invitations.ts";
import { endMail, insertMail } from "../../src/store/mails.ts";
import { setMember } from "../../src/store/members.ts";
import { setPassword } from "../../src/store/passwords.ts";
import { insertPendingSignIn } from "../../src/store/pending-sign-ins.ts";
import { insertOneTime } from "../../src/store/secrets.ts";
import { insertRow, type Unit } from "../../src/store/store.ts";
import { setRecoveryCodes } from "../../src/store/totps.ts";
import { insertWallInvitation } from "../../src/store/wall-invitations.ts";
import { markShared } from "../../src/store/walls.ts";
import { makePersonIn } from "../../src/wall/make-person.ts";
import { withRows } from "./look-inside.ts";
import { newWall, type TestWall, type WallOptions } from "./new-wall.ts";
import { article } from "./pages.ts";
import type { Topology } from "./topologies.ts";
import { until } from "./until.ts";

/** Every plane of Unicode, and what trips those who count in UTF-16. */
export const EVERY_PLANE = [
  "Grüße, Żółć, İstanbul",
  "東京タワー ประภาคาร 등대",
  "مرحبا שלום \u202eback\u202c",
  "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠀀𠮷 \u{1f12f}",
  "\u{2ffff} \u{3134a} \u{e0001} \u{fffff} \u{10fffd}",
  "e\u0301 vs é, \ufeff\u200b\u00ad \u2028 'quote' \"double\" \\back\\ $1 ?",
].join("\n");

const NEAR_THE_END = Number.MAX_SAFE_INTEGER - 1;

/** A wall on which there is some of everything that may stand in a table, quiet: nothing of it is still worked on. */
export async function newFullWall(t: TestContext, topology: Topology, options: WallOptions = {}): Promise<TestWall> {
  const pages = { "/lamps": article(), "/posts": article() };
  const wall = await newWall(t, { ...options, topology, pages });
  const share = async (things: Record<string, unknown>, headers: Record<string, string> = {}) => {
    const accepted = await wall.share(things, headers);
    await wall.ended(accepted);
    return accepted.item_id ?? "";
  };
  const lamps = await share(
    { url: wall.pages.at("/lamps"), tags: ["harbour"], note: "for Sunday" },
    { "idempotency-key": "lamps" },
  );
  const posts = await share({ url: wall.pages.at("/posts"), tags: ["Hafen"] });
  const planes = await share({ text: EVERY_PLANE, title: "Planes 𠮷 👩‍👩‍👧‍👦", tags: ["日本", "été"] });
  const long = await share({ text: "A long line about buoys. ".repeat(12_000) });
  const trashed = await share({ text: "a thought to throw away" });
  const form = new FormData();
  form.append("files", new File(["seven lamps in a file"], "lamps 灯.txt", { type: "text/plain" }));
  const { body: withFile } = await wall.ask<{ processing_id: string }>("POST", "/share", { body: form });
  await wall.ended(withFile);
  const { body: board } = await wall.ask<{ id: string }>("POST", "/walls", { body: { name: "Board 東京" } });
  const did = async (method: string, path: string, body?: unknown) => {
    const answer = await wall.ask(method, path, body === undefined ? {} : { body });
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  await did("PUT", `/items/${planes}/walls/${board.id}`);
  await did("PUT", `/items/${lamps}/walls/${board.id}`);
  await did("PATCH", `/walls/${board.id}`, { sorting: "manual" });
  await did("PUT", `/walls/${board.id}/items/${planes}/position`, { at: "top" });
  await did("POST", "/acts", { ids: [planes, long], change: { tag: "海 acted" } });
  await did("DELETE", `/items/${trashed}`);
  await did("POST", `/items/${posts}/merge`, { into: lamps });
  await did("POST", "/tags/Hafen/merge", { into: "harbour" });
  await did("POST", "/keys", { name: "Phone", scopes: ["share"] });
  await did("POST", "/stream-ticket", {});
  await did("GET", `/items/${long}`);
  await did("PUT", `/items/${planes}/progress`, { fraction: 0.4 });
  await did("DELETE", `/resurfaced/${planes}`);
  await did("PUT", "/resurfaced", { dismissed: true });
  const table = Buffer.from(`url,title,highlight\n${wall.pages.at("/lamps")},Lamps,seven posts 灯\n`);
  const { body: brought } = await wall.ask<Import>("POST", "/imports?format=table&start=true", { body: table });
  await until("the import to end", async () => {
    const { body: now } = await wall.ask<Import>("GET", `/imports/${brought.id}`);
    return now.state === "done";
  });
  const token = wall.ownerLink.split("#")[1];
  const signedIn = await wall.ask("POST", "/api/auth/owner-link", { key: null, body: { token } });
  assert.equal(signedIn.status < 300, true, "a session");
  const landing = new FormData();
  landing.append("text", "posted by a phone, not tapped on");
  const landed = await fetch(`${wall.url}/share-target`, { method: "POST", body: landing, redirect: "manual" });
  assert.equal(landed.status, 303, "a landed share");
  await addRareRows(wall, { item: planes, other: long });
  return wall;
}

/** What takes money, weeks or a race to come about, put there by hand. */
async function addRareRows(wall: TestWall, { item, other }: { item: string; other: string }): Promise<void> {
  await withRows(wall, (store) =>
    store.write(async (unit) => {
      const { id: owner } = await unit.db
        .selectFrom("persons")
        .select("id")
        .where("role", "=", "owner")
        .executeTakeFirstOrThrow();
      const at = unit.nowMs;
      const { id: brought } = await unit.db.selectFrom("imports").select("id").executeTakeFirstOrThrow();
      const cursor = JSON.stringify({ after: "第二頁" });
      await insertRow(unit, "import_pulls", { import: brought, secret: "of another", cursor, things: 2, pages: 1 });
      await insertRow(unit, "import_pages", { import: brought, n: 1, file: newId(at) });
      const { id: act } = await unit.db.selectFrom("acts").select("id").executeTakeFirstOrThrow();
      await insertRow(unit, "act_portions", { act, n: 7, items: JSON.stringify([item, other]) });
      const call = { reserved_usd6: 0, cost_usd6: 3, input_tokens: 1_000, output_tokens: 1 };
      const tokens = { cache_read_tokens: 0, cache_write_tokens: 0 };
      await insertRow(unit, "ai_months", {
        person: owner,
        month: "2026-11",
        reserved_usd6: 1,
        spent_usd6: NEAR_THE_END,
      });
      await insertRow(unit, "ai_months", { person: "", month: "2026-11", reserved_usd6: 1, spent_usd6: 2 });
      const batch = newId(at);
      const state = { state: "ended", created_at: at, look_at: NEAR_THE_END } as const;
      await insertRow(unit, "ai_batches", { id: batch, provider: "claude", model: "m", their_id: null, ...state });
      for (let n = 0; n < 700; n++)
        await insertRow(unit, "ai_calls", {
          ...{ id: newId(at), person: owner, month: "2026-11", item, step: null, attempt: null, batch },
          ...{ provider: "claude", model: "m", state: "answered", error_code: null, sent_at: at, ended_at: at },
          ...call,
          ...tokens,
        });
      const [older = "", newer = ""] = [item, other].toSorted();
      const why = { why: "text", found_at: at, dismissed_at: null } as const;
      await unit.db.deleteFrom("duplicates").where("item", "=", older).where("other", "=", newer).execute();
      await insertRow(unit, "duplicates", { owner, item: older, other: newer, ...why });
      await insertRow(unit, "marks", { owner, hash: "text:of nobody", item });
      await insertRow(unit, "tag_pairs_kept", { owner, folded_a: "buoy", folded_b: "buoys" });
      const gone = { id: newId(at), owner, name: "buoy yard", folded: "buoy yard" };
      await insertRow(unit, "deleted_tags", { ...gone, synonyms: '["灯"]', deleted_at: at });
      await insertRow(unit, "deleted_tag_items", { tag: gone.id, item, by: "ai" });
      await insertRow(unit, "unwanted_tags", { owner, folded: "buoy yard", name: "buoy yard", created_at: at });
      await insertRow(unit, "passkey_handles", { person: owner, handle: "of nobody" });
      await insertRow(unit, "passkeys", {
        ...{ id: newId(at), person: owner, credential: "of nobody", public_key: "k", counter: NEAR_THE_END },
        ...{ transports: '["internal"]', name: "Phone 灯", backed_up: 1, created_at: at, used_at: null },
      });
      const passing = { hash: "of nobody", person: owner, expires_at: NEAR_THE_END, used_at: null };
      await insertRow(unit, "passkey_challenges", { ...passing, purpose: "make" });
      await insertRow(unit, "oidc_flows", { ...passing, purpose: "link", return_to: "/wall/灯" });
      await insertRow(unit, "identities", {
        ...{ id: newId(at), person: owner, issuer: "https://id.example", subject: "7", email: "ada@wall.example" },
        ...{ linked_at: at, used_at: null },
      });
      await insertRow(unit, "signing_keys", { id: newId(at), secret: "s", created_at: at });
      await noteBackup(unit, {
        ...{ id: newId(at), cause: "asked", state: "verified", host: "here", folder: "/backups/one" },
        ...{ bytes: 1, error: null, started_at: at, ended_at: at },
      });
      const { id: wallId } = await unit.db.selectFrom("walls").select("id").executeTakeFirstOrThrow();
      const link = newId(at);
      await insertRow(unit, "wall_links", {
        ...{ id: link, wall: wallId, kind: "guest", token_hash: "of nobody", name: "灯", password_hash: null },
        ...{ expires_at: null, revoked_at: null, embed: 0, moderated: 1, most_items: null, most_bytes: null },
        ...{ made_by: owner, created_at: at, used_at: null },
      });
      await insertRow(unit, "guest_shares", {
        ...{ id: newId(at), link, wall: wallId, state: "waiting", words: JSON.stringify({ text: "灯" }), files: "[]" },
        ...{ bytes: 3, guest_name: "Mia", address_hash: "of nobody", item: null, created_at: at, decided_at: null },
      });
      await insertRow(unit, "feeds", { wall: wallId, owner, token_hash: "of nobody", created_at: at });
      await addAccountRows(unit, { owner, wall: wallId });
      await unit.db.insertInto("chores").values({ name: "of-nobody", holder: null, until: 0 }).execute();
      await unit.db.updateTable("wall_clocks").set({ oldest: 0 }).execute();
    }),
  );
}

/** Everything of an account, as somebody beside the owner has it. */
async function addAccountRows(unit: Unit, { owner, wall }: { owner: string; wall: string }): Promise<void> {
  const at = unit.nowMs;
  const person = await makePersonIn(unit, { role: "person", login: "żółć", email: "lin@quay.example", name: "Lin 林" });
  await setPassword(unit, { person, phc: "of nobody" });
  await insertRow(unit, "totps", {
    person,
    secret: "sealed",
    last_step: NEAR_THE_END,
    created_at: at,
    confirmed_at: at,
  });
  await setRecoveryCodes(unit, { person, hashes: ["of nobody", "of nobody else"] });
  await insertPendingSignIn(unit, { hash: "of nobody", person, expiresAtMs: at });
  await insertOneTime(unit, "reset_links", { hash: "of nobody", person, expiresAtMs: at });
  await insertInvitation(unit, {
    ...{ id: newId(at), token_hash: "of nobody", made_by: owner, role_of_house: "person", email: null },
    ...{ name_hint: "Max 灯", expires_at: at },
  });
  await setMember(unit, { wall, person, role: "viewer", added_by: owner, created_at: at });
  await markShared(unit, wall);
  const over = { expires_at: at, used_at: null, used_by: null, ended_at: null } as const;
  const asked = { id: newId(at), wall, role: "editor", token_hash: "of nobody", person: null } as const;
  await insertWallInvitation(unit, { ...asked, made_by: owner, created_at: at, ...over });
  await writeHouse(unit, { members_may_invite: true });
  const mail = {
    id: newId(at),
    person,
    kind: "reset",
    recipient: "lin@quay.example",
    subject: "灯",
    body: null,
  } as const;
  await insertMail(unit, mail);
  await endMail(unit, { id: mail.id, state: "sent", error: null });
  await noteAudit(unit, { action: "house-changed", actor: owner, detail: { a: "灯" }, address: "::1" });
}
