// Whose row a request is on: this browser's own, one of the virtual clients that it sends as, or somebody else's.
export const yourLane = 'you'
export const othersLane = 'others'
/** What the learner's own limiter counts on a key of its own: another counter than yours. */
export const mineLane = 'mine'

/** A virtual client, with the end of the keys that it is counted on. */
export type Client = { by: 'ip' | 'user' | 'api-key'; name: string; keyEnd: string }

export function laneOfClient({ by, name }: Pick<Client, 'by' | 'name'>): string {
  return `${by} ${name}`
}

/** The lane of a limiter's key, such as `rate:127.0.0.1` or `{lab:home}:rate:5x60:gcra:user:ada`. */
export function laneOfKey(
  key: string,
  {
    yourKey,
    clients,
    mineKeys,
  }: { yourKey: string | null; clients: readonly Client[]; mineKeys: readonly string[] },
): string {
  if (mineKeys.includes(key)) return mineLane
  const client = clients.find(({ keyEnd }) => key.endsWith(`:${keyEnd}`))
  if (client) return laneOfClient(client)
  const yourEnd = yourKey?.slice(yourKey.indexOf(':'))
  return yourEnd !== undefined && key.endsWith(yourEnd) ? yourLane : othersLane
}

/** SHA-256 needs a page that came over HTTPS or from this machine; without it an API key's counter cannot be known. */
export async function keyEndOf(by: Client['by'], name: string): Promise<string> {
  if (by === 'ip') return name
  if (by === 'user') return `user:${name}`
  const digest = await crypto.subtle?.digest('SHA-256', new TextEncoder().encode(name))
  const hex = [...new Uint8Array(digest ?? [])].map((byte) => byte.toString(16).padStart(2, '0'))
  return `api-key:${hex.join('').slice(0, 32)}`
}
