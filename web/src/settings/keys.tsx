import { useSignal } from "@preact/signals";
import { LOCAL_KEY_NAME } from "../../../src/contract/local-key.ts";
import type { Key, Scope } from "../../../src/contract/walls.ts";
import { ask, sentenceOf } from "../api.ts";
import { ageOf, dateOf, now } from "../formats.ts";
import { tell } from "../notice.tsx";
import { Confirm } from "./confirm.tsx";
import { type LoadedList, More, Showing, useLoadedList } from "./loaded.tsx";
import { type MadeKey, NewKey } from "./new-key.tsx";
import { said } from "./said.ts";
import { ShownKey } from "./shown-key.tsx";

/** What may add to the walls, read them or change them from outside this page. */
export function KeysSection() {
  const keys = useLoadedList<Key>("/keys");
  const made = useSignal<MadeKey | null>(null);
  const words = said.value.keys;
  return (
    <>
      <p class="settings-lead">{words.lead}</p>
      {made.value !== null && (
        <ShownKey
          made={made.value}
          done={() => {
            made.value = null;
          }}
        />
      )}
      <Showing of={keys}>
        {({ items }) =>
          items.length === 0 ? <p class="quiet">{words.none}</p> : <KeyTable keys={keys} items={items} />
        }
      </Showing>
      <More of={keys} />
      <NewKey
        onMade={(key) => {
          made.value = key;
          const { key: _, ...shown } = key;
          keys.change((items) => [...items, shown]);
        }}
      />
    </>
  );
}

function KeyTable({ keys, items }: { keys: LoadedList<Key>; items: readonly Key[] }) {
  const { columns } = said.value.keys;
  // The first start makes it; another of the same name came later.
  const local = items.find(({ name, scopes }) => name === LOCAL_KEY_NAME && scopes.includes("admin"));
  return (
    <table class="settings-table settings-keys">
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.may}</th>
          <th scope="col">{columns.made}</th>
          <th scope="col">{columns.used}</th>
          <th scope="col">{columns.ends}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {items.map((key) => (
          <KeyRow key={key.id} of={key} keys={keys} isLocal={key === local} />
        ))}
      </tbody>
    </table>
  );
}

function KeyRow({ of, keys, isLocal }: { of: Key; keys: LoadedList<Key>; isLocal: boolean }) {
  const { keys: words, never, notYet } = said.value;
  const age = (time: string) => ageOf(time, now.value);
  const revoke = async () => {
    try {
      await ask("DELETE", `/keys/${of.id}`);
      keys.change((items) => items.filter(({ id }) => id !== of.id));
      document.getElementById("settings-heading")?.focus();
      tell(words.revoked(of.name));
    } catch (thrown) {
      tell(sentenceOf(thrown));
    }
  };
  return (
    <tr>
      <th scope="row">
        <bdi>{of.name}</bdi>
        {isLocal && <span class="quiet">{words.local}</span>}
      </th>
      <td data-name={words.columns.may}>{scopesInWords(of.scopes)}</td>
      <td data-name={words.columns.made}>
        <time dateTime={of.created_at}>{age(of.created_at)}</time>
      </td>
      <td data-name={words.columns.used}>{of.used_at === null ? <i>{notYet}</i> : age(of.used_at)}</td>
      <td data-name={words.columns.ends}>{of.expires_at === null ? <i>{never}</i> : dateOf(of.expires_at)}</td>
      <td class="settings-act">
        <Confirm
          label={words.revoke}
          name={words.revokeNamed(of.name)}
          question={isLocal ? words.revokeLocalQuestion : words.revokeQuestion}
          keep={words.keep}
          act={revoke}
        />
      </td>
    </tr>
  );
}

/** "add", "read, add": a scope that includes others stands for them. */
function scopesInWords(scopes: readonly Scope[]): string {
  const { scopes: names } = said.value.keys;
  if (scopes.includes("admin")) return names.admin;
  if (scopes.includes("write")) return names.write;
  return scopes.map((scope) => names[scope]).join(", ");
}
