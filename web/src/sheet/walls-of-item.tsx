import type { Item } from "../../../src/contract/items.ts";
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
  const takeOff = async (wall: (typeof standing)[number]) => {
    const { changeMany, takenOff } = await import("../choose/change-many.ts");
    await changeMany([item], takenOff(wall, wall.id === wallId.value));
    hearOfOpenItem(item.id);
  };
  const put = async ({ how, to }: { how: "move" | "copy"; to: { id: string; name: string } }) => {
    if (from === undefined) return;
    const { changeMany, moved, copied } = await import("../choose/change-many.ts");
    await changeMany([item], how === "move" ? moved(from.id, to) : copied(to));
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
                onClick={() => void takeOff(each)}
              >
                <Icon name="close" small />
              </button>
            )}
          </li>
        ))}
      </ul>
      {from !== undefined && <WallSelect standing={item.wall_ids} onChoose={(way) => void put(way)} />}
    </section>
  );
}
