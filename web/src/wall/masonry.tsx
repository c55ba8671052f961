import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Plane } from "./plane.ts";

/**
 * Lays its children (list items) out in columns. They stay in their order in the document, for keyboards and readers;
 * only their place on the plane is set, so that making room is one moved transform.
 */
export function Masonry({ children, label }: { children: ComponentChildren; label: string }) {
  const list = useRef<HTMLUListElement>(null);
  const plane = useRef<Plane | null>(null);

  useLayoutEffect(() => {
    if (list.current === null) return;
    plane.current ??= new Plane(list.current);
    plane.current.arrange();
  });
  useEffect(() => () => plane.current?.close(), []);

  return (
    <ul class="masonry" ref={list} aria-label={label}>
      {children}
    </ul>
  );
}
