// What a check process says to whoever started it, one JSON line each on its file descriptor 3: written at once, so that
// nothing is lost when the learner's code ends the process.
import type { Address } from './check-valkey.ts'

export type ThrownError = {
  name: string
  message: string
  stack: string
  code?: string
  expected?: string
  received?: string
}

export type CheckMessage =
  | { is: 'ready' }
  /** The sentences of the checks, in their order. */
  | { is: 'collected'; run: string; lesson: string; names: string[] }
  | { is: 'begins'; name: string }
  | { is: 'ended'; name: string; passed: boolean; errors: ThrownError[] }
  /** Outside of any check: the file could not be loaded (`import`), its preparation failed, or nobody caught it. */
  | { is: 'failed'; during: 'import' | 'preparation' | 'nobody caught it'; error: ThrownError }
  /** Something went to the console, while the check `during` ran; `own`: by the learner's code itself. */
  | { is: 'wrote'; text: string; own: boolean; during?: string }
  /** process.exit() was called. */
  | { is: 'exits'; code: string; stack: string }
  /** No turn of the event loop for so long; the process ends itself. `stack` has the learner's frames, when known. */
  | { is: 'blocked'; ms: number; stack: string }
  | { is: 'too large'; mb: number }
  /** Once a second: for so long in all, since the run began, the machine had no time for the process or its Valkey. */
  | { is: 'machine'; lateMs: number }
  | { is: 'done' }

/** What it is told, by IPC: the id of the run, and the Valkey to use. */
export type CheckOrder = { run: string; valkey: Address }

/** Its argument, as JSON. Addresses end in a slash and are file URLs. */
export type CheckProcessSettings = {
  lesson: string
  /** The learner's folder. */
  folder: string
  checkout: string
  blockedMs: number
  maxMemoryMb: number
}
