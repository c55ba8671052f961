import { computed, signal } from "@preact/signals";
import type { Me, Wall } from "../../src/contract/walls.ts";
import { wallAddress } from "./address.ts";
import { ask, onSignedOut, Refusal } from "./api.ts";

/** Who looks at the page, and which walls there are. */
export const me = signal<Me | null>(null);
export const walls = signal<readonly Wall[]>([]);
export const session = signal<"starting" | "signed-in" | "signed-out" | "unreachable">("starting");

/** The wall that shows: the one in the address, else the inbox. */
export const wallId = computed(() => wallAddress.value.wall ?? me.value?.inbox_id ?? null);
export const wall = computed(() => walls.value.find((each) => each.id === wallId.value) ?? null);

onSignedOut(() => {
  session.value = "signed-out";
});

export async function startSession(): Promise<void> {
  session.value = "starting";
  try {
    me.value = await ask<Me>("GET", "/me");
    walls.value = (await ask<{ items: Wall[] }>("GET", "/walls?limit=100")).items;
    session.value = "signed-in";
  } catch (thrown) {
    if (!(thrown instanceof Refusal && thrown.status === 401)) session.value = "unreachable";
  }
}

/** @throws Refusal when the name is not taken. */
export async function makeWall(name: string): Promise<Wall> {
  const made = await ask<Wall>("POST", "/walls", { name });
  walls.value = [...walls.value, made];
  return made;
}

export async function signOut(): Promise<void> {
  try {
    await ask("POST", "/api/auth/sign-out");
  } finally {
    me.value = null;
    session.value = "signed-out";
  }
}
