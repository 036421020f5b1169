import type { RaceFinish, RaceStep } from './contract.ts'

/**
 * Numbers the clients by who came first, so that "client 1" is easy to find; those that Valkey never heard of come last.
 * Without steps nobody knows who came first, and the numbers stay.
 */
export function inOrderOfComing(
  steps: RaceStep[] | null,
  finishes: RaceFinish[],
): { steps: RaceStep[] | null; finishes: RaceFinish[] } {
  if (!steps) return { steps, finishes }
  const came = new Set(steps.map(({ client }) => client))
  const all = [...came, ...finishes.map(({ client }) => client).filter((one) => !came.has(one))]
  const numbers = new Map(all.map((client, i) => [client, i + 1]))
  const renumbered = <T extends { client: number }>(one: T): T => ({
    ...one,
    client: numbers.get(one.client) ?? one.client,
  })
  return {
    steps: steps.map(renumbered),
    finishes: finishes.map(renumbered).toSorted((a, b) => a.client - b.client),
  }
}
