import type { RaceFinish, RaceStep } from './contract.ts'

/**
 * Numbers the clients in the order of their first command, so that "client 1" is easy to find. Clients without a command
 * come last. Without steps the order is unknown, and the numbers stay as they are.
 */
export function inArrivalOrder(
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
