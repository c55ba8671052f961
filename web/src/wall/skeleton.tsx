import { words } from "../words/words.ts";
import { Masonry } from "./masonry.tsx";

const HEIGHTS = [166, 152, 290, 180, 222, 214, 244, 178, 200, 260, 230, 190];

/** Quiet shapes where cards will be; the style sheet shows them only after 300 ms. */
export function Skeleton() {
  return (
    <div class="skeleton" aria-busy="true">
      <Masonry
        label={words.value.wall.loading}
        things={HEIGHTS}
        keyOf={(height) => String(height)}
        estimate={(height) => height}
        draw={(height) => (
          <>
            <i style={{ height: `${height}px` }} />
            <i />
            <i />
          </>
        )}
      />
    </div>
  );
}
