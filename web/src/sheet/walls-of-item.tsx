import type { Item } from "../../../src/contract/items.ts";
import { changeMany, copied, moved, takenOff } from "../choose/change-many.ts";
import { Icon } from "../icon.tsx";
import { wallId, walls } from "../session.ts";
import { wallName } from "../wall/wall-name.ts";
import { WallSelect } from "../wall/wall-select.tsx";
import { words } from "../words/words.ts";
import { hearOfOpenItem } from "./open-item.ts";

/** The walls an item stands on, and the way to others. It always stands on one. */
export function WallsOfItem({ item }: { item: Item }) {
  const say = words.value.walls;
  const standing = walls.value.filter((each) => item.wall_ids.includes(each.id));
  const from = standing.find((each) => each.id === wallId.value) ?? standing[0];
  const change = async (deed: Parameters<typeof changeMany>[1]) => {
    await changeMany([item], deed);
    hearOfOpenItem(item.id);
  };
  return (
    <section>
      <h3>{say.heading}</h3>
      <ul class="sheet-tags">
        {standing.map((each) => (
          <li
            key={each.id}
            class={standing.length > 1 ? "sheet-tag sheet-tag-own" : "sheet-tag sheet-tag-own sheet-tag-only"}
          >
            <bdi dir="auto">{wallName(each)}</bdi>
            {standing.length > 1 && (
              <button
                type="button"
                aria-label={say.takeOff(wallName(each))}
                title={say.takeOff(wallName(each))}
                onClick={() => void change(takenOff(each, each.id === wallId.value))}
              >
                <Icon name="close" small />
              </button>
            )}
          </li>
        ))}
      </ul>
      {from !== undefined && (
        <WallSelect
          standing={item.wall_ids}
          onChoose={({ how, to }) => void change(how === "move" ? moved(from.id, to) : copied(to))}
        />
      )}
    </section>
  );
}
