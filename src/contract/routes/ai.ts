import { Type } from "typebox";
import {
  AiUsage,
  AnalysisDocument,
  AnalysisWish,
  AnalyzeBatchAnswer,
  AnalyzeBatchInput,
  AnalyzeInput,
  KeptAnalyses,
  PreviewInput,
} from "../analyses.ts";
import { Item } from "../items.ts";
import { LIMITS } from "../limits.ts";
import { Id } from "../parts.ts";
import type { Route } from "../route.ts";
import { ShareStatus } from "../shares.ts";

/** What is said of things: by whom, what it cost, anew, and taken back. */
export const AI_ROUTES = {
  aiAnalyze: {
    method: "POST",
    path: "/ai/analyze",
    group: "ai",
    access: "write",
    limited: "ai",
    summary: "Analyse one content, without keeping it",
    body: AnalyzeInput,
    answers: { 200: AnalysisDocument },
  },
  aiAnalyzeBatch: {
    method: "POST",
    path: "/ai/analyze/batch",
    group: "ai",
    access: "write",
    limited: "ai",
    summary: `Analyse up to ${LIMITS.analyzeBatchItems} contents, in order`,
    body: AnalyzeBatchInput,
    answers: { 200: AnalyzeBatchAnswer },
  },
  aiPreview: {
    method: "POST",
    path: "/ai/preview",
    group: "ai",
    access: "write",
    limited: "ai",
    summary: "Try instructions, a model or a language on an item; nothing of it is kept",
    body: PreviewInput,
    answers: { 200: AnalysisDocument },
  },
  aiUsage: {
    method: "GET",
    path: "/ai/usage",
    group: "ai",
    access: "read",
    summary: "What analyses cost in a month, by day and model",
    query: {
      month: Type.Optional(Type.String({ pattern: "^\\d{4}-(?:0[1-9]|1[0-2])$", description: "By default this one" })),
    },
    answers: { 200: AiUsage },
  },
  itemAnalyze: {
    method: "POST",
    path: "/items/{id}/analyze",
    group: "items",
    access: "write",
    limited: "ai",
    summary: "Analyse an item anew",
    params: { id: Id },
    body: AnalysisWish,
    answers: { 202: ShareStatus },
  },
  itemAnalyses: {
    method: "GET",
    path: "/items/{id}/analyses",
    group: "items",
    access: "read",
    summary: "Every analysis of an item: by whom, at what cost, what it said",
    params: { id: Id },
    answers: { 200: KeptAnalyses },
  },
  analysisUndo: {
    method: "DELETE",
    path: "/items/{id}/analyses/{analysis}",
    group: "items",
    access: "write",
    summary: "Take an analysis back; the best one left is shown",
    params: { id: Id, analysis: Id },
    answers: { 200: Item },
  },
} as const satisfies Record<string, Route>;
