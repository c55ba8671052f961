import { words } from "../words/words.ts";
import { moveBy } from "./move.ts";
import { WAYS } from "./spots.ts";

/** Moves all that is chosen, together. */
export function OrderSelect({ ids }: { ids: readonly string[] }) {
  const { order } = words.value;
  return (
    <select
      class="field choice-wall"
      aria-label={order.select}
      value=""
      onChange={(event) => {
        const way = WAYS.find((each) => each === event.currentTarget.value);
        event.currentTarget.value = "";
        if (way) void moveBy(ids, way);
      }}
    >
      <option value="">{order.toAPlace}</option>
      {WAYS.map((way) => (
        <option key={way} value={way}>
          {order.ways[way]}
        </option>
      ))}
    </select>
  );
}
