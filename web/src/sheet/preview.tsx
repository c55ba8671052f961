import { useLayoutEffect, useRef } from "preact/hooks";
import type { AnalysisDocument } from "../../../src/contract/analyses.ts";
import type { Item } from "../../../src/contract/items.ts";
import { costOf, makerOf, refusalsOf } from "../analysis-words.ts";
import { words } from "../words/words.ts";
import { keptAnalyses } from "./analyses.ts";

/** What an analysis would say, beside what stands. */
export function Preview({ item, would }: { item: Item; would: AnalysisDocument }) {
  // The button that asked for it is gone; whoever reads on reads this.
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.focus(), []);
  const ownTags = item.tags.filter((tag) => tag.by === "person").map((tag) => tag.name);
  const aiTags = item.tags.filter((tag) => tag.by === "ai").map((tag) => tag.name);
  const { analysis } = words.value;
  const rows = [
    ...(isTitleAnalysed(item) ? [{ name: analysis.title, now: item.title, would: would.title }] : []),
    { name: analysis.summary, now: item.summary ?? "", would: would.summary ?? "" },
    {
      name: analysis.tags,
      now: aiTags.join(", "),
      would: would.tags.filter((name) => !ownTags.includes(name)).join(", "),
    },
  ];
  return (
    <section ref={place} class="preview" aria-label={analysis.previewed} tabIndex={-1}>
      <p class="preview-who">
        {makerOf(would.analyzed_by)} <span>{costOf(would.cost_usd)}</span>
      </p>
      {refusalsOf(would.asked).map((line) => (
        <p key={line} class="quiet">
          {line}
        </p>
      ))}
      <dl>
        {rows.map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            {row.now === row.would ? (
              <dd>
                <span class="preview-when">{analysis.same}</span>
                <bdi dir="auto">{row.now || analysis.none}</bdi>
              </dd>
            ) : (
              <>
                <dd class="preview-now">
                  <span class="preview-when">{analysis.now}</span>
                  <bdi dir="auto">{row.now || analysis.none}</bdi>
                </dd>
                <dd>
                  <span class="preview-when">{analysis.new}</span>
                  <bdi dir="auto">{row.would || analysis.none}</bdi>
                </dd>
              </>
            )}
          </div>
        ))}
      </dl>
      <p class="quiet">{would.cost_usd === 0 ? analysis.keptNot : analysis.keptNotCosts}</p>
    </section>
  );
}

/** A title that a person or the page gave stays, whatever an analysis says. */
function isTitleAnalysed(item: Item): boolean {
  const shown = keptAnalyses.value.find((each) => each.shown);
  return shown === undefined ? item.url === null : shown.title === item.title;
}
