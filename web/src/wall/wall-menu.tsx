import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { LIMITS } from "../../../src/contract/limits.ts";
import { go, wallHref } from "../address.ts";
import { sentenceOf } from "../api.ts";
import { Icon } from "../icon.tsx";
import { makeWall, me, wall, wallId, walls } from "../session.ts";

/** The name of the wall that shows, the other walls behind it, and a new one. */
export function WallMenu() {
  const menu = useRef<HTMLDivElement>(null);
  const isNaming = useSignal(false);
  const problem = useSignal<string | null>(null);

  const show = (id: string) => {
    menu.current?.hidePopover();
    go(wallHref({ wall: id === me.value?.inbox_id ? null : id, search: null }));
    scrollTo(0, 0);
  };
  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = new FormData(event.currentTarget as HTMLFormElement).get("name");
    if (typeof name !== "string" || name.trim() === "") return;
    try {
      const made = await makeWall(name.trim());
      isNaming.value = false;
      show(made.id);
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };

  return (
    <>
      <h1 class="wall-heading">
        <button type="button" class="wall-name" popovertarget="wall-menu">
          <bdi>{wall.value?.name ?? "Wall"}</bdi>
          <Icon name="chevronDown" small />
        </button>
      </h1>
      <div id="wall-menu" class="menu" popover="auto" ref={menu}>
        <nav aria-label="Walls">
          {walls.value.map((each) => (
            <button
              key={each.id}
              type="button"
              aria-current={each.id === wallId.value ? "page" : undefined}
              onClick={() => show(each.id)}
            >
              <bdi>{each.name}</bdi>
              {each.id === wallId.value && <Icon name="check" small />}
            </button>
          ))}
        </nav>
        <hr />
        {isNaming.value ? (
          <form onSubmit={make}>
            <input
              name="name"
              class="field"
              aria-label="Name of the new wall"
              placeholder="Name of the wall"
              maxLength={LIMITS.wallNameCharacters}
              autocomplete="off"
              ref={(field) => field?.focus()}
            />
            {problem.value && <p class="problem">{problem.value}</p>}
          </form>
        ) : (
          <button
            type="button"
            onClick={() => {
              isNaming.value = true;
            }}
          >
            <span class="with-icon">
              <Icon name="plus" small />
              New wall…
            </span>
          </button>
        )}
      </div>
    </>
  );
}
