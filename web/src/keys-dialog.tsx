import { areKeysShown, KEYS } from "./keys.ts";
import { Panel } from "./panel.tsx";
import { words } from "./words/words.ts";

function close(): void {
  areKeysShown.value = false;
}

/** The keys and what they do. */
export function KeysDialog() {
  return (
    <Panel id="keys-heading" heading={words.value.keys.heading} close={close}>
      <dl class="keys">
        {KEYS.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words.value.keys[does]}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
