import { INBOX_NAME } from "../../../src/contract/inbox-name.ts";
import type { Wall } from "../../../src/contract/walls.ts";
import { words } from "../words/words.ts";

/** What a wall is called: as its owner named it, or an inbox that nobody has renamed as the language calls it. */
export function wallName({ kind, name }: Pick<Wall, "kind" | "name">): string {
  return kind === "inbox" && name === INBOX_NAME ? words.value.walls.inbox : name;
}
