import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ShareStatus } from "../../../src/contract/shares.ts";
import type { Health, Queue } from "../../../src/contract/system.ts";
import { ask, sentenceOf } from "../api.ts";
import { clockOf, dateOf, spanOf } from "../formats.ts";
import { Icon } from "../icon.tsx";
import { words as allWords } from "../words/words.ts";
import { Failures, hasFailed } from "./failures.tsx";
import { said } from "./said.ts";

/** How often it is looked again while somebody looks. */
const LOOK_AGAIN_MS = 4_000;
const LATEST = 100;

interface Seen {
  readonly queue: Queue;
  readonly health: Health;
  readonly failed: readonly ShareStatus[];
  readonly atMs: number;
}

async function look(): Promise<Seen> {
  type Shares = { readonly items: readonly ShareStatus[] };
  const [queue, health, broken, latest] = await Promise.all([
    ask<Queue>("GET", "/queue?all=true"),
    ask<Health>("GET", "/health"),
    ask<Shares>("GET", `/shares?state=error&limit=${LATEST}`),
    ask<Shares>("GET", `/shares?limit=${LATEST}`),
  ]);
  const byId = new Map(
    [...broken.items, ...latest.items].filter(hasFailed).map((share) => [share.processing_id, share]),
  );
  const failed = [...byId.values()].toSorted((one, other) => (one.updated_at < other.updated_at ? 1 : -1));
  return { queue, health, failed, atMs: Date.now() };
}

/** What waits, runs and failed, and how the parts of the server feel; looks again by itself while it is seen. */
export function HealthSection() {
  const words = said.value.health;
  const seen = useSignal<Seen | null>(null);
  const problem = useSignal<string | null>(null);
  const lookNow = async () => {
    try {
      seen.value = await look();
      problem.value = null;
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLeft = false;
    const goOn = async () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") await lookNow();
      if (!isLeft) timer = setTimeout(() => void goOn(), LOOK_AGAIN_MS);
    };
    const comeBack = () => {
      if (document.visibilityState === "visible") void goOn();
    };
    void goOn();
    document.addEventListener("visibilitychange", comeBack);
    return () => {
      isLeft = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", comeBack);
    };
  }, []);
  const known = seen.value;
  return (
    <>
      <p class="settings-lead">{words.lead}</p>
      {problem.value !== null && (
        <div class="settings-problem" role="alert">
          <p class="problem">{problem.value}</p>
          <button type="button" class="quiet-button" onClick={() => void lookNow()}>
            {allWords.value.common.tryAgain}
          </button>
        </div>
      )}
      {known === null && problem.value === null && (
        <p class="settings-waiting quiet" role="status">
          {said.value.loading}
        </p>
      )}
      {known !== null && (
        <>
          <Verdict seen={known} />
          <QueueTable queue={known.queue} />
          <Failures shares={known.failed} changed={lookNow} />
          <Parts health={known.health} />
        </>
      )}
    </>
  );
}

/** All of it in one sentence, calm when there is nothing to do. */
function Verdict({ seen: { queue, health, failed, atMs } }: { seen: Seen }) {
  const words = said.value.health;
  const open = queue.pending_items + queue.processing_items;
  const steps = words.steps(open.toLocaleString(document.documentElement.lang), open === 1);
  const isIll = health.status !== "healthy";
  const [title, sentence] = isIll
    ? [health.status === "unhealthy" ? words.unhealthy : words.degraded, illWords(health)]
    : failed.length > 0
      ? [words.failedSome, words.failedWords]
      : open > 0
        ? [words.busy, words.busyWords(steps)]
        : [words.well, words.wellWords];
  const isFine = !isIll && failed.length === 0;
  return (
    <div class="verdict">
      <span class={isFine ? "verdict-sign" : "verdict-sign verdict-ill"}>
        <Icon name={isFine ? (open > 0 ? "clock" : "check") : "alert"} />
      </span>
      <div role="status">
        <h3>{title}</h3>
        <p>{sentence}</p>
      </div>
      <span class="quiet">{words.asOf(clockOf(atMs))}</span>
    </div>
  );
}

/** What is wrong, a sentence for each part that does not answer as it should. */
function illWords({ services = {} }: Health): string {
  const ill = Object.entries(services).filter(([, { status }]) => status !== "up");
  return ill.map(([name]) => said.value.health.issues[partOf(name)] ?? name).join(" ");
}

/** A service is called "ai (claude)". */
const partOf = (name: string): string => name.split(" ")[0] ?? name;

function QueueTable({ queue }: { queue: Queue }) {
  const words = said.value.health;
  const resting = Object.entries(queue.breakers).filter(([, state]) => state !== "closed");
  const figure = (count: number) => count.toLocaleString(document.documentElement.lang);
  return (
    <section class="settings-part">
      <h3>{words.queue}</h3>
      <table class="settings-table settings-figures">
        <thead>
          <tr>
            <th scope="col">{words.columns.lane}</th>
            <th scope="col">{words.columns.waiting}</th>
            <th scope="col">{words.columns.atWork}</th>
            <th scope="col">{words.columns.failed}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(queue.lanes).map(([lane, counts]) => (
            <tr key={lane}>
              <th scope="row">{words.lanes[lane] ?? lane}</th>
              <td>{figure(counts.pending)}</td>
              <td>{figure(counts.processing)}</td>
              <td>{figure(counts.failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {queue.pending_items > 0 && <p class="quiet">{words.oldest(spanOf(queue.oldest_pending_seconds * 1_000))}</p>}
      {resting.length > 0 && (
        <p class="quiet">
          {words.resting} <bdi>{resting.map(([host]) => host).join(", ")}</bdi>
        </p>
      )}
    </section>
  );
}

function backedUpWords({ backed_up_at: at }: Health): string {
  const words = said.value.health;
  return at ? words.backedUp(dateOf(at)) : words.neverBackedUp;
}

function Parts({ health }: { health: Health }) {
  const words = said.value.health;
  return (
    <section class="settings-part">
      <h3>{words.components}</h3>
      <ul class="settings-rows">
        {Object.entries(health.services ?? {}).map(([name, { status, ms }]) => {
          const part = partOf(name);
          return (
            <li key={name} class="settings-row">
              <div>
                <b>{words.parts[part] ?? name}</b>
                {part === "backups" && <p class="quiet">{backedUpWords(health)}</p>}
                {status !== "up" && <p class="quiet">{words.advice[part]}</p>}
              </div>
              <span class={status === "up" ? "quiet" : "problem"}>
                {(part === "backups" ? words.backupStates : words.states)[status]}
                {ms !== null && ` ${words.tookMs(spanOf(ms))}`}
              </span>
            </li>
          );
        })}
      </ul>
      <p>
        <a class="text-button" href="/api/v1/metrics" target="_blank" rel="noreferrer">
          {words.figures}
        </a>
      </p>
    </section>
  );
}
