import type { FastifyReply, FastifyRequest } from "fastify";
import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import { findImport } from "../../store/imports.ts";
import { wallsOfItem } from "../../store/places.ts";
import { findShare, listShares } from "../../store/shares.ts";
import { findSeenWall } from "../../store/wall-access.ts";
import { allows, type Caller } from "../../wall/caller.ts";
import { progressOf, shareStatus } from "../../wall/share-status.ts";
import { makeOneTime, TICKET_SECONDS } from "../../wall/sign-in.ts";
import { wallFor } from "../../wall/wall-for.ts";
import type { HttpContext } from "../context.ts";
import { ANSWERED, type Some } from "../handler.ts";
import { EventStream, eventText, RESYNC } from "../live/stream.ts";
import { clocksOfVector } from "../live/wall-feed.ts";
import { maySee } from "./shares.ts";

type StreamRoutes = "events" | "wallEvents" | "shareStatusEvents" | "streamTicket";

export function streamRoutes(context: HttpContext): Some<StreamRoutes> {
  const { store, live, auth } = context;

  async function stream(
    { caller, request, reply }: { caller: Caller; request: FastifyRequest; reply: FastifyReply },
    {
      walls,
      shares = [],
      imports = [],
    }: { walls: readonly string[]; shares?: readonly string[]; imports?: readonly string[] },
  ): Promise<typeof ANSWERED> {
    const resumed = clocksOfVector(String(request.headers["last-event-id"] ?? ""));
    const clocks = new Map<string, number>();
    let resync = false;
    for (const id of walls) {
      const wall = await wallFor(store.reader, { id, person: caller.person, use: "read" });
      const from = resumed?.get(id);
      const isKnown = from !== undefined && from >= wall.oldest && from <= wall.clock;
      if (resumed && !isKnown) resync = true;
      clocks.set(id, isKnown ? from : wall.clock);
    }
    for (const id of shares) {
      const share = await findShare(store.reader, { id, person: caller.person });
      if (!share || !maySee(share, caller)) throw new Problem("not-found", "Processing ID not found");
    }
    for (const id of imports)
      if (!(await findImport(store.reader, { id, person: caller.person })))
        throw new Problem("not-found", "There is no such import.");
    const opened = new EventStream(request, reply);
    if (resync) opened.send(RESYNC);
    const stillAllowed = async () => {
      if (!(await auth.stillHolds(caller))) return false;
      for (const id of walls) if (!(await findSeenWall(store.reader, { id, person: caller.person }))) return false;
      return true;
    };
    const isAtScreen = caller.by.kind === "session";
    const watched = { clocks, shares: new Set(shares), imports: new Set(imports) };
    await live.open({ stream: opened, viewer: { person: caller.person }, ...watched, isAtScreen, stillAllowed });
    await tellWhatRuns(opened, { person: caller.person, walls: new Set(walls) });
    return ANSWERED;
  }

  /** A reader that comes while work is under way sees how far it is, not only what happens next. */
  async function tellWhatRuns(
    opened: EventStream,
    { person, walls }: { person: string; walls: ReadonlySet<string> },
  ): Promise<void> {
    if (walls.size === 0) return;
    const running = await listShares(store.reader, { person, state: "processing", after: null, limit: RUNNING_TOLD });
    for (const share of running) {
      const progress = await progressOf(store.reader, share.id);
      const standing = progress === null || share.item === null ? [] : await wallsOfItem(store.reader, share.item);
      for (const wall of standing)
        if (walls.has(wall))
          opened.send(eventText({ event: "progress", data: JSON.stringify({ ...progress?.told, wall_id: wall }) }));
    }
  }

  return {
    async events(input) {
      const walls = idsOf(input.query.walls, LIMITS.streamWalls);
      const shares = idsOf(input.query.shares, LIMITS.streamShares);
      const imports = idsOf(input.query.imports, LIMITS.streamImports);
      if (walls.length + shares.length + imports.length === 0)
        throw new Problem("fields-not-valid", "Name at least one wall, share or import to watch.");
      return await stream(input, { walls, shares, imports });
    },

    async wallEvents(input) {
      return await stream(input, { walls: [input.params.id] });
    },

    async shareStatusEvents({ params, caller, request, reply }) {
      const find = () => findShare(store.reader, { id: params.id, person: caller.person });
      const share = await find();
      if (!share || !maySee(share, caller)) throw new Problem("not-found", "Processing ID not found");
      const opened = new EventStream(request, reply);
      const brief = !allows(caller.scopes, "read");
      let last = "";
      let busy: Promise<void> = Promise.resolve();
      const tell = async () => {
        const row = await find();
        if (!row || !opened.isOpen) return opened.end();
        const data = JSON.stringify(await shareStatus(store.reader, row, brief));
        if (data !== last) opened.send(eventText({ event: "share", data }));
        last = data;
        if (row.state !== "processing") opened.end();
      };
      const tellInTurn = () => {
        busy = busy.then(tell).catch((error: unknown) => {
          context.log("warn", "fault", { what: "status stream", error: String(error) });
          opened.end();
        });
      };
      const stop = context.channel.subscribe((message) => {
        const isOurs = (message.kind === "share" || message.kind === "progress") && message.share === params.id;
        if (isOurs) tellInTurn();
      });
      // A doorbell may be lost; and the server's end must end the stream.
      const timer = setInterval(() => (context.state.ready ? tellInTurn() : opened.end()), STATUS_LOOK_MS);
      opened.onClose(() => {
        stop();
        clearInterval(timer);
      });
      tellInTurn();
      return ANSWERED;
    },

    async streamTicket({ caller }) {
      const ticket = await makeOneTime(context, { kind: "stream_tickets", person: caller.person });
      return { status: 201, body: { ticket, expires_in_seconds: TICKET_SECONDS } };
    },
  };
}

const STATUS_LOOK_MS = 2_000;
/** Shares at work that a new reader is told of; the screen shows no more at once. */
const RUNNING_TOLD = 50;

function idsOf(list: string | undefined, most: number): string[] {
  const ids = [
    ...new Set(
      (list ?? "")
        .split(",")
        .map((id) => id.trim())
        .filter(Boolean),
    ),
  ];
  if (ids.length > most) throw new Problem("out-of-range", `One stream watches at most ${most} of these.`);
  return ids;
}
