import { useState } from "preact/hooks";
import type { Item, ItemFile } from "../../../src/contract/items.ts";
import { Icon } from "../icon.tsx";
import { words } from "../words/words.ts";
import { lengthOf, pathWords } from "./item-words.ts";
import { Opening } from "./opening.tsx";
import { endingOf, isShowable, leadPicture, originalOf, originalsOf } from "./picture.ts";
import { isAtWork } from "./troubles.ts";

/** A taller picture is cut at its foot: a screenshot of a whole page would push everything else away. */
export const TALLEST_RATIO = 2.4;
/** Shorter notes stand large. */
const SHORT_NOTE = 110;

export function isShort(text: string): boolean {
  return text.length <= SHORT_NOTE;
}

/** True when the plate shows all the words there are. */
export function isShortNote(item: Item): boolean {
  return item.kind === "note" && isShort(item.text ?? item.title);
}

/** The upper part of a card: its picture, its words or a drawn sheet. */
export function Plate({ item }: { item: Item }) {
  if (item.kind === "note") return <NotePlate item={item} />;
  const picture = leadPicture(item);
  if (picture === null) return item.kind === "link" ? <WordsPlate item={item} /> : <SheetPlate item={item} />;
  return item.kind === "pdf" ? <PagePlate picture={picture} /> : <PicturePlate item={item} picture={picture} />;
}

/** True when the plate itself shows the title, so that the label need not. */
export function saysTitle(item: Item): boolean {
  return item.kind === "link" && leadPicture(item) === null;
}

function PicturePlate({ item, picture }: { item: Item; picture: ItemFile }) {
  const more = originalsOf(item).filter(isShowable).length - 1;
  const { card } = words.value;
  return (
    <div class="plate plate-picture">
      <Picture file={picture} />
      {(item.kind === "video" || item.kind === "audio") && (
        <span class="pill">
          <Icon name="play" small />
          {lengthOf(item) ?? (item.kind === "video" ? card.kinds.video : card.sound)}
        </span>
      )}
      {item.kind === "image" && more > 0 && <span class="pill">{card.pictures(more + 1)}</span>}
    </div>
  );
}

/** A picture at its true ratio, with its tiny self below it until it has come. */
export function Picture({ file, eager = false }: { file: ItemFile; eager?: boolean }) {
  const [isShown, setShown] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const ratio =
    file.width && file.height ? `${file.width} / ${Math.min(file.height, file.width * TALLEST_RATIO)}` : undefined;
  return (
    <div
      class={isShown ? "picture picture-shown" : "picture"}
      style={{
        aspectRatio: ratio ?? (isShown ? undefined : "4 / 3"),
        backgroundImage: isShown ? undefined : placeholderOf(file),
      }}
    >
      {!isBroken && (
        <img
          src={file.url}
          alt=""
          width={file.width ?? undefined}
          height={file.height ?? undefined}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          onLoad={() => setShown(true)}
          onError={() => setBroken(true)}
        />
      )}
    </div>
  );
}

function placeholderOf(file: ItemFile): string | undefined {
  const isPlain = file.placeholder !== null && /^data:image\/[\w+.;,=/%-]+$/.test(file.placeholder);
  return isPlain ? `url("${file.placeholder}")` : undefined;
}

function PagePlate({ picture }: { picture: ItemFile }) {
  return (
    <div class="plate plate-page">
      <Picture file={picture} />
    </div>
  );
}

function NotePlate({ item }: { item: Item }) {
  const text = item.text ?? item.title;
  return (
    <div class="plate plate-words plate-note">
      <Opening item={item}>
        <bdi dir="auto" class={isShort(text) ? "note-large" : "note-words"}>
          {paragraphsOf(text).map((paragraph, index) => (
            <span key={index} class="note-part">
              {paragraph}
            </span>
          ))}
        </bdi>
      </Opening>
    </div>
  );
}

/** The card shows a beginning; what lies far below its edge is not drawn. */
const NOTE_CHARACTERS = 800;

function paragraphsOf(text: string): string[] {
  return text
    .trim()
    .slice(0, NOTE_CHARACTERS)
    .split(/\n\s*\n/);
}

function WordsPlate({ item }: { item: Item }) {
  const below = isAtWork(item) || !item.description ? item.url && pathWords(item.url) : item.description;
  return (
    <div class="plate plate-words">
      <h2 class="plate-title">
        <Opening item={item}>
          <bdi dir="auto">{item.title}</bdi>
        </Opening>
      </h2>
      {below && (
        <p class={item.description && !isAtWork(item) ? "plate-text" : "plate-address"} dir="auto">
          {below}
        </p>
      )}
    </div>
  );
}

const BARS = [9, 16, 24, 13, 30, 20, 34, 16, 26, 12, 20, 9];

function SheetPlate({ item }: { item: Item }) {
  const ending = endingOf(originalOf(item), item.kind === "file" ? "file" : item.kind);
  return (
    <div class="plate plate-sheet">
      <svg class="drawn-sheet" viewBox="0 0 96 122" width="96" height="122" aria-hidden="true">
        <path
          class="sheet-face"
          d="M8 .5h62V18a8 8 0 0 0 8 8h17.5v88a7.500 7.500 0 0 1-7.500 7.500H8A7.500 7.500 0 0 1 .5 114V8A7.500 7.500 0 0 1 8 .5Z"
        />
        <path class="sheet-turn" d="M70 .5 95.500 26H78a8 8 0 0 1-8-8Z" />
        {item.kind === "audio"
          ? BARS.map((height, index) => (
              <rect
                key={index}
                class="sheet-bar"
                x={13 + index * 6}
                y={64 - height / 2}
                width="2.5"
                height={height}
                rx="1.25"
              />
            ))
          : item.kind === "video" && (
              <path
                class="sheet-bar"
                d="M40 48.500v25a1.500 1.500 0 0 0 2.300 1.270l19-12.500a1.500 1.500 0 0 0 0-2.540l-19-12.500a1.500 1.500 0 0 0-2.300 1.270Z"
              />
            )}
        {(item.kind === "file" || item.kind === "pdf" || item.kind === "image") && (
          <path class="sheet-lines" d="M13 66.500h40M13 74.500h63M13 82.500h32" />
        )}
        <text x="13" y="107">
          {ending}
        </text>
      </svg>
    </div>
  );
}
