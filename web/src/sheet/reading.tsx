import { useRef } from "preact/hooks";
import type { Item } from "../../../src/contract/items.ts";
import { dateOf } from "../formats.ts";
import { later } from "../later.tsx";
import { isAway } from "../live.ts";
import { isOwn } from "../members/whose.ts";
import { ProgressBar } from "../reading/progress-bar.tsx";
import { AtWork, Trouble } from "../wall/at-work.tsx";
import { sourceOf } from "../wall/item-words.ts";
import { leadPicture } from "../wall/picture.ts";
import { isAtWork, troubleOf } from "../wall/troubles.ts";
import { words } from "../words/words.ts";
import { OfflineWords } from "./offline-words.tsx";
import { Originals, PictureButton } from "./originals.tsx";
import { articleAddress, readerGround } from "./reader-look.ts";
import { ReaderMenu } from "./reader-menu.tsx";
import { TitleField } from "./title-field.tsx";

const Marking = later(async () => {
  const { default: Loaded, wordsAreHere } = await import("../reading/marking.tsx");
  await wordsAreHere;
  return Loaded;
});

/** The reading column: what the item is. */
export function Reading({ item }: { item: Item }) {
  const trouble = isAtWork(item) ? null : troubleOf(item);
  return (
    <article class="reading">
      <div class="reading-column">
        <div class="reading-top">
          <p class="reading-meta">
            <bdi dir="auto">{sourceOf(item)}</bdi>
            {item.author && item.author !== item.site_name && (
              <span class="meta-part">
                <bdi dir="auto">{item.author}</bdi>
              </span>
            )}
            <time class="meta-part" dateTime={item.published_at ?? item.created_at}>
              {dateOf(item.published_at ?? item.created_at)}
            </time>
            {item.reading_minutes ? (
              <span class="meta-part">{words.value.item.readingMinutes(item.reading_minutes)}</span>
            ) : null}
          </p>
          {hasArticle(item) && !isAway.value && <ReaderMenu />}
        </div>
        <TitleField item={item} />
        {item.kind === "link" && item.description && (
          <p class="reading-lead" dir="auto">
            {item.description}
          </p>
        )}
        {isAtWork(item) && <AtWork item={item} />}
        {trouble !== null && <Trouble item={item} trouble={trouble} />}
        <Content item={item} />
      </div>
    </article>
  );
}

function Content({ item }: { item: Item }) {
  return (
    <>
      {item.text && (
        <div class="reading-words" dir="auto">
          {item.text}
        </div>
      )}
      {item.kind === "link" ? <Article item={item} /> : <Originals item={item} />}
    </>
  );
}

/** Only what has a reading time has words to read. */
export const hasArticle = (item: Item): boolean => item.kind === "link" && item.reading_minutes !== null;

/**
 * The article in a frame without scripts; its look comes from the server. Where there is
 * none its picture stands for it.
 */
function Article({ item }: { item: Item }) {
  const picture = leadPicture(item);
  const frame = useRef<HTMLIFrameElement>(null);
  if (hasArticle(item) && isAway.value) return <OfflineWords key={item.id} item={item} />;
  if (hasArticle(item)) {
    const address = articleAddress(item.id);
    return (
      <div class={readerGround.value === "page" ? "article" : "article article-grounded"}>
        <ProgressBar item={item} />
        <iframe
          ref={frame}
          // What was read again is another article, and a frame that is led elsewhere leaves a step in the history.
          key={`${item.share?.id} ${address}`}
          title={words.value.item.article(item.title)}
          src={address}
          // Of our origin, so that this page can see what is selected; without scripts, so that nothing in it can.
          sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
          referrerpolicy="no-referrer"
        />
        <Marking key={`${item.share?.id} ${address}`} item={item} frame={frame} isOwn={isOwn(item)} />
      </div>
    );
  }
  return picture === null ? null : <PictureButton file={picture} picture={picture} />;
}
