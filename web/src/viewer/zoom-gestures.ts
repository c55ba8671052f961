import { CLOSE_UP, FITTED, keptOn, STEP, type Zoom, zoomAt } from "./zoom.ts";

/** Two taps within this time and this distance are one gesture. */
const DOUBLE_TAP_MS = 320;
const DOUBLE_TAP_PX = 32;
/** A finger that moves less has tapped. */
const TAP_PX = 8;
/** A swipe to the next file is at least this long. */
const SWIPE_PX = 64;
/** One notch of a wheel is 100 units; a pinch on a touchpad comes in small ones. */
const WHEEL_RATE = 0.0022;
const PAN_PX = 80;

interface Told {
  zoom(next: Zoom): void;
  step(by: 1 | -1): void;
}

/** Moves and enlarges a picture by wheel, fingers, mouse and keys. Tells what comes of it; `stop` lets go of the stage. */
export class ZoomGestures {
  #zoom = FITTED;
  readonly #fingers = new Map<number, { x: number; y: number }>();
  #lastTap: { at: number; x: number; y: number } | null = null;
  #began: { x: number; y: number; zoom: Zoom } | null = null;
  readonly #end = new AbortController();
  readonly #stage: HTMLElement;
  readonly #picture: HTMLElement;
  readonly #told: Told;

  constructor(stage: HTMLElement, picture: HTMLElement, told: Told) {
    this.#stage = stage;
    this.#picture = picture;
    this.#told = told;
    const { signal } = this.#end;
    stage.addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
    stage.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    stage.addEventListener("pointermove", (event) => this.#move(event), { signal });
    stage.addEventListener("pointerup", (event) => this.#up(event), { signal });
    stage.addEventListener("pointercancel", (event) => this.#fingers.delete(event.pointerId), { signal });
    addEventListener("resize", () => this.#show(this.#zoom), { signal });
  }

  stop(): void {
    this.#end.abort();
  }

  larger(): void {
    this.#by(STEP, { x: 0, y: 0 });
  }

  smaller(): void {
    this.#by(1 / STEP, { x: 0, y: 0 });
  }

  fit(): void {
    this.#show(FITTED);
  }

  /** @returns whether the key meant something */
  press(key: string): boolean {
    if (key === "+" || key === "=") this.larger();
    else if (key === "-") this.smaller();
    else if (key === "0") this.fit();
    else if (this.#zoom.scale > 1 && key.startsWith("Arrow")) this.#pan(key);
    else return false;
    return true;
  }

  #pan(key: string): void {
    const x = key === "ArrowLeft" ? PAN_PX : key === "ArrowRight" ? -PAN_PX : 0;
    const y = key === "ArrowUp" ? PAN_PX : key === "ArrowDown" ? -PAN_PX : 0;
    this.#show({ ...this.#zoom, x: this.#zoom.x + x, y: this.#zoom.y + y });
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
    this.#by(Math.exp(-event.deltaY * lines * WHEEL_RATE * (event.ctrlKey ? 4 : 1)), this.#middleTo(event));
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || this.#isControl(event)) return;
    this.#stage.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#began = { x: event.clientX, y: event.clientY, zoom: this.#zoom };
  }

  #move(event: PointerEvent): void {
    const before = this.#fingers.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const [other] = [...this.#fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    this.#fingers.set(event.pointerId, now);
    if (other === undefined) {
      this.#show({ ...this.#zoom, x: this.#zoom.x + now.x - before.x, y: this.#zoom.y + now.y - before.y });
      return;
    }
    const factor =
      Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    this.#began = null;
    this.#by(factor, this.#middleTo({ clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 }));
  }

  #up(event: PointerEvent): void {
    if (!this.#fingers.delete(event.pointerId)) return;
    const began = this.#began;
    this.#began = null;
    if (began === null) return;
    const [across, down] = [event.clientX - began.x, event.clientY - began.y];
    if (Math.hypot(across, down) < TAP_PX) {
      this.#tap(event);
      return;
    }
    const isSwipe = began.zoom.scale === 1 && Math.abs(across) > SWIPE_PX && Math.abs(across) > 2 * Math.abs(down);
    if (isSwipe && event.pointerType === "touch") this.#told.step(across < 0 ? 1 : -1);
  }

  #tap(event: PointerEvent): void {
    const last = this.#lastTap;
    const isDouble =
      last !== null &&
      event.timeStamp - last.at < DOUBLE_TAP_MS &&
      Math.hypot(event.clientX - last.x, event.clientY - last.y) < DOUBLE_TAP_PX;
    this.#lastTap = isDouble ? null : { at: event.timeStamp, x: event.clientX, y: event.clientY };
    if (!isDouble) return;
    if (this.#zoom.scale > 1) this.fit();
    else this.#by(CLOSE_UP, this.#middleTo(event));
  }

  #by(factor: number, point: { x: number; y: number }): void {
    this.#show(zoomAt(this.#zoom, { factor, point, ...this.#sides() }));
  }

  #show(wanted: Zoom): void {
    const next = keptOn(wanted, this.#sides());
    this.#zoom = next;
    this.#picture.style.transform = `translate(${next.x}px, ${next.y}px) scale(${next.scale})`;
    this.#told.zoom(next);
  }

  #sides() {
    const { clientWidth: width, clientHeight: height } = this.#stage;
    return {
      stage: { width, height },
      picture: { width: this.#picture.offsetWidth, height: this.#picture.offsetHeight },
    };
  }

  #middleTo({ clientX, clientY }: { clientX: number; clientY: number }): { x: number; y: number } {
    const { left, top, width, height } = this.#stage.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  }

  #isControl(event: PointerEvent): boolean {
    return event.target instanceof Element && event.target.closest("button, a") !== null;
  }
}
