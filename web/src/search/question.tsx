import type { SearchAnswer } from "../../../src/contract/items.ts";
import { KeepAsWall } from "./keep-as-wall.tsx";
import { Mistakes } from "./mistakes.tsx";

export { wordsAreHere } from "./said.ts";

/** What is said of a question itself: what of it could not be meant, or else that it may be kept as a wall. */
export function Question({
  text,
  mistakes,
  isMeant,
}: {
  text: string;
  mistakes: SearchAnswer["mistakes"];
  isMeant: boolean;
}) {
  if (mistakes.length > 0) return <Mistakes text={text} mistakes={mistakes} />;
  return isMeant ? <KeepAsWall key={text} query={text} /> : null;
}
