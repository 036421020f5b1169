import type { Answer, Client } from '../core/ask.ts'

/** One request of this page and what became of it. */
export type LoggedAnswer = {
  id: number
  /** Its header X-Request-Id: the server's trace of this request says the same. */
  requestId: string
  /** performance.now() when the answer was complete. */
  at: number
  /** With its query, as it was asked for. */
  path: string
  /** The virtual client it was sent as; absent where the browser itself is the client. */
  client?: Client
  answer: Answer
}
