import { type Static, Type } from "typebox";
import { closed, Id, orNull, Time } from "./parts.ts";

/** A file that is being handed in by itself, whole or in pieces, to be named by a share. */
export const Upload = closed(
  {
    id: Id,
    name: orNull(Type.String()),
    type: Type.String(),
    offset: Type.Integer({ description: "Bytes that lie here; go on with this one" }),
    length: orNull(Type.Integer({ description: "How many there will be, as far as that was said" })),
    complete: Type.Boolean({ description: "Whole: a share may name it in file_ids" }),
    sha256: orNull(Type.String()),
    upload_url: Type.String(),
    expires_at: Type.Unsafe<string>({ ...Time, description: "Removed then, unless a share has named it" }),
  },
  { description: "A staged file" },
);
export type Upload = Static<typeof Upload>;
