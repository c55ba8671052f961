import type { Wall } from "../../../src/contract/walls.ts";
import { walls } from "../session.ts";
import { words } from "../words/words.ts";
import { wallName } from "./wall-name.ts";

type Told = { readonly how: "move" | "copy"; readonly to: Wall };

/** Chooses a wall to move things to, or to put them on as well. @param standing walls that are no choice */
export function WallSelect({ standing, onChoose }: { standing: readonly string[]; onChoose: (told: Told) => void }) {
  const others = walls.value.filter((each) => each.kind !== "smart" && !standing.includes(each.id));
  // From where nothing stands nothing is moved.
  const isFromSmart = walls.value.some((each) => each.kind === "smart" && standing.includes(each.id));
  if (others.length === 0) return null;
  const say = words.value.walls;
  const choose = (value: string) => {
    const [how, id] = value.split(":");
    const to = others.find((each) => each.id === id);
    if (to) onChoose({ how: how === "move" ? "move" : "copy", to });
  };
  const groups = [...(isFromSmart ? [] : [{ how: "move", name: say.moveTo }]), { how: "copy", name: say.alsoOn }];
  return (
    <select
      class="field choice-wall"
      aria-label={say.moveOrCopy}
      value=""
      onChange={(event) => {
        choose(event.currentTarget.value);
        event.currentTarget.value = "";
      }}
    >
      <option value="">{say.toAWall}</option>
      {groups.map(({ how, name }) => (
        <optgroup key={how} label={name}>
          {others.map((each) => (
            <option key={each.id} value={`${how}:${each.id}`}>
              {wallName(each)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
