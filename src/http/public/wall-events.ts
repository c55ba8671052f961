import type { FastifyReply, FastifyRequest } from "fastify";
import type { HttpContext } from "../context.ts";
import { ANSWERED } from "../handler.ts";
import { EventStream, eventText } from "../live/stream.ts";
import { clocksOfVector } from "../live/wall-feed.ts";
import type { WallDoor } from "./wall-door.ts";

/** Tells whoever stands before a wall what changes on it, as long as it is open to them. */
export async function openWallEvents(
  { live }: HttpContext,
  { wall, stillOpens }: WallDoor,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<typeof ANSWERED> {
  const resumed = clocksOfVector(String(request.headers["last-event-id"] ?? ""))?.get(wall.id);
  const isKnown = resumed !== undefined && resumed >= wall.oldest && resumed <= wall.clock;
  reply.header("x-robots-tag", "noindex");
  const opened = new EventStream(request, reply);
  if (resumed !== undefined && !isKnown) opened.send(eventText({ event: "resync", data: "{}" }));
  await live.open({
    stream: opened,
    viewer: "anybody",
    clocks: new Map([[wall.id, isKnown ? resumed : wall.clock]]),
    shares: new Set(),
    imports: new Set(),
    isAtScreen: false,
    stillAllowed: stillOpens,
  });
  return ANSWERED;
}
