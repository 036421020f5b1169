// The failure lab on the wire: POST /api/labs/failure, and the actions of its run. Times are milliseconds since the run
// began.
import { z } from 'zod'
import { wholeNumber } from '../schema-parts.ts'
import { failureBounds, laneNames } from './bounds.ts'

export type LaneName = (typeof laneNames)[number]

const onFailure = z.enum(['failClosed', 'failOpen', 'localFallback'])

const laneSettings = z.strictObject({
  client: z.enum(['ioredis defaults', 'workbook']),
  onFailure,
  /** Half a second, or the longest that the limiter accepts: a minute. */
  deadline: z.boolean(),
})
export type LaneSettings = z.infer<typeof laneSettings>

export const failureOptions = z.strictObject({
  left: laneSettings,
  right: laneSettings,
  perSecond: wholeNumber(failureBounds.perSecond),
  limit: wholeNumber(failureBounds.limit),
  windowSeconds: wholeNumber(failureBounds.windowSeconds),
})
export type FailureOptions = z.infer<typeof failureOptions>

const memoryPolicy = z.enum(['noeviction', 'allkeys-lru'])
export type MemoryPolicy = z.infer<typeof memoryPolicy>

export const failureAction = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['kill', 'restart', 'freeze', 'thaw', 'fill', 'clear']) }),
  z.strictObject({ do: z.literal('slow'), delayMs: wholeNumber({ least: 0, most: 5000 }) }),
  z.strictObject({ do: z.literal('policy'), policy: memoryPolicy }),
  z.strictObject({ do: z.literal('onFailure'), lane: z.enum(laneNames), onFailure }),
])
export type FailureAction = z.infer<typeof failureAction>

const valkeyState = z.strictObject({
  process: z.enum(['running', 'frozen', 'killed']),
  /** Every reply of Valkey is delayed by this time. */
  delayMs: z.number(),
  policy: memoryPolicy,
  /** As Valkey reports it; the last known figures while it does not reply. */
  usedBytes: z.number(),
  maxBytes: z.number(),
  evictedKeys: z.number(),
  /** Whether the lab has filled its memory. */
  filled: z.boolean(),
})
export type ValkeyState = z.infer<typeof valkeyState>

export const failureEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), version: z.string(), limits: z.array(z.string()) }),
  z.strictObject({
    kind: z.literal('sent'),
    lane: z.enum(laneNames),
    id: z.number(),
    at: z.number(),
  }),
  z.strictObject({
    kind: z.literal('answered'),
    lane: z.enum(laneNames),
    id: z.number(),
    at: z.number(),
    tookMs: z.number(),
    /** Null when the connection broke without an answer. */
    status: z.number().nullable(),
    /** Whether the request was counted, by Valkey or by the process itself. */
    counted: z.boolean(),
    /** Why Valkey could not count it, in the client's words. */
    cause: z.string().exactOptional(),
  }),
  /** Not sent, because too many requests of this lane are waiting for an answer. */
  z.strictObject({
    kind: z.literal('held back'),
    lane: z.enum(laneNames),
    at: z.number(),
    waiting: z.number(),
  }),
  z.strictObject({ kind: z.literal('valkey'), at: z.number(), state: valkeyState }),
])
export type FailureEvent = z.infer<typeof failureEvent>

/** The result of `fill`: clients that were over their limit before, and what they got afterwards. */
export type FillResult = { blocked: number; letIn: number; refused: number; unavailable: number }
