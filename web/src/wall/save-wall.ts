import type { Wall, WallEdit } from "../../../src/contract/walls.ts";
import { ask, Refusal } from "../api.ts";
import { walls } from "../session.ts";
import { wallName } from "./wall-name.ts";

/** What somebody writes of a wall. */
export const WALL_TEXTS = ["name", "description", "query"] as const;
export type WallText = (typeof WALL_TEXTS)[number];

/** Other fields of a wall may change as often while some are saved. */
const MOST_ROUNDS = 4;

/** A text of a wall as its field shows it. */
export const textOf = (wall: Wall, text: WallText): string => (text === "name" ? wallName(wall) : (wall[text] ?? ""));

/**
 * Saves what somebody changed of a wall, on what they saw when they began. What others changed beside it is nobody's loss;
 * where they changed one of the very texts, nothing is saved.
 * @returns the wall as they left it, where they did so; null when it is saved
 * @throws Refusal when the change is not taken
 */
export async function saveWall(began: Wall, edit: WallEdit): Promise<Wall | null> {
  let { edited_version: version } = began;
  for (let round = 1; ; round++) {
    try {
      const headers = { "If-Match": `"${version}"` };
      know(await ask<Wall>("PATCH", `/walls/${began.id}`, edit, { headers }));
      return null;
    } catch (thrown) {
      const isMeanwhile = thrown instanceof Refusal && thrown.code === "edited-meanwhile";
      if (!isMeanwhile || round === MOST_ROUNDS) throw thrown;
    }
    const now = await ask<Wall>("GET", `/walls/${began.id}`);
    know(now);
    if (textsOfBoth({ began, edit, now }).length > 0) return now;
    version = now.edited_version;
  }
}

/** The texts that were changed here and otherwise meanwhile. */
export const textsOfBoth = ({ began, edit, now }: { began: Wall; edit: WallEdit; now: Wall }): WallText[] =>
  WALL_TEXTS.filter(
    (text) => edit[text] !== undefined && now[text] !== began[text] && textOf(now, text) !== edit[text],
  );

function know(wall: Wall): void {
  walls.value = walls.value.map((each) => (each.id === wall.id ? wall : each));
}
