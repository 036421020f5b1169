import type { KeyState } from './contract.ts'
import type { ReadKeys, WatchedKey } from './read-keys.ts'

type Asked = {
  keys: WatchedKey[]
  resolve(states: KeyState[]): void
  reject(error: unknown): void
}

/**
 * `readKeys` for many who ask: what they ask within `gatherMs` is read together, a key that several ask for once. A
 * thousand keyspaces that each re-read their keys once a second then cost fifty readings a second, not a thousand.
 */
export function joinReadings(readKeys: ReadKeys, { gatherMs = 20 } = {}): ReadKeys {
  let gathered: Asked[] = []

  async function readGathered(): Promise<void> {
    const asked = gathered
    gathered = []
    const wanted = new Map(asked.flatMap(({ keys }) => keys.map((key) => [nameOf(key), key])))
    try {
      const states = await readKeys([...wanted.values()])
      const byName = new Map([...wanted.keys()].map((name, i) => [name, states[i]]))
      for (const { keys, resolve } of asked) {
        resolve(keys.flatMap((key) => byName.get(nameOf(key)) ?? []))
      }
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }

  return function readTogether(keys) {
    if (keys.length === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      if (gathered.length === 0) setTimeout(readGathered, gatherMs)
      gathered.push({ keys, resolve, reject })
    })
  }
}

/** The same key may be counted for different policies. */
function nameOf({ key, algorithm, limit, windowSeconds }: WatchedKey): string {
  return `${algorithm} ${limit} ${windowSeconds} ${key}`
}
