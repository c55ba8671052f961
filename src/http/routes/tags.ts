import { deleteTag, restoreTag } from "../../wall/delete-tag.ts";
import { mergeTags } from "../../wall/merge-tags.ts";
import { forgetTagSynonym, keepTagsApart, pageOfTags, suggestTagMerges } from "../../wall/tags.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { pageLimit } from "../page-limit.ts";

type TagRoutes =
  | "tagList"
  | "tagMerge"
  | "tagDelete"
  | "tagRestore"
  | "tagSynonymForget"
  | "tagSuggestions"
  | "tagSuggestionDismiss";

export function tagRoutes(context: HttpContext): Some<TagRoutes> {
  const { store } = context;
  return {
    async tagList({ query, caller }) {
      const { cursor } = query;
      const page = { owner: caller.person, cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfTags(store, page) };
    },
    async tagMerge({ params, body, caller }) {
      const merge = { person: caller.person, name: params.name, into: body.into };
      return { status: 200, body: await mergeTags(context, merge) };
    },
    async tagDelete({ params, caller }) {
      return { status: 200, body: await deleteTag(context, { person: caller.person, name: params.name }) };
    },
    async tagRestore({ params, caller }) {
      return { status: 200, body: await restoreTag(context, { person: caller.person, name: params.name }) };
    },
    async tagSynonymForget({ params, caller }) {
      await forgetTagSynonym(context, { person: caller.person, ...params });
      return { status: 204 };
    },
    async tagSuggestions({ caller }) {
      return { status: 200, body: { items: await suggestTagMerges(store, caller.person), next_cursor: null } };
    },
    async tagSuggestionDismiss({ params, caller }) {
      await keepTagsApart(context, { person: caller.person, names: [params.name, params.other] });
      return { status: 204 };
    },
  };
}
