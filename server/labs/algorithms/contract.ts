// The algorithms lab on the wire: POST /api/labs/algorithms.
import { z } from 'zod'
import { type AlgorithmName, algorithmNames } from '../../limiter/algorithms/algorithms.ts'
import { shortList, wholeNumber } from '../schema-parts.ts'
import { algorithmsBounds, algorithmsDefaults } from './bounds.ts'

export type AlgorithmId = AlgorithmName

/** Of one request: milliseconds after the first. */
const arrivalBounds = { least: 0, most: 30_000 }

export const algorithmsOptions = z.strictObject({
  limit: wholeNumber(algorithmsBounds.limit).default(algorithmsDefaults.limit),
  windowSeconds: wholeNumber(algorithmsBounds.windowSeconds).default(
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
  algorithm: z.enum(algorithmNames),
  /** Since the first decision, on Valkey's clock. */
  atMs: z.number(),
})

/** The decision of one algorithm on one request. */
const algorithmDecision = z.union([
  decided.extend({ allowed: z.boolean(), remaining: z.number(), retryAfterMs: z.number() }),
  /** Valkey did not reply, so it is not known whether the request was counted. */
  decided.extend({ failed: z.string() }),
])
export type AlgorithmDecision = z.infer<typeof algorithmDecision>

/** A window of the fixed window or of the sliding window counter, in milliseconds like `atMs`. */
const algorithmWindow = z.strictObject({
  algorithm: z.enum(algorithmNames),
  fromMs: z.number(),
  toMs: z.number(),
})
export type AlgorithmWindow = z.infer<typeof algorithmWindow>

export const algorithmsEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('started'),
    keys: z.record(z.enum(algorithmNames), z.string()),
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
