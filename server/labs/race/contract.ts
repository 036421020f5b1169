// The race lab on the wire: POST /api/labs/race.
import { z } from 'zod'
import { shortList, wholeNumber } from '../schema-parts.ts'
import { raceBounds, raceDefaults, raceVersions } from './bounds.ts'

export type RaceVersion = (typeof raceVersions)[number]

export const raceOptions = z.strictObject({
  versions: shortList(z.enum(raceVersions), {
    least: 1,
    most: raceVersions.length,
    of: 'versions',
  }).default(() => [...raceVersions]),
  clients: wholeNumber(raceBounds.clients).default(raceDefaults.clients),
  limit: wholeNumber(raceBounds.limit).default(raceDefaults.limit),
  windowSeconds: wholeNumber(raceBounds.windowSeconds).default(raceDefaults.windowSeconds),
  withinMs: wholeNumber(raceBounds.withinMs).default(raceDefaults.withinMs),
  /** The client that came first dies as soon as its first command is answered. */
  crash: z.boolean().default(false),
})
export type RaceOptions = z.infer<typeof raceOptions>

/** One command, in the order and at the time that Valkey ran it. */
const raceStep = z.strictObject({
  /** 1 is the client that came first, where the commands were watched. */
  client: z.number(),
  /** "GET", and its arguments. */
  command: z.array(z.string()),
  /** Run by the script of the client's last call, not sent by the client. */
  byScript: z.boolean(),
  /** Microseconds since the first command of the race, on Valkey's clock. */
  atUs: z.number(),
  /** As valkey-cli prints it, a list in one line. Missing for a script's commands, and where the connection was cut. */
  reply: z.string().exactOptional(),
})
export type RaceStep = z.infer<typeof raceStep>

/** The outcome for one client. `count`: the number in its reply. */
const raceFinish = z.union([
  z.strictObject({
    client: z.number(),
    outcome: z.enum(['admitted', 'rejected']),
    count: z.number(),
  }),
  /** Its connection was cut after the first reply. */
  z.strictObject({ client: z.number(), outcome: z.literal('crashed') }),
  z.strictObject({ client: z.number(), outcome: z.literal('failed'), reason: z.string() }),
])
export type RaceFinish = z.infer<typeof raceFinish>

const raceResult = z.strictObject({
  version: z.enum(raceVersions),
  key: z.string(),
  clients: z.number(),
  limit: z.number(),
  windowSeconds: z.number(),
  /** How many clients got a number within the limit. */
  admitted: z.number(),
  finishes: z.array(raceFinish),
  /** The key's value after the race; null when there is none. */
  stored: z.string().nullable(),
  /** PTTL after the race: -1 is a key without expiry. */
  ttlMs: z.number(),
  /** In Valkey's own order; null where the commands could not be watched. */
  steps: z.array(raceStep).nullable(),
})
export type RaceResult = z.infer<typeof raceResult>

export const raceEvent = z.discriminatedUnion('kind', [
  /** The race runs on its own Valkey, of this version, and is watched. */
  z.strictObject({ kind: z.literal('place'), valkey: z.string() }),
  /** The race runs unwatched on the workbook's Valkey; `missing` says why. */
  z.strictObject({ kind: z.literal('unwatched'), missing: z.string() }),
  z.strictObject({
    kind: z.literal('connecting'),
    version: z.enum(raceVersions),
    connected: z.number(),
    clients: z.number(),
  }),
  z.strictObject({ kind: z.literal('racing'), version: z.enum(raceVersions) }),
  z.strictObject({ kind: z.literal('raced'), result: raceResult }),
])
export type RaceEvent = z.infer<typeof raceEvent>
