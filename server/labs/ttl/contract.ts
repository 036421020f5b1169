// The TTL lab on the wire: POST /api/labs/ttl.
import * as z from 'zod/mini'
import { wholeNumber } from '../schema-parts.ts'

/** What goes wrong with the expiry of a counter. */
export const ttlTroubles = ['persist', 'set', 'bad-expire', 'every-hit'] as const
export type TtlTrouble = (typeof ttlTroubles)[number]

/** The counter of the naive script, and the counter of the limiter's own script. */
export const ttlVersions = ['naive', 'repaired'] as const
export type TtlVersion = (typeof ttlVersions)[number]

/** `everyMs`: time between two requests on each counter. `seconds`: length of the run. */
export const ttlBounds = {
  limit: { least: 1, most: 20 },
  windowSeconds: { least: 1, most: 10 },
  everyMs: { least: 100, most: 5000 },
  seconds: { least: 3, most: 60 },
}

export const ttlDefaults = {
  trouble: 'persist',
  limit: 5,
  windowSeconds: 2,
  everyMs: 300,
  seconds: 14,
} as const

export const ttlOptions = z.strictObject({
  trouble: z._default(z.enum(ttlTroubles), ttlDefaults.trouble),
  limit: z._default(wholeNumber(ttlBounds.limit), ttlDefaults.limit),
  windowSeconds: z._default(wholeNumber(ttlBounds.windowSeconds), ttlDefaults.windowSeconds),
  everyMs: z._default(wholeNumber(ttlBounds.everyMs), ttlDefaults.everyMs),
  seconds: z._default(wholeNumber(ttlBounds.seconds), ttlDefaults.seconds),
})
export type TtlOptions = z.infer<typeof ttlOptions>

/** `expire`: a TTL by hand, as an operator would, for the counter that has none. */
export const ttlAction = z.strictObject({ do: z.literal('expire') })
export type TtlAction = z.infer<typeof ttlAction>

/** What Valkey holds `atMs` milliseconds after the start: PTTL is -1 without an expiry, -2 without a key. */
const ttlReading = z.strictObject({ atMs: z.number(), count: z.number(), ttlMs: z.number() })
export type TtlReading = z.infer<typeof ttlReading>

export const ttlEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keys'), keys: z.record(z.enum(ttlVersions), z.string()) }),
  /** One request on one counter: one call of its script. `error` is Valkey's own message. */
  z.extend(ttlReading, {
    kind: z.literal('request'),
    version: z.enum(ttlVersions),
    error: z.exactOptional(z.string()),
  }),
  /** A command other than a request, and the state that it left. */
  z.extend(ttlReading, {
    kind: z.literal('command'),
    version: z.enum(ttlVersions),
    command: z.string(),
  }),
  /** From here on the limiter runs with another window, as after a new deployment. */
  z.strictObject({ kind: z.literal('setting'), atMs: z.number(), window: z.string() }),
])
export type TtlEvent = z.infer<typeof ttlEvent>
