import type { ComponentChildren } from "preact";
import { Mark } from "../icon.tsx";
import { words } from "../words/words.ts";

/** A calm page before the wall: one heading, one thing to do. */
export function Door(props: { title: string; text?: string; showsCommand?: boolean; children?: ComponentChildren }) {
  return (
    <main class="door">
      <div class="door-words">
        <Mark />
        <h1>{props.title}</h1>
        {props.text && <p>{props.text}</p>}
        {props.showsCommand && (
          <>
            <p>{words.value.signIn.newLink}</p>
            <code class="command">npx digital-wall owner-link</code>
          </>
        )}
        {props.children}
      </div>
    </main>
  );
}
