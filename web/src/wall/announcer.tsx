import { signal } from "@preact/signals";
import { words } from "../words/words.ts";

/** What comes within this time is told in one sentence. */
const TOGETHER_MS = 1_000;

/** The titles of what came last, and of what is not told yet. */
const told = signal<readonly string[]>([]);
let untold: string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells whoever listens to the page that a thing has come onto the wall by itself. */
export function announceArrival(title: string): void {
  untold.push(title);
  clearTimeout(timer);
  timer = setTimeout(() => {
    told.value = untold;
    untold = [];
  }, TOGETHER_MS);
}

/** The place from which arrivals are read out. It stands from the beginning: one that is new is not read. */
export function Announcer() {
  const { wall } = words.value;
  const [first, ...more] = told.value;
  return (
    <p class="unseen" role="status">
      {first !== undefined && (more.length === 0 ? wall.arrived(first) : wall.manyArrived(more.length + 1))}
    </p>
  );
}
