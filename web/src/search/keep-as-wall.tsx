import { useSignal } from "@preact/signals";
import { LIMITS } from "../../../src/contract/limits.ts";
import { go, wallHref } from "../address.ts";
import { sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { tell } from "../notice.tsx";
import { makeWall } from "../session.ts";
import { said } from "./said.ts";

/** Makes a wall that shows what a question finds, from now on. */
export function KeepAsWall({ query }: { query: string }) {
  const isNaming = useSignal(false);
  const problem = useSignal<string | null>(null);
  const say = said.value;
  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget as HTMLFormElement).get("name")).trim();
    if (name === "") return;
    try {
      const made = await makeWall(name, query);
      go(wallHref({ wall: made.id, search: null }));
      tell(say.kept(name));
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  if (!isNaming.value)
    return (
      <p class="keep-as-wall">
        <button
          type="button"
          class="text-button"
          onClick={() => {
            isNaming.value = true;
          }}
        >
          <span class="with-icon">
            <Icon name="plus" small />
            {say.keep}
          </span>
        </button>
      </p>
    );
  return (
    <form class="keep-as-wall" onSubmit={make}>
      <input
        name="name"
        class="field"
        aria-label={say.keepName}
        placeholder={say.keepName}
        defaultValue={query.slice(0, LIMITS.wallNameCharacters)}
        maxLength={LIMITS.wallNameCharacters}
        dir="auto"
        autocomplete="off"
        ref={(field) => field?.focus()}
      />
      <button type="submit" class="quiet-button">
        {say.keepDo}
      </button>
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </form>
  );
}
