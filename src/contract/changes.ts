import { type Static, Type } from "typebox";
import { WALL_SORTINGS } from "./choices.ts";
import { Item } from "./items.ts";
import { WALL_ROLES } from "./members.ts";
import { closed, Id, oneOf, orNull, Time } from "./parts.ts";
import { Highlight } from "./reading.ts";
import { EditedVersion, VISIBILITIES, WALL_KINDS } from "./walls.ts";

/** A wall as a mirror keeps it: without what each change of an item would change. */
export const MirroredWall = closed({
  id: Id,
  name: Type.String(),
  description: orNull(Type.String()),
  kind: oneOf(WALL_KINDS),
  visibility: oneOf(VISIBILITIES),
  indexed: Type.Boolean(),
  sorting: oneOf(WALL_SORTINGS),
  query: orNull(
    Type.String({ description: "Of a smart wall, which nothing stands on: what it finds is for you to ask" }),
  ),
  role: oneOf(WALL_ROLES, { description: "Of whoever asks" }),
  owner_id: Id,
  edited_version: EditedVersion,
  created_at: Time,
});
export type MirroredWall = Static<typeof MirroredWall>;

export const MirroredTag = closed({
  id: Id,
  name: Type.String(),
  synonyms: Type.Array(Type.String()),
});
export type MirroredTag = Static<typeof MirroredTag>;

/** What changed for a person, as it is now. Apply `gone` first, then the rest: each thing takes the place of the one of its id. */
export const AccountChanges = closed({
  gone: Type.Unsafe<{
    walls: string[];
    tags: string[];
    highlights: string[];
    places: { item_id: string; wall_id: string }[];
  }>({
    ...closed({
      walls: Type.Array(Id, { description: "With all that stood there; what stands on no other wall you see is gone" }),
      tags: Type.Array(Id),
      highlights: Type.Array(Id),
      places: Type.Array(closed({ item_id: Id, wall_id: Id }), {
        description: "An item left a wall; one that is on no wall any more is gone, or lies in the trash",
      }),
    }),
    description: "To be taken away before what is told is put in its place",
  }),
  walls: Type.Array(MirroredWall),
  tags: Type.Array(MirroredTag),
  highlights: Type.Array(Highlight),
  items: Type.Array(Item, { description: "With their texts cut as in lists" }),
  next: Type.String({ description: "The cursor to go on from; keep it only after this answer was applied" }),
  more: Type.Boolean({ description: "Ask again at once" }),
});
export type AccountChanges = Static<typeof AccountChanges>;
