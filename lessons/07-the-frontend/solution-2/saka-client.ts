// Another way: a class, a chain of promises, and the wait kept as a span of the clock that only grows.
type Outcome =
  | { kind: 'joke'; joke: string }
  | { kind: 'limited' | 'unavailable'; retryAfterSeconds: number }
  | { kind: 'failed'; reason: string }
  | { kind: 'waiting' }

class SakaClient {
  readonly #url: string
  readonly #now: () => number
  readonly #deadlineMs: number
  #wait = { since: 0, ms: 0 }

  constructor(url: string, now: () => number, deadlineMs: number) {
    this.#url = url
    this.#now = now
    this.#deadlineMs = deadlineMs
  }

  secondsLeft(): number {
    const passedMs = this.#now() - this.#wait.since
    return passedMs >= this.#wait.ms ? 0 : Math.ceil((this.#wait.ms - passedMs) / 1000)
  }

  ask(): Promise<Outcome> {
    if (this.secondsLeft() > 0) return Promise.resolve({ kind: 'waiting' })
    return fetch(this.#url, { signal: AbortSignal.timeout(this.#deadlineMs) })
      .then((response) => this.#read(response))
      .catch((error: Error) => ({ kind: 'failed', reason: error.message }))
  }

  async #read(response: Response): Promise<Outcome> {
    const body = await response.text()
    switch (response.status) {
      case 200:
        return { kind: 'joke', joke: body }
      case 429:
        return { kind: 'limited', retryAfterSeconds: this.#holdBack(response) }
      case 503:
        return { kind: 'unavailable', retryAfterSeconds: this.#holdBack(response) }
      default:
        return { kind: 'failed', reason: `${response.status} ${response.statusText}` }
    }
  }

  #holdBack(response: Response): number {
    const since = this.#now()
    const field = response.headers.get('Retry-After')
    const seconds = Number.parseInt(field ?? '', 10)
    const date = Date.parse(field ?? '')
    const named = /^\d/.test(field ?? '') ? seconds * 1000 : date - since
    const ms = Number.isNaN(named) || named < 1000 ? 1000 : Math.ceil(named / 1000) * 1000
    this.#wait = { since, ms }
    return ms / 1000
  }
}

export function createSakaClient({
  url,
  now = Date.now,
  deadlineMs = 5_000,
}: {
  url: string
  now?: () => number
  deadlineMs?: number
}): SakaClient {
  return new SakaClient(url, now, deadlineMs)
}
