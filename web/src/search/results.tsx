import { go, wallAddress, wallHref } from "../address.ts";
import { Card } from "../wall/card.tsx";
import { Masonry } from "../wall/masonry.tsx";
import { NearEnd } from "../wall/near-end.tsx";
import { found, moreHits, refreshHits, searchProblem } from "./search.ts";

/** What was found, in the same columns as the wall. */
export function Results() {
  const answer = found.value;
  const words = wallAddress.value.search ?? "";
  if (searchProblem.value !== null) {
    return (
      <div class="state">
        <p class="state-words">{searchProblem.value}</p>
        <button type="button" class="quiet-button" onClick={() => void refreshHits()}>
          Search again
        </button>
      </div>
    );
  }
  if (answer === null || words.trim() === "") return null;
  const { did_you_mean: meant } = answer;
  return (
    <>
      {meant && (
        <p class="meant">
          Did you mean{" "}
          <button
            type="button"
            class="text-button"
            onClick={() => go(wallHref({ wall: wallAddress.value.wall, search: meant }))}
          >
            {meant}
          </button>
          ?
        </p>
      )}
      {answer.items.length === 0 ? (
        <div class="state">
          <p class="state-title">
            Nothing found for “<bdi>{words}</bdi>”.
          </p>
          <p class="state-text">Fewer words find more. The words of pages, notes and tags are all searched.</p>
        </div>
      ) : (
        <Masonry label="Found">
          {answer.items.map((hit) => (
            <li key={hit.id}>
              <Card item={hit} snippet={hit.snippet} />
            </li>
          ))}
        </Masonry>
      )}
      <NearEnd isOn={answer.next_cursor !== null} onNear={moreHits} />
    </>
  );
}
