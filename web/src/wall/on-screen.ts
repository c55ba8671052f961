import { fillScreen, goSlowly } from "../public/kiosk.ts";
import "./on-screen.css";

const CLASS = "is-on-screen";

/** The wall alone on the whole screen, going by slowly, until somebody presses Escape or leaves the full screen. */
export function showOnScreen(): void {
  const root = document.documentElement;
  if (root.classList.contains(CLASS)) return;
  root.classList.add(CLASS);
  // Whoever touches the screen leads it nowhere.
  const shown = document.querySelector<HTMLElement>("#wall");
  shown?.toggleAttribute("inert", true);
  scrollTo(0, 0);
  let isOver = false;
  const leaveFullScreen = () => {
    if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
  };
  // A screen that fills only when it is over already is given back.
  void fillScreen().then(() => {
    if (isOver) leaveFullScreen();
  });
  const stop = goSlowly();
  const end = () => {
    isOver = true;
    stop();
    root.classList.remove(CLASS);
    shown?.toggleAttribute("inert", false);
    document.removeEventListener("fullscreenchange", changed);
    document.removeEventListener("keydown", pressed);
    leaveFullScreen();
  };
  const changed = () => {
    if (document.fullscreenElement === null) end();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") end();
  };
  document.addEventListener("fullscreenchange", changed);
  document.addEventListener("keydown", pressed);
}
