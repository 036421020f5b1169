const deadlineMs = 5000

/** What came of it: the server's own answer, or a sentence that says why not. */
export type Sent<Answer = unknown> =
  | { ok: true; answer: Answer }
  | { ok: false; status: number | null; why: string }

/** Sends JSON to the room and reads its answer; never rejects. */
export async function sendRoom<Answer = unknown>(
  path: string,
  body: unknown,
  { method = 'POST' }: { method?: 'POST' | 'PATCH' } = {},
): Promise<Sent<Answer>> {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(deadlineMs),
    })
    const answer = await response.json().catch(() => null)
    if (response.ok) return { ok: true, answer }
    const why = answer?.detail ?? `the server answered ${response.status}`
    return { ok: false, status: response.status, why }
  } catch (error) {
    const slow = error instanceof DOMException && error.name === 'TimeoutError'
    return {
      ok: false,
      status: null,
      why: slow ? `no answer within ${deadlineMs / 1000} s` : 'the server is not reached',
    }
  }
}
