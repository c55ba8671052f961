import type { AnalysisDocument, AnalyzeInput } from "../../contract/analyses.ts";
import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import type { AnalysisWish } from "../../core/analysis.ts";
import { cleanLine, cleanText } from "../../core/clean-text.ts";
import { inTurns } from "../../core/in-turns.ts";
import { analyzeAgain } from "../../wall/again.ts";
import { aiUsage } from "../../wall/ai-usage.ts";
import { listAnalyses, undoAnalysisOf } from "../../wall/analyses.ts";
import type { Caller } from "../../wall/caller.ts";
import { checkShare } from "../../wall/check-share.ts";
import { canonicalLanguage } from "../../wall/edit-person.ts";
import { presentMade } from "../../wall/present-analysis.ts";
import { presentItem } from "../../wall/present-item.ts";
import { shareStatus } from "../../wall/share-status.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { problemDocument, toProblem } from "../problem-answer.ts";

type AiRoutes =
  | "aiAnalyze"
  | "aiAnalyzeBatch"
  | "aiPreview"
  | "aiUsage"
  | "itemAnalyze"
  | "itemAnalyses"
  | "analysisUndo";

/** Contents of one batch that are analysed at the same time. */
const BATCH_AT_ONCE = 5;

export function aiRoutes(context: HttpContext): Some<AiRoutes> {
  const { store, ai } = context;

  async function analyse(content: AnalyzeInput, caller: Caller): Promise<AnalysisDocument> {
    const allowHosts = caller.role === "owner" ? context.allowHosts : [];
    const draft = checkShare(content, { files: [], page: null }, allowHosts);
    const made = await ai.analyzeContent({
      person: caller.person,
      content: {
        url: draft.url?.address ?? null,
        text: content.text === undefined ? null : cleanText(content.text),
        title: content.title === undefined ? null : cleanLine(content.title),
        allowListed: caller.role === "owner",
      },
    });
    return presentMade(made);
  }

  return {
    async aiAnalyze({ body, caller }) {
      return { status: 200, body: await analyse(body, caller) };
    },
    async aiAnalyzeBatch({ body, caller, request }) {
      if (body.items.length > LIMITS.analyzeBatchItems)
        throw new Problem("too-large", `One batch takes at most ${LIMITS.analyzeBatchItems} contents.`);
      const items = await inTurns(body.items, BATCH_AT_ONCE, async (content) => {
        try {
          return { analysis: await analyse(content, caller) };
        } catch (error) {
          return { problem: problemDocument(toProblem(error), request.id) };
        }
      });
      return { status: 200, body: { items } };
    },
    async aiPreview({ body, caller }) {
      const { item_id: item, ...wish } = body;
      const made = await ai.previewAnalysis({ person: caller.person, item, wish: cleanWish(wish) });
      return { status: 200, body: presentMade(made) };
    },
    async aiUsage({ query, caller }) {
      const { limits, pricesAsOf, meaningOf } = ai;
      const asked = { caller, month: query.month ?? null, limits, pricesAsOf, meaningOf };
      return { status: 200, body: await aiUsage(store, asked) };
    },
    async itemAnalyze({ params, body, caller }) {
      const wish = cleanWish(body ?? {});
      ai.refuseUnknown(wish);
      const share = await analyzeAgain(context, { item: params.id, person: caller.person }, wish);
      return { status: 202, body: await shareStatus(store.reader, share) };
    },
    async itemAnalyses({ params, caller }) {
      return { status: 200, body: await listAnalyses(store.reader, { item: params.id, person: caller.person }) };
    },
    async analysisUndo({ params, caller }) {
      const whose = { item: params.id, person: caller.person };
      await undoAnalysisOf(context, whose, { analysis: params.analysis });
      const item = await presentItem(store.reader, { id: params.id, person: caller.person });
      if (!item) throw new Problem("not-found", "There is no such item.");
      return { status: 200, body: item };
    },
  };
}

function cleanWish({ language, instructions, ...wish }: AnalysisWish): AnalysisWish {
  return {
    ...wish,
    ...(language === undefined ? {} : { language: canonicalLanguage(language) }),
    ...(instructions === undefined ? {} : { instructions: cleanText(instructions) }),
  };
}
