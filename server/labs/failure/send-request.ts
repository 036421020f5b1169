import { type Agent, get } from 'node:http'
import { causeHeader } from './limited-server.ts'

export type Outcome = {
  status: number | null
  counted: boolean
  tookMs: number
  cause?: string
}

/** One real request; resolves with what came back, also when nothing did. */
export function sendRequest(
  url: string,
  { agent, user = 'ada' }: { agent: Agent; user?: string },
): Promise<Outcome> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const done = (outcome: Omit<Outcome, 'tookMs'>) =>
      resolve({ ...outcome, tookMs: performance.now() - startedAt })
    const request = get(url, { agent, headers: { 'X-User': user } }, (response) => {
      response.resume()
      response.on('end', () => {
        const cause = response.headers[causeHeader.toLowerCase()]
        done({
          status: response.statusCode ?? null,
          // Without a count there is no quota to tell.
          counted: response.headers.ratelimit !== undefined,
          ...(typeof cause === 'string' && { cause }),
        })
      })
      response.on('error', () => done({ status: null, counted: false }))
    })
    request.on('error', () => done({ status: null, counted: false }))
  })
}
