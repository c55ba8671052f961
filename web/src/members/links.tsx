import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { LINK_KINDS, type WallLink, type WallLinkMade } from "../../../src/contract/wall-links.ts";
import type { Wall } from "../../../src/contract/walls.ts";
import { ask, sentenceOf } from "../api.ts";
import { ageOf, now } from "../formats.ts";
import { Code } from "../phone/code.tsx";
import { Confirm } from "../settings/confirm.tsx";
import { CopyButton } from "../settings/copy.tsx";
import { said } from "./said.ts";

/** The links by which people without an account look at a wall, or bring something to it. */
export function Links({ wall }: { wall: Wall }) {
  const links = useSignal<readonly WallLink[]>([]);
  const made = useSignal<WallLinkMade | null>(null);
  const name = useSignal("");
  const problem = useSignal<string | null>(null);
  const path = `/walls/${wall.id}/links`;
  const tries = async (work: () => Promise<void>) => {
    problem.value = null;
    try {
      await work();
      links.value = (await ask<{ items: WallLink[] }>("GET", path)).items;
    } catch (thrown) {
      problem.value = sentenceOf(thrown);
    }
  };
  useEffect(() => void tries(() => Promise.resolve()), [wall.id]);
  const make = (kind: WallLink["kind"]) =>
    tries(async () => {
      made.value = await ask<WallLinkMade>("POST", path, { kind, name: name.value.trim() || null });
      name.value = "";
    });
  return (
    <section class="invite" aria-labelledby="links-heading">
      <h3 id="links-heading">{said.value.linksHeading}</h3>
      {links.value.length > 0 && (
        <ul class="members">
          {links.value.map((link) => (
            <li key={link.id} class="member">
              <div>
                <b>
                  <bdi dir="auto">{link.name ?? said.value.linkKinds[link.kind].is}</bdi>
                </b>
                <p class="quiet">
                  {link.name !== null && `${said.value.linkKinds[link.kind].is} · `}
                  {link.used_at === null ? said.value.linkUnused : said.value.linkUsed(ageOf(link.used_at, now.value))}
                </p>
              </div>
              <Confirm
                label={said.value.revoke}
                question={said.value.revokeQuestion}
                keep={said.value.keep}
                act={() => tries(() => ask("DELETE", `${path}/${link.id}`))}
              />
            </li>
          ))}
        </ul>
      )}
      <input
        class="field"
        aria-label={said.value.linkName}
        placeholder={said.value.linkName}
        autocomplete="off"
        dir="auto"
        value={name.value}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
      />
      <div class="invite-ways">
        {LINK_KINDS.map((kind) => (
          <button key={kind} type="button" class="quiet-button" onClick={() => void make(kind)}>
            {said.value.linkKinds[kind].make}
          </button>
        ))}
      </div>
      {problem.value !== null && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {made.value !== null && (
        <div class="invite-link" role="status">
          <p>{said.value.linkShown}</p>
          <code id="wall-link" class="command">
            {made.value.url}
          </code>
          <CopyButton text={made.value.url} of="wall-link" isMain />
          <Code text={made.value.url} label={said.value.linkCode} />
        </div>
      )}
    </section>
  );
}
