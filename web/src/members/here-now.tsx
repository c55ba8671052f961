import { here } from "../live.ts";
import { me } from "../session.ts";
import { said } from "./said.ts";
import "./here-now.css";

export { wordsAreHere } from "./said.ts";

/** More do not fit; their number does. */
const MOST_SHOWN = 3;

/** Who else looks at the wall just now. */
export function HereNow() {
  const others = here.value.filter(({ id }) => id !== me.value?.person.id);
  const names = others.map(({ name }) => name ?? said.value.somebody);
  const more = others.length - MOST_SHOWN;
  const say = said.value.hereNow(names.join(", "));
  return (
    <div class="here-now" role="img" aria-label={say} title={say}>
      {names.slice(0, MOST_SHOWN).map((name, at) => (
        <span key={others[at]?.id} class="here-one" aria-hidden="true">
          {[...name][0]?.toUpperCase()}
        </span>
      ))}
      {more > 0 && (
        <span class="here-one" aria-hidden="true">
          +{more}
        </span>
      )}
    </div>
  );
}
