import { Component, type ComponentChildren, createRef } from "preact";
import { Plane } from "./plane.ts";

interface MasonryProps<Thing> {
  readonly label: string;
  readonly things: readonly Thing[];
  readonly keyOf: (thing: Thing) => string;
  readonly estimate: (thing: Thing, columnPx: number) => number;
  readonly draw: (thing: Thing) => ComponentChildren;
}

/**
 * Lays things out in columns, drawing those near the window only, so that a wall of a hundred thousand costs as much as
 * one of a hundred. They stay in their order in the document, for keyboards and readers; only their place on the plane
 * is set, so that making room is one moved transform.
 */
export class Masonry<Thing> extends Component<MasonryProps<Thing>> {
  readonly #list = createRef<HTMLUListElement>();
  readonly #plane = new Plane<Thing>(
    {
      keyOf: (thing) => this.props.keyOf(thing),
      estimate: (thing, columnPx) => this.props.estimate(thing, columnPx),
    },
    () => this.forceUpdate(),
  );

  override componentDidMount(): void {
    if (this.#list.current !== null) this.#plane.open(this.#list.current);
    this.#plane.arrange();
    revealer = (key) => this.#plane.reveal(key);
  }

  override componentDidUpdate(): void {
    this.#plane.arrange();
  }

  override componentWillUnmount(): void {
    this.#plane.close();
    revealer = null;
  }

  override render({ label, things, keyOf, draw }: MasonryProps<Thing>) {
    const total = things.length;
    return (
      <ul class="masonry" ref={this.#list} aria-label={label}>
        {this.#plane.drawnOf(things).map((at) => {
          const thing = things[at] as Thing;
          const key = keyOf(thing);
          return (
            <li key={key} data-key={key} data-at={at} aria-posinset={at + 1} aria-setsize={total}>
              {draw(thing)}
            </li>
          );
        })}
      </ul>
    );
  }
}

let revealer: ((key: string) => void) | null = null;

/** Brings a thing of the wall that shows into sight, also one that is not drawn. */
export function reveal(key: string): void {
  revealer?.(key);
}
