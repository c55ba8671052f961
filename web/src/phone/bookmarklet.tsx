import { tell } from "../notice.tsx";
import { CopyButton } from "./copy-line.tsx";
import { phoneSaid } from "./said.ts";

/** More of a page's words would make an address that servers on the way refuse. */
const TITLE_CHARACTERS = 300;
const TEXT_CHARACTERS = 1_500;

/**
 * What a bookmark does on whatever page it is pressed: it opens our page with the address, the title and the chosen words,
 * each encoded. Nothing is saved by that; our page asks for a tap.
 */
export function bookmarkletFor(origin: string): string {
  const landing = JSON.stringify(`${origin}/share-target?`);
  const query = `new URLSearchParams({title:document.title.slice(0,${TITLE_CHARACTERS}),text:String(getSelection()).slice(0,${TEXT_CHARACTERS}),url:location.href})`;
  return `javascript:void open(${landing}+${query},"_blank","noopener,width=520,height=680")`;
}

/** A link to drag into the bookmarks. Pressed here it does nothing: the page's policy refuses such addresses. */
export function Bookmarklet() {
  const said = phoneSaid.value;
  const bookmarklet = bookmarkletFor(location.origin);
  return (
    <section aria-labelledby="bookmarklet">
      <h2 id="bookmarklet">{said.anyBrowser}</h2>
      <p>{said.anyBrowserWhy}</p>
      <div class="phone-bookmarklet">
        <a
          class="main-button"
          href={bookmarklet}
          draggable
          onClick={(event) => {
            event.preventDefault();
            tell(said.dragIt);
          }}
        >
          {said.bookmarklet}
        </a>
        <CopyButton label={said.copyBookmarklet} name={said.bookmarklet} value={bookmarklet} />
      </div>
    </section>
  );
}
