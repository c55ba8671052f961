import { type Static, Type } from "typebox";
import { closed, Id, oneOf, orNull, Time } from "./parts.ts";

export const Backup = closed({
  id: Id,
  state: oneOf(["running", "verified", "failed"]),
  cause: oneOf(["asked", "schedule", "migration"]),
  host: Type.String({ description: "The machine that takes it" }),
  folder: orNull(Type.String({ description: "Where it lies on that machine" })),
  bytes: Type.Integer({ description: "Of its rows; files that are linked take no room" }),
  error: orNull(Type.String()),
  progress: orNull(closed({ doing: oneOf(["rows", "files", "verify"]), done: Type.Integer() })),
  started_at: Time,
  ended_at: orNull(Time),
});
export type Backup = Static<typeof Backup>;
