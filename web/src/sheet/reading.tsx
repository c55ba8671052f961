import type { Item, ItemFile } from "../../../src/contract/items.ts";
import { AtWork, Trouble } from "../wall/at-work.tsx";
import { sourceOf } from "../wall/item-words.ts";
import { isShowable, leadPicture, originalsOf } from "../wall/picture.ts";
import { Picture } from "../wall/plate.tsx";
import { isAtWork, troubleOf } from "../wall/troubles.ts";
import { countOf, dateOf } from "../words.ts";
import { TitleField } from "./title-field.tsx";

/** The reading column: what the item is. */
export function Reading({ item }: { item: Item }) {
  const trouble = isAtWork(item) ? null : troubleOf(item);
  return (
    <article class="reading">
      <div class="reading-column">
        <p class="reading-meta">
          <bdi>{sourceOf(item)}</bdi>
          {item.author && item.author !== item.site_name && <bdi class="meta-part">{item.author}</bdi>}
          <time class="meta-part" dateTime={item.published_at ?? item.created_at}>
            {dateOf(item.published_at ?? item.created_at)}
          </time>
          {item.reading_minutes ? <span class="meta-part">{countOf(item.reading_minutes, "minute")}</span> : null}
        </p>
        <TitleField item={item} />
        {item.kind === "link" && item.description && (
          <p class="reading-lead" dir="auto">
            {item.description}
          </p>
        )}
        {isAtWork(item) && <AtWork item={item} />}
        {trouble !== null && <Trouble item={item} reason={trouble} />}
        <Content item={item} />
      </div>
    </article>
  );
}

function Content({ item }: { item: Item }) {
  const originals = originalsOf(item);
  return (
    <>
      {item.text && (
        <div class="reading-words" dir="auto">
          {item.text}
        </div>
      )}
      {item.kind === "link" ? (
        <Article item={item} />
      ) : (
        originals.map((file) => <Original key={file.id} item={item} file={file} />)
      )}
    </>
  );
}

/**
 * The article in a frame without scripts and without our origin; its look comes from the server. Only what has a
 * reading time has words to read; else its picture stands for it.
 */
function Article({ item }: { item: Item }) {
  const picture = leadPicture(item);
  if (item.reading_minutes !== null) {
    return (
      <div class="article">
        <iframe
          // What was read again is another article.
          key={item.share?.id}
          title={`Article: ${item.title}`}
          src={`/api/v1/items/${item.id}/content?format=html`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerpolicy="no-referrer"
        />
      </div>
    );
  }
  return picture === null ? null : (
    <div class="reading-picture">
      <Picture file={picture} eager />
    </div>
  );
}

function Original({ item, file }: { item: Item; file: ItemFile }) {
  if (/^(audio|video)\//.test(file.type)) {
    const Player = file.type.startsWith("audio/") ? "audio" : "video";
    return <Player class="reading-media" controls preload="metadata" src={file.url} />;
  }
  const picture = isShowable(file) ? file : originalsOf(item).length === 1 ? leadPicture(item) : null;
  if (picture === null) return null;
  return (
    <a
      class="reading-picture"
      href={file.url}
      target="_blank"
      rel="noreferrer"
      aria-label={`Open ${file.name ?? "the file"}`}
    >
      <Picture file={picture} eager />
    </a>
  );
}
