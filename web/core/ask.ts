// The one file that calls fetch: sendRequest() for the requests that the page counts and shows, ask() for the
// workbook's own routes. What the server may answer is a value, never an exception.
import { parseRateLimit } from './rate-limit-headers.ts'
import { measuredDuration } from './request-timing.ts'

/** The HTTP response as the browser shows it to scripts. */
export type HttpResponse = {
  status: number
  statusText: string
  headers: [name: string, value: string][]
  body: string
}

export type Answer = { durationMs: number } & (
  | ({ kind: 'allowed' } & HttpResponse)
  | ({ kind: 'limited'; retryAfterSeconds: number } & HttpResponse)
  | ({ kind: 'unavailable'; retryAfterSeconds: number } & HttpResponse)
  /** No response, or one that the endpoint's contract doesn't know; `reason` is for a person. */
  | ({ kind: 'failed'; reason: string } & Partial<HttpResponse>)
)

const deadlineMs = 5_000

/** The guide's endpoint. */
export const sakaPath = '/api/saka'

/** One virtual client, and by what it is counted. */
export type Client = { by: 'ip' | 'user' | 'api-key'; name: string }

/** What is sent: one GET. `client` says as whom, for whoever shows the answer; on the wire it is in `headers`. */
export type OutgoingRequest = {
  path: string
  headers?: Record<string, string>
  client?: Client
}

/**
 * Sends one GET, named by `requestId` in X-Request-Id. `durationMs` is what the browser measured, from the start to the last byte of the body.
 * Never rejects.
 */
export async function sendRequest({
  path,
  headers,
  requestId,
}: Pick<OutgoingRequest, 'path' | 'headers'> & { requestId?: string }): Promise<Answer> {
  // region: send
  const startedAt = performance.now()
  const tookMs = () => performance.now() - startedAt
  try {
    const response = await fetch(path, {
      cache: 'no-store',
      headers: { ...headers, ...(requestId && { 'X-Request-Id': requestId }) },
      signal: AbortSignal.timeout(deadlineMs),
    })
    const body = await response.text()
    const durationMs = measuredDuration(response.url, startedAt) ?? tookMs()
    return { durationMs, ...readAnswer(response, body) }
  } catch (error) {
    return { durationMs: tookMs(), kind: 'failed', reason: explain(error, deadlineMs) }
  }
  // endregion: send
}

type Outcome = Answer extends infer One
  ? One extends Answer
    ? Omit<One, 'durationMs'>
    : never
  : never

// region: answer
function readAnswer(response: Response, body: string): Outcome {
  const { status, statusText, headers } = response
  const http: HttpResponse = { status, statusText, headers: [...headers], body }
  if (response.ok) return { kind: 'allowed', ...http }
  if (status === 429) return { kind: 'limited', retryAfterSeconds: readWait(headers), ...http }
  if (status === 503) return { kind: 'unavailable', retryAfterSeconds: readWait(headers), ...http }
  return { kind: 'failed', reason: `${status} ${statusText}`.trim(), ...http }
}
// endregion: answer

/** Whole seconds, at least 1. Retry-After may also be a date (RFC 9110); then the RateLimit field has the seconds. */
function readWait(headers: Headers): number {
  const seconds = Number.parseInt(headers.get('Retry-After') ?? '', 10)
  const reset = parseRateLimit(headers.get('RateLimit'))?.[0]?.resetSeconds
  return Math.max(1, seconds || reset || 1)
}

/** The result of a request to one of the workbook's routes. `detail` is for the reader. */
export type Reply<Body> =
  | { is: 'answered'; body: Body }
  /** The title and detail of the server's problem (RFC 9457), or its status in words. `body` is what it sent. */
  | { is: 'refused'; status: number; title: string; detail: string; body: unknown }
  /** There is no answer: the connection failed, the deadline has passed, or `signal` was aborted. */
  | { is: 'unreached'; detail: string }

export type AskOptions = {
  /** By default GET without a body and POST with one. */
  method?: 'POST' | 'PUT' | 'PATCH'
  /** Sent as JSON. */
  body?: unknown
  signal?: AbortSignal | undefined
  /** Milliseconds until the whole answer must have arrived, 10,000 by default; null sets no deadline. */
  withinMs?: number | null
}

const usualDeadlineMs = 10_000

/** Sends a request and reads the JSON of its answer; `body` is null when the answer is empty (204). Never rejects. */
export async function ask<Body>(path: string, options: AskOptions = {}): Promise<Reply<Body>> {
  try {
    return await readReply(await request(path, options))
  } catch (error) {
    return unreached(error, options)
  }
}

/** Rejects when there is no answer; unreached() makes a reply of the error. */
export function request(path: string, options: AskOptions): Promise<Response> {
  const { body, signal, withinMs = usualDeadlineMs } = options
  const signals = [signal, withinMs === null ? undefined : AbortSignal.timeout(withinMs)]
  return fetch(path, {
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    cache: 'no-store',
    signal: AbortSignal.any(signals.filter((one) => one !== undefined)),
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
}

export async function readReply<Body>(response: Response): Promise<Reply<Body>> {
  const { ok, status, statusText } = response
  const text = await response.text()
  let body = null
  try {
    if (text !== '') body = JSON.parse(text)
    if (ok) return { is: 'answered', body }
  } catch {
    // Not the workbook's own answer, perhaps a proxy's: its status is all there is to say.
  }
  const title = body?.title ?? `${status} ${statusText}`.trim()
  const detail = body?.detail ?? `The server answered ${status}.`
  return { is: 'refused', status, title, detail, body }
}

export function unreached(error: unknown, { withinMs }: AskOptions): Reply<never> {
  return { is: 'unreached', detail: explain(error, withinMs ?? usualDeadlineMs) }
}

function explain(error: unknown, withinMs: number): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `no answer within ${withinMs / 1000} s`
  }
  // Each browser has its own words for it, and none says more.
  if (error instanceof TypeError) return 'the connection failed'
  return error instanceof Error ? error.message : String(error)
}

export type SendRequestsOptions<Request extends OutgoingRequest> = {
  requests: readonly Request[]
  /** Browsers open six connections to a server; one of them is the event stream. More would only queue. */
  atOnce?: number
  /** Begins so many in a second, the first at once; without it each begins as soon as a connection is free. */
  perSecond?: number
  /** Ends the sending: nothing new is begun, and what is on its way is waited for. */
  signal?: AbortSignal
  send: (request: Request) => Promise<Answer>
  /** `startedAt`: performance.now() just before the request was sent. */
  onAnswer?: (answer: Answer, request: Request, startedAt: number) => void
}

/** Sends the requests in order, `atOnce` at a time, and returns the answers in the order they arrived. */
export async function sendRequests<Request extends OutgoingRequest>({
  requests,
  atOnce = 5,
  perSecond = Number.POSITIVE_INFINITY,
  signal,
  send,
  onAnswer,
}: SendRequestsOptions<Request>): Promise<Answer[]> {
  const answers: Answer[] = []
  const beganAt = performance.now()
  const left = requests.entries()
  async function work(): Promise<void> {
    for (const [i, request] of left) {
      const dueAt = beganAt + (1000 * i) / perSecond
      // A request that is due goes out in the very turn of the click: a page that awaits draws first.
      if (dueAt > performance.now()) await until(dueAt, signal)
      if (signal?.aborted) return
      const startedAt = performance.now()
      const answer = await send(request)
      answers.push(answer)
      onAnswer?.(answer, request, startedAt)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, requests.length) }, work))
  return answers
}

/** Waits until `time` (performance.now()), or until the signal is given. */
async function until(time: number, signal: AbortSignal | undefined): Promise<void> {
  // A timer may fire some milliseconds early.
  while (performance.now() < time && !signal?.aborted) {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.ceil(time - performance.now()))
      signal?.addEventListener('abort', done)
    })
  }
}
