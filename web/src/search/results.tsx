import { go, wallAddress, wallHref } from "../address.ts";
import { ShowEverything } from "../finding/finding-row.tsx";
import { Card } from "../wall/card.tsx";
import { heightOfCard } from "../wall/card-height.ts";
import { Masonry } from "../wall/masonry.tsx";
import { NearEnd } from "../wall/near-end.tsx";
import { Around } from "../words/around.tsx";
import { words } from "../words/words.ts";
import { found, moreHits, refreshHits, searchProblem } from "./search.ts";

/** What was found, in the same columns as the wall. */
export function Results() {
  const answer = found.value;
  const sought = wallAddress.value.search ?? "";
  const { search } = words.value;
  if (searchProblem.value !== null) {
    return (
      <div class="state">
        <p class="state-words">{searchProblem.value}</p>
        <button type="button" class="quiet-button" onClick={() => void refreshHits()}>
          {search.again}
        </button>
      </div>
    );
  }
  if (answer === null || sought.trim() === "") return null;
  const { did_you_mean: meant } = answer;
  return (
    <>
      {meant && (
        <p class="meant">
          <Around words={search.didYouMean}>
            <button
              type="button"
              class="text-button"
              onClick={() => go(wallHref({ ...wallAddress.value, search: meant }))}
            >
              <bdi dir="auto">{meant}</bdi>
            </button>
          </Around>
        </p>
      )}
      {answer.items.length === 0 ? (
        <div class="state">
          <p class="state-title">
            <Around words={search.nothing}>
              <bdi dir="auto">{sought}</bdi>
            </Around>
          </p>
          <ShowEverything />
          <p class="state-text">{search.fewerWords}</p>
        </div>
      ) : (
        <Masonry
          label={search.found}
          things={answer.items}
          keyOf={(hit) => hit.id}
          estimate={heightOfCard}
          draw={(hit) => <Card item={hit} snippet={hit.snippet} />}
        />
      )}
      <NearEnd isOn={answer.next_cursor !== null} onNear={moreHits} />
    </>
  );
}
