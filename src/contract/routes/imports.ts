import { Type } from "typebox";
import { FOLDERS_BECOME, IMPORT_ROW_STATES } from "../import-names.ts";
import { Import, ImportEdit, ImportedRowList, ImportList, ImportPull } from "../imports.ts";
import { Id, ListQuery, oneOf } from "../parts.ts";
import type { Route } from "../route.ts";

const id = { id: Id };
const state = Type.Optional(oneOf(IMPORT_ROW_STATES));

/** What people bring from elsewhere. A file is checked first and nothing is made; then it is started. */
export const IMPORT_ROUTES = {
  importCreate: {
    method: "POST",
    path: "/imports",
    group: "imports",
    access: "write",
    limited: "share",
    summary:
      "Bring a file of bookmarks or notes from elsewhere: it is kept and answered at once, then checked. An Idempotency-Key makes a retry harmless",
    streams: true,
    takes: { "*/*": "the bytes of the file" },
    query: {
      name: Type.Optional(Type.String({ description: "What it is called, unless Content-Disposition says so" })),
      file_id: Type.Optional(
        Type.String({ description: "Without a body: a file that was handed in whole by POST /files" }),
      ),
      format: Type.Optional(Type.String({ description: "What it is; by default it is recognised" })),
      wall_id: Type.Optional(
        Type.String({ description: "Where things stand that lie in no folder; by default the inbox" }),
      ),
      folders: Type.Optional(oneOf(FOLDERS_BECOME, { description: "What folders and lists become; by default walls" })),
      tags: Type.Optional(Type.String({ description: "Put on everything; separated by commas" })),
      start: Type.Optional(Type.Boolean({ description: "Go on by itself once it has been checked" })),
    },
    answers: { 202: Import },
  },
  importPull: {
    method: "POST",
    path: "/imports/pull",
    group: "imports",
    access: "write",
    limited: "share",
    summary:
      "Bring everything from another service, by its address and a key of it: its API is read page by page, checked, and imported as a file would be. An Idempotency-Key makes a retry harmless",
    body: ImportPull,
    answers: { 202: Import },
  },
  importList: {
    method: "GET",
    path: "/imports",
    group: "imports",
    access: "read",
    summary: "Your imports, the newest first",
    query: ListQuery,
    answers: { 200: ImportList },
  },
  importGet: {
    method: "GET",
    path: "/imports/{id}",
    group: "imports",
    access: "read",
    summary: "An import: how far it is, what the check found, what became of its rows",
    params: id,
    answers: { 200: Import },
  },
  importEdit: {
    method: "PATCH",
    path: "/imports/{id}",
    group: "imports",
    access: "write",
    summary: "Say what the columns mean, what it is, where things go; it is checked anew. Only before it is started",
    params: id,
    body: ImportEdit,
    answers: { 200: Import },
  },
  importStart: {
    method: "POST",
    path: "/imports/{id}/start",
    group: "imports",
    access: "write",
    summary: "Import what was checked; while it is still being checked, as soon as that has ended",
    params: id,
    answers: { 202: Import },
  },
  importCancel: {
    method: "POST",
    path: "/imports/{id}/cancel",
    group: "imports",
    access: "write",
    summary: "Stop it; what it has made until now stays, and can be undone",
    params: id,
    answers: { 200: Import },
  },
  importUndo: {
    method: "POST",
    path: "/imports/{id}/undo",
    group: "imports",
    access: "write",
    summary:
      "Take it back: what it made and nobody has touched since goes to the trash, what it added to standing items goes. Rows tell what was left alone and why",
    params: id,
    answers: { 202: Import },
  },
  importRows: {
    method: "GET",
    path: "/imports/{id}/rows",
    group: "imports",
    access: "read",
    summary: "What became of each row, in the order of the source",
    params: id,
    query: { ...ListQuery, state },
    answers: { 200: ImportedRowList },
  },
  importRowsCsv: {
    method: "GET",
    path: "/imports/{id}/rows.csv",
    group: "imports",
    access: "read",
    summary: "The same, all of them at once, for a table calculator",
    params: id,
    query: { state },
    answers: { 200: "text/csv" },
  },
} as const satisfies Record<string, Route>;
