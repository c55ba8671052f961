import { useLayoutEffect, useRef } from "preact/hooks";
import { dateOf } from "../formats.ts";
import { CopyButton } from "./copy.tsx";
import type { MadeKey } from "./new-key.tsx";
import { said } from "./said.ts";

/** A key that was just made, with a line that tries it: its secret is never shown again. */
export function ShownKey({ made, done }: { made: MadeKey; done: () => void }) {
  const words = said.value.keys;
  const place = useRef<HTMLElement>(null);
  useLayoutEffect(() => place.current?.focus(), [made]);
  const [scope = "share"] = made.scopes;
  return (
    <section class="shown-key" ref={place} tabIndex={-1} aria-labelledby="shown-key-name">
      <header>
        <h3 id="shown-key-name">
          <bdi>{made.name}</bdi>
        </h3>
        <span class="quiet">
          {words.choices[scope].name} ·{" "}
          {made.expires_at === null ? words.endsNever : words.endsOn(dateOf(made.expires_at))}
        </span>
        <span class="quiet shown-key-once">{words.shownOnce}</span>
      </header>
      <div class="shown-key-line">
        <code id="shown-key">{made.key}</code>
        <CopyButton text={made.key} of="shown-key" isMain />
      </div>
      <p class="quiet">{words.tryIt}</p>
      <div class="shown-key-line">
        <code id="shown-curl" class="code-quiet">
          {curlOf(made)}
        </code>
        <CopyButton text={curlOf(made)} of="shown-curl" />
      </div>
      <button type="button" class="quiet-button" onClick={done}>
        {words.done}
      </button>
    </section>
  );
}

/** A line for a shell that does what the key is for. */
function curlOf({ key, scopes }: MadeKey): string {
  const call = `curl -H "Authorization: Bearer ${key}"`;
  const api = `${location.origin}/api/v1`;
  return scopes.includes("read") ? `${call} "${api}/items?limit=5"` : `${call} -d "text=A first thing" ${api}/share`;
}
