import { facetsIn } from "../../contract/finding.ts";
import type { Item, ItemBulkRow } from "../../contract/items.ts";
import { Problem } from "../../contract/problems.ts";
import { inTurns } from "../../core/in-turns.ts";
import { contentOf } from "../../store/contents.ts";
import { findItem, ownOf } from "../../store/items.ts";
import { anyItem } from "../../wall/any-item.ts";
import { changeOneOfMany } from "../../wall/change-items.ts";
import { keepBoth, pageOfDuplicates } from "../../wall/duplicates.ts";
import { editItem } from "../../wall/edit-item.ts";
import { itemsForUrl, pageOfItems, pageOfSearch } from "../../wall/lists.ts";
import { mergeItems } from "../../wall/merge-items.ts";
import { placeItem, unplaceItem } from "../../wall/place-item.ts";
import { presentItem } from "../../wall/present-item.ts";
import { signerFor } from "../../wall/signed-address.ts";
import { tagItem, untagItem } from "../../wall/tag-item.ts";
import { restoreItem, trashItem } from "../../wall/trash-item.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { pageLimit } from "../page-limit.ts";
import { problemDocument, toProblem } from "../problem-answer.ts";
import { readerPage } from "../reader-page.ts";

/** Items of a bulk that are changed at the same time: enough to share a commit, few enough for a pool of connections. */
const BULK_AT_ONCE = 16;

type ItemRoutes =
  | "itemList"
  | "itemRandom"
  | "itemGet"
  | "itemEdit"
  | "itemDelete"
  | "itemRestore"
  | "itemBulk"
  | "itemMerge"
  | "duplicateList"
  | "duplicateDismiss"
  | "itemPlace"
  | "itemUnplace"
  | "itemTag"
  | "itemUntag"
  | "itemContent"
  | "search";

export function itemRoutes(context: HttpContext, readingFont: string | null): Some<ItemRoutes> {
  const { store } = context;

  async function itemOf(id: string, owner: string): Promise<Item> {
    const item = await presentItem(store.reader, { id, owner });
    if (!item) throw new Problem("not-found", "There is no such item.");
    if (item.merged_into === null) return item;
    return (await presentItem(store.reader, { id: item.merged_into, owner })) ?? item;
  }
  const answer = async (id: string, owner: string) => {
    const body = await itemOf(id, owner);
    return { status: 200 as const, body };
  };

  return {
    async itemList({ query, caller }) {
      const limit = pageLimit(query.limit);
      const owner = caller.person;
      const body =
        query.url === undefined
          ? await pageOfItems(store, { owner, cursor: query.cursor, limit, trash: query.trash ?? false })
          : await itemsForUrl(store, { owner, url: query.url });
      return { status: 200, body };
    },
    async itemRandom({ query, caller }) {
      return { status: 200, body: await anyItem(store, { owner: caller.person, wall: query.wall }) };
    },
    itemGet: ({ params, caller }) => answer(params.id, caller.person),
    async itemEdit({ params, body, caller, request }) {
      const ifVersion = versionOf(request.headers["if-match"]);
      await editItem(context, { item: params.id, person: caller.person }, { edit: body, ifVersion });
      return await answer(params.id, caller.person);
    },
    async itemDelete({ params, caller }) {
      await trashItem(context, { item: params.id, person: caller.person });
      return { status: 204 };
    },
    async itemRestore({ params, caller }) {
      await restoreItem(context, { item: params.id, person: caller.person });
      return await answer(params.id, caller.person);
    },
    async itemBulk({ body, caller, request }) {
      const ids = [...new Set(body.ids)];
      const items = await inTurns(ids, BULK_AT_ONCE, async (id): Promise<ItemBulkRow> => {
        try {
          await changeOneOfMany(context, { item: id, person: caller.person }, body.change);
          return { id, http_status: 200 };
        } catch (error) {
          const problem = toProblem(error);
          if (problem.status >= 500) throw error;
          return { id, http_status: problem.status, problem: problemDocument(problem, request.id) };
        }
      });
      return { status: 200, body: { items } };
    },
    async itemMerge({ params, body, caller }) {
      await mergeItems(context, { person: caller.person, loser: params.id, winner: body.into });
      return await answer(body.into, caller.person);
    },
    async duplicateList({ query, caller }) {
      const { cursor } = query;
      const page = { owner: caller.person, cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfDuplicates(store.reader, page) };
    },
    async duplicateDismiss({ params, caller }) {
      await keepBoth(context, { person: caller.person, items: [params.id, params.other] });
      return { status: 204 };
    },
    async itemPlace({ params, caller }) {
      await placeItem(context, { item: params.id, person: caller.person, wall: params.wall });
      return await answer(params.id, caller.person);
    },
    async itemUnplace({ params, caller }) {
      await unplaceItem(context, { item: params.id, person: caller.person, wall: params.wall });
      return await answer(params.id, caller.person);
    },
    async itemTag({ params, caller }) {
      await tagItem(context, { item: params.id, person: caller.person, name: params.name });
      return await answer(params.id, caller.person);
    },
    async itemUntag({ params, caller }) {
      await untagItem(context, { item: params.id, person: caller.person, name: params.name });
      return await answer(params.id, caller.person);
    },
    async itemContent({ params, query, caller }) {
      const named = await findItem(store.reader, { id: params.id, owner: caller.person });
      const winner = named?.merged_into ?? null;
      const item = winner === null ? named : await findItem(store.reader, { id: winner, owner: caller.person });
      if (!item) throw new Problem("not-found", "There is no such item.");
      const content = await contentOf(store.reader, item.id);
      const shared = content?.shared_text ?? ownOf(item).text ?? "";
      const format = query.format ?? "text";
      if (format === "html")
        return {
          status: 200,
          headers: {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy":
              "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
            "x-frame-options": "SAMEORIGIN",
          },
          body: readerPage({
            title: item.title,
            language: item.lang,
            html: content?.html ?? null,
            text: shared,
            size: query.size ?? "normal",
            theme: query.theme ?? "page",
            font: readingFont,
            // The frame sends no cookie, so its pictures carry their right in their addresses.
            fileAddress: await signerFor(context, caller.person),
          }),
        };
      const body = (format === "markdown" ? content?.markdown : content?.text) ?? shared;
      const type = format === "markdown" ? "text/markdown" : "text/plain";
      return { status: 200, headers: { "content-type": `${type}; charset=utf-8` }, body };
    },
    async search({ query, caller }) {
      const { q, cursor, sort } = query;
      const asked = { owner: caller.person, q, sort, facets: facetsIn(query), cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfSearch(store, asked) };
    },
  };
}

/** `If-Match` carries the item's `edited_version`; null without one, or for `*`. */
function versionOf(header: string | undefined): number | null {
  if (header === undefined || header.trim() === "*") return null;
  const [, version] = /^\s*(?:W\/)?"?(\d{1,15})"?\s*$/.exec(header) ?? [];
  if (version === undefined)
    throw new Problem("fields-not-valid", "If-Match takes the edited_version of the item.", {
      fields: [{ field: "headers/if-match", message: "a number" }],
    });
  return Number(version);
}
