import { computed, signal } from "@preact/signals";
import type { Me, Wall, WallEdit } from "../../src/contract/walls.ts";
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

const WALLS = "/api/v1/walls?limit=100";

export async function startSession(): Promise<void> {
  session.value = "starting";
  try {
    const known = await ask<Me>("GET", "/me");
    await know(known);
    me.value = known;
    const list = await ask<{ items: Wall[] }>("GET", WALLS);
    walls.value = list.items;
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
  const list = await ask<{ items: Wall[] }>("GET", WALLS).catch(() => null);
  if (list !== null) walls.value = list.items;
}

/** @throws Refusal when the name is not taken. */
export async function makeWall(name: string): Promise<Wall> {
  const made = await ask<Wall>("POST", "/walls", { name });
  walls.value = [...walls.value, made];
  return made;
}

/** @throws Refusal when the change is not taken. */
export async function editWall(id: string, edit: WallEdit): Promise<void> {
  const edited = await ask<Wall>("PATCH", `/walls/${id}`, edit);
  walls.value = walls.value.map((each) => (each.id === id ? edited : each));
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
