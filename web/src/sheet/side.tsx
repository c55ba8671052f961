import type { Item } from "../../../src/contract/items.ts";
import { languageOf } from "../words.ts";
import { FileList } from "./file-list.tsx";
import { NoteField } from "./note-field.tsx";
import { editOpenItem, openShare } from "./open-item.ts";
import { Steps } from "./steps.tsx";
import { TagList } from "./tag-list.tsx";

/** The side of the sheet: what is known about the item. */
export function Side({ item }: { item: Item }) {
  return (
    <aside class="side" aria-label="What is known about it">
      <section>
        <h3 id="note-heading">Your note</h3>
        <NoteField item={item} />
      </section>
      <section>
        <h3>Tags</h3>
        <TagList item={item} />
      </section>
      {(item.analyzed_by !== null || item.summary) && <Analysis item={item} />}
      {openShare.value !== null && openShare.value.steps.length > 0 && <Steps status={openShare.value} />}
      {item.files.length > 0 && <FileList files={item.files} />}
    </aside>
  );
}

const CATEGORIES: readonly NonNullable<Item["category"]>[] = ["technology", "entertainment", "news", "social", "other"];
const MOODS: readonly NonNullable<Item["sentiment"]>[] = ["positive", "neutral", "negative"];

function Analysis({ item }: { item: Item }) {
  return (
    <section>
      <h3>Analysis</h3>
      {item.summary && (
        <p class="side-summary" dir="auto">
          {item.summary}
        </p>
      )}
      <dl class="facts">
        <Choice
          name="Category"
          value={item.category}
          values={CATEGORIES}
          onChoose={(category) => editOpenItem({ category })}
        />
        <Choice
          name="Mood"
          value={item.sentiment}
          values={MOODS}
          onChoose={(sentiment) => editOpenItem({ sentiment })}
        />
        {item.key_topics.length > 0 && <Fact name="Topics">{item.key_topics.join(", ")}</Fact>}
        {item.language && <Fact name="Language">{languageOf(item.language)}</Fact>}
        {item.confidence !== null && <Fact name="Confidence">{Math.round(item.confidence * 100)}%</Fact>}
        {item.analyzed_by && <Fact name="Made by">{makerOf(item.analyzed_by)}</Fact>}
      </dl>
    </section>
  );
}

/** "built-in", "claude:<model>" or "openai:<model>" in words. */
function makerOf(analyzedBy: string): string {
  const [maker, model] = [analyzedBy.split(":")[0], analyzedBy.slice(analyzedBy.indexOf(":") + 1)];
  if (maker === "built-in") return "This server, without an AI";
  return maker === "claude" ? `Claude (${model})` : model;
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

function Choice<Value extends string>({
  name,
  value,
  values,
  onChoose,
}: {
  name: string;
  value: Value | null;
  values: readonly Value[];
  onChoose: (value: Value) => void;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <select
          aria-label={name}
          value={value ?? ""}
          onChange={(event) => {
            const chosen = values.find((each) => each === event.currentTarget.value);
            if (chosen !== undefined) onChoose(chosen);
          }}
        >
          {value === null && <option value="">Not yet</option>}
          {values.map((each) => (
            <option key={each} value={each}>
              {each.charAt(0).toUpperCase() + each.slice(1)}
            </option>
          ))}
        </select>
      </dd>
    </div>
  );
}
