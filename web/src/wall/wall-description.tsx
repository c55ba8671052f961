import { wall } from "../session.ts";

/** What the wall that shows is for, in its owner's words. */
export function WallDescription() {
  const description = wall.value?.description ?? null;
  if (description === null) return null;
  return (
    <p class="wall-description" dir="auto">
      {description}
    </p>
  );
}
