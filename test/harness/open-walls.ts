import type { WallLinkMade } from "../../src/contract/wall-links.ts";
import type { Journey } from "./journey.ts";
import type { TestWall } from "./new-wall.ts";

/** A board of the owner's; tells its id. */
export async function boardOf(wall: Journey, name = "Lamps of the harbour"): Promise<string> {
  return (await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name } })).body.id;
}

export async function linkTo(wall: Journey, board: string, more: Record<string, unknown> = {}): Promise<WallLinkMade> {
  const { body } = await wall.expect<WallLinkMade>(201, "POST", `/walls/${board}/links`, {
    body: { kind: "view", ...more },
  });
  return body;
}

export const pathOfLink = ({ url }: WallLinkMade): string => new URL(url).pathname;
export const tokenOf = ({ url }: WallLinkMade): string => /[^/]+$/.exec(url)?.[0] ?? "";

/** Without any key, as somebody with a link asks. */
export async function visitPath(
  wall: Pick<TestWall, "url">,
  path: string,
  { headers = {}, ...more }: RequestInit & { headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const response = await fetch(new URL(path, wall.url), { redirect: "manual", headers, ...more });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
