import type { TestContext } from "node:test";
import { inboxOf } from "../../src/store/walls.ts";
import { ensureOwner } from "../../src/wall/make-owner.ts";
import { withRows } from "./look-inside.ts";
import { newWall, type TestWall } from "./new-wall.ts";
import { storeItems } from "./stored-items.ts";

const WORDS = "The ferryman keeps the lamps of the seven posts, and counts the herons on his way home.";

/** A wall of the owner with so many things, notes and links of different lengths, the last one the newest. */
export async function newLongWall(t: TestContext, count: number): Promise<TestWall> {
  const wall = await newWall(t, { workers: false });
  await withRows(wall, async (store) => {
    const { owner } = await ensureOwner(store);
    const { id } = await inboxOf(store.reader, owner);
    await storeItems(store, { owner, wall: id, count }, (n) => {
      const words = WORDS.repeat(1 + (n % 3)).slice(0, (n * 17) % (WORDS.length * (1 + (n % 3))));
      const firstTitle = `Thing ${n}. ${words}`;
      return n % 3 === 0
        ? {
            kind: "link",
            own: { firstTitle, url: `https://herons.example/${n}` },
            found: { siteName: "Herons", description: words },
            body: null,
          }
        : { kind: "note", own: { firstTitle, text: firstTitle }, found: {}, body: null };
    });
  });
  return wall;
}
