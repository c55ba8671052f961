import { computed } from "@preact/signals";
import { useRef } from "preact/hooks";
import { leave } from "../account/sign-out.tsx";
import { follow, go, saidInWords, settingsHref, wallAddress, wallHref } from "../address.ts";
import { Box } from "../box/box.tsx";
import { Icon, Mark } from "../icon.tsx";
import { later } from "../later.tsx";
import { here } from "../live.ts";
import { me } from "../session.ts";
import { words } from "../words/words.ts";
import { WallMenu } from "./wall-menu.tsx";

const HereNow = later(async () => {
  const { HereNow: Shown, wordsAreHere } = await import("../members/here-now.tsx");
  await wordsAreHere;
  return Shown;
});
const isSomebodyHere = computed(() => here.value.some(({ id }) => id !== me.value?.person.id));

/** Opens the search, or takes the person back to its words. */
export function openSearch(): void {
  if (wallAddress.value.search === null) {
    const { wall, facets } = wallAddress.value;
    go(wallHref({ wall, search: saidInWords(facets, "") }));
  }
  document.querySelector<HTMLInputElement>(".search-row input")?.focus();
}

/** The bar above every wall: where one is, the box, the search, oneself. */
export function Head() {
  return (
    <header class="head">
      <div class="head-wall">
        <a class="home" href="/" onClick={follow} aria-label={words.value.wall.home}>
          <Mark />
        </a>
        <WallMenu />
      </div>
      <Box />
      <div class="head-tools">
        {wallAddress.value.search === null && (
          <button type="button" class="search-button" aria-label={words.value.wall.search} onClick={openSearch}>
            <Icon name="search" />
            <span>{words.value.wall.search}</span>
            <kbd>/</kbd>
          </button>
        )}
        {isSomebodyHere.value && <HereNow />}
        <Account />
      </div>
    </header>
  );
}

function Account() {
  const menu = useRef<HTMLDivElement>(null);
  const person = me.value?.person;
  const said = words.value.wall;
  const name = person?.name ?? said.you;
  return (
    <>
      <button type="button" class="account" popovertarget="account-menu" aria-label={said.account(name)}>
        {[...name][0]?.toUpperCase()}
      </button>
      <div id="account-menu" class="menu menu-right" popover="auto" ref={menu}>
        <p class="menu-words">
          <b>
            <bdi>{name}</bdi>
          </b>
          {person?.role === "owner" && <span>{said.owner}</span>}
        </p>
        <button
          type="button"
          onClick={() => {
            // Hidden first, it gives the focus back to its button; what opens gives it back there in turn.
            menu.current?.hidePopover();
            go(settingsHref());
          }}
        >
          {words.value.settingsMenu.name}
        </button>
        <a href="/highlights" onClick={follow}>
          {said.highlights}
        </a>
        <a href="/phone" onClick={follow}>
          {words.value.account.phoneAndBrowsers}
        </a>
        <button
          type="button"
          onClick={() => {
            menu.current?.hidePopover();
            leave();
          }}
        >
          {said.signOut}
        </button>
      </div>
    </>
  );
}
