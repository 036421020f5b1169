// What the guide's component does when somebody asks for a joke.
export function createAsk({
  fetch,
  setError,
}: {
  fetch: (path: string) => Promise<Response>
  setError: (message: string) => void
}) {
  return async function ask(): Promise<Response> {
    // region: ask
    const response = await fetch('/api/saka')
    if (response.status === 429) setError('Çok fazla istek')
    // endregion: ask
    return response
  }
}
