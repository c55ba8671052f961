import type { Item } from "../../../src/contract/items.ts";
import { dateOf } from "../formats.ts";
import { isAway } from "../live.ts";
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
const hasArticle = (item: Item): boolean => item.kind === "link" && item.reading_minutes !== null;

/**
 * The article in a frame without scripts and without our origin; its look comes from the server. Where there is
 * none its picture stands for it.
 */
function Article({ item }: { item: Item }) {
  const picture = leadPicture(item);
  if (hasArticle(item) && isAway.value) return <OfflineWords key={item.id} item={item} />;
  if (hasArticle(item)) {
    const address = articleAddress(item.id);
    return (
      <div class={readerGround.value === "page" ? "article" : "article article-grounded"}>
        <iframe
          // What was read again is another article, and a frame that is led elsewhere leaves a step in the history.
          key={`${item.share?.id} ${address}`}
          title={words.value.item.article(item.title)}
          src={address}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerpolicy="no-referrer"
        />
      </div>
    );
  }
  return picture === null ? null : <PictureButton file={picture} picture={picture} />;
}
