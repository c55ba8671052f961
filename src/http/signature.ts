import type { FastifyRequest } from "fastify";
import { Problem } from "../contract/problems.ts";
import { findActivePerson } from "../store/persons.ts";
import type { Caller } from "../wall/caller.ts";
import { personOfSignature } from "../wall/signed-address.ts";
import type { HttpContext } from "./context.ts";

/** Whom the signed address of a file lets in, for frames that send no cookie. It opens that one file. */
export async function callerBySignature({ store }: HttpContext, request: FastifyRequest): Promise<Caller | null> {
  const { signature } = request.query as { signature?: string };
  if (signature === undefined) return null;
  const { id: file } = request.params as { id: string };
  const id = await personOfSignature(store.reader, { file, signature, nowMs: await store.nowMs() });
  const person = id === null ? undefined : await findActivePerson(store.reader, id);
  if (!person)
    throw new Problem("credentials-refused", "This address has expired. Load the page that it stands on again.");
  return { person: person.id, role: person.role, scopes: ["read"], by: { kind: "ticket" } };
}
