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
    parts: Type.Optional(
      Type.Array(
        closed({
          number: Type.Integer(),
          url: Type.String({ description: "PUT the bytes here, with nothing else; good for 15 minutes" }),
          from: Type.Integer({ description: "Its first byte in the file" }),
          to: Type.Integer({ description: "Its last byte" }),
        }),
        { description: "Of a direct upload: what is not there yet" },
      ),
    ),
    expires_at: Type.Unsafe<string>({ ...Time, description: "Removed then, unless a share has named it" }),
  },
  { description: "A staged file" },
);
export type Upload = Static<typeof Upload>;
