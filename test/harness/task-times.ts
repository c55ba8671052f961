import type { BrowserContext, Page } from "playwright-core";

/** Every task of every thread, as the browser itself notes it. */
const CATEGORY = "toplevel";
const TASK = "ThreadControllerImpl::RunTask";
const MAIN_THREAD = "CrRendererMain";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs of the thread's own time on a processor. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** The tasks of the page's main thread while something happened: how many, and the processor time of the longest, ms. */
export interface TaskTimes {
  readonly tasks: number;
  readonly longestMs: number;
}

/**
 * Has the browser trace the tasks that pages run while `work` happens, and tells their processor time: whoever else is busy
 * on the machine meanwhile makes a task last longer, but not cost more.
 */
export async function tasksDuring(page: Page, work: () => Promise<void>): Promise<TaskTimes> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("the page has no browser of its own to trace");
  await browser.startTracing(page, { categories: [CATEGORY] });
  let trace: Buffer;
  try {
    await work();
  } finally {
    trace = await browser.stopTracing();
  }
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(trace.toString());
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const main = new Set(
    traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === MAIN_THREAD).map(threadOf),
  );
  const tasks = traceEvents.filter((event) => event.name === TASK && event.ph === "X" && main.has(threadOf(event)));
  const longest = tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0);
  return { tasks: tasks.length, longestMs: longest / 1_000 };
}

/** So many cards are drawn and measured for 100 ms of the processor that the limits of tests were set on: an EPYC at 2.6 GHz. */
const YARDSTICK_CARDS = 1_800;
const YARDSTICK_RUNS = 5;
const YARDSTICK = `(() => {
  const wall = document.createElement("div");
  for (let n = 0; n < ${YARDSTICK_CARDS}; n++) {
    const card = document.createElement("article");
    card.innerHTML = "<h2>Post " + n + "</h2><p>The keeper rows out at dusk, and is back before the tide.</p><small>#" + n + "</small>";
    wall.append(card);
  }
  document.body.append(wall);
  const heights = [...wall.children].reduce((sum, card) => sum + card.getBoundingClientRect().height, 0);
  wall.remove();
  return heights;
})()`;

/**
 * What costs 100 ms where limits were set, on this machine at this time, in ms: the median of some runs, in a page of its own.
 * A processor that is slower, or shared with another machine, makes it and a page's tasks cost more alike.
 */
export async function yardstickMs(context: BrowserContext): Promise<number> {
  const page = await context.newPage();
  try {
    const runs: number[] = [];
    for (let run = 0; run < YARDSTICK_RUNS; run++)
      runs.push((await tasksDuring(page, async () => void (await page.evaluate(YARDSTICK)))).longestMs);
    return runs.toSorted((a, b) => a - b)[Math.floor(YARDSTICK_RUNS / 2)] ?? 0;
  } finally {
    await page.close();
  }
}
