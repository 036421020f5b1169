// Shapes of /api/nextjs. The page imports types only.
import { z } from 'zod'

/** `GET /api/nextjs`, and one line of JSON each in the answer of `POST /api/nextjs/run`. */
export type NextjsState =
  | { is: 'off'; installed: boolean }
  | { is: 'installing'; packages: number; of: number }
  | { is: 'building' }
  | { is: 'starting' }
  | { is: 'running'; url: string }
  | { is: 'stopping' }
  /** `why` is a sentence, `lastLines` the last lines of the program that failed. */
  | { is: 'failed'; why: string; lastLines: string[] }

/** Ways through Next.js to the API. The first four are wrong in one way each, the others are as they should be. */
const ways = z.enum([
  'two-people-trusting-nobody',
  'forged-through-rewrite',
  'forged-through-handler',
  'forged-past-next',
  'forged-through-server',
  'two-people',
])

export const wayBody = z.strictObject({ way: ways })
export type Way = z.infer<typeof ways>

/** `POST /api/nextjs/try` `{ way }`: real requests that one way took, and what became of them. */
export type WayResult = {
  way: Way
  requests: number
  allowed: number
  rejected: number
  /** How often Express counted whom; the addresses that it saw. */
  countedAs: { address: string; allowed: number; rejected: number }[]
}
