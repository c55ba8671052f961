import { choose, chosen } from "./chosen.ts";

const LONG_MS = 450;
/** A finger that moves further scrolls. */
const STILL_PX = 10;

/** Where nothing hovers, a long press on a card chooses it, and each tap after that one more. */
export function listenToLongPress(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: { x: number; y: number; id: string } | null = null;
  let wasLong = false;

  addEventListener("pointerdown", (event) => {
    const id = event.pointerType === "touch" ? idAround(event.target) : undefined;
    if (id === undefined) return;
    wasLong = false;
    from = { x: event.clientX, y: event.clientY, id };
    timer = setTimeout(() => {
      wasLong = true;
      choose(id);
    }, LONG_MS);
  });
  const end = () => clearTimeout(timer);
  addEventListener("pointermove", (event) => {
    if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) end();
  });
  for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, end);
  addEventListener("contextmenu", (event) => {
    if (wasLong) event.preventDefault();
  });
  addEventListener(
    "click",
    (event) => {
      const id = idAround(event.target);
      if (id === undefined || !(wasLong || (isTouch(event) && chosen.value.size > 0))) return;
      if (event.target instanceof Element && event.target.closest(".choose")) return;
      event.preventDefault();
      event.stopPropagation();
      if (!wasLong) choose(id);
      wasLong = false;
    },
    { capture: true },
  );
}

/** Not by the grip of a card: whoever takes hold of it wants to move it. */
const idAround = (target: EventTarget | null): string | undefined =>
  target instanceof Element && target.closest(".card") && !target.closest(".grip")
    ? target.closest<HTMLElement>("[data-key]")?.dataset["key"]
    : undefined;

const isTouch = (event: MouseEvent): boolean => event instanceof PointerEvent && event.pointerType === "touch";
