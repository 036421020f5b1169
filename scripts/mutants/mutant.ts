/** A learner's folder as the checks get it: file name -> text. */
export type Files = Record<string, string>

/** A correct solution of an exercise. */
export type Correct = {
  /** "solution", "solution-2", or a file of styles/, "styles/one-schema.ts". */
  label: string
  files: Files
}

/** A change of one place in one file. `kind` is what sort of mistake it is, "comparison" for example. */
export type Change = { kind: string; file: string; from: string; to: string; text: string }

export type Mutant = {
  /** The same in every run, as long as the code around the change is the same. */
  id: string
  /** Number of the lesson. */
  exercise: string
  lesson: string
  kind: string
  files: Files
}

/** Replaces `start` to `end` of `code`. */
export function splice(code: string, start: number, end: number, by: string): string {
  return code.slice(0, start) + by + code.slice(end)
}

/** A mistake that no rule makes: a change of a correct solution. */
export type ByHand = {
  /** Number of the lesson, "05". */
  exercise: string
  kind: string
  what: string
  /** Which correct solution is changed; `solution` by default. */
  of?: string
  file: string
  /** Text and what it becomes, one after the other. */
  edits: [from: string, to: string][]
}
