import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { AnalysisDocument, AnalysisWish } from "../../../src/contract/analyses.ts";
import type { Item } from "../../../src/contract/items.ts";
import { sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { words } from "../words/words.ts";
import { analyseAgain, previewAnalysis, undoAnalysis } from "./analyses.ts";
import { Preview } from "./preview.tsx";
import { readWish, WishFields } from "./wish-fields.tsx";

/** The ways to another analysis: a small form that opens, and back to the one before. */
export function AnalyseAgain({ item, working }: { item: Item; working: boolean }) {
  const isOpen = useSignal(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { analysis, common } = words.value;
  const close = () => {
    isOpen.value = false;
    opener.current?.focus();
  };
  return (
    <>
      <div class="again-bar">
        <button
          ref={opener}
          type="button"
          class="text-button"
          aria-expanded={isOpen.value}
          aria-disabled={working}
          onClick={() => {
            if (!working) isOpen.value = !isOpen.value;
          }}
        >
          <Icon name="rotate" small />
          {working ? analysis.working : item.analysis === null ? analysis.analyse : analysis.again}
        </button>
        {item.analysis !== null && !working && (
          <button
            type="button"
            class="text-button again-undo"
            aria-label={analysis.undo}
            onClick={() => {
              // It goes away with the last analysis.
              opener.current?.focus();
              void undoAnalysis(item);
            }}
          >
            {common.undo}
          </button>
        )}
      </div>
      {isOpen.value && !working && <AgainForm item={item} close={close} />}
    </>
  );
}

function AgainForm({ item, close }: { item: Item; close: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const trying = useRef<AbortController | null>(null);
  const busy = useSignal<"trying" | "starting" | null>(null);
  const would = useSignal<AnalysisDocument | null>(null);
  const problem = useSignal<string | null>(null);
  const { analysis, common } = words.value;
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>("input:checked, select, button")?.focus();
    return () => trying.current?.abort();
  }, []);

  /** What is tried is what the fields say; once they say something else it is not shown any more. */
  const forget = () => {
    trying.current?.abort();
    busy.value = null;
    would.value = null;
    problem.value = null;
  };
  const attempt = async (doing: "trying" | "starting", work: (wish: AnalysisWish) => Promise<void>) => {
    if (form.current === null || busy.value !== null) return;
    busy.value = doing;
    problem.value = null;
    try {
      await work(readWish(form.current));
    } catch (thrown) {
      if (trying.current?.signal.aborted) return;
      problem.value = sentenceOf(thrown);
    }
    busy.value = null;
  };
  const preview = () =>
    attempt("trying", async (wish) => {
      trying.current = new AbortController();
      would.value = await previewAnalysis(item.id, wish, trying.current.signal);
    });
  const begin = () =>
    attempt("starting", async (wish) => {
      await analyseAgain(item, wish);
      close();
    });

  return (
    <form
      ref={form}
      class="again"
      aria-label={analysis.again}
      onInput={forget}
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        // Escape would close the sheet, and with it what was typed.
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <WishFields language={item.language} />
      <p class="again-said quiet" role="status">
        {busy.value === "trying" && analysis.trying}
        {would.value !== null && analysis.wouldSay}
      </p>
      {would.value !== null && <Preview item={item} would={would.value} />}
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      <div class="again-buttons">
        <button type="submit" class="main-button" aria-disabled={busy.value !== null}>
          {would.value === null ? analysis.analyse : analysis.use}
        </button>
        {would.value === null && (
          <button type="button" class="quiet-button" aria-disabled={busy.value !== null} onClick={() => void preview()}>
            {analysis.preview}
          </button>
        )}
        <button type="button" class="text-button again-undo" onClick={close}>
          {common.cancel}
        </button>
      </div>
    </form>
  );
}
