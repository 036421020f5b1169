// A state that is replaced, never changed, and pure functions that look at it.
type Outcome =
  | { kind: 'joke'; joke: string }
  | { kind: 'limited' | 'unavailable'; retryAfterSeconds: number }
  | { kind: 'failed'; reason: string }
  | { kind: 'waiting' }
type Options = { url: string; now?: () => number; deadlineMs?: number }

type State = Readonly<{ waitEndsAt: number }>

const leftOf = ({ waitEndsAt }: State, now: number) =>
  Math.ceil(Math.max(waitEndsAt - now, 0) / 1000)

const afterOutcome = (state: State, outcome: Outcome, now: number): State =>
  outcome.kind === 'limited' || outcome.kind === 'unavailable'
    ? { waitEndsAt: now + 1000 * outcome.retryAfterSeconds }
    : state

function read(status: number, text: string, after: string | null, now: number): Outcome {
  switch (status) {
    case 200:
      return { kind: 'joke', joke: text }
    case 429:
    case 503: {
      const named = after === null ? Number.NaN : secondsIn(after, now)
      const retryAfterSeconds = Number.isFinite(named) && named > 1 ? named : 1
      return { kind: status === 429 ? 'limited' : 'unavailable', retryAfterSeconds }
    }
    default:
      return { kind: 'failed', reason: `HTTP ${status}` }
  }
}

const secondsIn = (field: string, now: number) =>
  /[^0-9]/.test(field) ? Math.ceil((Date.parse(field) - now) / 1000) : +field

export const createSakaClient = ({ url, now = () => Date.now(), deadlineMs = 5e3 }: Options) => {
  let state: State = { waitEndsAt: 0 }
  return {
    secondsLeft: () => leftOf(state, now()),
    ask: async (): Promise<Outcome> => {
      if (leftOf(state, now()) > 0) return { kind: 'waiting' }
      const outcome = await fetch(new URL(url), { signal: AbortSignal.timeout(deadlineMs) })
        .then(async (response) => {
          const after = response.headers.get('Retry-After')
          return read(response.status, await response.text(), after, now())
        })
        .catch((error: Error): Outcome => ({ kind: 'failed', reason: error.name }))
      state = afterOutcome(state, outcome, now())
      return outcome
    },
  }
}
