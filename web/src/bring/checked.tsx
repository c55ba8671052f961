import type { Import, ImportCheck } from "../../../src/contract/imports.ts";
import { dateOf, figuresOf } from "../formats.ts";
import { Columns } from "./columns.tsx";
import { ImportVerb } from "./import-verb.tsx";
import { reasonOf } from "./reason.ts";
import { said } from "./said.ts";
import { Wishes } from "./wishes.tsx";

const SAMPLES_SHOWN = 8;

/** What the dry run found, what of it may be said otherwise, and the way on. `told` may be looked through again meanwhile. */
export function Checked({ told, check }: { told: Import; check: ImportCheck }) {
  const words = said.value;
  const isAgain = told.state === "checking";
  return (
    <>
      <p class="bring-again quiet" role="status">
        {isAgain ? (told.starts ? words.willStart : words.checkedAnew) : ""}
      </p>
      {check.things === 0 && <p>{words.nothingInIt}</p>}
      {told.format === "files" && told.wanted.format === null && check.things === 1 && check.files === 1 && (
        <p>
          {words.asFiles} {words.canRead}: {words.canReadWords}
        </p>
      )}
      <Found check={check} />
      {check.problems.length > 0 && (
        <section class="bring-part">
          <h4>{words.problems}</h4>
          <ul class="settings-bullets">
            {check.problems.map((problem) => (
              <li key={problem.code}>
                <span>
                  {reasonOf(problem)} <span class="quiet">{words.problemRows(problem.rows)}</span>
                </span>
              </li>
            ))}
          </ul>
          {check.things === 0 && (
            <p class="quiet">
              {words.canRead}: {words.canReadWords}
            </p>
          )}
        </section>
      )}
      {check.columns !== null && <Columns told={told} columns={check.columns} />}
      <Wishes told={told} check={check} />
      <p class="settings-line bring-ways">
        {check.things > 0 && !(isAgain && told.starts) && (
          <ImportVerb told={told} verb="start" label={isAgain ? words.startLater : words.start(check.things)} isMain />
        )}
        <ImportVerb told={told} verb="cancel" label={words.putAway} />
      </p>
      {check.samples.length > 0 && <Samples samples={check.samples.slice(0, SAMPLES_SHOWN)} />}
    </>
  );
}

function Found({ check }: { check: ImportCheck }) {
  const { found } = said.value;
  const always = [
    [check.things, found.things],
    [check.new, found.new],
    [check.duplicates, found.duplicates],
    [check.broken, found.broken],
  ] as const;
  const some = [
    [check.walls, found.walls],
    [check.tags, found.tags],
    [check.highlights, found.highlights],
    [check.files, found.files],
    [check.notes, found.notes],
    [check.pages, found.pages],
    [check.smart_lists, found.smartLists],
  ] as const;
  return (
    <dl class="bring-figures" aria-label={found.label}>
      {[...always, ...some.filter(([count]) => count > 0)].map(([count, name]) => (
        <div key={name} class={name === found.broken && count > 0 ? "is-broken" : undefined}>
          <dt>{name}</dt>
          <dd>{figuresOf(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Samples({ samples }: { samples: ImportCheck["samples"] }) {
  const words = said.value;
  return (
    <section class="bring-part">
      <h4>{words.samples}</h4>
      <ul class="bring-rows">
        {samples.map(({ n, state, title, url, tags, walls, created_at: createdAt }) => (
          <li key={n}>
            <p>
              <b dir="auto">{title}</b> <span class="badge">{state === "new" ? words.isNew : words.isHere}</span>
            </p>
            <p class="quiet" dir="auto">
              {[siteOf(url), createdAt === null ? null : dateOf(createdAt), ...walls, tags.join(", ")]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const siteOf = (url: string | null): string | null =>
  url !== null && URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : url;
