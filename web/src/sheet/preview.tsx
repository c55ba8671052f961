import { useEffect, useRef } from "preact/hooks";
import type { AnalysisDocument } from "../../../src/contract/analyses.ts";
import type { Item } from "../../../src/contract/items.ts";
import { costOf, makerOf, refusalsOf } from "../analysis-words.ts";
import { keptAnalyses } from "./analyses.ts";

/** What an analysis would say, beside what stands. */
export function Preview({ item, would }: { item: Item; would: AnalysisDocument }) {
  // The button that asked for it is gone; whoever reads on reads this.
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const ownTags = item.tags.filter((tag) => tag.by === "person").map((tag) => tag.name);
  const aiTags = item.tags.filter((tag) => tag.by === "ai").map((tag) => tag.name);
  const rows = [
    ...(isTitleAnalysed(item) ? [{ name: "Title", now: item.title, would: would.title }] : []),
    { name: "Summary", now: item.summary ?? "", would: would.summary ?? "" },
    {
      name: "Tags",
      now: aiTags.join(", "),
      would: would.tags.filter((name) => !ownTags.includes(name)).join(", "),
    },
  ];
  return (
    <section ref={place} class="preview" aria-label="What it would say" tabIndex={-1}>
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
                <span class="preview-when">Same</span>
                <bdi dir="auto">{row.now || "None"}</bdi>
              </dd>
            ) : (
              <>
                <dd class="preview-now">
                  <span class="preview-when">Now</span>
                  <bdi dir="auto">{row.now || "None"}</bdi>
                </dd>
                <dd>
                  <span class="preview-when">New</span>
                  <bdi dir="auto">{row.would || "None"}</bdi>
                </dd>
              </>
            )}
          </div>
        ))}
      </dl>
      <p class="quiet">
        Nothing of this is kept. “Use this” asks once more and keeps what comes
        {would.cost_usd === 0 ? "." : "; it costs about the same again."}
      </p>
    </section>
  );
}

/** A title that a person or the page gave stays, whatever an analysis says. */
function isTitleAnalysed(item: Item): boolean {
  const shown = keptAnalyses.value.find((each) => each.shown);
  return shown === undefined ? item.url === null : shown.title === item.title;
}
