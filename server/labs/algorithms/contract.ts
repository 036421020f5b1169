// The algorithms lab on the wire: POST /api/labs/algorithms.
import * as z from 'zod/mini'
import { shortList, wholeNumber } from '../schema-parts.ts'

export const algorithmIds = [
  'fixed-window',
  'sliding-window-log',
  'sliding-window-counter',
  'token-bucket',
  'gcra',
] as const
export type AlgorithmId = (typeof algorithmIds)[number]

export const algorithmsBounds = {
  limit: { least: 1, most: 100 },
  windowSeconds: { least: 2, most: 10 },
}

/** Of one request: milliseconds after the first. */
const arrivalBounds = { least: 0, most: 30_000 }

export const algorithmsDefaults = { limit: 5, windowSeconds: 4 }

export const algorithmsOptions = z.strictObject({
  limit: z._default(wholeNumber(algorithmsBounds.limit), algorithmsDefaults.limit),
  windowSeconds: z._default(
    wholeNumber(algorithmsBounds.windowSeconds),
    algorithmsDefaults.windowSeconds,
  ),
  /** When each request is sent, in milliseconds since the first, in any order. */
  arrivals: shortList(wholeNumber(arrivalBounds), {
    least: 1,
    most: 300,
    of: 'requests, each a number of milliseconds',
  }),
})
export type AlgorithmsOptions = z.infer<typeof algorithmsOptions>

const decided = z.strictObject({
  algorithm: z.enum(algorithmIds),
  /** Since the first decision, on Valkey's clock. */
  atMs: z.number(),
})

/** The decision of one algorithm on one request. */
const algorithmDecision = z.union([
  z.extend(decided, { allowed: z.boolean(), remaining: z.number(), retryAfterMs: z.number() }),
  /** Valkey did not reply, so it is not known whether the request was counted. */
  z.extend(decided, { failed: z.string() }),
])
export type AlgorithmDecision = z.infer<typeof algorithmDecision>

/** A window of the fixed window or of the sliding window counter, in milliseconds like `atMs`. */
const algorithmWindow = z.strictObject({
  algorithm: z.enum(algorithmIds),
  fromMs: z.number(),
  toMs: z.number(),
})
export type AlgorithmWindow = z.infer<typeof algorithmWindow>

export const algorithmsEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('started'),
    keys: z.record(z.enum(algorithmIds), z.string()),
    requests: z.number(),
    lastsMs: z.number(),
  }),
  /** One request, by its place among all, on every algorithm; `plannedMs` is when it was to be sent. */
  z.strictObject({
    kind: z.literal('decided'),
    request: z.number(),
    plannedMs: z.number(),
    decisions: z.array(algorithmDecision),
  }),
  z.strictObject({ kind: z.literal('window'), window: algorithmWindow }),
])
export type AlgorithmsEvent = z.infer<typeof algorithmsEvent>
