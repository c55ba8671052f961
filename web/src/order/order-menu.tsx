import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../words/words.ts";
import { moveBy } from "./move.ts";
import { WAYS, type Way } from "./spots.ts";

interface Asked {
  readonly grip: HTMLElement;
  /** What is to be moved. */
  readonly ids: readonly string[];
}

const asked = signal<Asked | null>(null);

/** Says beside a grip where the things can go. */
export function openOrderMenu(about: Asked): void {
  asked.value = about;
}

const FROM_EDGE_PX = 8;

/** One menu for all grips: whatever can be done by dragging can be done here by a press or a key. */
export function OrderMenu() {
  const menu = useRef<HTMLFieldSetElement>(null);
  const { order } = words.value;
  const open = asked.value;
  useLayoutEffect(() => {
    const shown = menu.current;
    if (open === null || shown === null) return;
    shown.showPopover();
    const [at, own] = [open.grip.getBoundingClientRect(), shown.getBoundingClientRect()];
    const [across, down] = [at.right - own.width, at.bottom + FROM_EDGE_PX];
    const isBelow = down + own.height < innerHeight - FROM_EDGE_PX;
    shown.style.left = `${Math.max(FROM_EDGE_PX, Math.min(across, innerWidth - own.width - FROM_EDGE_PX))}px`;
    shown.style.top = `${Math.max(FROM_EDGE_PX, isBelow ? down : at.top - own.height - FROM_EDGE_PX)}px`;
    shown.querySelector("button")?.focus();
  }, [open]);
  const choose = (way: Way) => {
    const ids = asked.value?.ids ?? [];
    menu.current?.hidePopover();
    void moveBy(ids, way);
  };
  return (
    <fieldset
      id="order-menu"
      class="menu order-menu"
      popover="auto"
      aria-label={order.menu}
      ref={menu}
      onToggle={(event) => {
        if (event.newState === "closed") asked.value = null;
      }}
    >
      {WAYS.map((way) => (
        <button key={way} type="button" onClick={() => choose(way)}>
          {order.ways[way]}
        </button>
      ))}
    </fieldset>
  );
}
