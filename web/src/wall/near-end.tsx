import { useEffect, useRef } from "preact/hooks";

/** How far below the window the end counts as near. */
const NEAR = "1200px";

/** An invisible line at the end of a list that asks for more when it comes near, also again while it stays near. */
export function NearEnd({ isOn, onNear }: { isOn: boolean; onNear: () => Promise<void> }) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOn || line.current === null) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void onNear();
      },
      { rootMargin: NEAR },
    );
    watch.observe(line.current);
    return () => watch.disconnect();
  });
  return <div ref={line} class="near-end" aria-hidden="true" />;
}
