import { useId } from "preact/hooks";
import { said } from "./said.ts";

interface Versions {
  readonly mine: string;
  readonly theirs: string;
  /** One may stand below the other. */
  readonly mayBeBoth: boolean;
  readonly decide: (text: string) => void;
}

/** Two wrote in the same field: both stand here, and the person says which it shall be. */
export function Changed({ mine, theirs, mayBeBoth, decide }: Versions) {
  const id = useId();
  const say = said.value;
  return (
    <section class="changed" aria-labelledby={id}>
      <p id={id} class="changed-title" role="alert">
        {say.changed}
      </p>
      <Version name={say.theirs} text={theirs} />
      <Version name={say.mine} text={mine} />
      <div class="changed-ways">
        <button type="button" class="main-button" onClick={() => decide(mine)}>
          {say.keepMine}
        </button>
        <button type="button" class="quiet-button" onClick={() => decide(theirs)}>
          {say.keepTheirs}
        </button>
        {mayBeBoth && mine !== "" && theirs !== "" && (
          <button type="button" class="quiet-button" onClick={() => decide(`${theirs}\n\n${mine}`)}>
            {say.keepBoth}
          </button>
        )}
      </div>
    </section>
  );
}

function Version({ name, text }: { name: string; text: string }) {
  return (
    <div class="changed-version">
      <h4>{name}</h4>
      <p dir="auto">{text === "" ? <span class="quiet">{said.value.nothing}</span> : text}</p>
    </div>
  );
}
