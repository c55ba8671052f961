import { sentenceBy } from "../api.ts";
import { correct } from "../box/send.ts";
import { linkIn } from "../box/understand.ts";
import { sizeOf } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { isOnlyInWindow } from "../outbox/entries.ts";
import { type Entry, reasonOf, textOf } from "../outbox/entry.ts";
import type { EntryLink } from "../outbox/entry-list.ts";
import { claim, parts, sendNow, throwAway } from "../outbox/outbox.ts";
import { words } from "../words/words.ts";
import { ProgressLine } from "./at-work.tsx";
import { pathWords } from "./item-words.ts";
import { isShort } from "./plate.tsx";

/** A thing that is not yet on the wall: on its way, waiting, refused, or waiting for a word. */
export function SendingCard({ entry }: { entry: Entry }) {
  const { id, words: shared, files, state } = entry;
  const part = parts.value.get(id) ?? (state === "sent" ? 1 : undefined);
  const isOnItsWay = part !== undefined;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const { outbox, links } = words.value;
  const text = entry.list === undefined ? textOf(shared) : links.understood(entry.list.links.length);
  const link = linkIn(text);
  const title = link === null ? text || (files[0]?.name ?? "") : link.rest || pathWords(link.url);
  return (
    <article class="card" aria-busy={isOnItsWay}>
      <div class={isOnItsWay ? "plate plate-words" : "plate plate-words plate-waiting"}>
        <p class={isShort(title) ? "note-large" : "note-words"} dir="auto">
          {title}
        </p>
        {link !== null && link.rest !== "" && <p class="plate-address">{pathWords(link.url)}</p>}
        {entry.list !== undefined && <Listed links={entry.list.links} />}
        {files.length > 0 && (
          <p class="plate-address">
            {files.length === 1 ? sizeOf(bytes) : `${outbox.files(files.length)}, ${sizeOf(bytes)}`}
          </p>
        )}
      </div>
      {isOnItsWay ? (
        <ProgressLine
          part={part * 0.9}
          state={entry.list === undefined ? outbox.sending : links.sending(entry.list.links.length)}
          count={null}
        />
      ) : state === "refused" ? (
        <Refused entry={entry} />
      ) : (
        <Waiting entry={entry} />
      )}
    </article>
  );
}

/** So many links of a list show; the others are counted. */
const LINKS_SHOWN = 12;

/** The links of a list that are not on the wall, each with the reason where it was refused. */
function Listed({ links }: { links: readonly EntryLink[] }) {
  const more = links.length - LINKS_SHOWN;
  return (
    <ul class="plate-links">
      {links.slice(0, LINKS_SHOWN).map(({ id, url, refused }) => (
        <li key={id}>
          <bdi class="plate-address">{pathWords(url)}</bdi>
          {refused !== null && <span class="plate-reason">{sentenceBy(refused)}</span>}
        </li>
      ))}
      {more > 0 && <li>{words.value.links.more(more)}</li>}
    </ul>
  );
}

function Waiting({ entry }: { entry: Entry }) {
  const { id, state, person } = entry;
  const reason = reasonOf(entry);
  const isAsking = state === "asking" || person === null;
  const { outbox } = words.value;
  const said = isAsking
    ? outbox.asking
    : isOnlyInWindow(id)
      ? outbox.onlyInWindow
      : reason === null
        ? outbox.waiting
        : outbox.waitingToldBy(reason);
  return (
    <div class="waiting">
      <Icon name="clock" small />
      <div>
        <p>{said}</p>
        <p class="waiting-ways">
          <button type="button" class="text-button" onClick={() => (isAsking ? void claim(id) : sendNow())}>
            {isAsking ? outbox.put : outbox.sendNow}
          </button>
          {isAsking && <ThrowAway id={id} />}
        </p>
      </div>
    </div>
  );
}

/** The server will not have it as it is. */
function Refused({ entry }: { entry: Entry }) {
  const isToldByLink = entry.list?.links.some(({ refused }) => refused !== null) ?? false;
  const { id } = entry;
  const { outbox } = words.value;
  return (
    <div class="trouble">
      <Icon name="alert" small />
      <div>
        {!isToldByLink && <p class="trouble-reason">{reasonOf(entry)}</p>}
        <p class="trouble-safe">{outbox.refusedSafe}</p>
        <p class="waiting-ways">
          <button type="button" class="text-button" onClick={() => void correct(id)}>
            {outbox.edit}
          </button>
          <ThrowAway id={id} />
        </p>
      </div>
    </div>
  );
}

function ThrowAway({ id }: { id: string }) {
  return (
    <button type="button" class="text-button text-button-muted" onClick={() => void throwAway([id])}>
      {words.value.outbox.throwAway}
    </button>
  );
}
