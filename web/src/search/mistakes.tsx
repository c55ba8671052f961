import type { SearchAnswer } from "../../../src/contract/items.ts";
import { Around } from "../words/around.tsx";
import { said } from "./said.ts";

/** What of a question could not be meant, piece by piece, and what might have stood there. */
export function Mistakes({ text, mistakes }: { text: string; mistakes: SearchAnswer["mistakes"] }) {
  const { mistakes: sentences, mayBe } = said.value;
  return (
    <ul class="mistakes">
      {mistakes.map(({ code, at, length, allowed }) => (
        <li key={`${code}${at}`}>
          <Around words={sentences[code]}>
            <code dir="auto">{text.slice(at, at + length)}</code>
          </Around>
          {allowed.length > 0 && (
            <Around words={` ${mayBe}`}>
              <code>{allowed.join(" ")}</code>
            </Around>
          )}
        </li>
      ))}
    </ul>
  );
}
