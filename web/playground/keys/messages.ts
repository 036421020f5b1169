import type { Holds, KeyState } from '../../../server/live/contract.ts'

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
  algorithm: {
    'fixed-window': 'fixed window',
    'sliding-window-log': 'sliding window log',
    'sliding-window-counter': 'sliding window counter',
    'token-bucket': 'token bucket',
    gcra: 'GCRA',
  } satisfies Record<KeyState['algorithm'], string>,
  policy: (algorithm: string, limit: number, windowSeconds: number) =>
    `${algorithm}, ${limit} per ${windowSeconds} s`,
  memory: (bytes: number) => `${bytes} B`,
  memoryUsage: (bytes: number) =>
    `MEMORY USAGE says ${plural(bytes, 'byte', 'bytes')}. Valkey 8.1 counts the value there, not the key’s name nor its place in the table.`,
  memoryUnknown: 'Its memory is unknown: this Valkey does not allow MEMORY USAGE.',
  holds: (holds: Holds | undefined, seconds: number | null): string | null => {
    switch (holds?.algorithm) {
      case 'sliding-window-log':
        return `A sorted set with ${plural(holds.entries, 'entry', 'entries')}, one for each request that passed. Those older than the window stay until the next request.`
      case 'sliding-window-counter':
        return `A hash: ${plural(holds.current, 'request', 'requests')} in this window, ${holds.previous} in the one before it, of which the part that still overlaps counts.`
      case 'token-bucket':
        return `${plural(holds.tokens, 'token', 'tokens')} left in the bucket now. The string holds how many there were after the last request, and when.`
      case 'gcra':
        return seconds === null
          ? 'One time: when the next request would come if all were evenly spaced.'
          : `One time: when the next request would come if all were evenly spaced. It lies ${seconds} s ahead.`
      default:
        return null
    }
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
