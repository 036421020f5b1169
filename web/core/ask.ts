// A click in the page becomes one real HTTP request here. What the server may answer is a value, never an exception.
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
    return { durationMs: tookMs(), kind: 'failed', reason: explain(error) }
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

function explain(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `no answer within ${deadlineMs / 1000} s`
  }
  return error instanceof Error ? error.message : String(error)
}
