// Up to a second of chance is added to each wait, so that clients that were refused together do not come back together.
type Outcome =
  | { kind: 'joke'; joke: string }
  | { kind: 'limited' | 'unavailable'; retryAfterSeconds: number }
  | { kind: 'failed'; reason: string }
  | { kind: 'waiting' }
type Options = { url: string; now?: () => number; deadlineMs?: number }

export function createSakaClient({ url, now = Date.now, deadlineMs = 5_000 }: Options) {
  let nextAt = Number.NEGATIVE_INFINITY

  const waitOf = (response: Response): number => {
    const field = response.headers.get('retry-after')?.trim() ?? ''
    const seconds = /^\d+$/.test(field)
      ? Number.parseInt(field, 10)
      : Math.ceil((new Date(field).getTime() - now()) / 1000)
    return seconds >= 1 ? seconds : 1
  }

  const secondsLeft = () => (nextAt > now() ? Math.ceil((nextAt - now()) / 1000) : 0)

  const hold = (kind: 'limited' | 'unavailable', response: Response): Outcome => {
    const ms = waitOf(response) * 1000 + Math.random() * 1000
    nextAt = now() + ms
    return { kind, retryAfterSeconds: Math.ceil(ms / 1000) }
  }

  async function ask(): Promise<Outcome> {
    if (secondsLeft() !== 0) return { kind: 'waiting' }
    const stop = new AbortController()
    const timer = setTimeout(() => stop.abort(), deadlineMs)
    try {
      const response = await fetch(url, { signal: stop.signal })
      if (response.status === 429) return hold('limited', response)
      if (response.status === 503) return hold('unavailable', response)
      const text = await response.text()
      return response.ok
        ? { kind: 'joke', joke: text }
        : { kind: 'failed', reason: `Status ${response.status}` }
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : 'unknown' }
    } finally {
      clearTimeout(timer)
    }
  }
  return { ask, secondsLeft }
}
