// The keys as the event stream tells of them. A burst of events costs one copy of the keys, not one for each event: at a
// thousand keys the difference is between a page that answers and one that stands still.
import type { LiveEvents } from '../../server/contract.ts'
import type { KeyState } from '../../server/live/contract.ts'

/** `endsAt`: when the window ends on the page's own clock (performance.now()); null when it has no end. */
export type LiveKey = KeyState & { endsAt: number | null }

export type LiveKeys = Record<string, LiveKey>

type KeyEventName = 'hit' | 'key' | 'held'

/** What an event says of one key. `at`: performance.now() when it arrived. */
export type KeyEvent = {
  [Name in KeyEventName]: { type: Name; data: LiveEvents[Name]; at: number }
}[KeyEventName]

export function isKeyEvent<Action extends { type: string }>(
  action: Action,
): action is Extract<Action, { type: KeyEventName }> {
  return action.type === 'hit' || action.type === 'key' || action.type === 'held'
}

const mostKeys = 1000

/**
 * `keys` after `events`, in their order; the same object when nothing changed. Past 1,000 keys the oldest one goes,
 * never `yourKey`.
 */
export function withKeyEvents(
  keys: LiveKeys,
  events: KeyEvent[],
  yourKey: string | null,
): LiveKeys {
  if (events.length === 0) return keys
  const next = new Map(Object.entries(keys))
  let changed = false
  for (const each of events) changed = applyEvent(next, each, yourKey) || changed
  return changed ? Object.fromEntries(next) : keys
}

export function withEnd(held: KeyState, at: number): LiveKey {
  return { ...held, endsAt: held.ttlMs >= 0 ? at + held.ttlMs : null }
}

/** Whether it changed anything. */
function applyEvent(keys: Map<string, LiveKey>, event: KeyEvent, yourKey: string | null): boolean {
  const known = keys.get(event.data.key)
  if (event.type === 'held') {
    if (known) keys.set(known.key, { ...known, ...event.data })
    return known !== undefined
  }
  const { data: held, at } = event
  if (held.ttlMs === -2) return keys.delete(held.key)
  const live = withEnd(held, at)
  if (!known && keys.size >= mostKeys) forgetOldest(keys, yourKey)
  keys.set(held.key, known && endsTogether(known, live) ? { ...live, endsAt: known.endsAt } : live)
  return true
}

const jitterMs = 100

/** An event takes now 1 ms to get here and now 5: the end of a window that nobody moved does not move on the page either. */
function endsTogether({ endsAt: one }: LiveKey, { endsAt: other }: LiveKey): boolean {
  return one !== null && other !== null && Math.abs(one - other) < jitterMs
}

/** The server follows no more keys than this either, and says how many it let go. */
function forgetOldest(keys: Map<string, LiveKey>, yourKey: string | null): void {
  for (const name of keys.keys()) {
    if (name === yourKey) continue
    keys.delete(name)
    return
  }
}
