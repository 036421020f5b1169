import type { Progress, ProgressAnswer } from '../../server/progress/contract.ts'

const deadlineMs = 5000

/**
 * PUT /api/progress: adds to what is on disk.
 * @throws Error with a sentence: the server's own where it refused
 */
export async function putProgress(progress: Progress): Promise<ProgressAnswer> {
  const response = await fetch('/api/progress', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(progress),
    signal: AbortSignal.timeout(deadlineMs),
  })
  const body = await response.json().catch(() => null)
  if (response.ok && body?.progress) return body
  throw new Error(body?.detail ?? `the server answered ${response.status}`)
}
