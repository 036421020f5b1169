import type { Redis } from 'ioredis'
import type { z } from 'zod'
import type { Sandbox } from '../sandbox/sandbox.ts'

/** What a lab may use; each factory `createRace(parts)` takes only what it needs. */
export type LabParts = {
  /** The workbook's Valkey. */
  valkey: Redis
  /** Every key on it begins with this, and has a TTL. */
  prefix: string
  /** Opens a Valkey that belongs to the run, to break. */
  sandbox: Sandbox
  /** The same for the Redis on this machine's PATH, to compare with; often there is none. */
  redis: Sandbox
}

export type LabRun<Options, Event, Action> = {
  options: Options
  /** Aborts when no one is reading any more: the page was closed, Stop was pressed, the workbook shuts down. */
  signal: AbortSignal
  /** Sends an event to the page. Does nothing after the end of the run. */
  send(event: Event): void
  /** Sets the listener that answers the page's actions; the last one counts. */
  onAction(listener: (action: Action) => Promise<unknown>): void
}

/**
 * One lab. The schemas are in its contract.ts. `run` lives as long as its events are read: when `signal` aborts, it must
 * end soon and close everything it opened. It rejects with a Refusal (server/http/refusal.ts) to tell the reader why it
 * could not continue.
 */
export type Lab<Options, Event, Action = never> = {
  options: z.ZodType<Options>
  event: z.ZodType<Event>
  action?: z.ZodType<Action>
  run(run: LabRun<Options, Event, Action>): Promise<void>
}

/** A lab as the registry gives it; its name is in its address. */
export type NamedLab = Lab<unknown, unknown, unknown> & { name: string }
