import { facetsIn } from "../../contract/finding.ts";
import type { Item, ItemBulkRow } from "../../contract/items.ts";
import { Problem } from "../../contract/problems.ts";
import { contentOf } from "../../store/contents.ts";
import { findAnyItem, ownOf } from "../../store/items.ts";
import { beginAct } from "../../wall/acts/begin-act.ts";
import type { ItemOutcome } from "../../wall/acts/change-portion.ts";
import { anyItem } from "../../wall/any-item.ts";
import { keepBoth, pageOfDuplicates } from "../../wall/duplicates.ts";
import { editItem } from "../../wall/edit-item.ts";
import { findItems } from "../../wall/find-items.ts";
import { itemsForUrl, pageOfItems } from "../../wall/lists.ts";
import { mergeItems } from "../../wall/merge-items.ts";
import { placeItem, unplaceItem } from "../../wall/place-item.ts";
import { presentItem } from "../../wall/present-item.ts";
import { signerFor } from "../../wall/signed-address.ts";
import { similarItems } from "../../wall/similar-items.ts";
import { tagItem, untagItem } from "../../wall/tag-item.ts";
import { restoreItem, trashItem } from "../../wall/trash-item.ts";
import type { HttpContext } from "../context.ts";
import { editedVersionOf } from "../edited-version.ts";
import type { Some } from "../handler.ts";
import { pageLimit } from "../page-limit.ts";
import { problemDocument } from "../problem-answer.ts";
import { readerPage } from "../reader-page.ts";

/** As many as fit beside an item. */
const SIMILAR_DEFAULT = 8;

type ItemRoutes =
  | "itemList"
  | "itemRandom"
  | "itemSimilar"
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

  async function itemOf(id: string, person: string): Promise<Item> {
    const item = await presentItem(store.reader, { id, person });
    if (!item) throw new Problem("not-found", "There is no such item.");
    if (item.merged_into === null) return item;
    return (await presentItem(store.reader, { id: item.merged_into, person })) ?? item;
  }
  const answer = async (id: string, person: string) => {
    const body = await itemOf(id, person);
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
      return { status: 200, body: await anyItem(store, { person: caller.person, wall: query.wall }) };
    },
    itemGet: ({ params, caller }) => answer(params.id, caller.person),
    async itemSimilar({ params, query, caller }) {
      const limit = query.limit ?? SIMILAR_DEFAULT;
      return { status: 200, body: await similarItems(store, { person: caller.person, item: params.id, limit }) };
    },
    async itemEdit({ params, body, caller, request }) {
      const ifVersion = editedVersionOf(request.headers["if-match"]);
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
      const rows = new Map<string, ItemBulkRow>();
      const asked = { person: caller.person, ids, change: body.change, idempotencyKey: null };
      const act = await beginAct(context, asked, (outcomes) => {
        for (const each of outcomes) rows.set(each.item, rowOf(each, request.id));
      });
      return { status: 200, body: { items: ids.flatMap((id) => rows.get(id) ?? []), act_id: act.id } };
    },
    async itemMerge({ params, body, caller }) {
      const act = await mergeItems(context, { person: caller.person, loser: params.id, winner: body.into });
      return { status: 200, body: { ...(await itemOf(body.into, caller.person)), act_id: act } };
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
      const { id, wall } = params;
      await unplaceItem(context, { item: id, person: caller.person, wall });
      // Off the only wall where somebody else's thing was seen.
      const item = await presentItem(store.reader, { id, person: caller.person });
      return item ? { status: 200, body: item } : { status: 204 };
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
      const seen = await itemOf(params.id, caller.person);
      const item = await findAnyItem(store.reader, seen.id);
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
              "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
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
      const body = (format === "markdown" ? content?.markdown : null) ?? content?.text ?? shared;
      const type = format === "markdown" ? "text/markdown" : "text/plain";
      return { status: 200, headers: { "content-type": `${type}; charset=utf-8` }, body };
    },
    async search({ query, caller }) {
      const { q, cursor, sort, offset_minutes: offsetMinutes } = query;
      const asked = { person: caller.person, q, sort, facets: facetsIn(query), cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await findItems(store, { ...asked, offsetMinutes, questions: context.questions }) };
    },
  };
}

function rowOf(outcome: ItemOutcome, requestId: string): ItemBulkRow {
  if (outcome.became !== "refused") return { id: outcome.item, http_status: 200 };
  const { problem } = outcome;
  return { id: outcome.item, http_status: problem.status, problem: problemDocument(problem, requestId) };
}
