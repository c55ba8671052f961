import { go, wallAddress, wallHref } from "../address.ts";
import { ShowEverything } from "../finding/finding-row.tsx";
import { later } from "../later.tsx";
import { Card } from "../wall/card.tsx";
import { heightOfCard } from "../wall/card-height.ts";
import { Masonry } from "../wall/masonry.tsx";
import { NearEnd } from "../wall/near-end.tsx";
import { Around } from "../words/around.tsx";
import { words } from "../words/words.ts";
import { found, moreHits, refreshHits, searchProblem, shownOf } from "./search.ts";

const Question = later(async () => {
  const { Question: Loaded, wordsAreHere } = await import("./question.tsx");
  await wordsAreHere;
  return Loaded;
});

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
  const { did_you_mean: meant, did_you_mean_is: is } = answer;
  const hits = shownOf(answer);
  const isSome = answer.items.length === 0 && hits.length > 0;
  return (
    <>
      <Question text={sought.trim()} mistakes={answer.mistakes} isMeant={is !== "shown"} />
      {(is === "shown" || isSome) && (
        <p class="meant">
          <Around words={search.nothing}>
            <bdi dir="auto">{sought.trim()}</bdi>
          </Around>
        </p>
      )}
      {meant && (
        <p class="meant">
          <Around words={is === "shown" ? search.showing : search.didYouMean}>
            <button
              type="button"
              class="text-button"
              onClick={() => go(wallHref({ wall: wallAddress.value.wall, search: meant }))}
            >
              <bdi dir="auto">{meant}</bdi>
            </button>
          </Around>
        </p>
      )}
      {answer.also.length > 0 && <p class="meant">{isSome ? search.some : search.someToo}</p>}
      {hits.length === 0 ? (
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
          things={hits}
          keyOf={(hit) => hit.id}
          estimate={heightOfCard}
          draw={(hit) => <Card item={hit} snippet={hit.snippet} />}
        />
      )}
      <NearEnd isOn={answer.next_cursor !== null} onNear={moreHits} />
    </>
  );
}
