import type { ItemEdit } from "../../contract/items.ts";
import type { Paper } from "./papers.ts";
import type { Scene } from "./scenes.ts";

interface AnyThing {
  /** How long it has been on the wall. */
  readonly daysAgo: number;
  readonly tags?: readonly string[];
  readonly note?: string;
  /** What its owner said of it afterwards. */
  readonly said?: Pick<ItemEdit, "category" | "sentiment" | "pinned">;
  /** A board that it stands on beside the inbox. */
  readonly board?: (typeof BOARDS)[number];
}

/** A page that exists nowhere: it is handed in as the browser would see it, and nobody is asked for it. */
export interface LinkThing extends AnyThing {
  readonly kind: "link";
  readonly url: string;
  readonly site: string;
  readonly language: string;
  readonly title: string;
  readonly lead: string;
  readonly paragraphs: readonly string[];
  readonly scene?: Scene;
}

export interface NoteThing extends AnyThing {
  readonly kind: "note";
  readonly text: string;
}

/** A file, made when it is handed in. */
export interface FileThing extends AnyThing {
  readonly kind: "file";
  readonly name: string;
  readonly title?: string;
  readonly made:
    | { readonly by: "scene"; readonly scene: Scene }
    | { readonly by: "paper"; readonly paper: Paper }
    | { readonly by: "chord"; readonly tonesHz: readonly number[]; readonly seconds: number }
    | { readonly by: "text"; readonly text: string };
}

export type Thing = LinkThing | NoteThing | FileThing;

/** The walls of the demo beside the inbox. */
export const BOARDS = ["Kitchen", "By the sea", "Workshop"] as const;

/** A scene in one of the shapes that pictures have. */
export function scene(
  shows: Scene["shows"],
  light: Scene["light"],
  shape: keyof typeof SHAPES = "wide",
  turn = 1,
): Scene {
  const [widthPx, heightPx] = SHAPES[shape];
  return { shows, light, widthPx, heightPx, turn };
}

const SHAPES = { wide: [1200, 800], tall: [900, 1200], square: [1000, 1000], broad: [1280, 640] } as const;
