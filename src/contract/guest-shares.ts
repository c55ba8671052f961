import { type Static, Type } from "typebox";
import { closed, Id, listOf, orNull, Time } from "./parts.ts";

/** What a guest brought to a wall by a link, and nobody has decided on yet. */
export const GuestShare = closed({
  id: Id,
  link: closed({ id: Id, name: orNull(Type.String()) }),
  guest: orNull(Type.String({ description: "The name that the guest gave" })),
  url: orNull(Type.String()),
  text: orNull(Type.String()),
  files: Type.Array(closed({ name: orNull(Type.String()), type: Type.String(), bytes: Type.Integer() })),
  created_at: Time,
});
export type GuestShare = Static<typeof GuestShare>;
export const GuestShareList = listOf(GuestShare);

export const GuestShareTaken = closed({ item_id: Id });
