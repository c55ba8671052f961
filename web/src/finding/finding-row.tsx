import {
  ITEM_KINDS,
  type ItemKind,
  LIST_SORTS,
  SEARCH_SORTS,
  WALL_SORTS,
  type WallSort,
} from "../../../src/contract/choices.ts";
import { wallAddress } from "../address.ts";
import { Icon } from "../icon.tsx";
import { wall } from "../session.ts";
import { items, loading } from "../wall/items.ts";
import { words } from "../words/words.ts";
import { chooseFacet, facet, isNarrowed, NARROWING, showEverything, sort } from "./facets.ts";
import { NarrowMenu } from "./narrow-menu.tsx";
import { valueWords } from "./value-words.ts";

/** Above the things: which kind shows, what else it is narrowed to, and the order. Not there on an empty wall. */
export function FindingRow() {
  const isSearch = (wallAddress.value.search ?? "").trim() !== "";
  const isBare = !isSearch && items.value.length === 0 && !isNarrowed.value;
  if (isBare && loading.value !== "first") return null;
  const say = words.value.finding;
  const sorts = isSearch ? SEARCH_SORTS : wallSorts();
  const [first] = sorts;
  return (
    <div class={isBare ? "finding finding-coming" : "finding"}>
      <div class="finding-row">
        <fieldset class="kinds" aria-label={say.kind}>
          <KindTab kind={null} />
          {ITEM_KINDS.map((kind) => (
            <KindTab key={kind} kind={kind} />
          ))}
        </fieldset>
        <NarrowMenu />
        <select
          class="sort"
          aria-label={say.sort}
          value={sorts.find((each) => each === sort.value) ?? first}
          onChange={({ currentTarget }) =>
            chooseFacet("sort", currentTarget.value === first ? null : currentTarget.value)
          }
        >
          {sorts.map((each) => (
            <option key={each} value={each}>
              {say.sorts[each]}
            </option>
          ))}
        </select>
      </div>
      <Chips />
    </div>
  );
}

/** The wall's own order first; the one by hand only where the wall has it, or somebody asked for it. */
function wallSorts(): readonly WallSort[] {
  const own = wall.value?.sorting ?? "newest";
  const all = own === "manual" || sort.value === "manual" ? WALL_SORTS : LIST_SORTS;
  return [own, ...all.filter((each) => each !== own)];
}

function KindTab({ kind }: { kind: ItemKind | null }) {
  const say = words.value.finding;
  return (
    <button type="button" class="kind" aria-pressed={facet("kind") === kind} onClick={() => chooseFacet("kind", kind)}>
      {kind === null ? say.everything : say.kinds[kind]}
    </button>
  );
}

/** What it is narrowed to beside the kind, each to be let go of. */
function Chips() {
  const say = words.value.finding;
  const names = NARROWING.filter((name) => name !== "kind" && facet(name) !== null);
  if (names.length === 0) return null;
  return (
    <ul class="facet-chips" aria-label={say.narrowedTo}>
      {names.map((name) => {
        const value = valueWords(name, facet(name) ?? "");
        return (
          <li key={name}>
            <button type="button" class="facet-chip" onClick={() => chooseFacet(name, null)}>
              <span>{say.facets[name]}</span>
              {name !== "archived" && <bdi dir="auto">{value}</bdi>}
              <span class="unseen">{say.letGo}</span>
              <Icon name="close" small />
            </button>
          </li>
        );
      })}
      {names.length > 1 && (
        <li>
          <button type="button" class="text-button" onClick={showEverything}>
            {say.showEverything}
          </button>
        </li>
      )}
    </ul>
  );
}

/** The way out where nothing is left of what was narrowed. */
export function ShowEverything() {
  if (!isNarrowed.value) return null;
  return (
    <button type="button" class="quiet-button" onClick={showEverything}>
      {words.value.finding.showEverything}
    </button>
  );
}

export function NothingLeft() {
  return (
    <div class="state" role="status">
      <p class="state-title">{words.value.finding.nothingLeft}</p>
      <ShowEverything />
    </div>
  );
}
