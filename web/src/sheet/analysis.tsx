import { useEffect } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { costOf, makerOf, refusalsOf } from "../analysis-words.ts";
import { ageOf, languageOf, now } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { isAtWork } from "../wall/troubles.ts";
import { words } from "../words/words.ts";
import { AnalyseAgain } from "./analyse-again.tsx";
import { keptAnalyses, loadAnalyses, tellOfAwaited } from "./analyses.ts";
import { EarlierAnalyses } from "./earlier-analyses.tsx";
import { Choice, Fact } from "./facts.tsx";
import { editOpenItem } from "./open-item.ts";

const CATEGORIES: readonly NonNullable<Item["category"]>[] = ["technology", "entertainment", "news", "social", "other"];
const MOODS: readonly NonNullable<Item["sentiment"]>[] = ["positive", "neutral", "negative"];

/** What was said of the item, by whom and at what cost, and the ways to have it otherwise. */
export function Analysis({ item }: { item: Item }) {
  const { id, analysis } = item;
  const { analysis: said } = words.value;
  const working = isAtWork(item);
  useEffect(() => tellOfAwaited(item), [item]);
  useEffect(() => {
    // Another one shows, or work has ended.
    void loadAnalyses(id);
  }, [id, analysis?.id, working]);
  if (working && analysis === null && !item.summary) return null;
  return (
    <section>
      <h3>
        {said.heading} {analysis !== null && <span title={said.cost}>{costOf(analysis.cost_usd)}</span>}
      </h3>
      {item.summary && (
        <p class="side-summary" dir="auto">
          {item.summary}
        </p>
      )}
      <dl class="facts">
        <Choice
          name={said.category}
          value={item.category}
          values={CATEGORIES}
          names={said.categories}
          onChoose={(category) => editOpenItem({ category })}
        />
        <Choice
          name={said.mood}
          value={item.sentiment}
          values={MOODS}
          names={said.moods}
          onChoose={(sentiment) => editOpenItem({ sentiment })}
        />
        {item.key_topics.length > 0 && <Fact name={said.topics}>{item.key_topics.join(", ")}</Fact>}
        {item.entities.length > 0 && <Fact name={said.names}>{item.entities.join(", ")}</Fact>}
        {item.language && <Fact name={said.language}>{languageOf(item.language)}</Fact>}
        {item.confidence !== null && <Fact name={said.confidence}>{Math.round(item.confidence * 100)}%</Fact>}
        {item.analyzed_by && <Fact name={said.madeBy}>{makerOf(item.analyzed_by)}</Fact>}
        {analysis && (
          <Fact name={said.made}>
            <time dateTime={analysis.at}>{ageOf(analysis.at, now.value)}</time>
          </Fact>
        )}
      </dl>
      <Asked analysis={analysis} />
      {item.image_text && (
        <details class="more">
          <summary>{said.imageText}</summary>
          <p class="image-text" dir="auto">
            {item.image_text}
          </p>
        </details>
      )}
      {item.share !== null && item.merged_into === null && <AnalyseAgain item={item} working={working} />}
      <EarlierAnalyses shown={analysis} />
    </section>
  );
}

/** Who was asked and could not, and whether that is made up for. */
function Asked({ analysis }: { analysis: Item["analysis"] }) {
  // A stand-in replaces nothing better; then it is not the one that shows, and still tells why there is no new one.
  const newest = keptAnalyses.value.find((each) => each.undone_at === null);
  const isTriedSince = newest !== undefined && analysis !== null && newest.at > analysis.at;
  const lines = refusalsOf((isTriedSince ? newest : analysis)?.asked ?? []);
  return (
    <div class="asked">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {analysis?.better_follows && (
        <p class="asked-better">
          <Icon name="clock" small />
          {words.value.analysis.betterFollows}
        </p>
      )}
    </div>
  );
}
