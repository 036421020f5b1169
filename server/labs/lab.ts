import type { Redis } from 'ioredis'
import type { z } from 'zod'
import type { Sandbox } from '../sandbox/sandbox.ts'

/** What a lab is made of; a factory `createRace(parts)` takes what it needs of it. */
export type LabParts = {
  /** The workbook's Valkey. */
  valkey: Redis
  /** Every key on it begins with this, and has a TTL. */
  prefix: string
  /** A Valkey of the run's own, to break. */
  sandbox: Sandbox
  /** The same of the Redis on this machine's PATH, to compare with; often there is none. */
  redis: Sandbox
}

export type LabRun<Options, Data, Action> = {
  options: Options
  /** Aborts when nobody reads any more: the page was closed, Stop was pressed, the workbook ends. */
  signal: AbortSignal
  /** Tells the page. Nothing happens after the end. */
  send(data: Data): void
  /** Answers what the page asks of a running lab; the last listener counts. */
  onAction(listener: (action: Action) => Promise<unknown>): void
}

/**
 * One lab. `run` lives as long as somebody reads it: when `signal` aborts it must end soon, and with it
 * everything it opened. It rejects with a Refusal (server/http/refusal.ts) to tell a person why it could not go on.
 */
export type Lab<Options, Data, Action = never> = {
  /** In its address: /api/labs/<name>. */
  name: string
  options: z.ZodType<Options>
  action?: z.ZodType<Action>
  run(run: LabRun<Options, Data, Action>): Promise<void>
}
