import type { ImportRow } from "../core/imported.ts";
import { IMPORT_LIMITS } from "./limits.ts";
import { wallPath } from "./row.ts";
import { fieldOf, textOf } from "./values.ts";

interface Named {
  readonly name: string;
  readonly parent: string;
  readonly description: string;
}

/** Lists or collections that name their parents by id, which may come before or after them, or not at all. */
export class WallTree {
  readonly #byId = new Map<string, Named>();

  /** `value` has `id`, `name`, `parentId` and perhaps `description`; without the first two it is nothing. */
  add(value: unknown): void {
    const id = textOf(fieldOf(value, "id"));
    const name = textOf(fieldOf(value, "name"));
    if (id === "" || name.trim() === "" || this.#byId.size >= IMPORT_LIMITS.namedWalls) return;
    const parent = textOf(fieldOf(value, "parentId"));
    this.#byId.set(id, { name, parent, description: textOf(fieldOf(value, "description")).trim() });
  }

  /** The way to it, outermost first; empty for an id that nobody named. Parents in a circle are followed once. */
  pathOf(id: unknown): string[] {
    const path: string[] = [];
    const seen = new Set<string>();
    let at = textOf(id);
    for (let named = this.#byId.get(at); named !== undefined && !seen.has(at); named = this.#byId.get(at)) {
      seen.add(at);
      path.unshift(named.name);
      at = named.parent;
    }
    return path;
  }

  *rows(): Generator<ImportRow> {
    let index = 0;
    for (const [id, { description }] of this.#byId) {
      index += 1;
      const path = wallPath(this.pathOf(id));
      if (path.length === 0) continue;
      yield { kind: "wall", at: { index }, wall: { path, ...(description === "" ? {} : { description }) } };
    }
  }
}
