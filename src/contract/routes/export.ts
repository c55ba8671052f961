import { Type } from "typebox";
import { EXPORT_FORMATS } from "../archive.ts";
import { Id, oneOf } from "../parts.ts";
import type { Route } from "../route.ts";

/** Everything a person has, to be taken elsewhere. */
export const EXPORT_ROUTES = {
  exportGet: {
    method: "GET",
    path: "/export",
    group: "export",
    access: "read",
    summary:
      "Everything of yours as one stream: zip (all of it, files too, to be restored elsewhere), jsonl (items), csv (a table of items) or html (bookmarks)",
    query: {
      format: Type.Optional(oneOf(EXPORT_FORMATS)),
      wall: Type.Optional({ ...Id, description: "What stands on this wall only" }),
    },
    answers: { 200: "a ZIP archive, lines of JSON, CSV or HTML" },
  },
} as const satisfies Record<string, Route>;
