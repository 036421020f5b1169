// What the failure lab says. Loaded with the lab.
import type {
  FillResult,
  LaneName,
  LaneSettings,
  ValkeyState,
} from '../../../server/labs/failure/contract.ts'
import type { LogEntry } from './failure-log.ts'
import type { Fate, Trouble } from './lab-request.ts'

const ms = (value: number) => {
  if (value < 1000) return `${Math.round(value)} ms`
  return `${value < 10_000 ? (value / 1000).toFixed(1) : Math.round(value / 1000)} s`
}
const mb = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(1)} MB`
const lanes: Record<LaneName, string> = { left: 'A', right: 'B' }
const clients = (count: number) => (count === 1 ? '1 client' : `${count} clients`)

const troubles: Record<Trouble['kind'], (trouble: Trouble) => string> = {
  killed: () => 'killed',
  frozen: () => 'frozen',
  slow: ({ delayMs }) => `${ms(delayMs)} slower`,
  full: () => 'full',
}

const fates: Record<Fate, string> = {
  waiting: 'waiting for an answer',
  allowed: '200, counted',
  passed: '200, let through uncounted',
  rejected: '429, counted',
  unavailable: '503',
  broken: 'no answer, the connection broke',
}

export const failureLabMessages = {
  ms,
  setup: 'Two set-ups, one Valkey',
  lane: (lane: LaneName) => `Set-up ${lanes[lane]}`,
  client: 'Client',
  clients: {
    'ioredis defaults': 'ioredis’ default settings',
    workbook: 'the workbook’s settings',
  } satisfies Record<LaneSettings['client'], string>,
  onFailure: 'When Valkey cannot answer',
  policies: {
    failClosed: 'fail closed: 503',
    failOpen: 'fail open: let through',
    localFallback: 'local fallback: count here',
  } satisfies Record<LaneSettings['onFailure'], string>,
  deadline: 'Deadline of half a second',
  traffic: 'Traffic for each',
  perSecond: 'Requests per second',
  limit: 'Limit',
  windowSeconds: 'Window in seconds',
  whole: (min: number, max: number) => `A whole number from ${min} to ${max}.`,
  start: 'Start the traffic',
  again: 'Start anew',
  break: 'Break it',
  kill: 'Kill',
  restart: 'Start it again, empty',
  restartRunning: 'Restart it empty',
  freeze: 'Freeze',
  thaw: 'Thaw',
  fill: 'Fill its memory',
  filling: 'Filling …',
  clear: 'Free its memory',
  slow: 'Every answer comes later by',
  eviction: 'When memory is full',
  evictions: {
    noeviction: 'noeviction: refuse writes',
    'allkeys-lru': 'allkeys-lru: throw out old keys',
  } satisfies Record<ValkeyState['policy'], string>,
  state: ({ process, delayMs }: ValkeyState) =>
    `Valkey is ${process}${delayMs > 0 ? `, ${ms(delayMs)} slower` : ''}.`,
  memory: ({ process, usedBytes, maxBytes, evictedKeys }: ValkeyState) => {
    const used = process === 'killed' ? [] : [`${mb(usedBytes)} of ${mb(maxBytes)} used`]
    const evicted = evictedKeys > 0 ? [`${evictedKeys} keys thrown out`] : []
    return [...used, ...evicted].join(', ')
  },
  filled: ({ blocked, letIn, refused, unavailable }: FillResult) => {
    if (blocked === 0) {
      return 'Nobody could be counted before the memory was filled, so nobody was over the limit: it was full already. Free its memory or restart it empty, then fill it again.'
    }
    return [
      `Before, ${clients(blocked)} were over their limit. With the memory full,`,
      [
        letIn > 0 && `${letIn} were let in again, their counters thrown out`,
        refused > 0 && `${refused} were still refused (429)`,
        unavailable > 0 && `${unavailable} got a 503, because nothing can be counted`,
      ]
        .filter(Boolean)
        .join(', '),
    ]
      .join(' ')
      .concat(letIn === 0 ? '. Nobody was let in again.' : '.')
  },
  figure: 'What became of the requests, over the last 30 seconds',
  valkeyLane: 'Valkey',
  trouble: (trouble: Trouble) => troubles[trouble.kind](trouble),
  latency: 'How long they took',
  latencyOf: (lane: LaneName) => `Set-up ${lanes[lane]}: time to the answer, over 30 seconds`,
  summary: 'So far',
  measured: 'What',
  rows: {
    allowed: '200, counted',
    passed: '200, uncounted',
    rejected: '429',
    unavailable: '503',
    broken: 'no answer',
    waiting: 'waiting now',
    heldBack: 'not sent: 100 wait already',
    medianMs: 'median, last 10 s',
    longestMs: 'longest',
    recovered: 'counting again after',
    lastCause: 'last cause',
  },
  notYet: 'not yet',
  log: 'Log',
  logEmpty: 'Nothing has changed yet.',
  logTime: (at: number) => `${(at / 1000).toFixed(1)} s`,
  logLine: (entry: LogEntry): string => {
    if (entry.what === 'trouble') {
      const { trouble, began } = entry
      if (began) return `Valkey: ${troubles[trouble.kind](trouble)}.`
      return {
        killed: 'Valkey: started again, empty.',
        frozen: 'Valkey: thawed.',
        slow: 'Valkey: as fast as before.',
        full: 'Valkey: memory freed.',
      }[trouble.kind]
    }
    const { lane, fate, tookMs, cause } = entry
    const took = fate === 'waiting' ? '' : ` after ${ms(tookMs)}`
    return `Set-up ${lanes[lane]}: ${fates[fate]}${took}${cause ? ` (${cause})` : ''}.`
  },
  requestLabel: (fate: Fate, tookMs: number | null) =>
    tookMs === null ? fates[fate] : `${fates[fate]}, ${ms(tookMs)}`,
  server: (version: string, limits: string[]) =>
    `Valkey ${version}, this lab’s own: ${limits.join('; ')}. Both set-ups reach it through a small proxy of the lab’s, which makes it slow. What fills its memory, and the 50 clients asked about before and after, go directly to Valkey, as fast as it is.`,
  first: 'Start the traffic, watch it for a moment, then break Valkey.',
}
