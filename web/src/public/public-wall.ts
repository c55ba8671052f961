import "./public-wall.css";
import { fillScreen, goSlowly } from "./kiosk.ts";
import { keepLive } from "./live-cards.ts";
import { loadMore } from "./more-cards.ts";
import { showProgress } from "./send-form.ts";

const form = document.querySelector<HTMLFormElement>("form[data-progress]");
if (form) showProgress(form);

// Everything is there without this: pages by links, and what changed at the next visit.
const page = document.querySelector<HTMLElement>("#page");
const { base = "", live = "", kiosk = "" } = page?.dataset ?? {};
if (page && base !== "") {
  loadMore(page);
  if (live === "1") keepLive(page, base);
  if (kiosk === "1") {
    goSlowly();
    document.addEventListener("click", fillScreen);
  }
}
