// Mutants that do what the solution does. Each has its reason; nobody could tell it from the outside.

/** Id of a mutant -> why it is no mistake. */
export const equivalent: Record<string, string> = {}
