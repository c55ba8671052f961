import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Static } from "typebox";
import type { Health, Version } from "../../../src/contract/system.ts";
import { me } from "../session.ts";
import { Showing, useLoaded } from "./loaded.tsx";
import { said } from "./said.ts";

/** What runs here, on what, and whose work it is. */
export function About() {
  const words = said.value.about;
  const version = useLoaded<Static<typeof Version>>("/version");
  const health = useLoaded<Health>("/health");
  const features = me.value?.features;
  const hasRedis = "redis" in (health.value.value?.services ?? {});
  return (
    <>
      <p class="settings-lead">{words.lead}</p>
      <Showing of={version}>
        {(answer) => (
          <dl class="settings-facts">
            <Line name={words.version}>{answer.version}</Line>
            <Line name={words.database}>{words.databases[features?.database ?? ""] ?? features?.database}</Line>
            <Line name={words.storage}>{words.storages[features?.storage ?? ""] ?? features?.storage}</Line>
            {health.value.value !== null && (
              <Line name={words.queue}>{hasRedis ? words.queueRedis : words.queueRows}</Line>
            )}
            <Line name={words.connection}>{location.protocol === "https:" ? words.encrypted : words.plain}</Line>
          </dl>
        )}
      </Showing>
      <section class="settings-part">
        <h3>{words.api}</h3>
        <p>
          <a class="text-button" href="/api/docs" target="_blank" rel="noreferrer">
            {words.apiDocs}
          </a>
        </p>
        <p class="quiet">{words.apiHow}</p>
      </section>
      <section class="settings-part">
        <h3>{words.licences}</h3>
        <p class="quiet">{words.licence}</p>
        <Licences />
      </section>
    </>
  );
}

function Line({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** One package whose work is in the page; written by the build, see web/licences.ts. */
interface Licensed {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

function Licences() {
  const words = said.value.about;
  const list = useSignal<readonly Licensed[] | "failed" | null>(null);
  useEffect(() => {
    fetch("/licences.json")
      .then((answer) => (answer.ok ? (answer.json() as Promise<Licensed[]>) : Promise.reject(new Error("none"))))
      .then(
        (found) => {
          list.value = found;
        },
        () => {
          list.value = "failed";
        },
      );
  }, [list]);
  if (list.value === null) return null;
  if (list.value === "failed" || list.value.length === 0) return <p class="quiet">{words.licencesNone}</p>;
  return (
    <ul class="licences">
      {list.value.map((each) => (
        <li key={each.name}>
          <details class="more">
            <summary>
              {each.name} {each.version} <span class="quiet">{words.by(each.licence)}</span>
            </summary>
            <pre class="code">{each.text}</pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
