import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { LIMITS } from "../../../src/contract/limits.ts";
import { go, settingsHref, wallHref } from "../address.ts";
import { sentenceOf } from "../api.ts";
import { areDuplicatesShown } from "../duplicates/shown.ts";
import { openAnyOne } from "../finding/any-one.ts";
import { Icon } from "../icon.tsx";
import { membersOf } from "../members/shown.ts";
import { isOwnWall } from "../members/whose.ts";
import { makeWall, me, wall, wallId, walls } from "../session.ts";
import { words } from "../words/words.ts";
import { editedWall } from "./wall-editing.ts";
import { wallName } from "./wall-name.ts";

/** The name of the wall that shows, the other walls behind it, and a new one. */
export function WallMenu() {
  const menu = useRef<HTMLDivElement>(null);
  const isNaming = useSignal(false);
  const problem = useSignal<string | null>(null);
  const said = words.value.wall;

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
          <bdi dir="auto">{wall.value ? wallName(wall.value) : words.value.common.wall}</bdi>
          <Icon name="chevronDown" small />
        </button>
      </h1>
      <div id="wall-menu" class="menu" popover="auto" ref={menu}>
        <nav aria-label={said.walls}>
          {walls.value.map((each) => (
            <button
              key={each.id}
              type="button"
              aria-current={each.id === wallId.value ? "page" : undefined}
              onClick={() => show(each.id)}
            >
              <span class="wall-of">
                <span class="with-icon">
                  <bdi dir="auto">{wallName(each)}</bdi>
                  {each.kind === "smart" && (
                    <>
                      <Icon name="search" small />
                      <span class="unseen">{words.value.walls.smart}</span>
                    </>
                  )}
                </span>
                {!isOwnWall(each) && each.owner.name !== null && (
                  <small>
                    <bdi dir="auto">{said.of(each.owner.name)}</bdi>
                  </small>
                )}
              </span>
              {each.id === wallId.value && <Icon name="check" small />}
            </button>
          ))}
        </nav>
        <hr />
        <button
          type="button"
          onClick={() => {
            menu.current?.hidePopover();
            void openAnyOne();
          }}
        >
          <span class="with-icon">
            <Icon name="dices" small />
            {words.value.finding.anyOne}
          </span>
        </button>
        <button
          type="button"
          class="wall-duplicates"
          onClick={() => {
            menu.current?.hidePopover();
            areDuplicatesShown.value = true;
          }}
        >
          {words.value.finding.duplicates}
        </button>
        <button
          type="button"
          onClick={() => {
            menu.current?.hidePopover();
            void import("./on-screen.ts").then(({ showOnScreen }) => showOnScreen());
          }}
        >
          {said.onScreen}
        </button>
        {wall.value?.kind === "board" && (
          <button
            type="button"
            class="wall-members"
            onClick={() => {
              menu.current?.hidePopover();
              membersOf.value = wallId.value;
            }}
          >
            <span class="with-icon">
              {said.whoSees}
              {wall.value.members > 0 && <span class="quiet">{said.people(wall.value.members + 1)}</span>}
            </span>
          </button>
        )}
        {isOwnWall(wall.value) && (
          <button
            type="button"
            class="wall-edit"
            onClick={() => {
              // Hidden first, it gives the focus back to its button; the dialog gives it back there in turn.
              menu.current?.hidePopover();
              editedWall.value = wallId.value;
            }}
          >
            {words.value.walls.editThis}
          </button>
        )}
        {isNaming.value ? (
          <form onSubmit={make}>
            <input
              name="name"
              class="field"
              aria-label={said.nameOfNew}
              placeholder={said.nameOfWall}
              dir="auto"
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
              {said.newWall}
            </span>
          </button>
        )}
        <button
          type="button"
          onClick={() => {
            menu.current?.hidePopover();
            go(settingsHref());
          }}
        >
          <span class="with-icon">
            <Icon name="settings" small />
            {words.value.settingsMenu.name}
          </span>
        </button>
      </div>
    </>
  );
}
