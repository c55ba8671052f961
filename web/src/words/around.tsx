import type { ComponentChildren } from "preact";

/** A sentence of the catalog around something else than words, which stands in the place of its `{}`. */
export function Around({ words, children }: { words: string; children: ComponentChildren }) {
  const [before, after = ""] = words.split("{}");
  return (
    <>
      {before}
      {children}
      {after}
    </>
  );
}
