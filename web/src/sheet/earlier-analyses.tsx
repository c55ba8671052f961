import type { AnalysisOrigin } from "../../../src/contract/analyses.ts";
import { costOf, makerOf } from "../analysis-words.ts";
import { ageOf, now } from "../formats.ts";
import { words } from "../words/words.ts";
import { keptAnalyses } from "./analyses.ts";

/** The analyses that do not show, closed until somebody asks. */
export function EarlierAnalyses({ shown }: { shown: AnalysisOrigin | null }) {
  const others = keptAnalyses.value.filter(({ id }) => id !== shown?.id);
  if (others.length === 0) return null;
  const { analysis } = words.value;
  const isEarlier = shown === null || others.every(({ at }) => at <= shown.at);
  return (
    <details class="more">
      <summary>{isEarlier ? analysis.earlier(others.length) : analysis.others(others.length)}</summary>
      <ol class="earlier">
        {others.map((each) => (
          <li key={each.id}>
            <p>{makerOf(each.by)}</p>
            <p class="earlier-when">
              <time dateTime={each.at}>{ageOf(each.at, now.value)}</time>
              <span class="meta-part">{costOf(each.cost_usd)}</span>
              {each.undone_at !== null && <span class="meta-part">{analysis.takenBack}</span>}
            </p>
            {(each.summary ?? each.description) && (
              <p class="earlier-summary" dir="auto">
                {each.summary ?? each.description}
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
