import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { words } from "./words/words.ts";

/** A part of the page that is fetched when it is first drawn, so that nobody waits for it who does not need it. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let known: ComponentType<Props> | null = null;
  return function Later(props: Props) {
    const [isFailed, setFailed] = useState(false);
    // A component is a function: given as it is, it would be called for the first value.
    const [, setKnown] = useState(() => known);
    const fetchIt = () => {
      setFailed(false);
      load().then(
        (loaded) => {
          known = loaded;
          setKnown(() => loaded);
        },
        () => setFailed(true),
      );
    };
    useEffect(() => {
      if (known === null) fetchIt();
    }, []);
    if (known !== null) {
      const Known = known;
      return <Known {...props} />;
    }
    if (!isFailed) return null;
    return (
      <p class="later" role="alert">
        {words.value.files.partMissing}{" "}
        <button type="button" class="text-button" onClick={fetchIt}>
          {words.value.common.tryAgain}
        </button>
      </p>
    );
  };
}
