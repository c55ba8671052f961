import { highlightsAsMarkdown } from "../../wall/reading/highlights-as-markdown.ts";
import { pageOfHighlights, pageOfMarked } from "../../wall/reading/list-highlights.ts";
import { deleteHighlight, editHighlight, markPassage } from "../../wall/reading/mark-passage.ts";
import { keepProgress, pageOfProgress, progressIn } from "../../wall/reading/progress.ts";
import { editResurfacing, keepAway, resurface } from "../../wall/reading/resurface.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { pageLimit } from "../page-limit.ts";

type ReadingRoutes =
  | "itemHighlights"
  | "highlightCreate"
  | "highlightEdit"
  | "highlightDelete"
  | "highlightList"
  | "highlightMarkdown"
  | "progressList"
  | "progressGet"
  | "progressPut"
  | "resurfaced"
  | "resurfacingEdit"
  | "resurfacedNever";

export function readingRoutes(context: HttpContext): Some<ReadingRoutes> {
  const { reader } = context.store;
  return {
    async itemHighlights({ params, query, caller }) {
      const asked = { item: params.id, person: caller.person, cursor: query.cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfHighlights(reader, asked) };
    },
    async highlightCreate({ params, body, caller }) {
      const { highlight, isNew } = await markPassage(context, { item: params.id, person: caller.person }, body);
      return isNew ? { status: 201, body: highlight } : { status: 200, body: highlight };
    },
    async highlightEdit({ params, body, caller }) {
      return { status: 200, body: await editHighlight(context, { id: params.id, person: caller.person }, body) };
    },
    async highlightDelete({ params, caller }) {
      await deleteHighlight(context, { id: params.id, person: caller.person });
      return { status: 204 };
    },
    async highlightList({ query, caller }) {
      const { q, cursor } = query;
      const asked = { person: caller.person, q, cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfMarked(reader, asked) };
    },
    async highlightMarkdown({ query, caller }) {
      const body = await highlightsAsMarkdown(reader, { person: caller.person, q: query.q });
      return { status: 200, headers: { "content-type": "text/markdown; charset=utf-8" }, body };
    },
    async progressList({ query, caller }) {
      const { items, cursor } = query;
      const asked = { person: caller.person, items, cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfProgress(reader, asked) };
    },
    async progressGet({ params, caller }) {
      return { status: 200, body: await progressIn(reader, { item: params.id, person: caller.person }) };
    },
    async progressPut({ params, body, caller }) {
      return { status: 200, body: await keepProgress(context, { item: params.id, person: caller.person }, body) };
    },
    async resurfaced({ query, caller }) {
      const { offset_minutes: offsetMinutes } = query;
      return { status: 200, body: await resurface(context, { person: caller.person, offsetMinutes }) };
    },
    async resurfacingEdit({ query, body, caller }) {
      const { offset_minutes: offsetMinutes } = query;
      return {
        status: 200,
        body: await editResurfacing(context, { person: caller.person, offsetMinutes, edit: body }),
      };
    },
    async resurfacedNever({ params, caller }) {
      await keepAway(context, { item: params.id, person: caller.person });
      return { status: 204 };
    },
  };
}
