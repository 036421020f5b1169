// What happens in one server process of a room, told to the learners' pages here and to the other processes.

import type { LiveEvent } from '../contract.ts'
import type { InspectorEvent } from '../inspector/inspector.ts'
import type { Keyspaces } from '../keyspaces.ts'
import type { WatchedHit } from '../live/key-watch.ts'
import type { Relay } from '../live/relay.ts'

/** A page that inspects is said again this often; a process that has not said so for three times as long is gone. */
const sayAgainMs = 5000
/** Refused requests of the whole room on one key are told together this often: everybody is told of them. */
const gatherRefusedMs = 200

export type RoomLive = {
  onHit(hit: WatchedHit & { allowed: boolean }): void
  onKeys(id: string, keys: string[]): void
  /** Follows this keyspace's requests in every process until the returned function is called. */
  inspect(id: string): () => void
  publish(event: InspectorEvent, id: string): void
  close(): void
}

export function createRoomLive({
  relay,
  keyspaces,
  watch,
  sharedKey,
  policy,
  traffic,
}: {
  relay: Relay
  keyspaces: () => Pick<Keyspaces, 'find' | 'all' | 'hit'>
  /** The inspector's: follows requests of this process. */
  watch: (id: string) => () => void
  /** The key that the whole room counts on in the shared-IP lab. */
  sharedKey: string
  policy: { limit: number; windowSeconds: number }
  traffic: { hit(allowed: boolean): void }
}): RoomLive {
  const hits = relay.topic<WatchedHit & { allowed: boolean }>('hit')
  const named = relay.topic<[id: string, keys: string[]]>('keys')
  const inspected = relay.topic<string[]>('inspected')
  const traces = relay.topic<[id: string, event: InspectorEvent]>('trace')
  const watchedHere = new Map<string, number>()
  const watchedElsewhere = new Map<string, { until: number; unwatch: () => void }>()
  let refused: NodeJS.Timeout | undefined
  let lastRefused: LiveEvent | undefined

  function hear(hit: WatchedHit & { allowed: boolean }): void {
    if (hit.key === sharedKey) tellShared(hit)
    else keyspaces().hit(hit)
  }

  function tellShared(hit: WatchedHit & { allowed: boolean }): void {
    const event: LiveEvent = {
      event: 'hit',
      data: { ...hit, ...policy, algorithm: 'fixed-window' },
    }
    if (hit.allowed) {
      tellAll(event)
      return
    }
    lastRefused = event
    refused ??= setTimeout(() => {
      refused = undefined
      if (lastRefused) tellAll(lastRefused)
    }, gatherRefusedMs)
  }

  function tellAll(event: LiveEvent): void {
    for (const keyspace of keyspaces().all()) keyspace.publish(event)
  }

  const stops = [
    hits.listen(hear),
    named.listen(([id, keys]) => void keyspaces().find(id)?.keys.look(keys)),
    traces.listen(([id, event]) => keyspaces().find(id)?.publish(event)),
    inspected.listen((ids) => {
      const until = performance.now() + 3 * sayAgainMs
      for (const id of ids) {
        const unwatch = watchedElsewhere.get(id)?.unwatch ?? watch(id)
        watchedElsewhere.set(id, { until, unwatch })
      }
    }),
    relay.onGap(() => {
      for (const keyspace of keyspaces().all()) void keyspace.keys.refresh()
    }),
  ]
  const timer = setInterval(() => {
    if (watchedHere.size > 0) inspected.tell([...watchedHere.keys()])
    const now = performance.now()
    for (const [id, { until, unwatch }] of watchedElsewhere) {
      if (until > now) continue
      watchedElsewhere.delete(id)
      unwatch()
    }
  }, sayAgainMs)
  timer.unref()

  return {
    onHit(hit) {
      traffic.hit(hit.allowed)
      hear(hit)
      hits.tell(hit)
    },
    onKeys: (id, keys) => named.tell([id, keys]),
    inspect(id) {
      const before = watchedHere.get(id) ?? 0
      watchedHere.set(id, before + 1)
      if (before === 0) inspected.tell([id])
      const unwatch = watch(id)
      return () => {
        unwatch()
        const left = (watchedHere.get(id) ?? 1) - 1
        if (left > 0) watchedHere.set(id, left)
        else watchedHere.delete(id)
      }
    },
    publish(event, id) {
      keyspaces().find(id)?.publish(event)
      if (watchedElsewhere.has(id)) traces.tell([id, event])
    },
    close() {
      clearInterval(timer)
      clearTimeout(refused)
      for (const stop of stops) stop()
      for (const { unwatch } of watchedElsewhere.values()) unwatch()
    },
  }
}
