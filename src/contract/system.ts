import { type Static, Type } from "typebox";
import { closed, oneOf, orNull, Time } from "./parts.ts";

const LaneCounts = closed({ pending: Type.Integer(), processing: Type.Integer(), failed: Type.Integer() });
export const Queue = closed({
  pending_items: Type.Integer(),
  processing_items: Type.Integer(),
  failed_items: Type.Integer(),
  oldest_pending_seconds: Type.Integer(),
  lanes: Type.Record(Type.String(), LaneCounts),
  breakers: Type.Record(Type.String(), oneOf(["closed", "open", "half-open"])),
});
export type Queue = Static<typeof Queue>;

const ServiceHealth = closed({ status: oneOf(["up", "degraded", "down"]), ms: orNull(Type.Number()) });
export const Health = closed({
  status: oneOf(["healthy", "degraded", "unhealthy"]),
  services: Type.Optional(Type.Record(Type.String(), ServiceHealth)),
  issues: Type.Optional(Type.Array(Type.String())),
  backed_up_at: Type.Optional(
    orNull(Type.Unsafe<string>({ ...Time, description: "When the last verified backup was begun" })),
  ),
});
export type Health = Static<typeof Health>;

export const Alive = closed({ status: oneOf(["live", "ready"]) });
export const Version = closed({ name: Type.String(), version: Type.String(), api: Type.String() });
export const OwnerLink = closed({ url: Type.String(), expires_in_seconds: Type.Integer() });
export const Ticket = closed({ ticket: Type.String(), expires_in_seconds: Type.Integer() });
export const SignIn = closed({ token: Type.String({ minLength: 1, maxLength: 200 }) });
