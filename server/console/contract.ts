// What the console and the page send each other. The page imports types only.
import { z } from 'zod'

/** Where keys stand among the words of a command, its name being word 0: `last` -1 is the last word. */
export type KeyPlaces = { first: number; last: number; step: number }

export type ConsoleCommand = {
  /** In capitals, for example "GET" or "OBJECT ENCODING". */
  name: string
  syntax: string
  keys: KeyPlaces | null
  /** Words that may stand where no key does, besides the capitals in `syntax`. */
  words?: string[]
  /** Valkey's own words on it, from COMMAND DOCS; left out where it does not say. */
  summary?: string
  since?: string
  group?: string
}

/** GET /api/console */
export type ConsoleInfo =
  | {
      on: true
      /** What the keys of this keyspace begin with. */
      prefixes: string[]
      commands: ConsoleCommand[]
    }
  /** Why there is no console here: one or two sentences. */
  | { on: false; why: string }

/** POST /api/console */
export const lineBody = z.strictObject({ line: z.string() })
export type ConsoleRequest = z.infer<typeof lineBody>

export type ConsoleAnswer =
  /** As valkey-cli prints it. `error`: Valkey refused. */
  | { is: 'reply'; text: string; error: boolean }
  /** Not sent to Valkey, and why: a sentence or two. */
  | { is: 'refused'; why: string }
