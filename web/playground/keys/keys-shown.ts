import type { LiveKey } from '../../live/live-state.ts'

export type KeysShown = { shown: LiveKey[]; more: number; found: number }

/**
 * Which keys the list draws: one's own first, then in the order they became known, those that contain `filter`, and
 * of many only the first `most`.
 */
export function keysShown(
  keys: Record<string, LiveKey>,
  { yourKey, filter, most }: { yourKey: string | null; filter: string; most: number },
): KeysShown {
  const wanted = filter.trim().toLowerCase()
  const found = Object.values(keys)
    .filter(({ key }) => key.toLowerCase().includes(wanted))
    .sort((one, another) => Number(another.key === yourKey) - Number(one.key === yourKey))
  return {
    shown: found.slice(0, most),
    more: Math.max(0, found.length - most),
    found: found.length,
  }
}
