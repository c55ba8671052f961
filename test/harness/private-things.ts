import { newId } from "../../src/core/ids.ts";
import { wordsToFind } from "../../src/store/highlight-words.ts";
import { insertHighlights } from "../../src/store/highlights.ts";
import { setMember } from "../../src/store/members.ts";
import { updatePerson } from "../../src/store/persons.ts";
import type { Unit } from "../../src/store/store.ts";
import { markShared } from "../../src/store/walls.ts";
import type { Beside } from "./beside.ts";
import { makeThings, type Things } from "./example-requests.ts";
import type { Journey } from "./journey.ts";
import { withRows } from "./look-inside.ts";
import { boardOf, linkTo, tokenOf } from "./open-walls.ts";

/** Words that stand in one private place each, and nowhere else. */
const WORDS = {
  note: "canary-note bought far too dear",
  asked: "canary-asked of a provider",
  model: "claude:canary-model",
  failure: "canary-failure of a step",
  warning: "canary-warning of a share",
  elsewhere: "canary-wall of nobody's business",
  "what is said of another wall": "canary-description of another wall",
  login: "canary-login",
  mail: "canary@mail.example",
  key: "canary-key of the kitchen",
  link: "canary-link for the family",
  highlight: "canary-highlight in the article",
  "note beside a highlight": "canary-remark in the margin",
  browser: "canary-browser 4.2",
  "a thing elsewhere": "canary-item on no shared wall",
  "the inbox": "canary-inbox item",
  snapshot: "canary-snapshot.html",
  photo: "canary-at-our-flat.jpg",
} as const;
const MONTH_MS = 30 * 86_400_000;
const COST_USD6 = 654_321;
/** Numbers that another wall has for an item: its clock (beyond any that a server comes to), when it came there, where it stands by hand. */
const ELSEWHERE = { clock: 5_900_900_900_901, atMs: Date.UTC(2031, 2, 4, 5, 6, 7, 89), position: "canaryposition" };

/** Ada's things on a wall that others see, with a canary in every place that is not for them. */
export interface PrivateThings {
  readonly things: Things;
  readonly owner: { readonly id: string; readonly name: string };
  readonly photo: string;
  readonly aside: string;
  /** What a member must not learn, by its name. */
  readonly fromMembers: Readonly<Record<string, string>>;
  /** What somebody with a link must not learn. */
  readonly fromAnybody: Readonly<Record<string, string>>;
  /** What somebody with an account and nothing else must not learn. */
  readonly fromStrangers: Readonly<Record<string, string>>;
  /** What its owner sees of all that in the item itself: without it the test would find nothing, whatever is given. */
  readonly itsOwnerSees: readonly string[];
}

export async function makePrivateThings(
  wall: Journey,
  people: { readonly editor: Beside; readonly viewer: Beside },
): Promise<PrivateThings> {
  const name = "Ada Canary Harbourmaster";
  await wall.expect(200, "PATCH", "/me", { body: { name } });
  const { person: ada } = await wall.get<{ person: { id: string } }>("/me");
  const things = await makeThings(wall, { ownerToken: "" });
  const { item, wall: board, analysis, share } = things;
  await wall.expect(200, "PATCH", `/items/${item}`, { body: { note: WORDS.note, pinned: true, title: "Lamps" } });
  const elsewhere = await boardOf(wall, WORDS.elsewhere);
  const said = { description: WORDS["what is said of another wall"] };
  await wall.expect(200, "PATCH", `/walls/${elsewhere}`, { body: said });
  await wall.expect(200, "PUT", `/items/${item}/walls/${elsewhere}`);
  await wall.share({ text: WORDS["a thing elsewhere"], wall_id: elsewhere });
  await wall.share({ text: WORDS["the inbox"] });
  await wall.expect(201, "POST", "/keys", { body: { name: WORDS.key, scopes: ["read"] } });
  const named = await linkTo(wall, board, { name: WORDS.link });
  const photo = await sharePhoto(wall, board);
  const { item_id: aside } = await wall.share({ text: "put aside by its owner", title: "Put aside", wall_id: board });
  await wall.expect(200, "PATCH", `/items/${aside}`, { body: { archived: true } });
  // What they have in common makes the one like the other.
  for (const each of [item, aside]) await wall.expect(200, "PUT", `/items/${each}/tags/lighthouses`);

  await withRows(wall, (store) =>
    store.write(async (unit) => {
      await updatePerson(unit, ada.id, { login: WORDS.login, email: WORDS.mail });
      await letIn(unit, { board, by: ada.id, people });
      await writeIntoRows(unit, { item, analysis, share, photo, elsewhere, owner: ada.id });
    }),
  );
  // What is written past the program is seen once it has written itself (docs/decisions/0013).
  await wall.expect(201, "POST", "/walls", { body: { name: "Seen" } });

  const { model, photo: photoName, snapshot, ...ofMembers } = WORDS;
  const fromMembers = {
    ...ofMembers,
    cost: String(COST_USD6 / 1_000_000),
    "the clock of another wall": String(ELSEWHERE.clock),
    "when it came to another wall": new Date(ELSEWHERE.atMs).toISOString(),
    "where it stands on another wall": ELSEWHERE.position,
    "the id of another wall": elsewhere,
    "the inbox's id": things.inbox,
    "the secret of a link": tokenOf(named),
    "the secret of the feed": things.feed,
    "the secret of another link": things.linkToken,
    "the id of a key": things.key,
    "the id of a share": share,
    "a synonym": things.synonym,
  };
  const ids = { "the owner's id": ada.id, "an analysis": analysis };
  const fromAnybody = { ...fromMembers, ...ids, name, model, photo: photoName, snapshot, aside: aside ?? "" };
  const own = { "an item": item, "a wall": board, "a file": things.file, title: "put aside by its owner" };
  return {
    things,
    owner: { id: ada.id, name },
    photo,
    aside: aside ?? "",
    fromMembers,
    fromAnybody,
    fromStrangers: { ...fromAnybody, ...own },
    itsOwnerSees: [
      WORDS.note,
      WORDS.asked,
      WORDS.warning,
      fromMembers.cost,
      fromMembers["the clock of another wall"],
      elsewhere,
    ],
  };
}

async function sharePhoto(wall: Journey, board: string): Promise<string> {
  const form = new FormData();
  form.append("files", new File(["no picture at all"], WORDS.photo, { type: "image/jpeg" }));
  form.append("title", "A photo");
  form.append("wall_id", board);
  const { body } = await wall.expect<{ item_id: string }>(202, "POST", "/share", { body: form });
  return body.item_id;
}

async function letIn(
  unit: Unit,
  { board, by, people }: { board: string; by: string; people: { editor: Beside; viewer: Beside } },
): Promise<void> {
  for (const role of ["editor", "viewer"] as const)
    await setMember(unit, {
      wall: board,
      person: people[role].id,
      role,
      added_by: by,
      created_at: unit.nowMs,
    });
  await markShared(unit, board);
}

/** What no door writes as the tests need it, without workers. */
async function writeIntoRows(
  unit: Unit,
  of: { item: string; analysis: string; share: string; photo: string; elsewhere: string; owner: string },
): Promise<void> {
  const { db } = unit;
  const { item } = of;
  const asked = JSON.stringify([{ by: "claude:x", outcome: "failed", message: WORDS.asked }]);
  await db
    .updateTable("analyses")
    .set({ asked, cost_usd6: COST_USD6, made_by: WORDS.model })
    .where("id", "=", of.analysis)
    .execute();
  await db
    .updateTable("steps")
    .set({ error_code: "page-gone", error_detail: WORDS.failure, state: "waiting", due_at: unit.nowMs + 60_000 })
    .where("item", "=", item)
    .execute();
  const warnings = JSON.stringify([{ code: "page-unreadable", message: WORDS.warning, step: "read" }]);
  const { share } = await db.selectFrom("items").select("share").where("id", "=", item).executeTakeFirstOrThrow();
  await db
    .updateTable("shares")
    .set({ warnings })
    .where("id", "in", [of.share, share ?? ""])
    .execute();
  // Kept long ago, so that it is brought back.
  await db
    .updateTable("items")
    .set({ created_at: unit.nowMs - MONTH_MS })
    .where("id", "=", item)
    .execute();
  const { clock, atMs, position } = ELSEWHERE;
  await db
    .updateTable("places")
    .set({ clock, sort_at: atMs, position })
    .where("wall", "=", of.elsewhere)
    .where("item", "=", item)
    .execute();
  await db.updateTable("wall_clocks").set({ clock }).where("wall", "=", of.elsewhere).execute();
  await db.updateTable("sessions").set({ user_agent: WORDS.browser }).where("person", "=", of.owner).execute();
  const said = { text: WORDS.highlight, note: WORDS["note beside a highlight"] };
  const marked = { ...said, colour: null, place: null, words: wordsToFind(said) };
  const highlight = { id: newId(), item, person: of.owner, import: null, created_at: unit.nowMs, ...marked };
  await insertHighlights(unit, [highlight]);
  // As looking into a shared picture, and a browser that sends its page along, would leave them.
  await db.updateTable("files").set({ facts: "{}" }).where("item", "=", of.photo).execute();
  const original = await db.selectFrom("files").selectAll().where("item", "=", of.photo).executeTakeFirstOrThrow();
  const kept = { ...original, item, sha256: null, facts: null };
  for (const file of [
    { ...kept, item: of.photo, id: newId(), role: "preview", type: "image/webp", name: null, made_from: original.id },
    { ...kept, id: newId(), role: "snapshot", type: "text/html", name: WORDS.snapshot },
  ] as const)
    await db
      .insertInto("files")
      .values({ ...file, store_key: newId() })
      .execute();
}
