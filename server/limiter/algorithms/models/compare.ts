import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from './arrivals.ts'
import { answer, type Model, type ModelPolicy, type ModelReply } from './model.ts'

type Run = (keys: string[], args: (string | number)[]) => Promise<unknown>
type Compared = { said: ModelReply[]; expected: ModelReply[] }

/** Sends one client's requests at their real times; the model is asked at the times the server says they came. */
export async function compareInRealTime(
  { run, modelOf }: { run: Run; modelOf: (policy: ModelPolicy) => Model },
  client: Client,
): Promise<Compared> {
  return compare(modelOf(client), client, async (key, { pauseUs, asked }) => {
    if (pauseUs > 0) await wait(pauseUs / 1000)
    return run([key], [client.limit, client.windowMs, asked])
  })
}

/** Sends one client's requests at the times of a clock that is handed in: `run` is a script `withClock`. */
export async function compareWithClock(
  { run, modelOf }: { run: Run; modelOf: (policy: ModelPolicy) => Model },
  client: Client,
): Promise<Compared> {
  // An hour ahead, so that no key expires by the real clock.
  let clockUs = (Date.now() + 3_600_000) * 1000
  return compare(modelOf(client), client, (key, { pauseUs, asked }) => {
    clockUs += pauseUs
    return run([key], [client.limit, client.windowMs, asked, clockUs])
  })
}

async function compare(
  model: Model,
  client: Client,
  ask: (key: string, arrival: Client['arrivals'][number]) => Promise<unknown>,
): Promise<Compared> {
  const key = `test:${randomUUID()}:rate:127.0.0.1`
  const compared: Compared = { said: [], expected: [] }
  for (const arrival of client.arrivals) {
    const [allowed, count, ttlMs, retryAfterMs, nowUs] = (await ask(key, arrival)) as number[] &
      [number, number, number, number, number]
    compared.said.push([allowed, count, ttlMs, retryAfterMs])
    compared.expected.push(answer(model, client, nowUs, arrival.asked))
  }
  return compared
}
