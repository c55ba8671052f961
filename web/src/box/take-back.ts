import { ask, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { refreshHits } from "../search/search.ts";
import { reloadWall } from "../wall/items.ts";
import { words } from "../words/words.ts";

/** Takes back a share of something that stood already: it goes where it was, without the note and tags that came along. */
export async function takeBackShare(share: string): Promise<void> {
  try {
    await ask("POST", `/share/${share}/undo`);
    await Promise.all([reloadWall(), refreshHits()]);
    const { again } = words.value;
    tell(`${again.takenBack}. ${again.whereItWas}`);
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}
