// What the workbook and the learner's process say to each other.
import type { MountParts } from '../lesson-mount.ts'

export type PlainError = { name: string; message: string; stack: string; code?: string }

/** What the process needs to run the learner's file. The credentials come this way and in no list of arguments. */
export type Load = {
  /** The lesson's mount.ts and the learner's folder, absolute paths. */
  mountFile: string
  folder: string
  valkey: { port: number; username?: string; password?: string }
  /** Stands in every request that the workbook hands over; others are refused. */
  secret: string
} & Omit<MountParts, 'valkey'>

export type ToLearner = { is: 'load'; load: Load } | { is: 'ping'; beat: number }

export type FromLearner =
  /** Everything but the learner's file is loaded. */
  | { is: 'warm' }
  | { is: 'live'; port: number }
  | { is: 'failed'; because: 'import' | 'shape'; error: PlainError }
  | { is: 'pong'; beat: number; rssMb: number }

/** Why the process ends. Written immediately into a separate pipe: a message would be lost when the process ends. */
export type EndReport =
  | { is: 'exception' | 'rejection'; error: PlainError }
  | { is: 'exit'; code: number; stack: string }
  /** Where the main thread was when it no longer answered. */
  | { is: 'stuck'; stack: string }

/** The file descriptor of that pipe in the learner's process; 0 is closed when the workbook ends. */
export const endReportFd = 4
/** Names the request, its client's address and the secret: `<secret> <request> <address>`. */
export const handoverHeader = 'x-workbook-handover'

export function toPlainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: '' }
  const { name, message, stack = '' } = error
  const code = 'code' in error ? String(error.code) : undefined
  return { name, message, stack, ...(code !== undefined && { code }) }
}
