import type { Redis } from 'ioredis'

/** Milliseconds of each of `times` PINGs, one after the other: what a request pays for asking Valkey once. */
export async function pingInTurn(client: Redis, times: number): Promise<number[]> {
  const tookMs: number[] = []
  for (let sent = 0; sent < times; sent += 1) {
    const startedAt = performance.now()
    await client.ping()
    tookMs.push(performance.now() - startedAt)
  }
  return tookMs
}
