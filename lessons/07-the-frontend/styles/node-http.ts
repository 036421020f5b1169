// Node's own client in place of fetch, and an event for everything that can end a request.
import { get, type IncomingMessage } from 'node:http'

type Outcome =
  | { kind: 'joke'; joke: string }
  | { kind: 'limited' | 'unavailable'; retryAfterSeconds: number }
  | { kind: 'failed'; reason: string }
  | { kind: 'waiting' }
type Options = { url: string; now?: () => number; deadlineMs?: number }

type Came = { message: IncomingMessage; body: string }

function request(url: string, deadlineMs: number): Promise<Came> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => sent.destroy(new Error('Too late')), deadlineMs)
    const fail = (error: Error) => {
      clearTimeout(timer)
      reject(error)
    }
    const sent = get(url, (message) => {
      const parts: Buffer[] = []
      message.on('data', (part: Buffer) => parts.push(part))
      message.on('error', fail)
      message.on('aborted', () => fail(new Error('Cut off')))
      message.on('end', () => {
        clearTimeout(timer)
        resolve({ message, body: Buffer.concat(parts).toString('utf8') })
      })
    })
    sent.on('error', fail)
  })
}

export class SakaClient {
  #freeAt = 0
  readonly #options: Required<Options>

  constructor({ url, now = Date.now, deadlineMs = 5_000 }: Options) {
    this.#options = { url, now, deadlineMs }
  }

  secondsLeft = (): number => Math.max(Math.ceil((this.#freeAt - this.#options.now()) / 1000), 0)

  ask = async (): Promise<Outcome> => {
    const { url, now, deadlineMs } = this.#options
    if (this.#freeAt > now()) return { kind: 'waiting' }
    let came: Came
    try {
      came = await request(url, deadlineMs)
    } catch (error) {
      return { kind: 'failed', reason: String(error) }
    }
    const { statusCode = 0, headers } = came.message
    if (statusCode === 200) return { kind: 'joke', joke: came.body }
    if (statusCode !== 429 && statusCode !== 503) {
      return { kind: 'failed', reason: `Answered with ${statusCode}` }
    }
    const field = headers['retry-after'] ?? ''
    const ms = /^\d+$/.test(field) ? Number(field) * 1000 : Date.parse(field) - now()
    const retryAfterSeconds = ms > 1000 ? Math.ceil(ms / 1000) : 1
    this.#freeAt = now() + retryAfterSeconds * 1000
    return { kind: statusCode === 429 ? 'limited' : 'unavailable', retryAfterSeconds }
  }
}

export const createSakaClient = (options: Options) => new SakaClient(options)
