// Wrong: only the first refusal is obeyed. After it the second one says how long to wait in vain.

export type Outcome =
  | { kind: 'joke'; joke: string }
  | { kind: 'limited' | 'unavailable'; retryAfterSeconds: number }
  | { kind: 'failed'; reason: string }
  /** Nothing was sent: the wait is not over. */
  | { kind: 'waiting' }

export type SakaClient = {
  /** Sends one request, unless it has to wait. Whatever happens is a value; it never throws. */
  ask(): Promise<Outcome>
  /** Whole seconds until the next request may be sent, rounded up; 0 when it may go at once. */
  secondsLeft(): number
}

/** `now` is the clock: milliseconds since 1970, as Date.now() has them. The checks hand in one of their own. */
export function createSakaClient({
  url,
  now = Date.now,
  deadlineMs = 5_000,
}: {
  url: string
  now?: () => number
  deadlineMs?: number
}): SakaClient {
  let waitEndsAt = 0
  const secondsLeft = () => Math.max(0, Math.ceil((waitEndsAt - now()) / 1000))

  async function request(): Promise<Outcome> {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(deadlineMs) })
      const text = await response.text()
      const { ok, status } = response
      if (ok) return { kind: 'joke', joke: text }
      if (status === 429) return { kind: 'limited', retryAfterSeconds: readWait(response) }
      if (status === 503) return { kind: 'unavailable', retryAfterSeconds: readWait(response) }
      return { kind: 'failed', reason: `The server answered ${status}.` }
    } catch (error) {
      return { kind: 'failed', reason: String(error) }
    }
  }

  /** Retry-After is a number of seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
  function readWait({ headers }: Response): number {
    const field = headers.get('Retry-After') ?? ''
    const untilDate = (Date.parse(field) - now()) / 1000
    const seconds = /^\d+$/.test(field) ? Number(field) : untilDate
    return Math.max(1, Math.ceil(seconds) || 1)
  }

  return {
    async ask() {
      if (secondsLeft() > 0) return { kind: 'waiting' }
      const outcome = await request()
      if (waitEndsAt === 0 && 'retryAfterSeconds' in outcome)
        waitEndsAt = now() + outcome.retryAfterSeconds * 1000
      return outcome
    },
    secondsLeft,
  }
}
