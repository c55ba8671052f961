import { follow, itemHref } from "../address.ts";
import { sentenceOf } from "../api.ts";
import { ageOf, now } from "../formats.ts";
import { tell } from "../notice.tsx";
import { editItem } from "../sheet/item-verbs.ts";
import { sourceOf } from "../wall/item-words.ts";
import "./resurfaced.css";
import { changeResurfacing, keepAway, leaveOut, resurfacedToday } from "./resurfaced-today.ts";
import { said } from "./said.ts";

export { wordsAreHere } from "./said.ts";

const tried = (act: () => Promise<unknown>): void => void act().catch((thrown) => tell(sentenceOf(thrown)));

/** A few things that lie long unseen, over the wall. */
export default function ResurfacedStrip() {
  const today = resurfacedToday.value;
  const words = said.value;
  if (today === null) return null;
  const switchOff = async (): Promise<void> => {
    await changeResurfacing({ off: true });
    tell(words.switchedOff, { label: words.undo, run: () => tried(() => changeResurfacing({ off: false })) });
  };
  return (
    <section class="resurfaced" aria-labelledby="resurfaced-heading">
      <header>
        <h2 id="resurfaced-heading">{words.back}</h2>
        <button type="button" class="text-button" onClick={() => tried(() => changeResurfacing({ dismissed: true }))}>
          {words.notToday}
        </button>
        <button type="button" class="text-button" onClick={() => tried(switchOff)}>
          {words.switchOff}
        </button>
      </header>
      <ul>
        {today.items.map(({ item, why }) => (
          <li key={item.id}>
            <a href={itemHref(item.id)} onClick={follow}>
              <bdi dir="auto">{item.title}</bdi>
            </a>
            <p class="quiet">
              <bdi dir="auto">{sourceOf(item)}</bdi>, {ageOf(item.created_at, now.value)}. {words.why[why]}.
            </p>
            <p class="resurfaced-verbs">
              <button
                type="button"
                class="text-button"
                aria-label={words.archive(item.title)}
                onClick={() =>
                  tried(async () => {
                    await editItem(item.id, { archived: true });
                    leaveOut(item.id);
                  })
                }
              >
                {words.archiveShort}
              </button>
              <button
                type="button"
                class="text-button"
                aria-label={words.never(item.title)}
                onClick={() => tried(() => keepAway(item.id))}
              >
                {words.neverShort}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
