// Moments that have not come yet. A clock that once stood a year ahead would otherwise have the last word for a year:
// its "start over" would let nothing be noted until then.
import type { Moment, Progress } from './contract.ts'

/** Clocks of two machines differ, but not by more than this. */
const toleranceMs = 24 * 60 * 60 * 1000
const momentShape = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** The first field that lies more than a day ahead of `now` (milliseconds since 1970), in a sentence's half. */
export function futureFault(progress: Progress, now = Date.now()): string | undefined {
  return search(progress, [], now)
}

/** What a file that a wrong clock wrote is worth: a "start over" yet to come never was, other marks are of now. */
export function withoutFuture(progress: Progress, now = Date.now()): Progress {
  if (futureFault(progress, now) === undefined) return progress
  const { startedOver, ...rest } = progress
  const kept = startedOver !== undefined && !isFuture(startedOver, now) ? { startedOver } : {}
  const at: Moment = new Date(now).toISOString()
  const text = JSON.stringify({ ...rest, ...kept })
  return JSON.parse(text, (_name, value) => (isFuture(value, now) ? at : value)) as Progress
}

function search(value: unknown, path: string[], now: number): string | undefined {
  if (isFuture(value, now)) {
    return `${path.join('.')} is ${JSON.stringify(value)}: it lies more than a day ahead of this machine's clock. Set the clock that wrote it`
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const fault = search(inner, [...path, name], now)
    if (fault !== undefined) return fault
  }
  return undefined
}

function isFuture(value: unknown, now: number): boolean {
  return (
    typeof value === 'string' && momentShape.test(value) && Date.parse(value) > now + toleranceMs
  )
}
