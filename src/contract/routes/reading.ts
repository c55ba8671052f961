import { Type } from "typebox";
import { AskersClock } from "../finding.ts";
import { LIMITS } from "../limits.ts";
import { Id, ListQuery } from "../parts.ts";
import {
  Highlight,
  HighlightDraft,
  HighlightEdit,
  HighlightList,
  MarkedHighlightList,
  Progress,
  ProgressEdit,
  ProgressList,
  Resurfaced,
  ResurfacingEdit,
} from "../reading.ts";
import type { Route } from "../route.ts";

const id = { id: Id };
const q = Type.Optional(
  Type.String({
    maxLength: LIMITS.queryCharacters,
    description: "Words, or beginnings of words, of the passage or its note",
  }),
);

/** Reading: what a person marks, how far they are, and what comes back to them. All of it is theirs alone. */
export const READING_ROUTES = {
  itemHighlights: {
    method: "GET",
    path: "/items/{id}/highlights",
    group: "reading",
    access: "read",
    summary: "The passages that you marked in an item, the oldest first",
    params: id,
    query: ListQuery,
    answers: { 200: HighlightList },
  },
  highlightCreate: {
    method: "POST",
    path: "/items/{id}/highlights",
    group: "reading",
    access: "write",
    summary: "Mark a passage of an item; marking the same passage again changes it",
    params: id,
    body: HighlightDraft,
    answers: { 200: Highlight, 201: Highlight },
  },
  highlightEdit: {
    method: "PATCH",
    path: "/highlights/{id}",
    group: "reading",
    access: "write",
    summary: "Change the note or the colour of a highlight",
    params: id,
    body: HighlightEdit,
    answers: { 200: Highlight },
  },
  highlightDelete: {
    method: "DELETE",
    path: "/highlights/{id}",
    group: "reading",
    access: "write",
    summary: "Take a highlight away",
    params: id,
    answers: { 204: null },
  },
  highlightList: {
    method: "GET",
    path: "/highlights",
    group: "reading",
    access: "read",
    summary: "All that you marked, the newest first, or what has these words",
    query: { ...ListQuery, q },
    answers: { 200: MarkedHighlightList },
  },
  highlightMarkdown: {
    method: "GET",
    path: "/highlights/markdown",
    group: "reading",
    access: "read",
    summary: `The same as Markdown, by item; the newest ${LIMITS.highlightsAsMarkdown.toLocaleString("en")}`,
    query: { q },
    answers: { 200: "text/markdown" },
  },
  progressList: {
    method: "GET",
    path: "/progress",
    group: "reading",
    access: "read",
    summary: "How far you are in what you opened, the last opened first; with items: in these",
    query: {
      ...ListQuery,
      items: Type.Optional(
        Type.String({
          maxLength: LIMITS.listLimit * 37,
          description: `Ids, separated by commas, at most ${LIMITS.listLimit}`,
        }),
      ),
    },
    answers: { 200: ProgressList },
  },
  progressGet: {
    method: "GET",
    path: "/items/{id}/progress",
    group: "reading",
    access: "read",
    summary: "How far you are in an item",
    params: id,
    answers: { 200: Progress },
  },
  progressPut: {
    method: "PUT",
    path: "/items/{id}/progress",
    group: "reading",
    access: "write",
    summary: "Say how far you are in an item",
    params: id,
    body: ProgressEdit,
    answers: { 200: Progress },
  },
  resurfaced: {
    method: "GET",
    path: "/resurfaced",
    group: "reading",
    access: "read",
    summary: "Today's handful of what you have not seen for long",
    query: AskersClock,
    answers: { 200: Resurfaced },
  },
  resurfacingEdit: {
    method: "PUT",
    path: "/resurfaced",
    group: "reading",
    access: "write",
    summary: "Put today's handful away, or switch it off",
    query: AskersClock,
    body: ResurfacingEdit,
    answers: { 200: Resurfaced },
  },
  resurfacedNever: {
    method: "DELETE",
    path: "/resurfaced/{id}",
    group: "reading",
    access: "write",
    summary: "Never bring this item back by itself",
    params: id,
    answers: { 204: null },
  },
} as const satisfies Record<string, Route>;
