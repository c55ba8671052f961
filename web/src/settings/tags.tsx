import "./tags.css";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { LIMITS } from "../../../src/contract/limits.ts";
import type { DeletedTag, Tag } from "../../../src/contract/tags.ts";
import { ask, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { words as common } from "../words/words.ts";
import { type LoadedList, More, Showing, useLoadedList } from "./loaded.tsx";
import { said } from "./tags-said.ts";

export { wordsAreHere } from "./tags-said.ts";

/** All words that a person sorts by, the most used first: to call otherwise, to make one of two, to delete. */
export function TagsSection() {
  const tags = useLoadedList<Tag>("/tags");
  return (
    <>
      <p class="settings-lead">{said.value.lead}</p>
      <Showing of={tags}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="quiet">{said.value.none}</p>}
            <ul class="settings-rows">
              {items.map((tag) => (
                <TagRow key={tag.name} tag={tag} tags={tags} />
              ))}
            </ul>
            <More of={tags} />
          </>
        )}
      </Showing>
    </>
  );
}

const pathOf = (name: string): string => `/tags/${encodeURIComponent(name)}`;

function TagRow({ tag, tags }: { tag: Tag; tags: LoadedList<Tag> }) {
  const isNaming = useSignal(false);
  const isRemoving = useSignal(false);
  const opener = useRef<HTMLButtonElement>(null);
  const words = said.value;
  const remove = async () => {
    if (isRemoving.value) return;
    isRemoving.value = true;
    try {
      const { items } = await ask<DeletedTag>("DELETE", pathOf(tag.name));
      document.getElementById("settings-heading")?.focus();
      tags.change((all) => all.filter(({ name }) => name !== tag.name));
      tell(words.removed(tag.name, items), {
        label: common.value.common.undo,
        run: () => void bringBack(tag.name, tags),
      });
    } catch (thrown) {
      isRemoving.value = false;
      tell(sentenceOf(thrown));
    }
  };
  if (isNaming.value)
    return (
      <NewName
        tag={tag}
        tags={tags}
        end={() => {
          isNaming.value = false;
          requestAnimationFrame(() => opener.current?.focus());
        }}
      />
    );
  return (
    <li class="settings-row tag-row">
      <div>
        <b>
          <bdi dir="auto">{tag.name}</bdi>
        </b>
        <p class="quiet">
          {words.on(tag.items)}
          {tag.synonyms.length > 0 && (
            <>
              {" · "}
              <bdi dir="auto">{words.also(tag.synonyms.join(", "))}</bdi>
            </>
          )}
        </p>
      </div>
      <div class="tag-acts">
        <button
          type="button"
          class="revoke"
          ref={opener}
          aria-label={words.renameNamed(tag.name)}
          onClick={() => {
            isNaming.value = true;
          }}
        >
          {words.rename}
        </button>
        <button
          type="button"
          class="revoke"
          aria-label={words.removeNamed(tag.name)}
          aria-disabled={isRemoving.value}
          onClick={() => void remove()}
        >
          {isRemoving.value ? words.removing : words.remove}
        </button>
      </div>
    </li>
  );
}

async function bringBack(name: string, tags: LoadedList<Tag>): Promise<void> {
  try {
    const tag = await ask<Tag>("POST", `${pathOf(name)}/restore`);
    tell(said.value.back(tag.name));
    await tags.load();
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}

/** In the place of its row. */
function NewName({ tag, tags, end }: { tag: Tag; tags: LoadedList<Tag>; end: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const problem = useSignal<string | null>(null);
  const isSaving = useSignal(false);
  const words = said.value;
  useEffect(() => field.current?.select(), []);
  const save = async (event: Event) => {
    event.preventDefault();
    const into = (field.current?.value ?? "").trim().replace(/^#/, "");
    if (isSaving.value) return;
    if (into === tag.name) return end();
    if (into === "" || into.includes(",")) {
      problem.value = words.nameMissing;
      return;
    }
    isSaving.value = true;
    try {
      const { name, items } = await ask<Tag>("POST", `${pathOf(tag.name)}/merge`, { into });
      tell(words.renamed(tag.name, name, items));
      document.getElementById("settings-heading")?.focus();
      await tags.load();
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
      isSaving.value = false;
    }
  };
  return (
    <li class="settings-row">
      <form class="tag-naming" onSubmit={(event) => void save(event)}>
        <input
          ref={field}
          class="field"
          aria-label={words.newName(tag.name)}
          maxLength={LIMITS.tagCharacters}
          autocomplete="off"
          dir="auto"
          value={tag.name}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || event.isComposing) return;
            // Escape closes the field, not the settings.
            event.preventDefault();
            event.stopPropagation();
            end();
          }}
        />
        <button type="submit" class="quiet-button" aria-disabled={isSaving.value}>
          {words.save}
        </button>
        <button type="button" class="quiet-button" onClick={end}>
          {words.leave}
        </button>
        <p class="problem" role="alert">
          {problem.value}
        </p>
      </form>
    </li>
  );
}
