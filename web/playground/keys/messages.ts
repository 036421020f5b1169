import { type AlgorithmName, algorithms } from '../../../server/limiter/algorithms/algorithms.ts'
import type { Holds } from '../../../server/live/contract.ts'

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const keyMessages = {
  list: 'Keys in this keyspace',
  none: 'No limiter key at the moment. The first request makes one.',
  you: 'you',
  ofLimit: (count: number, limit: number) => `${count} of ${limit}`,
  noCount: 'no counter',
  left: (seconds: number) => `${seconds} s`,
  ttl: 'time to live',
  noExpiry: 'no expiry',
  algorithm: (name: AlgorithmName) => algorithms[name].title,
  policy: (algorithm: string, limit: number, windowSeconds: number) =>
    `${algorithm}, ${limit} per ${windowSeconds} s`,
  memory: (bytes: number) => `${bytes} B`,
  memoryUsage: (bytes: number) =>
    `MEMORY USAGE says ${plural(bytes, 'byte', 'bytes')}. Valkey 8.1 counts the value there, not the key’s name nor its place in the table.`,
  memoryUnknown: 'Its memory is unknown: this Valkey does not allow MEMORY USAGE.',
  holds: (holds: Holds | undefined, seconds: number | null): string | null => {
    if (!holds) return null
    const { algorithm, ...numbers } = holds
    return algorithms[algorithm].describeHeld(numbers, seconds)
  },
  stuck: 'PTTL is -1: nothing will ever reset this key by itself.',
  filter: 'Only keys that contain',
  shown: (shown: number, all: number) => `${shown} of ${all} keys`,
  forgotten: (count: number) =>
    `The newest 1,000 keys are followed. ${plural(count, 'other was', 'others were')} let go since the workbook started; Valkey may hold them still.`,
  more: (count: number) => `Show ${count} more`,
  actions: 'What to do with it',
  get: 'Look',
  expire: 'Expire',
  expireIn: 'Expire in',
  seconds: 'seconds',
  badSeconds: (typed: string) =>
    `Whole seconds from 1 to 31,536,000 (a year), got ${typed === '' ? 'nothing' : `“${typed}”`}.`,
  expireNow: 'Expire now',
  expireNowNote: (windowSeconds: number) =>
    `These two change the limiter’s own ${windowSeconds} s: the window ends when you say.`,
  persist: 'Persist',
  persistNote: 'Takes the expiry away: the mistake that blocks a client for ever.',
  del: 'Delete',
  cut: '… The console shows all of it.',
  emptyLab: {
    button: (keys: number) =>
      keys === 0 ? 'Empty my keyspace' : `Empty my keyspace: delete ${plural(keys, 'key', 'keys')}`,
    done: (keys: number) =>
      `${plural(keys, 'key', 'keys')} of your keyspace deleted. The guide’s stay.`,
    failed: (why: string) => `Not all keys were deleted. ${why}`,
  },
  gone: 'This key is gone. The next request makes it anew.',
  outside: 'Change them from a terminal too, and watch this page follow:',
}
