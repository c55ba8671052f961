import { Masonry } from "./masonry.tsx";

const HEIGHTS = [166, 152, 290, 180, 222, 214, 244, 178, 200, 260, 230, 190];

/** Quiet shapes where cards will be; the style sheet shows them only after 300 ms. */
export function Skeleton() {
  return (
    <div class="skeleton" aria-busy="true">
      <Masonry label="Loading the wall">
        {HEIGHTS.map((height, index) => (
          <li key={index}>
            <i style={{ height: `${height}px` }} />
            <i />
            <i />
          </li>
        ))}
      </Masonry>
    </div>
  );
}
