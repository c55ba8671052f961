import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask, Refusal, sentenceOf } from "../api.ts";
import { takeSecret } from "./secret.ts";

/** What a secret leads to, once it was asked. */
export type LookedAt<Told> =
  | { readonly kind: "asking" }
  | { readonly kind: "over" }
  | { readonly kind: "stuck"; readonly problem: string }
  | { readonly kind: "open"; readonly token: string; readonly told: Told };

/** Asks what the secret of this address is good for. */
export function useLookedAt<Told>(path: string, look: string): { state: Signal<LookedAt<Told>>; ask: () => void } {
  const state = useSignal<LookedAt<Told>>({ kind: "asking" });
  const asks = async (): Promise<void> => {
    const token = takeSecret(path);
    if (token === "") {
      state.value = { kind: "over" };
      return;
    }
    state.value = { kind: "asking" };
    try {
      state.value = { kind: "open", token, told: await ask<Told>("POST", look, { token }) };
    } catch (thrown) {
      const isOver = thrown instanceof Refusal && !thrown.isPassing && thrown.status < 500;
      state.value = isOver ? { kind: "over" } : { kind: "stuck", problem: sentenceOf(thrown) };
    }
  };
  useEffect(() => void asks(), []);
  return { state, ask: () => void asks() };
}
