import type { FastifyRequest } from "fastify";
import { Problem } from "../contract/problems.ts";
import { findActivePerson } from "../store/persons.ts";
import type { Caller } from "../wall/caller.ts";
import { takeOneTime } from "../wall/sign-in.ts";
import type { HttpContext } from "./context.ts";

/** Who a one-use ticket in the address lets in, for clients that cannot send headers with a stream. It may read, no more. */
export async function callerByTicket(context: HttpContext, request: FastifyRequest): Promise<Caller | null> {
  const { ticket } = request.query as { ticket?: string };
  if (ticket === undefined) return null;
  const id = await takeOneTime(context, { kind: "stream_tickets", token: ticket });
  const person = id === null ? undefined : await findActivePerson(context.store.reader, id);
  if (!person)
    throw new Problem("credentials-refused", "This ticket was used before or is older than a minute. Ask for another.");
  return { person: person.id, role: person.role, scopes: ["read"], by: { kind: "ticket" } };
}
