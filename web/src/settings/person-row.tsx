import { useSignal } from "@preact/signals";
import type { Person } from "../../../src/contract/people.ts";
import type { Quota } from "../../../src/contract/quotas.ts";
import { ask } from "../api.ts";
import { me } from "../session.ts";
import { said } from "./accounts-said.ts";
import { Confirm } from "./confirm.tsx";
import { nameOf } from "./limit-words.ts";
import { LimitsForm, type SetLimits } from "./limits-form.tsx";
import type { LoadedList } from "./loaded.tsx";
import { tries } from "./tries.ts";
import { UseBars } from "./use-bars.tsx";

/** A person as the owner sees them: what they are called, what they have, and what can be done about them. */
export function PersonRow(props: { person: Person; people: LoadedList<Person>; onLink: (url: string) => void }) {
  const { person, people, onLink } = props;
  const isYou = person.id === me.value?.person.id;
  const known = person.name ?? person.login;
  const name = nameOf(person);
  const isEdited = useSignal(false);
  const ways = [...(person.password ? [said.value.ways.password] : []), ...(person.totp ? [said.value.ways.totp] : [])];
  const isOwner = person.role === "owner";
  const change = (work: () => Promise<unknown>) =>
    tries(async () => {
      await work();
      await people.load();
    });
  const about = [
    person.login,
    person.email,
    ways.join(", "),
    person.state === "active" ? "" : said.value.states[person.state],
  ].filter(Boolean);
  return (
    <li class="settings-row">
      <div>
        <b>
          <bdi dir="auto">{name}</bdi>
        </b>
        {isYou && known !== null && <span class="badge">{said.value.you}</span>}
        <p class="quiet">{isOwner ? said.value.owner : about.join(" · ")}</p>
      </div>
      {person.state !== "leaving" && (
        <div class="settings-act member-ways">
          <button
            type="button"
            class="quiet-button"
            aria-expanded={isEdited.value}
            aria-label={said.value.quota.editNamed(name)}
            onClick={() => (isEdited.value = !isEdited.value)}
          >
            {said.value.quota.edit}
          </button>
          {!isOwner && <Ways {...{ person, name, change, onLink }} />}
        </div>
      )}
      <div class="person-use">
        <UseBars quota={person.quota} />
        {isEdited.value && (
          <LimitsForm
            heading={said.value.quota.editNamed(name)}
            now={ownOf(person.quota)}
            hasHouse
            save={async (quota) => {
              await ask("PATCH", `/people/${person.id}`, { quota });
              await people.load();
            }}
          />
        )}
      </div>
    </li>
  );
}

const ownOf = ({ items, bytes, ai_usd: aiUsd }: Quota): SetLimits => ({
  items: items.own,
  bytes: bytes.own,
  ai_usd: aiUsd.own,
});

function Ways(props: {
  person: Person;
  name: string;
  change: (work: () => Promise<unknown>) => Promise<void>;
  onLink: (url: string) => void;
}) {
  const { person, name, change, onLink } = props;
  return (
    <>
      <button
        type="button"
        class="quiet-button"
        onClick={() =>
          void tries(async () => onLink((await ask<{ url: string }>("POST", `/people/${person.id}/reset-link`)).url))
        }
      >
        {said.value.resetLink}
      </button>
      {person.state === "disabled" ? (
        <button
          type="button"
          class="quiet-button"
          onClick={() => void change(() => ask("PATCH", `/people/${person.id}`, { disabled: false }))}
        >
          {said.value.enable}
        </button>
      ) : (
        <Confirm
          label={said.value.disable}
          name={said.value.disableNamed(name)}
          question={said.value.disableQuestion}
          keep={said.value.keep}
          act={() => change(() => ask("PATCH", `/people/${person.id}`, { disabled: true }))}
        />
      )}
      <Confirm
        label={said.value.remove}
        name={said.value.removeNamed(name)}
        question={said.value.removeQuestion}
        keep={said.value.keep}
        act={() =>
          change(() => ask("DELETE", `/people/${person.id}?confirm=${encodeURIComponent(person.login ?? person.id)}`))
        }
      />
    </>
  );
}
