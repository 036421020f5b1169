/**
 * PUT /api/my-limiter: chooses whose limiter answers; null is the workbook's. What follows is told on the event stream.
 * @throws Error with a sentence: the server's own where it refused
 */
export async function putChoice(lesson: string | null): Promise<void> {
  const response = await fetch('/api/my-limiter', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(lesson === null ? { off: true } : { lesson }),
  })
  if (response.ok) return
  const body = await response.json().catch(() => null)
  throw new Error(body?.detail ?? `the server answered ${response.status}.`)
}
