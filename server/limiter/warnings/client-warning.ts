import type { Cluster, ClusterOptions, Redis, RedisOptions } from 'ioredis'
import { emitWarning, type LimiterWarning } from './limiter-warning.ts'

const guide = 'https://github.com/redis/ioredis#auto-reconnect'

/** Several limiters with one client say it once between them. */
const warned = new WeakSet<object>()

/** What a client does with a hit when its connection is lost, and the settings that stop it. */
type Fault = { what: string; settings: string[] }

/**
 * Tells `onWarning`, once per client, when an ioredis client tries by itself what must not be tried again: with its
 * defaults it sends a hit once more after a lost connection, which may have been counted, and keeps those it cannot
 * send until Valkey is back, when their requests have long been answered. Nothing a limiter does can stop it.
 * Also when a cluster's client mixes slots.
 * Source: https://github.com/redis/ioredis#auto-reconnect, https://github.com/redis/ioredis#offline-queue
 */
export function warnAboutClient({
  valkey,
  onWarning = emitWarning,
}: {
  valkey: Redis | Cluster
  onWarning?: (warning: LimiterWarning) => void
}): void {
  if (warned.has(valkey)) return
  if (valkey.isCluster && (valkey as Cluster).options.enableAutoPipelining) {
    warned.add(valkey)
    onWarning(mixesSlots)
  }
  const faults = (
    valkey.isCluster ? faultsOfCluster((valkey as Cluster).options) : faultsOf(valkey.options)
  ).filter((fault) => fault !== undefined)
  if (faults.length === 0) return
  warned.add(valkey)
  const settings = faults.flatMap((fault) => fault.settings).join(', ')
  onWarning({
    code: 'CLIENT_TRIES_AGAIN',
    message: `The Valkey client of a rate limiter ${faults.map(({ what }) => what).join(', and ')}. Make the client with { ${settings} }: then a hit is sent once or not at all, and onFailure decides. See ${guide}`,
  })
}

/** As reported for ioredis 5.10.1: of 200 requests at once, 98 could not be counted. Later versions are not told apart. */
const mixesSlots: LimiterWarning = {
  code: 'CLIENT_MIXES_SLOTS',
  message:
    'The Valkey client of a rate limiter is a cluster with enableAutoPipelining. With ioredis up to 5.10.1 and iovalkey 0.4 it puts keys of different slots into one pipeline, and many requests cannot be counted. Make the client without enableAutoPipelining: the limiter groups its calls itself.',
}

const resends =
  'sends a hit again when its connection was lost before the answer, so that one request may count twice'
const queues =
  'keeps hits that it cannot send and sends them when Valkey is back, so that they count long after their requests were answered'

function faultsOf(options: RedisOptions): (Fault | undefined)[] {
  return [
    sendsAgain(options) ? { what: resends, settings: ['maxRetriesPerRequest: 0'] } : undefined,
    queueFault(options),
  ]
}

/** A cluster's client gives up a node's connection and asks another one, unless it is told to reconnect. */
function faultsOfCluster(options: ClusterOptions): (Fault | undefined)[] {
  const { retryDelayOnFailover = 100, clusterNodeRetryStrategy, redisOptions = {} } = options
  const reconnects = typeof clusterNodeRetryStrategy === 'function' && sendsAgain(redisOptions)
  const settings = [
    ...(retryDelayOnFailover > 0 ? ['retryDelayOnFailover: 0'] : []),
    ...(reconnects ? ['redisOptions: { maxRetriesPerRequest: 0 }'] : []),
  ]
  return [settings.length > 0 ? { what: resends, settings } : undefined, queueFault(options)]
}

/** With 0 a lost connection fails what it carried; any other number, or null, waits for the next connection. */
function sendsAgain({
  maxRetriesPerRequest = 20,
  autoResendUnfulfilledCommands = true,
}: Pick<RedisOptions, 'maxRetriesPerRequest' | 'autoResendUnfulfilledCommands'>): boolean {
  return autoResendUnfulfilledCommands && maxRetriesPerRequest !== 0
}

function queueFault({
  enableOfflineQueue = true,
}: Pick<RedisOptions, 'enableOfflineQueue'>): Fault | undefined {
  return enableOfflineQueue ? { what: queues, settings: ['enableOfflineQueue: false'] } : undefined
}
