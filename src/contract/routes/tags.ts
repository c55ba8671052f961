import { Type } from "typebox";
import { ListQuery } from "../parts.ts";
import type { Route } from "../route.ts";
import { DeletedTag, Tag, TagList, TagMerge, TagSuggestionList } from "../tags.ts";

const name = { name: Type.String() };

/** A person's vocabulary. A tag named "suggestions" is reached as "Suggestions": case is folded, fixed words are not. */
export const TAG_ROUTES = {
  tagList: {
    method: "GET",
    path: "/tags",
    group: "tags",
    access: "read",
    summary: "Your tags, the most used first, each with its synonyms",
    query: ListQuery,
    answers: { 200: TagList },
  },
  tagMerge: {
    method: "POST",
    path: "/tags/{name}/merge",
    group: "tags",
    access: "write",
    summary:
      "Make one tag of two; the one that ends becomes a synonym. The same word in another spelling respells the tag",
    params: name,
    body: TagMerge,
    answers: { 200: Tag },
  },
  tagDelete: {
    method: "DELETE",
    path: "/tags/{name}",
    group: "tags",
    access: "write",
    summary: "Take a tag off everything and forget it; no analysis uses the word until you do",
    params: name,
    answers: { 200: DeletedTag },
  },
  tagRestore: {
    method: "POST",
    path: "/tags/{name}/restore",
    group: "tags",
    access: "write",
    summary: "Bring a deleted tag back on what had it, with its synonyms",
    params: name,
    answers: { 200: Tag },
  },
  tagSynonymForget: {
    method: "DELETE",
    path: "/tags/{name}/synonyms/{synonym}",
    group: "tags",
    access: "write",
    summary: "Let a synonym be a word of its own again",
    params: { ...name, synonym: Type.String() },
    answers: { 204: null },
  },
  tagSuggestions: {
    method: "GET",
    path: "/tags/suggestions",
    group: "tags",
    access: "read",
    summary: "Pairs of your tags that may be one word, at most 100",
    answers: { 200: TagSuggestionList },
  },
  tagSuggestionDismiss: {
    method: "DELETE",
    path: "/tags/suggestions/{name}/{other}",
    group: "tags",
    access: "write",
    summary: "Keep two tags apart: they are not suggested again",
    params: { ...name, other: Type.String() },
    answers: { 204: null },
  },
} as const satisfies Record<string, Route>;
