import { computed, signal } from "@preact/signals";
import { LIMITS } from "../../src/contract/limits.ts";
import type { Me, Wall } from "../../src/contract/walls.ts";
import { wallAddress } from "./address.ts";
import { ask, onSignedOut, Refusal } from "./api.ts";
import { forgetAnswers, keepAnswer } from "./offline/answers.ts";
import { writePerson } from "./outbox/person.ts";

/** Who looks at the page, and which walls there are. */
export const me = signal<Me | null>(null);
export const walls = signal<readonly Wall[]>([]);
export const session = signal<"starting" | "signed-in" | "signed-out" | "unreachable">("starting");

/** The wall that shows: the one in the address, else the inbox. */
export const wallId = computed(() => wallAddress.value.wall ?? me.value?.inbox_id ?? null);
export const wall = computed(() => walls.value.find((each) => each.id === wallId.value) ?? null);

onSignedOut(() => {
  session.value = "signed-out";
  // Unsent things stay this person's; what can be read here does not stay.
  void forgetAnswers();
});

interface WallPage {
  readonly items: Wall[];
  readonly next_cursor: string | null;
}

const WALLS = "/api/v1/walls?limit=100";

export async function startSession(): Promise<void> {
  session.value = "starting";
  try {
    const known = await ask<Me>("GET", "/me");
    await know(known);
    me.value = known;
    const list = await ask<WallPage>("GET", WALLS);
    walls.value = list.items;
    forgetUnseen(known, list);
    session.value = "signed-in";
    // On the first visit there is no worker yet that keeps what comes.
    if (!navigator.serviceWorker?.controller) {
      void keepAnswer("/api/v1/me", Response.json(known));
      void keepAnswer(WALLS, Response.json(list));
    }
  } catch (thrown) {
    if (!(thrown instanceof Refusal && thrown.status === 401)) session.value = "unreachable";
  }
}

/** Asks anew which walls there are and how they are ordered; without an answer it stays as it is. */
export async function refreshWalls(): Promise<void> {
  const list = await ask<WallPage>("GET", WALLS).catch(() => null);
  if (list === null) return;
  walls.value = list.items;
  if (me.value !== null) forgetUnseen(me.value, list);
}

/** Of a wall that one does not see any more nothing stays here, either. */
function forgetUnseen({ person }: Me, { items, next_cursor: next }: WallPage): void {
  if (next !== null) return;
  const seen = new Set(items.map(({ id }) => id));
  void import("./offline/forget-walls.ts")
    .then(({ forgetOtherWalls }) => forgetOtherWalls(person.id, seen))
    .catch(() => undefined);
}

/** The walls whose changes are changes of the one that shows: of a smart one all, since anything may come to fit. */
export const followedWalls = computed(() =>
  wall.value?.kind === "smart"
    ? walls.value
        .filter(({ kind }) => kind !== "smart")
        .slice(0, LIMITS.streamWalls)
        .map(({ id }) => id)
        .join(",")
    : wallId.value,
);

/** @throws Refusal when the name or the question is not taken. */
export async function makeWall(name: string, query?: string): Promise<Wall> {
  const made = await ask<Wall>("POST", "/walls", { name, query });
  walls.value = [...walls.value, made];
  return made;
}

/** Takes a wall down; what stood only there stands in the inbox then. @throws Refusal */
export async function deleteWall(id: string): Promise<void> {
  await ask("DELETE", `/walls/${id}`);
  walls.value = walls.value.filter((each) => each.id !== id);
}

/** Tells the worker whose the shares are that it catches, and leaves nothing of whoever was here before. */
async function know({ person, inbox_id: inbox }: Me): Promise<void> {
  try {
    await writePerson({ id: person.id, inbox });
    await forgetAnswers({ but: person.id });
  } catch {
    // A browser that keeps nothing shows the wall all the same.
  }
}

/**
 * Ends the session, and leaves nothing of it on this device but what is not sent.
 * @throws Refusal when the server cannot be asked; then the session goes on
 */
export async function signOut(): Promise<void> {
  await ask("POST", "/api/auth/sign-out");
  await writePerson(null).catch(() => undefined);
  await forgetAnswers();
  me.value = null;
  walls.value = [];
  session.value = "signed-out";
}
