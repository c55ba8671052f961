/** How a picture lies on its stage: how large, where 1 fits it in, and how far its middle is from the stage's, in px. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Sides {
  readonly width: number;
  readonly height: number;
}

export const FITTED: Zoom = { scale: 1, x: 0, y: 0 };
const LARGEST = 8;
/** What + and − do. */
export const STEP = 1.4;
/** What a double tap goes to. */
export const CLOSE_UP = 2.5;

/**
 * Makes the picture larger or smaller around a point, which stays where it is.
 * @param point px from the middle of the stage
 * @param picture its sides when it is fitted in
 */
export function zoomAt(
  zoom: Zoom,
  { factor, point, stage, picture }: { factor: number; point: { x: number; y: number }; stage: Sides; picture: Sides },
): Zoom {
  const scale = Math.min(LARGEST, Math.max(1, zoom.scale * factor));
  const grown = scale / zoom.scale;
  const moved = { scale, x: point.x - (point.x - zoom.x) * grown, y: point.y - (point.y - zoom.y) * grown };
  return keptOn(moved, { stage, picture });
}

/** Moves the picture, never so far that the stage shows an edge it need not. */
export function keptOn({ scale, x, y }: Zoom, { stage, picture }: { stage: Sides; picture: Sides }): Zoom {
  const within = (value: number, shown: number, room: number) => {
    const most = Math.max(0, (shown * scale - room) / 2);
    return Math.min(most, Math.max(-most, value)) + 0;
  };
  return { scale, x: within(x, picture.width, stage.width), y: within(y, picture.height, stage.height) };
}
