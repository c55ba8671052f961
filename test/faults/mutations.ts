/** An exact text of one source file, and what stands there instead. */
export interface Patch {
  /** From the root of the package. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface Mutation {
  /** The mechanism that is taken away. */
  readonly without: string;
  readonly patches: readonly Patch[];
  /** Patches that widen a race. The control has them too, and must pass. */
  readonly beside: readonly Patch[];
}

export const MUTATIONS = {} as const satisfies Record<string, Mutation>;
