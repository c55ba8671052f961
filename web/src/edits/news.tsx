import { sentenceBy } from "../api.ts";
import { Changed } from "./changed.tsx";
import { type KeptEdit, letGo } from "./kept-edits.ts";
import { said } from "./said.ts";
import { decide } from "./send-edits.ts";

export { wordsAreHere } from "./said.ts";

export function News({ edit }: { edit: KeptEdit }) {
  const say = said.value;
  if (edit.state === "asked")
    return (
      <Changed
        mine={edit.mine}
        theirs={edit.theirs ?? ""}
        mayBeBoth={edit.field === "note"}
        decide={(text) => decide(edit, text)}
      />
    );
  if (edit.state === "waiting") return <p class="edit-news">{say.waits}</p>;
  return (
    <p class="edit-news problem" role="alert">
      {edit.why === undefined ? say.refused : sentenceBy(edit.why)}{" "}
      <button type="button" class="text-button" onClick={() => letGo(edit)}>
        {say.throwAway}
      </button>
    </p>
  );
}
