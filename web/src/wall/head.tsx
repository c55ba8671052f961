import { useRef } from "preact/hooks";
import { openAnalyses } from "../account/analyses-dialog.tsx";
import { follow, go, wallAddress, wallHref } from "../address.ts";
import { Box } from "../box/box.tsx";
import { Icon, Mark } from "../icon.tsx";
import { me, signOut } from "../session.ts";
import { WallMenu } from "./wall-menu.tsx";

/** Opens the search, or takes the person back to its words. */
export function openSearch(): void {
  if (wallAddress.value.search === null) go(wallHref({ wall: wallAddress.value.wall, search: "" }));
  document.querySelector<HTMLInputElement>(".search-row input")?.focus();
}

/** The bar above every wall: where one is, the box, the search, oneself. */
export function Head() {
  return (
    <header class="head">
      <div class="head-wall">
        <a class="home" href="/" onClick={follow} aria-label="Digital Wall, to the inbox">
          <Mark />
        </a>
        <WallMenu />
      </div>
      <Box />
      <div class="head-tools">
        {wallAddress.value.search === null && (
          <button type="button" class="search-button" onClick={openSearch}>
            <Icon name="search" />
            <span>Search</span>
            <kbd>/</kbd>
          </button>
        )}
        <Account />
      </div>
    </header>
  );
}

function Account() {
  const menu = useRef<HTMLDivElement>(null);
  const person = me.value?.person;
  const name = person?.name ?? "You";
  return (
    <>
      <button type="button" class="account" popovertarget="account-menu" aria-label={`Account: ${name}`}>
        {[...name][0]?.toUpperCase()}
      </button>
      <div id="account-menu" class="menu menu-right" popover="auto" ref={menu}>
        <p class="menu-words">
          <b>
            <bdi>{name}</bdi>
          </b>
          {person?.role === "owner" && <span>Owner of this wall</span>}
        </p>
        <button
          type="button"
          onClick={() => {
            // Hidden first, it gives the focus back to its button; the dialog gives it back there in turn.
            menu.current?.hidePopover();
            openAnalyses();
          }}
        >
          Analyses…
        </button>
        <button type="button" onClick={() => void signOut()}>
          Sign out
        </button>
      </div>
    </>
  );
}
