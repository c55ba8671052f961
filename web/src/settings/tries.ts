import { sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";

/** Says by a notice when it did not work. */
export async function tries(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}
