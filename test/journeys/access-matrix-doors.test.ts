import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShareAccepted } from "../../src/contract/shares.ts";
import type { WallLinkMade } from "../../src/contract/wall-links.ts";
import { setMember } from "../../src/store/members.ts";
import { makePersonIn } from "../../src/wall/make-person.ts";
import { openSessionOf } from "../harness/example-requests.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { boardOf, linkTo, pathOfLink, tokenOf } from "../harness/open-walls.ts";
import { ARE_WITHIN } from "../harness/parts.ts";
import { besideTheApi, watchRegistered } from "../harness/registered-routes.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

/**
 * The doors that are not in the table of the API, and what they give: the page's own files, the same for everybody; what a
 * link or a public wall opens, by the projection for anybody; a form for guests; and what a phone hands in, which is read by
 * the browser that handed it in and nobody else (test/journeys/landed-shares.test.ts).
 */
const DOORS: Readonly<Record<string, "page" | "link" | "public" | "guest" | "landing">> = {
  "GET /": "page",
  "GET /welcome": "page",
  "GET /phone": "page",
  "GET /highlights": "page",
  "GET /invitation": "page",
  "GET /join": "page",
  "GET /reset": "page",
  "GET /item/:id": "page",
  "GET /wall/:id": "page",
  "GET /settings": "page",
  "GET /settings/:section": "page",
  "GET /api/openapi.json": "page",
  "GET /api/docs": "page",
  "GET /api/docs/*": "page",
  "GET /share-target": "page",
  "GET /w/:token": "link",
  "POST /w/:token": "link",
  "GET /w/:token/i/:item": "link",
  "GET /w/:token/i/:item/content": "link",
  "GET /w/:token/files/:file": "link",
  "GET /w/:token/cover": "link",
  "GET /w/:token/events": "link",
  "GET /p/:id": "public",
  "GET /p/:id/i/:item": "public",
  "GET /p/:id/i/:item/content": "public",
  "GET /p/:id/files/:file": "public",
  "GET /p/:id/cover": "public",
  "GET /p/:id/events": "public",
  "GET /g/:token": "guest",
  "POST /g/:token": "guest",
  "POST /share-target": "landing",
  "GET /share-target/kept": "landing",
  "POST /share-target/save": "landing",
  "POST /share-target/forget": "landing",
};
/** Files as they were built, by their names. */
const BUILT =
  /^GET \/(?:assets\/|icons\/|pictures\/)?[\w.-]+\.(?:js|css|json|html|svg|png|webp|woff2|webmanifest|ico|txt)$/;

/** The links of a wall that somebody may stand before; the last was one of another wall. */
const LINKS = ["open", "pass given", "no pass", "revoked", "expired", "guests'", "unknown", "elsewhere"] as const;
type LinkName = (typeof LINKS)[number];

interface Door {
  readonly method?: "POST";
  /** Without the secret. */
  readonly path: (things: Things) => string;
  readonly body?: () => NonNullable<RequestInit["body"]>;
  /** The status by each link; 404 by those that are not named. */
  readonly opens: Partial<Record<LinkName, number>>;
}

interface Things {
  readonly item: string;
  readonly file: string;
  /** On no wall of the link. */
  readonly hidden: string;
  readonly hiddenFile: string;
  /** Put aside by the wall's owner. */
  readonly aside: string;
}

const SEEN = { open: 200, "pass given": 200 } as const;

/** A link with a password says that it has one, and nothing else; another wall's shows its own. */
const BEHIND: Readonly<Record<string, Door>> = {
  "GET /w/:token": { path: () => "", opens: { ...SEEN, "no pass": 200, elsewhere: 200 } },
  "POST /w/:token": {
    method: "POST",
    path: () => "",
    body: () => new URLSearchParams({ password: "not this one" }),
    opens: { open: 303, elsewhere: 303, "pass given": 403, "no pass": 403 },
  },
  "GET /w/:token/i/:item": { path: ({ item }) => `/i/${item}`, opens: SEEN },
  "GET /w/:token/i/:item/content": { path: ({ item }) => `/i/${item}/content`, opens: SEEN },
  "GET /w/:token/files/:file": { path: ({ file }) => `/files/${file}`, opens: SEEN },
  "GET /w/:token/cover": { path: () => "/cover", opens: { ...SEEN, elsewhere: 200 } },
  "GET /w/:token/events": { path: () => "/events", opens: { ...SEEN, elsewhere: 200 } },
};
const OF_API: Readonly<Record<string, Door>> = {
  linkItems: { path: () => "/items", opens: { ...SEEN, "no pass": 401, elsewhere: 200 } },
  linkEvents: { path: () => "/events", opens: { ...SEEN, "no pass": 401, elsewhere: 200 } },
};
/** What is on no wall that the link opens is not there, whoever asks. */
const BEYOND: readonly ((things: Things) => string)[] = [
  ({ hidden }) => `/i/${hidden}`,
  ({ hidden }) => `/i/${hidden}/content`,
  ({ hiddenFile }) => `/files/${hiddenFile}`,
  ({ aside }) => `/i/${aside}`,
  ({ aside }) => `/i/${aside}/content`,
];

const WHO = ["nobody", "owner", "editor", "viewer", "stranger", "a key"] as const;
type Who = (typeof WHO)[number];

async function shareFile(wall: Journey, text: string, board?: string): Promise<{ item: string; file: string }> {
  const form = new FormData();
  form.append("text", text);
  form.append("files", new File([`${text}, in a file`], "posts.txt", { type: "text/plain" }));
  if (board !== undefined) form.append("wall_id", board);
  const { body } = await wall.expect<ShareAccepted>(202, "POST", "/share", { body: form });
  await wall.ended(body);
  const { files } = await wall.item(body.item_id);
  return { item: body.item_id ?? "", file: files.find(({ role }) => role === "original")?.id ?? "" };
}

/** Headers by which each of them is known. */
async function everybody(wall: Journey, board: string): Promise<Record<Who, Record<string, string>>> {
  const { person: ada } = await wall.get<{ person: { id: string } }>("/me");
  const known: Partial<Record<Who, Record<string, string>>> = {
    nobody: {},
    "a key": { authorization: `Bearer ${wall.key}` },
  };
  for (const who of ["owner", "editor", "viewer", "stranger"] as const) {
    const token = `a session of the ${who}`.padEnd(43, "x").replaceAll(" ", "-");
    const person =
      who === "owner"
        ? ada.id
        : await withRows(wall, (store) =>
            store.write(async (unit) => {
              const id = await makePersonIn(unit, { role: "person", login: who });
              if (who !== "stranger")
                await setMember(unit, {
                  ...{ wall: board, person: id, role: who, added_by: ada.id },
                  created_at: unit.nowMs,
                });
              return id;
            }),
          );
    await openSessionOf(wall, { person, token });
    known[who] = { cookie: `dw_session=${token}`, "sec-fetch-site": "same-origin" };
  }
  const { cookie = "" } = known.stranger ?? {};
  await until("them to be known", async () => (await fetch(`${wall.url}/api/v1/me`, { headers: { cookie } })).ok);
  return known as Record<Who, Record<string, string>>;
}

async function linksTo(wall: Journey, board: string): Promise<Record<LinkName, { secret: string; cookie: string }>> {
  const other = await boardOf(wall, "Ropes");
  const password = "seven lamps";
  const soon = new Date(Date.now() + 60_000).toISOString();
  const made = {
    open: await linkTo(wall, board),
    "pass given": await linkTo(wall, board, { password }),
    "no pass": await linkTo(wall, board, { password }),
    revoked: await linkTo(wall, board),
    expired: await linkTo(wall, board, { expires_at: soon }),
    "guests'": await linkTo(wall, board, { kind: "guest" }),
    elsewhere: await linkTo(wall, other),
  } satisfies Partial<Record<LinkName, WallLinkMade>>;
  const given = await fetch(new URL(pathOfLink(made["pass given"]), wall.url), {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ password }),
  });
  const cookie = (given.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  await wall.expect(204, "DELETE", `/walls/${board}/links/${made.revoked.id}`);
  wall.clock.forward({ seconds: 61 });
  const opened = Object.entries(made).map(([name, link]) => [name, { secret: tokenOf(link), cookie: "" }]);
  return {
    ...(Object.fromEntries(opened) as Record<LinkName, { secret: string; cookie: string }>),
    "pass given": { secret: tokenOf(made["pass given"]), cookie },
    unknown: { secret: "u".repeat(43), cookie: "" },
  };
}

for (const topology of TOPOLOGIES)
  test(
    `every door beside the API opens by the links that should open it and by no other, whoever stands before it (${topology})`,
    await within(topology),
    async (t) => {
      const registered = watchRegistered(t);
      const settings = { RATE_LIMIT_SIGN_IN: "off", PUBLIC_URL: "" };
      const wall = await newJourney(t, { topology, settings });
      if (ARE_WITHIN) {
        const doors = besideTheApi(registered()).filter((door) => !BUILT.test(door));
        assert.deepEqual(doors.toSorted(), Object.keys(DOORS).toSorted(), "a door is not in the table, or not there");
      }
      const board = await boardOf(wall);
      const [seen, hidden, aside] = [
        await shareFile(wall, "seven lamps", board),
        await shareFile(wall, "kept to oneself"),
        await shareFile(wall, "put aside", board),
      ];
      await wall.expect(200, "PATCH", `/items/${aside.item}`, { body: { archived: true } });
      const things: Things = { ...seen, hidden: hidden.item, hiddenFile: hidden.file, aside: aside.item };
      const who = await everybody(wall, board);
      const links = await linksTo(wall, board);
      const faults: string[] = [];

      async function look(path: string, door: Pick<Door, "method" | "body">, headers: Record<string, string>) {
        const stop = new AbortController();
        const answer = await fetch(new URL(path, wall.url), {
          ...{ method: door.method ?? "GET", redirect: "manual", headers, signal: stop.signal },
          ...(door.body ? { body: door.body() } : {}),
        });
        const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
        const text = isStream ? "" : await answer.text();
        stop.abort();
        return { status: answer.status, text };
      }
      const asked = (name: Who, cookie: string) => {
        const { cookie: own = "", ...rest } = who[name];
        return { ...rest, cookie: [own, cookie].filter((each) => each !== "").join("; ") };
      };

      for (const [id, door] of Object.entries({ ...BEHIND, ...OF_API }))
        for (const link of LINKS) {
          const { secret, cookie } = links[link];
          const at = `${id in OF_API ? "/api/v1/links" : "/w"}/${secret}${door.path(things)}`;
          const answers = new Set<string>();
          for (const name of WHO) {
            const { status, text } = await look(at, door, asked(name, cookie));
            const expected = door.opens[link] ?? 404;
            if (status !== expected) faults.push(`${id} by "${link}" as ${name}: ${status} instead of ${expected}`);
            answers.add(text.replace(/"request_id":"[^"]*"/, ""));
            if (!(link in SEEN) && text.includes("seven lamps")) faults.push(`${id} by "${link}" tells of the wall`);
          }
          if (answers.size > 1) faults.push(`${id} by "${link}" is answered differently to different people`);
        }
      for (const link of LINKS)
        for (const beyond of BEYOND) {
          const { secret, cookie } = links[link];
          const { status } = await look(`/w/${secret}${beyond(things)}`, {}, asked("owner", cookie));
          if (status !== 404) faults.push(`${beyond(things)} by "${link}": ${status} instead of 404`);
        }

      // A link for guests takes, and shows nothing; none to look takes anything.
      const brought = () => {
        const form = new FormData();
        form.append("text", "a buoy");
        return form;
      };
      for (const link of LINKS) {
        const { secret, cookie } = links[link];
        const isGuests = link === "guests'";
        for (const name of WHO) {
          const form = await look(`/g/${secret}`, {}, asked(name, cookie));
          const sent = await look(`/g/${secret}`, { method: "POST", body: brought }, asked(name, cookie));
          if (form.status !== (isGuests ? 200 : 404)) faults.push(`GET /g by "${link}" as ${name}: ${form.status}`);
          if (sent.status !== (isGuests ? 303 : 404)) faults.push(`POST /g by "${link}" as ${name}: ${sent.status}`);
          if (/seven lamps|put aside|a buoy/.test(form.text + sent.text))
            faults.push(`/g by "${link}" tells ${name} what stands on the wall`);
        }
      }

      // Without a link a wall opens as long as it is public, to its owner no more than to anybody.
      const publicDoors = Object.entries(BEHIND).filter(([id]) => !id.startsWith("POST"));
      for (const visibility of ["private", "public", "private"] as const) {
        await wall.expect(200, "PATCH", `/walls/${board}`, { body: { visibility } });
        for (const [, door] of publicDoors)
          for (const name of WHO) {
            const { status } = await look(`/p/${board}${door.path(things)}`, door, asked(name, ""));
            const expected = visibility === "public" ? 200 : 404;
            if (status !== expected)
              faults.push(
                `/p${door.path(things)} of a ${visibility} wall as ${name}: ${status} instead of ${expected}`,
              );
          }
        for (const beyond of BEYOND) {
          const { status } = await look(`/p/${board}${beyond(things)}`, {}, asked("owner", ""));
          if (status !== 404) faults.push(`/p${beyond(things)} of a ${visibility} wall: ${status}`);
        }
      }

      // What is built is the same for everybody, and asks nobody who they are.
      for (const [door] of Object.entries(DOORS).filter(([, kind]) => kind === "page")) {
        const path = door.replace("GET ", "").replace(/:\w+|\*$/, seen.item);
        const answers = new Set<string>();
        for (const name of WHO) answers.add((await look(path, {}, asked(name, ""))).text);
        if (answers.size > 1) faults.push(`${door} is not the same for everybody`);
      }

      // A secret that opens a wall is no key: the API takes it for nothing.
      for (const link of LINKS) {
        const { secret, cookie } = links[link];
        const headers = { authorization: `Bearer ${secret}`, cookie };
        for (const path of [`/walls/${board}/items`, `/items/${seen.item}`, `/files/${seen.file}`, "/me", "/walls"])
          for (const as of [headers, { cookie }] as Record<string, string>[]) {
            const { status } = await look(`/api/v1${path}`, {}, as);
            if (status !== 401) faults.push(`${path} by "${link}": ${status} instead of 401`);
          }
      }
      assert.deepEqual(faults, []);
    },
  );
