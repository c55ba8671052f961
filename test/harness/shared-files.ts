import type { Item } from "../../src/contract/items.ts";
import { hurried } from "./hurried.ts";
import type { Journey } from "./journey.ts";

/** Shares files as one item and waits until they were looked into. */
export async function shareFiles(wall: Journey, files: readonly File[]): Promise<Item> {
  const form = new FormData();
  for (const file of files) form.append("files", file);
  const { body } = await wall.expect<{ item_id: string; processing_id: string }>(202, "POST", "/share", { body: form });
  await hurried(wall, body);
  return await wall.item(body.item_id);
}
