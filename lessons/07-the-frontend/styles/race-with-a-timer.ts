// The answer races against a timer; what a status means stands in a table.
type Outcome =
  | { kind: 'joke'; joke: string }
  | { kind: 'limited' | 'unavailable'; retryAfterSeconds: number }
  | { kind: 'failed'; reason: string }
  | { kind: 'waiting' }
type Options = { url: string; now?: () => number; deadlineMs?: number }

const meanings: Record<number, 'limited' | 'unavailable'> = { 429: 'limited', 503: 'unavailable' }

async function readAll(url: string) {
  const response = await fetch(url, { headers: { Accept: 'text/plain' } })
  const after = response.headers.get('Retry-After')
  return { status: response.status, after, body: await response.text() }
}

function late(ms: number) {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came for ${ms} ms`)), ms)
  })
  return { over, stop: () => clearTimeout(timer) }
}

export function createSakaClient(options: Options) {
  const clock = options.now ?? (() => Date.now())
  let wait: { until: number } | null = null

  return {
    secondsLeft() {
      const ms = wait === null ? 0 : wait.until - clock()
      return ms <= 0 ? 0 : Math.floor((ms + 999) / 1000)
    },
    async ask(): Promise<Outcome> {
      if (this.secondsLeft() > 0) return { kind: 'waiting' }
      const deadline = late(options.deadlineMs ?? 5000)
      let came: Awaited<ReturnType<typeof readAll>>
      try {
        const answer = readAll(options.url)
        answer.catch(() => undefined)
        came = await Promise.race([answer, deadline.over])
      } catch (error) {
        return { kind: 'failed', reason: `${error}` }
      } finally {
        deadline.stop()
      }
      if (came.status === 200) return { kind: 'joke', joke: came.body }
      const kind = meanings[came.status]
      if (kind === undefined) return { kind: 'failed', reason: `It answered ${came.status}` }
      const retryAfterSeconds = secondsOf(came.after, clock())
      wait = { until: clock() + retryAfterSeconds * 1000 }
      return { kind, retryAfterSeconds }
    },
  }
}

function secondsOf(field: string | null, nowMs: number): number {
  if (field === null) return 1
  const number = Number(field)
  if (Number.isInteger(number) && number > 0) return number
  const date = Date.parse(field)
  return date > nowMs ? Math.ceil((date - nowMs) / 1000) : 1
}
