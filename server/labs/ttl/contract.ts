// The TTL lab on the wire: POST /api/labs/ttl.
import { z } from 'zod'
import { wholeNumber } from '../schema-parts.ts'
import { ttlBounds, ttlDefaults, ttlTroubles, ttlVersions } from './bounds.ts'

export type TtlTrouble = (typeof ttlTroubles)[number]
export type TtlVersion = (typeof ttlVersions)[number]

export const ttlOptions = z.strictObject({
  trouble: z.enum(ttlTroubles).default(ttlDefaults.trouble),
  limit: wholeNumber(ttlBounds.limit).default(ttlDefaults.limit),
  windowSeconds: wholeNumber(ttlBounds.windowSeconds).default(ttlDefaults.windowSeconds),
  everyMs: wholeNumber(ttlBounds.everyMs).default(ttlDefaults.everyMs),
  seconds: wholeNumber(ttlBounds.seconds).default(ttlDefaults.seconds),
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
  ttlReading.extend({
    kind: z.literal('request'),
    version: z.enum(ttlVersions),
    error: z.string().exactOptional(),
  }),
  /** A command other than a request, and the state that it left. */
  ttlReading.extend({
    kind: z.literal('command'),
    version: z.enum(ttlVersions),
    command: z.string(),
  }),
  /** From here on the limiter runs with another window, as after a new deployment. */
  z.strictObject({ kind: z.literal('setting'), atMs: z.number(), window: z.string() }),
])
export type TtlEvent = z.infer<typeof ttlEvent>
