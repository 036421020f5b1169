// One request, and its answer as a value: a 429 is an answer like any other.

/** How far the counter is: so many of so many. Null where the answer does not say. */
export type Counter = { used: number; limit: number } | null

export type Answer = { counter: Counter } & (
  | { kind: 'joke'; joke: string }
  | { kind: 'limited' | 'unavailable'; retryAfterSeconds: number }
  | { kind: 'failed' }
)

// region: ask
export async function askForAJoke(): Promise<Answer> {
  try {
    const response = await fetch('/api/saka', { signal: AbortSignal.timeout(5_000) })
    // Read in any case: an answer that is left half read is cut off by the deadline.
    const text = await response.text()
    const counter = readCounter(response.headers)
    const { ok, status } = response
    if (ok) return { kind: 'joke', joke: text, counter }
    const retryAfterSeconds = readWait(response.headers)
    if (status === 429) return { kind: 'limited', retryAfterSeconds, counter }
    if (status === 503) return { kind: 'unavailable', retryAfterSeconds, counter }
    return { kind: 'failed', counter }
  } catch {
    // No network, or no answer in time: there is nothing to read.
    return { kind: 'failed', counter: null }
  }
}
// endregion: ask

/** At least a second, whatever the header says. It may also be a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function readWait(headers: Headers): number {
  const field = headers.get('Retry-After') ?? ''
  const seconds = /^\d+$/.test(field) ? Number(field) : (Date.parse(field) - Date.now()) / 1000
  return Math.max(1, Math.ceil(seconds) || 1)
}

/** From `RateLimit-Policy: "default";q=5;w=60` and `RateLimit: "default";r=2;t=41`. */
function readCounter(headers: Headers): Counter {
  const limit = /;q=(\d+)/.exec(headers.get('RateLimit-Policy') ?? '')?.[1]
  const remaining = /;r=(\d+)/.exec(headers.get('RateLimit') ?? '')?.[1]
  if (limit === undefined || remaining === undefined) return null
  return { used: Number(limit) - Number(remaining), limit: Number(limit) }
}
